/** What a spreadsheet takes for a formula, and what moves a cell's text into another one. */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell of a CSV file; null is an empty one. */
type CsvCell = string | number | null;

/**
 * One line of a CSV file (RFC 4180), with its end. A text that a spreadsheet would run as a formula gets a quote
 * before it: names and ids come from guests and from PAR. A number stays one.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

function cellOf(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
