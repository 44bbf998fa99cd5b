/** What ends a cell or a line: of ours, and of the files that a spreadsheet of another language expects. */
const ENDS = String.raw`;\t\r\n\v\f\u0085\u2028\u2029`;
/** What a spreadsheet takes for a formula, behind what nobody sees: also by the signs of East Asian keyboards. */
const FORMULA_AHEAD = String.raw`(?:(?![${ENDS}])[\s\p{Cc}\p{DI}])*[=+\-@＝＋－＠﹦﹢﹣﹫−]`;
/** Where a spreadsheet would begin a formula: at the text's begin and after each end. */
const FORMULA = new RegExp(`(?<=^|[${ENDS}])(?=${FORMULA_AHEAD})`, "gu");
/** The same, behind quotes that stand there already, and one of them. */
const MAYBE_GUARDED = new RegExp(`(?<=^|[${ENDS}])(?='*${FORMULA_AHEAD})`, "gu");
const GUARDED = new RegExp(`(?<=^|[${ENDS}])'(?='*${FORMULA_AHEAD})`, "gu");
/** What moves a text into another cell. */
const MOVED = /^[\t\r]/;

/** Digits of which a spreadsheet loses none, because the cell says that they are a text. */
interface Digits {
  digits: string;
}

/** A cell of a CSV file; null is an empty one. */
type CsvCell = string | number | Digits | null;

/** Guards a text as `csvLine` does, so that `unguarded` gives back each as it was, those with such a quote too. */
export function guarded(text: string): string {
  return text.replaceAll(MAYBE_GUARDED, "'");
}

/** What a text was before it was `guarded`. */
export function unguarded(text: string): string {
  return text.replaceAll(GUARDED, "");
}

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
  if (typeof cell === "object") return `"=""${cell.digits.replace(/\D/g, "")}"""`;
  const text = cell.replaceAll(FORMULA, "'");
  const safe = MOVED.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const NEEDS_QUOTES = new RegExp(`[",${ENDS}]`, "u");
