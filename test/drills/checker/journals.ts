import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A POS's own record: the lines of a simulator's journal, as far as the checker reads them. */

export interface JournalModifier {
  modifier_id: string;
  modifier_group_id: string | null;
  quantity: number;
  unit_price_cents: number;
  modifiers: readonly JournalModifier[];
}

export interface JournalItem {
  line_id: string;
  item_id: string;
  price_level_id: string | null;
  quantity: number;
  unit_price_cents: number;
  comment: string | null;
  modifiers: readonly JournalModifier[];
}

/** Where a simulator keeps its journal, in its data folder. */
export const JOURNAL_FILE = "pos-simulator/journal.jsonl";

/** One order placed, with its content. */
export interface PlacedLine {
  kind?: undefined;
  reference: string;
  store: string;
  pos_order_id: string;
  online_order_id: string | null;
  request_uid: string;
  total_cents: number;
  order_type: string;
  lines: readonly JournalItem[];
  totals: {
    subtotal_cents: number;
    discount_cents: number;
    tax_cents: number;
    fee_cents: number;
    tip_cents: number;
    grand_cents: number;
  };
  notes: string | null;
  /** Only where the POS writes down who ordered. */
  guest?: { name: string | null; phone: string | null; email: string | null } | null;
}

/** One placed order taken back. */
export interface VoidLine {
  kind: "void";
  reference: string;
  store: string;
  pos_order_id: string;
}

export type JournalLine = PlacedLine | VoidLine;

/** The journal of one POS process. */
export interface Journal {
  /** For the reader of a finding. */
  name: string;
  lines: readonly JournalLine[];
}

/**
 * Reads the journal of the simulator that keeps its data in this folder; a missing file is an empty journal.
 * A torn last line does not count: the simulator was killed while writing it, before it answered anybody.
 * @throws SyntaxError where a line before the last cannot be read.
 */
export function readJournal(dataDir: string, name = dataDir): Journal {
  const path = join(dataDir, JOURNAL_FILE);
  if (!existsSync(path)) return { name, lines: [] };
  const whole = readFileSync(path, "utf8").split("\n").slice(0, -1);
  const last = whole.pop();
  const lines = whole.map((line): JournalLine => JSON.parse(line));
  return { name, lines: last === undefined ? lines : [...lines, ...readLast(last)] };
}

function readLast(text: string): JournalLine[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
