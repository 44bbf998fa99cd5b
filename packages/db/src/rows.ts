import { getTableColumns, type Table } from "drizzle-orm";
import { toJsonText } from "./json.ts";

/**
 * A row's values under their column names, as JSON text for `json_populate_recordset(null::<table>, …)`:
 * one parameter carries any number of rows, so one prepared statement serves every batch size. Columns that
 * the value does not name become null.
 */
export function rowsAsJson<T extends Table>(table: T, rows: readonly Partial<T["$inferSelect"]>[]): string {
  const columns = Object.entries(getTableColumns(table));
  return toJsonText(
    rows.map((row) => {
      const values: Record<string, unknown> = { ...row };
      return Object.fromEntries(columns.map(([property, column]) => [column.name, values[property] ?? null]));
    }),
  );
}
