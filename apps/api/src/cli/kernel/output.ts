import { amountText } from "@parley/par-contract";

/** The output of a command: once for scripts, once for people. */
export interface Result {
  json: Readonly<Record<string, unknown>>;
  /** Lines for people. */
  text: string;
  /** Worth knowing, but no reason to fail. */
  warnings?: readonly string[];
  /** True where the command worked but reports something bad; it ends with exit code 1. */
  isBad?: boolean;
}

type Cell = string | number | boolean | Date | null;

/** What a table shows of a row, column by column. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>;

/**
 * Rows as text, columns aligned, numbers to the right; `empty` where there are none.
 * Control characters are shown as dots, since some of the values were sent by unauthenticated callers.
 */
export function table<Row>(rows: readonly Row[], columns: Columns<Row>, empty: string): string {
  if (rows.length === 0) return empty;
  const heads = Object.keys(columns);
  const readers = Object.values(columns);
  const values = rows.map((row) => readers.map((read) => read(row)));
  const lines = [heads.map((head) => head.toUpperCase()), ...values.map((row) => row.map(textOf))];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => lengthOf(line[column] ?? ""))));
  const isNumber = heads.map((_, column) => values.every((row) => typeof row[column] === "number"));
  const draw = (line: readonly string[]) =>
    line
      .map((cell, column) => {
        const gap = " ".repeat((widths[column] ?? 0) - lengthOf(cell));
        return isNumber[column] ? gap + cell : cell + gap;
      })
      .join("  ")
      .trimEnd();
  return lines.map(draw).join("\n");
}

/** Named facts, one on each line. */
export function facts(entries: Readonly<Record<string, Cell>>): string {
  const width = Math.max(...Object.keys(entries).map((key) => key.length)) + 2;
  return Object.entries(entries)
    .map(([key, value]) => `${key.padEnd(width)}${textOf(value)}`)
    .join("\n");
}

function textOf(value: Cell): string {
  if (value === null || value === "") return "-";
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "boolean") return value ? "yes" : "no";
  return plain(String(value));
}

/** Text that cannot steer the terminal that shows it. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "·");
}

function lengthOf(text: string): number {
  return [...text].length;
}

/** An amount for people, for example `29.10 USD` or `1200 JPY`. */
export function money(cents: number, currency: string): string {
  return `${amountText(cents, currency)} ${currency}`;
}
