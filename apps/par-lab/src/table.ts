/**
 * Lays out rows in columns, two blanks apart. The last column is not padded.
 *
 * @param rows texts without colours; `paint` is applied after widths are known.
 */
export function layTable(
  rows: readonly (readonly string[])[],
  paint: (text: string, row: number, column: number) => string = (text) => text,
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, text] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, text.length);
  }
  return rows.map((row, at) =>
    row
      .map((text, column) => {
        const isLast = column === row.length - 1;
        const padding = isLast ? "" : " ".repeat((widths[column] ?? 0) - text.length);
        return paint(text, at, column) + padding;
      })
      .join("  ")
      .trimEnd(),
  );
}
