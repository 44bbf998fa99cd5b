import { csvLine, guarded } from "@parley/limits";
import { COLUMNS } from "../import/pasted.ts";
import type { Mapping } from "../mapping.ts";

/** A mapping in force and the code of what it is to mean; empty: nothing. */
export interface Wanted {
  mapping: Mapping;
  code: string;
}

/**
 * Mappings of one kind as a file that an import takes: its lines are in the order given, the first is line 2. A row that
 * ends names what the id means now, so that it ends nothing else.
 */
export function bulkFile(kind: Mapping["kind"], rows: readonly Wanted[]): string {
  const lines = rows.map(({ mapping, code }) => {
    const { connection, parId, target } = mapping;
    const [means, act] = code === "" ? [target.code, "end"] : [code, ""];
    return csvLine([guarded(connection.slug), guarded(parId), guarded(means), act]);
  });
  return [csvLine([...COLUMNS[kind], "act"]), ...lines].join("");
}

/**
 * Codes after somebody pasted a column of a spreadsheet at a row: it fills the rows from there downward. `rest` counts
 * the values for which there was no row any more.
 */
export function pastedInto(
  codes: readonly string[],
  at: number,
  text: string,
): { codes: string[]; rest: number } {
  const lines = text.replace(/(?:\r\n|\r|\n)+$/, "").split(/\r\n|\r|\n/);
  const filled = codes.map((code, row) => {
    const line = lines[row - at];
    return row < at || line === undefined ? code : (line.split("\t").at(-1)?.trim() ?? code);
  });
  return { codes: filled, rest: Math.max(0, lines.length - (codes.length - at)) };
}
