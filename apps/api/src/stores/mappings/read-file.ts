import type { MappingKind } from "@parley/db/mappings";
import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { decodeText, NotTextError } from "../../text-file.ts";
import type { ImportRow } from "./import.ts";

/** Names of the connection, PAR id and target in files and in JSON. A file's columns may have any order. */
export const HEADERS = {
  organization: ["connection", "par_organization_id", "brand"],
  location: ["connection", "par_location_id", "location"],
} as const;
export const HEADER_HELP = `The first line names the columns: ${HEADERS.location.join(",")} or ${HEADERS.organization.join(",")}.`;

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

const SEPARATORS = [",", ";", "\t"] as const;
export type Separator = (typeof SEPARATORS)[number];

const SAVE_AS = 'Save it as "CSV UTF-8 (comma delimited)" and try again.';
const NAME_IT = "If it has another encoding, name it, for example --encoding windows-1251 or shift_jis.";
const records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));
type Records = z.infer<typeof records>;

/**
 * Reads a table of mappings as spreadsheets save it: in any encoding and with any separator that they use, with
 * blank rows at its end. An id is never decoded with loss.
 * @param named the file's encoding, where the caller knows it
 * @throws UnreadableFileError
 */
export function readMappingFile(bytes: Uint8Array, named: string | null = null): MappingFile {
  const { text, encoding, isGuess } = textOf(bytes, named);
  const { separator, kind, head, lines } = tableOf(text);
  const at = HEADERS[kind].map((name) => head.indexOf(name));
  const cell = (record: readonly string[], column: 0 | 1 | 2) => record[at[column] ?? -1]?.trim() ?? "";
  const filled = lines.filter(({ record }) => record.some((value) => value.trim() !== ""));
  for (const row of filled) checkWidth(row, head.length);
  const rows = filled.map(({ record, info }): ImportRow => {
    const written = cell(record, 1);
    const parId = withoutFormula(written);
    const notes = [
      ...(parId === written ? [] : [`Read as ${parId}, without the formula around it.`]),
      ...(isGuess && !isAscii(parId) ? [`Read as ${encoding}, which is a guess.`] : []),
    ];
    return {
      line: info.lines,
      connection: withoutFormula(cell(record, 0)),
      parId,
      target: withoutFormula(cell(record, 2)),
      notes,
    };
  });
  const warnings = isGuess ? [`The file is not UTF-8; it was read as ${encoding}. ${NAME_IT}`] : [];
  return { kind, rows, encoding, separator, emptyRows: lines.length - filled.length, warnings };
}

function textOf(bytes: Uint8Array, named: string | null) {
  try {
    return decodeText(bytes, named);
  } catch (error) {
    if (error instanceof NotTextError) throw new UnreadableFileError(error.message, `${SAVE_AS} ${NAME_IT}`);
    throw error;
  }
}

/** The first separator that makes the first line a header that is known. */
function tableOf(text: string) {
  // Excel's own note of the separator is a line of its own, before the header.
  const noted = /^"?sep=."?\r?\n/i.exec(text);
  const body = noted === null ? text : text.slice(noted[0].length);
  const firstLine = body.slice(0, body.search(/[\r\n]|$/));
  for (const separator of SEPARATORS) {
    const [first] = isCsv(firstLine, separator);
    const head = (first?.record ?? []).map(columnName);
    const kind = (["location", "organization"] as const).find((one) =>
      HEADERS[one].every((name) => head.includes(name)),
    );
    if (kind === undefined) continue;
    const twice = HEADERS[kind].find((name) => head.indexOf(name) !== head.lastIndexOf(name));
    if (twice !== undefined) {
      throw new UnreadableFileError(`The column ${twice} is there twice.`, "Leave one of them out.");
    }
    const skipped = noted === null ? 0 : 1;
    const lines = parseCsv(body, separator)
      .slice(1)
      .map(({ record, info }) => ({ record, info: { lines: info.lines + skipped } }));
    return { separator, kind, head, lines };
  }
  throw new UnreadableFileError("The file has no header that is known.", HEADER_HELP);
}

/** A row with more values than names, or fewer cells, may have a separator inside a value: it cannot be told. */
function checkWidth({ record, info }: Records[number], width: number): void {
  const valued = record.findLastIndex((value) => value.trim() !== "") + 1;
  if (valued <= width && record.length >= width) return;
  throw new UnreadableFileError(
    `Line ${info.lines} has ${Math.max(valued, Math.min(record.length, width))} cells where the header has ${width}.`,
    "Put values that hold the separator in double quotes.",
  );
}

/** `PAR Location ID`, `par-location-id` and `par_location_id` are one name. */
function columnName(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/gu, "_");
}

function isCsv(line: string, separator: Separator): Records {
  try {
    return parseCsv(line, separator);
  } catch (error) {
    if (error instanceof UnreadableFileError) return [];
    throw error;
  }
}

/** Cells may hold quotes that open in their middle, as Excel's `="00042"` does; rows may be of any length. */
function parseCsv(text: string, delimiter: Separator): Records {
  try {
    return records.parse(
      parse(text, {
        delimiter,
        info: true,
        skip_empty_lines: true,
        relax_column_count: true,
        relax_quotes: true,
      }),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableFileError(`This is not CSV: ${error.message}.`, HEADER_HELP);
  }
}

/** What `="00042"` shows in a spreadsheet, which is how people keep its leading zeros. */
function withoutFormula(cell: string): string {
  return /^="([^"]*)"$/.exec(cell)?.[1] ?? cell;
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
