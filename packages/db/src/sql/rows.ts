import { getTableColumns, type Table } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { isFilledIn } from "../schema/columns.ts";
import { toJsonText } from "./json.ts";

// How whole rows are written: as one JSON parameter per table, read by json_populate_recordset, so that one
// prepared statement serves any number of rows.

interface Shape {
  properties: string[];
  columns: string[];
  list: FixedText;
}

const shapes = new WeakMap<Table, Shape>();

function shapeOf(table: Table): Shape {
  const known = shapes.get(table);
  if (known !== undefined) return known;
  const entries = Object.entries(getTableColumns(table)).filter(([, column]) => !isFilledIn(column));
  const columns = entries.map(([, column]) => column.name);
  const list = new FixedText(columns.map((name) => `"${name}"`).join(", "));
  const shape = { properties: entries.map(([property]) => property), columns, list };
  shapes.set(table, shape);
  return shape;
}

/** Text of ours within a statement, never anything that came from outside. */
class FixedText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * The columns that this code writes, for `insert into t (…) select … from json_populate_recordset(…)`. Named,
 * so that a process goes on inserting while a younger one has already added a column with a default.
 */
export function columnsOf(table: Table): FixedText {
  return shapeOf(table).list;
}

type Columns<T extends Table> = T["_"]["columns"];
type NotNullColumn<T extends Table> = {
  [K in keyof Columns<T>]: Columns<T>[K]["_"]["notNull"] extends true ? K : never;
}[keyof Columns<T>];

/**
 * A row as `rowsAsJson` writes it. Every NOT NULL column has to be named, one with a default too: a column
 * that is not named becomes null, and the default of the database is not asked.
 */
export type WholeRow<T extends Table> = T["$inferInsert"] &
  Required<Pick<T["$inferInsert"], NotNullColumn<T> & keyof T["$inferInsert"]>>;

/**
 * Rows under their column names, as JSON text. Columns that a row does not name become null; those that are `Stored` in
 * another form than they are read in are written as they are.
 */
export function rowsAsJson<T extends Table, Stored extends keyof WholeRow<T> = never>(
  table: T,
  rows: readonly (Omit<WholeRow<T>, Stored> & Record<Stored, unknown>)[],
): string {
  const { properties, columns } = shapeOf(table);
  return toJsonText(
    rows.map((row) => {
      const values: Record<string, unknown> = row;
      const named: Record<string, unknown> = {};
      for (const [i, column] of columns.entries()) named[column] = jsonOf(values[properties[i] ?? column]);
      return named;
    }),
  );
}

/** A value as the database reads it from JSON: bytes in its own notation, which its JSON has not. */
function jsonOf(value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value ?? null;
  return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`;
}

/** One row as a JSON object, without the columns that its statement fills in. */
export function rowAsJson<T extends Table, Filled extends keyof WholeRow<T>>(
  table: T,
  row: Omit<WholeRow<T>, Filled>,
): string {
  const { properties, columns } = shapeOf(table);
  const values: Record<string, unknown> = row;
  return toJsonText(
    Object.fromEntries(columns.map((column, i) => [column, jsonOf(values[properties[i] ?? column])])),
  );
}

/** Rows of several such texts as one. */
export function joinRows(texts: readonly string[]): string {
  const [only] = texts;
  if (texts.length === 1 && only !== undefined) return only;
  const rows = texts.map((text) => text.slice(1, -1)).filter((text) => text !== "");
  return `[${rows.join(",")}]`;
}

type Parameter = string | number | boolean | Date | null;

const templates = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

/** UTF-16 code units of a statement's parameters from which on it is a large one. Fifty lines come to a fifth of it. */
const LARGE_LENGTH = 256 * 1024;

/**
 * A tag for statements that hold column lists: the text is put together at the first call from each place and
 * kept, where the client's own fragments would be built anew, and cost 200 µs, at each. One whose parameters are
 * large gets the time of large ones.
 */
export function statement(db: Pick<Database, "sql" | "large">) {
  return (strings: TemplateStringsArray, ...values: (Parameter | FixedText)[]) => {
    const template = templates.get(strings) ?? mergeFixed(strings, values);
    templates.set(strings, template);
    const parameters = values.filter((value): value is Parameter => !(value instanceof FixedText));
    let length = 0;
    for (const value of parameters) length += typeof value === "string" ? value.length : 0;
    return (length > LARGE_LENGTH ? db.large.sql : db.sql)(template, ...parameters);
  };
}

function mergeFixed(
  strings: TemplateStringsArray,
  values: readonly (Parameter | FixedText)[],
): TemplateStringsArray {
  const merged = [strings[0] ?? ""];
  for (const [i, value] of values.entries()) {
    const after = strings[i + 1] ?? "";
    if (value instanceof FixedText) merged.push(`${merged.pop() ?? ""}${value.text}${after}`);
    else merged.push(after);
  }
  return Object.assign(merged, { raw: merged });
}
