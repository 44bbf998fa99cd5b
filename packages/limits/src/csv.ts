/** What ends a cell or a line: of ours, and of the files that a spreadsheet of another language expects. */
const ENDS = String.raw`;\t\r\n\v\f\u0085\u2028\u2029`;
/**
 * Where a spreadsheet would begin a formula: at the text's begin and after each end, behind what nobody sees. It knows
 * the signs of East Asian keyboards and the small ones as well.
 */
const FORMULA = new RegExp(
  String.raw`(?<=^|[${ENDS}])(?=(?:(?![${ENDS}])[\s\p{Cc}\p{DI}])*[=+\-@＝＋－＠﹦﹢﹣﹫−])`,
  "gu",
);
/** What moves a text into another cell. */
const MOVED = /^[\t\r]/;

/** A cell of a CSV file; null is an empty one. */
type CsvCell = string | number | null;

/**
 * One line of a CSV file (RFC 4180), with its end. A text that a spreadsheet would run as a formula gets a quote
 * before it, within the text too: where semicolons part cells, a program may see an end in the middle of one of ours.
 * Names and ids come from guests and from PAR. A number stays one.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

function cellOf(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const guarded = cell.replaceAll(FORMULA, "'");
  const safe = MOVED.test(guarded) ? `'${guarded}` : guarded;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const NEEDS_QUOTES = new RegExp(`[",${ENDS}]`, "u");
