import type { Issue } from "./errors.ts";
import { idProblem, idText, refProblem } from "./ids.ts";
import { centsFromNumber, MONEY_LIMIT_CENTS } from "./money.ts";
import {
  findEntry,
  isJsonObject,
  type Plan,
  planOf,
  type Shape,
  type ShapeEntry,
  sameJson,
} from "./shape.ts";
import { parseInstant } from "./time.ts";
import type { WireRow, WireTable } from "./wire.ts";

/** What one field holds after reading: money is in cents, ids are texts, absent and null are null. */
type WireValue =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | readonly number[]
  | readonly WireRecord[];

/** Fields that PAR sent and no row knows, and fields that a row knows and no object of the body had. */
export interface Drift {
  readonly unknown: string[];
  readonly missing: string[];
}

const MAX_ISSUES = 20;
const MAX_UNKNOWN = 50;

/** One object read by a table. Accessors take our field names; a field of another type reads as null. */
export class WireRecord {
  readonly #values: readonly WireValue[];
  readonly #slots: ReadonlyMap<string, number>;
  /** Path of the object in the body, with a final dot; empty at the root. */
  readonly at: string;

  constructor(values: readonly WireValue[], slots: ReadonlyMap<string, number>, at: string) {
    this.#values = values;
    this.#slots = slots;
    this.at = at;
  }

  value(field: string): WireValue {
    const slot = this.#slots.get(field);
    if (slot === undefined) throw new Error(`no wire row for ${field}`);
    return this.#values[slot] ?? null;
  }

  text(field: string): string | null {
    const value = this.value(field);
    return typeof value === "string" ? value : null;
  }

  number(field: string): number | null {
    const value = this.value(field);
    return typeof value === "number" ? value : null;
  }

  flag(field: string): boolean | null {
    const value = this.value(field);
    return typeof value === "boolean" ? value : null;
  }

  scalar(field: string): string | number | boolean | null {
    const value = this.value(field);
    return typeof value === "object" ? null : value;
  }

  texts(field: string): string[] {
    return this.#list(field).filter((value) => typeof value === "string");
  }

  numbers(field: string): number[] {
    return this.#list(field).filter((value) => typeof value === "number");
  }

  records(field: string): WireRecord[] {
    return this.#list(field).filter((value) => value instanceof WireRecord);
  }

  #list(field: string): readonly (string | number | WireRecord)[] {
    const value = this.value(field);
    return Array.isArray(value) ? value : [];
  }
}

/** Reads one body: collects issues and drift on the way, so that a caller sees all of them at once. */
export class WireReader {
  readonly issues: Issue[] = [];
  readonly #unknown = new Set<string>();
  // Per static path of a table: which of its entries were asked for (1) and which were there (2).
  readonly #presence = new Map<string, { plan: Plan; marks: Uint8Array }>();

  read(table: WireTable, json: Readonly<Record<string, unknown>>): WireRecord {
    return this.#record(table, json, "", "");
  }

  issue(code: "invalid_field" | "missing_field", field: string, message: string): null {
    if (this.issues.length < MAX_ISSUES) this.issues.push({ code, message: `${field} ${message}`, field });
    return null;
  }

  drift(): Drift {
    const missing: string[] = [];
    for (const [prefix, { plan, marks }] of this.#presence) {
      for (const entry of plan.entries) if (marks[entry.slot] === 1) missing.push(prefix + entry.path);
    }
    return { unknown: [...this.#unknown], missing };
  }

  #record(table: WireTable, json: Readonly<Record<string, unknown>>, at: string, prefix: string): WireRecord {
    const plan = planOf(table);
    const known = this.#presence.get(prefix);
    const marks = known?.marks ?? new Uint8Array(plan.entries.length);
    if (known === undefined) this.#presence.set(prefix, { plan, marks });
    const values: WireValue[] = new Array<WireValue>(plan.entries.length).fill(null);
    this.#object(plan.root, json, at, prefix, values, marks);
    return new WireRecord(values, plan.slots, at);
  }

  #object(
    shape: Shape,
    json: Readonly<Record<string, unknown>>,
    at: string,
    prefix: string,
    values: WireValue[],
    marks: Uint8Array,
  ): void {
    const found = this.#pick(shape, json, at, prefix);
    for (const entry of shape.entries) {
      const value = found.get(entry) ?? null;
      const there = found.has(entry);
      marks[entry.slot] = there ? 2 : Math.max(marks[entry.slot] ?? 0, 1);
      if (value === null) {
        if (entry.row?.required) this.issue("missing_field", at + entry.path, "is missing");
        continue;
      }
      if (entry.inner !== null) {
        if (!isJsonObject(value)) this.issue("invalid_field", at + entry.path, "must be an object");
        else {
          values[entry.slot] = true;
          this.#object(entry.inner, value, at, prefix, values, marks);
        }
      } else if (entry.row !== null) {
        values[entry.slot] = this.#value(entry.row, value, at + entry.path, prefix + entry.path);
      }
    }
  }

  /** Finds each entry's value under whichever spelling it came; two that disagree are an issue. */
  #pick(
    shape: Shape,
    json: Readonly<Record<string, unknown>>,
    at: string,
    prefix: string,
  ): Map<ShapeEntry, unknown> {
    const found = new Map<ShapeEntry, unknown>();
    for (const key of Object.keys(json)) {
      const entry = findEntry(shape, key);
      const value = json[key];
      if (entry === null) {
        if (this.#unknown.size < MAX_UNKNOWN)
          this.#unknown.add(`${prefix}${this.#within(shape)}${key.slice(0, 100)}`);
      } else if (found.has(entry) && !sameJson(found.get(entry), value)) {
        this.issue("invalid_field", at + entry.path, "is there in two spellings that disagree");
      } else {
        found.set(entry, value);
      }
    }
    return found;
  }

  #within(shape: Shape): string {
    const path = shape.entries[0]?.path ?? "";
    return path.slice(0, path.lastIndexOf(".") + 1);
  }

  #value(row: WireRow, value: unknown, at: string, staticPath: string): WireValue {
    switch (row.type) {
      case "id":
      case "order_number":
      case "ref":
        return this.#id(row, value, at);
      case "text":
      case "currency":
        return this.#text(row, value, at);
      case "instant":
        if (typeof value === "string" && parseInstant(value) !== null) return value;
        return this.issue("invalid_field", at, "must be a date and time such as 2026-01-15T12:34:56.789Z");
      case "money":
        return this.#money(value, at);
      case "quantity":
        return this.#number(value, at, 1, 999, true);
      case "count":
        return this.#number(value, at, 0, 1_000_000, true);
      case "number":
        return this.#number(value, at, row.min ?? 0, row.max ?? 100, false);
      case "flag":
        return typeof value === "boolean" ? value : this.issue("invalid_field", at, "must be true or false");
      case "scalar":
        if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
          return value;
        return this.issue("invalid_field", at, "must be a text, a number, true, false or null");
      case "texts":
      case "refs":
      case "integers":
        return this.#scalars(row, value, at);
      case "list":
        return this.#list(row, value, at, staticPath);
      case "object":
        throw new Error(`wire row ${row.field} was compiled without an inner shape`);
    }
  }

  #id(row: WireRow, value: unknown, at: string): string | null {
    const text = idText(value);
    if (text === null) return this.issue("invalid_field", at, "must be a text");
    const problem = row.type === "ref" ? refProblem(text) : idProblem(text);
    if (problem !== null) return this.issue("invalid_field", at, problem);
    // PAR signs a null order number as "0", so a literal "0" would share its digest.
    if (row.type === "order_number" && text === "0") return this.issue("invalid_field", at, "must not be 0");
    return text;
  }

  #text(row: WireRow, value: unknown, at: string): string | null {
    if (typeof value !== "string") return this.issue("invalid_field", at, "must be a text");
    if (row.required && value.trim() === "") return this.issue("invalid_field", at, "must not be blank");
    if (row.type === "currency") {
      return /^[A-Z]{3}$/.test(value) ? value : this.issue("invalid_field", at, "must be an ISO 4217 code");
    }
    const max = row.max ?? 200;
    if (value.length > max)
      return this.issue("invalid_field", at, `must not be longer than ${max} characters`);
    return value;
  }

  #money(value: unknown, at: string): number | null {
    if (typeof value !== "number") return this.issue("invalid_field", at, "must be a number");
    if (value < 0 || value >= MONEY_LIMIT_CENTS / 100) {
      return this.issue("invalid_field", at, "must be from 0 to below 10000000.00");
    }
    const cents = centsFromNumber(value);
    return cents < MONEY_LIMIT_CENTS ? cents : this.issue("invalid_field", at, "must be below 10000000.00");
  }

  #number(value: unknown, at: string, min: number, max: number, whole: boolean): number | null {
    if (typeof value !== "number" || (whole && !Number.isInteger(value))) {
      return this.issue("invalid_field", at, whole ? "must be a whole number" : "must be a number");
    }
    return value >= min && value <= max
      ? value
      : this.issue("invalid_field", at, `must be from ${min} to ${max}`);
  }

  #array(row: WireRow, value: unknown, at: string): readonly unknown[] | null {
    if (!Array.isArray(value)) return this.issue("invalid_field", at, "must be an array");
    if (value.length < (row.min ?? 0))
      return this.issue("invalid_field", at, `must have at least ${row.min} entries`);
    const max = row.max ?? 2000;
    return value.length <= max ? value : this.issue("invalid_field", at, `must have at most ${max} entries`);
  }

  #scalars(row: WireRow, value: unknown, at: string): readonly string[] | readonly number[] | null {
    const array = this.#array(row, value, at);
    if (array === null) return null;
    if (row.type === "integers") {
      return array.map((item, index) => this.#number(item, `${at}[${index}]`, 0, 1_000_000, true) ?? 0);
    }
    return array.map((item, index) => {
      const text = row.type === "refs" ? idText(item) : item;
      if (typeof text === "string" && (row.type === "texts" || refProblem(text) === null)) return text;
      return this.issue("invalid_field", `${at}[${index}]`, "must be a text") ?? "";
    });
  }

  #list(row: WireRow, value: unknown, at: string, staticPath: string): readonly WireRecord[] | null {
    const array = this.#array(row, value, at);
    if (array === null || row.of === undefined) return null;
    const table = row.of();
    const records: WireRecord[] = [];
    for (const [index, item] of array.entries()) {
      if (isJsonObject(item)) records.push(this.#record(table, item, `${at}[${index}].`, `${staticPath}[].`));
      else this.issue("invalid_field", `${at}[${index}]`, "must be an object");
      if (this.issues.length >= MAX_ISSUES) break;
    }
    return records;
  }
}
