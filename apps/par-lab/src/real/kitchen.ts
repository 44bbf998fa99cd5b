import { readFile } from "node:fs/promises";
import { LabError } from "../lab-error.ts";
import { type Dishes, dishes, type GuestOrder } from "./guest-order.ts";

/** One order that the kitchen has, as the journal of the simulated POS writes it. */
export interface Cooked extends Dishes {
  readonly requestUid: string;
  readonly posOrderId: string;
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function linesOf({ lines }: JsonObject): string[] {
  const all = Array.isArray(lines) ? lines.filter(isObject) : [];
  return dishes(all.map((line) => ({ itemId: text(line.item_id), quantity: Number(line.quantity) })));
}

/** Reads the text of a journal: what was placed and not voided. A last line that is cut off was never told. */
export function readJournal(journal: string): Cooked[] {
  const cooked: Cooked[] = [];
  const voided = new Set<string>();
  for (const line of journal.split("\n").slice(0, -1)) {
    const record: unknown = JSON.parse(line);
    if (!isObject(record)) continue;
    const posOrderId = text(record.pos_order_id);
    if (record.kind === "void") voided.add(posOrderId);
    else {
      const totalCents = Number(record.total_cents);
      cooked.push({ requestUid: text(record.request_uid), posOrderId, totalCents, items: linesOf(record) });
    }
  }
  return cooked.filter(({ posOrderId }) => !voided.has(posOrderId));
}

/** Reads the journal of a simulated POS. */
export async function readKitchen(path: string): Promise<Cooked[]> {
  try {
    return readJournal(await readFile(path, "utf8"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new LabError(`Cannot read the journal of the simulated POS at ${path}: ${why}`);
  }
}

/** The orders for which PAR and the kitchen do not agree, by what is wrong; each a line for a person. */
export interface Disagreement {
  /** PAR was told placed, and the kitchen has nothing; or it was promised, and is unknown. */
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly cookedThoughToldFailed: readonly string[];
  /** Other dishes or another total than the guest paid for. */
  readonly cookedOtherwise: readonly string[];
}

/** Compares what PAR was told with what the kitchen has; of the kitchen only orders that were sent here count. */
export function compare(orders: readonly GuestOrder[], cooked: readonly Cooked[]): Disagreement {
  const lost: string[] = [];
  const doubled: string[] = [];
  const cookedThoughToldFailed: string[] = [];
  const cookedOtherwise: string[] = [];
  const byUid = new Map<string, Cooked[]>();
  for (const one of cooked) byUid.set(one.requestUid, [...(byUid.get(one.requestUid) ?? []), one]);
  for (const order of orders) {
    const uids = order.requestUids;
    const made = uids.flatMap((uid) => byUid.get(uid) ?? []);
    const name = `${order.shape}: ${uids[0]}`;
    if (order.was("forgotten") || (order.was("placed") && made.length === 0)) lost.push(name);
    if (made.length > 1) doubled.push(`${name} as ${made.map(({ posOrderId }) => posOrderId).join(", ")}`);
    if (order.was("failed") && made.length > 0) {
      cookedThoughToldFailed.push(`${name} as ${made[0]?.posOrderId}`);
    }
    const other = made.find((one) => !isSame(order.wanted, one));
    if (other !== undefined) cookedOtherwise.push(`${name}: ${say(order.wanted)}, and cooked ${say(other)}`);
  }
  return { lost, doubled, cookedThoughToldFailed, cookedOtherwise };
}

function isSame(wanted: Dishes, made: Dishes): boolean {
  return wanted.totalCents === made.totalCents && say(wanted) === say(made);
}

function say({ items, totalCents }: Dishes): string {
  return `${items.join(", ")} for ${totalCents}`;
}
