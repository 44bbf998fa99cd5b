import type { WireRow, WireTable } from "./row.ts";
import { type Judge, judgeOf } from "./values.ts";

/** The three ways of writing a name on the wire. */
export type Spelling = "snake" | "camel" | "pascal";

/** One name within one JSON object, compiled from a row (or from a step of a deeper path). */
export interface ShapeEntry {
  /** Canonical name, and the same in each spelling. */
  readonly names: Readonly<Record<Spelling, string>>;
  /** Path from the table's own root, in canonical names: `order_details.grand_total`. */
  readonly path: string;
  /** Null for an object that exists only as a step of a deeper path. */
  readonly row: WireRow | null;
  /** Number of the entry within its plan, and within its shape. */
  readonly slot: number;
  readonly index: number;
  /** Field of the record: the last part of the row's own. */
  readonly name: string;
  /** Groups that lead to the record when it is not that of the object which holds the value, else null. */
  readonly elsewhere: readonly string[] | null;
  /** Judges the value, or each entry of an array; null for objects and lists. */
  readonly judge: Judge | null;
  readonly isArray: boolean;
  /** The names within, when this is an object. */
  readonly inner: Shape | null;
  /** The plan of a list's objects. */
  readonly items: (() => Plan) | null;
}

/** One JSON object's names, found by any spelling. */
export interface Shape {
  /** Path of the object from the table's root, with a final dot; empty at the root. */
  readonly path: string;
  /** The group whose record takes the values, with a final dot; empty at the root. */
  readonly group: string;
  readonly entries: ShapeEntry[];
  readonly exact: Map<string, ShapeEntry>;
  readonly folded: Map<string, ShapeEntry>;
}

/** A compiled table. */
export interface Plan {
  readonly root: Shape;
  /** Our field name → slot. */
  readonly slots: ReadonlyMap<string, number>;
  readonly entries: readonly ShapeEntry[];
}

/** A name lower-cased and without underscores: equal for all spellings of one name. */
export function foldName(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}

function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function spellings(name: string): Record<Spelling, string> {
  const humped = camel(name);
  return { snake: name, camel: humped, pascal: humped.charAt(0).toUpperCase() + humped.slice(1) };
}

function emptyShape(path: string, group: string): Shape {
  return { path, group, entries: [], exact: new Map(), folded: new Map() };
}

function resolvePath(table: WireTable, row: WireRow): string[] {
  const own = row.at.replace(/^\//, "").split(".");
  const dot = row.field.lastIndexOf(".");
  if (dot < 0 || row.at.startsWith("/")) return own;
  const group = table.find((candidate) => candidate.field === row.field.slice(0, dot));
  if (group === undefined) throw new Error(`wire table: ${row.field} has no group row`);
  return [...resolvePath(table, group), ...own];
}

function register(shape: Shape, entry: ShapeEntry, names: readonly string[]): void {
  for (const name of names) {
    for (const spelled of Object.values(spellings(name))) shape.exact.set(spelled, entry);
    const folded = foldName(name);
    const other = shape.folded.get(folded);
    if (other !== undefined && other !== entry) throw new Error(`wire table: ${entry.path} is there twice`);
    shape.folded.set(folded, entry);
  }
}

function compile(table: WireTable): Plan {
  const root = emptyShape("", "");
  const slots = new Map<string, number>();
  const entries: ShapeEntry[] = [];
  const add = (shape: Shape, name: string, path: string, row: WireRow | null): ShapeEntry => {
    const isGroup = row === null || row.type === "object";
    const entry: ShapeEntry = {
      names: spellings(name),
      path,
      row,
      slot: entries.length,
      index: shape.entries.length,
      ...placeOf(row, shape),
      judge: row === null ? null : judgeOf(row),
      isArray: row?.type === "texts" || row?.type === "refs" || row?.type === "integers",
      inner: isGroup ? emptyShape(`${path}.`, row === null ? shape.group : `${row.field}.`) : null,
      items: itemsOf(row),
    };
    entries.push(entry);
    shape.entries.push(entry);
    register(shape, entry, [name, ...(row?.also ?? [])]);
    return entry;
  };
  for (const row of table) {
    const steps = resolvePath(table, row);
    let shape = root;
    for (const [index, step] of steps.entries()) {
      const path = steps.slice(0, index + 1).join(".");
      if (index === steps.length - 1) slots.set(row.field, add(shape, step, path, row).slot);
      else {
        const { inner } = shape.folded.get(foldName(step)) ?? add(shape, step, path, null);
        if (inner === null) throw new Error(`wire table: ${path} is no object`);
        shape = inner;
      }
    }
  }
  return { root, slots, entries };
}

/** Where a row's value goes: into the record of the object that holds it, unless the row's `at` lies elsewhere. */
function placeOf(row: WireRow | null, shape: Shape): Pick<ShapeEntry, "name" | "elsewhere"> {
  const groups = (row?.field ?? "").split(".");
  const name = groups.pop() ?? "";
  const isHome = row === null || row.field === shape.group + name;
  return { name, elsewhere: isHome ? null : groups };
}

function itemsOf(row: WireRow | null): (() => Plan) | null {
  const of = row?.of;
  if (of === undefined) return null;
  // Asked for at the first value: a table may list itself.
  let plan: Plan | null = null;
  return () => {
    plan ??= planOf(of());
    return plan;
  };
}

const plans = new WeakMap<WireTable, Plan>();

/** The compiled form of a table; compiled once. Throws on a table that contradicts itself. */
export function planOf(table: WireTable): Plan {
  const known = plans.get(table);
  if (known !== undefined) return known;
  const plan = compile(table);
  plans.set(table, plan);
  return plan;
}

/** Finds the entry for a key as it was spelled, or null when no row knows it. */
export function findEntry(shape: Shape, key: string): ShapeEntry | null {
  return shape.exact.get(key) ?? shape.folded.get(foldName(key)) ?? null;
}

/** Whether a value is a JSON object (not null, not an array). */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether two parsed JSON values are the same, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, index) => sameJson(value, b[index]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

/**
 * Path of a field in canonical wire names, from the root of its table.
 *
 * @example
 * ```ts
 * wirePath(orderRequestTable, "order.grandTotal"); // "order_details.grand_total"
 * ```
 */
export function wirePath(table: WireTable, field: string): string {
  const plan = planOf(table);
  const path = plan.entries[plan.slots.get(field) ?? -1]?.path;
  if (path === undefined) throw new Error(`no wire row for ${field}`);
  return path;
}
