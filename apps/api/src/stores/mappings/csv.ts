/** One row of a table as it stands in the file, from the line on which it begins. */
export interface CsvRow {
  line: number;
  cells: readonly string[];
  /** The first column, from 0, whose opening double quote has no closing one; null where there is none. */
  openQuote: number | null;
}

/** So long may a cell in double quotes be; what is longer is a quote that was forgotten. */
const QUOTED_MAX = 5_000;

/**
 * Reads a table row by row. A row that is broken ends with its line, so that it hides none of those after it.
 * Quotes in the middle of a cell are kept, as in Excel's `="00042"`, and lines without a character are left out.
 * @param mayBreak whether a cell in quotes may go on in the next line; where a value never does, a quote that is
 * open at the end of its line was forgotten
 */
export function* readCsv(
  text: string,
  separator: string,
  mayBreak: (column: number) => boolean,
): Generator<CsvRow> {
  const cellEnd = `(?=${separator}|[\\r\\n]|$)`;
  const within = (plain: string) => `(?:${plain}|""){0,${QUOTED_MAX}}`;
  const quotedOver = (plain: string) => new RegExp(` *"(${within(plain)})" *${cellEnd}`, "y");
  const [inOneLine, overLines] = [quotedOver('[^"\\r\\n]'), quotedOver('[^"]')];
  const plain = new RegExp(`[^${separator}\\r\\n]*`, "y");
  const lineEnd = /\r\n|\r|\n/y;
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    at += match?.[0].length ?? 0;
    return match;
  };

  for (let line = 1; at < text.length; line += 1) {
    if (take(lineEnd) !== null) continue;
    const row = { line, cells: [] as string[], openQuote: null as number | null };
    do {
      const column = row.cells.length;
      const quoted = take(mayBreak(column) ? overLines : inOneLine)?.[1];
      const cell = quoted?.replaceAll('""', '"') ?? take(plain)?.[0] ?? "";
      if (quoted === undefined && /^ *"/.test(cell)) row.openQuote ??= column;
      row.cells.push(cell);
      line += quoted?.match(/\r\n|\r|\n/g)?.length ?? 0;
    } while (text.startsWith(separator, at) && ++at);
    take(lineEnd);
    yield row;
  }
}
