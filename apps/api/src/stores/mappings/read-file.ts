import type { MappingKind } from "@parley/db/mappings";
import { unguarded } from "@parley/limits";
import type { Words } from "@parley/words";
import { decodeText, NotTextError } from "../../text-file.ts";
import { type CsvRow, readCsv } from "./csv.ts";
import { ACT_COLUMN, ENDS, HEADERS } from "./headers.ts";
import type { CellProblem, ImportRow } from "./plan.ts";
import { eachUnhurried } from "./unhurried.ts";

type Say = Words<"imports">;

/** What a file's first line has to be, as a sentence. */
export function headerHelp(say: Say): string {
  return say("file.headers", {
    locations: HEADERS.location.join(","),
    organizations: HEADERS.organization.join(","),
  });
}

/** What a file of mappings holds, and how it was read. */
export interface MappingFile {
  kind: MappingKind;
  rows: ImportRow[];
  /** For people, for example "Windows-1252". */
  encoding: string;
  separator: Separator;
  /** Rows without any value; spreadsheets end with them. */
  emptyRows: number;
  /** What was read otherwise than it stands there, as sentences. */
  warnings: string[];
}

/** The file cannot be read as a table of mappings; message and next step are for people. */
export class UnreadableFileError extends Error {
  override name = "UnreadableFileError";
  readonly nextStep: string;

  constructor(message: string, nextStep: string) {
    super(message);
    this.nextStep = nextStep;
  }
}

const KINDS = ["location", "organization"] as const;
const SEPARATORS = [",", ";", "\t"] as const;
export type Separator = (typeof SEPARATORS)[number];

/**
 * Reads a table of mappings as spreadsheets save it: in any encoding and with any separator that they use, with
 * blank rows at its end. An id is never decoded with loss. What is wrong with one row is that row's `problem`.
 * @param named the file's encoding, where the caller knows it
 * @throws UnreadableFileError where it cannot be told what the columns are
 */
export async function readMappingFile(
  bytes: Uint8Array,
  say: Say,
  named: string | null = null,
): Promise<MappingFile> {
  const { text, encoding, isGuess } = textOf(bytes, say, named);
  const { separator, kind, head, lines } = await tableOf(text, say);
  const at = HEADERS[kind].map((name) => head.columns.indexOf(name));
  const cell = ({ cells }: CsvRow, column: 0 | 1 | 2) => cells[at[column] ?? -1]?.trim() ?? "";
  const actAt = head.columns.indexOf(ACT_COLUMN);
  const rows: ImportRow[] = [];
  await eachUnhurried(lines, (row) => {
    if (row.cells.every((value) => value.trim() === "")) return;
    const written = cell(row, 1);
    const act = row.cells[actAt]?.trim() ?? "";
    const shown = withoutFormula(written);
    // A quote that an export put before what a spreadsheet would run.
    const parId = shown === written ? unguarded(written) : shown;
    const notes = [
      ...(shown === written ? [] : [say("note.formula", { id: parId })]),
      ...(isGuess && !isAscii(parId) ? [say("note.guessed", { name: encoding })] : []),
    ];
    rows.push({
      line: row.line,
      connection: withoutFormula(cell(row, 0)),
      parId,
      target: withoutFormula(cell(row, 2)),
      ends: act.toLowerCase() === ENDS,
      notes,
      problem: problemOf(row, head.columns, say) ?? problemOfAct(act, say),
    });
  });
  const emptyRows = lines.length - rows.length;
  const twice = HEADERS[kind].find((name) => head.columns.filter((column) => column === name).length > 1);
  if (twice !== undefined) rows.unshift(doubled(head.line, twice, say));
  const warnings = isGuess ? [`${say("file.guessed", { name: encoding })} ${say("file.nameEncoding")}`] : [];
  return { kind, rows, encoding, separator, emptyRows, warnings };
}

function textOf(bytes: Uint8Array, say: Say, named: string | null) {
  if (bytes.length === 0) throw new UnreadableFileError(say("file.empty"), headerHelp(say));
  try {
    return decodeText(bytes, named);
  } catch (error) {
    if (!(error instanceof NotTextError)) throw error;
    const isWorkbook = error.kind === "workbook" || error.kind === "old_workbook";
    const next = isWorkbook ? [say("file.saveAs")] : [say("file.saveAs"), say("file.nameEncoding")];
    throw new UnreadableFileError(notText(error, say), next.join(" "));
  }
}

function notText({ kind, encoding }: NotTextError, say: Say): string {
  switch (kind) {
    case "workbook":
      return say("file.workbook");
    case "old_workbook":
      return say("file.oldWorkbook");
    case "unknown_encoding":
      return say("file.noEncoding", { name: encoding });
    case "other_encoding":
      return say("file.notText", { name: encoding });
  }
}

/** The first separator that makes the first line a header that is known. */
async function tableOf(text: string, say: Say) {
  // Excel's own note of the separator is a line of its own, before the header.
  const noted = /^"?sep=."?\r?\n/i.exec(text);
  const body = noted === null ? text : text.slice(noted[0].length);
  const skipped = noted === null ? 0 : 1;
  for (const separator of SEPARATORS) {
    const [first] = readCsv(body, separator, () => false);
    const columns = (first?.cells ?? []).map(columnName);
    const kind = KINDS.find((one) => HEADERS[one].every((name) => columns.includes(name)));
    if (first === undefined || kind === undefined) continue;
    const names: readonly string[] = [...HEADERS[kind], ACT_COLUMN];
    const lines: CsvRow[] = [];
    const read = readCsv(body, separator, (column) => !names.includes(columns[column] ?? ""));
    await eachUnhurried(read, (row) => lines.push({ ...row, line: row.line + skipped }));
    const [head = first] = lines.splice(0, 1);
    return { separator, kind, head: { line: head.line, columns }, lines };
  }
  throw new UnreadableFileError(say("file.noHeader"), headerHelp(say));
}

/** A row with more values than names, or fewer cells, may have a separator inside a value: it cannot be told. */
function problemOf({ cells, openQuote }: CsvRow, columns: readonly string[], say: Say): CellProblem | null {
  const width = columns.length;
  const valued = cells.findLastIndex((value) => value.trim() !== "") + 1;
  if (openQuote === null && valued <= width && cells.length >= width) return null;
  const nameOf = (at: number) => columns[at] || say("row.columnNumber", { number: at + 1 });
  if (openQuote !== null) {
    const reason = say("row.openQuote");
    return { column: nameOf(openQuote), value: cells[openQuote] ?? "", reason };
  }
  const [at, count] = valued > width ? [width, valued] : [cells.length, cells.length];
  const reason = say("row.cells", { count, width });
  return { column: nameOf(at), value: cells[at] ?? "", reason };
}

function problemOfAct(act: string, say: Say): CellProblem | null {
  if (act === "" || act.toLowerCase() === ENDS) return null;
  return { column: ACT_COLUMN, value: act, reason: say("row.noAct", { act: ENDS }) };
}

/** The header's own fault. The rows are judged all the same, by the first of the two columns. */
function doubled(line: number, column: string, say: Say): ImportRow {
  const problem = { column, value: column, reason: say("row.twice") };
  return { line, connection: "", parId: "", target: "", ends: false, notes: [], problem };
}

/** `PAR Location ID`, `par-location-id` and `par_location_id` are one name. */
function columnName(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/gu, "_");
}

/** What `="00042"` shows in a spreadsheet, which is how people keep its leading zeros. */
function withoutFormula(cell: string): string {
  return /^="([^"]*)"$/.exec(cell)?.[1] ?? cell;
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
