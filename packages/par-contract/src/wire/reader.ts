import type { Issue } from "../errors.ts";
import { WireRecord, type WireValue } from "./record.ts";
import type { WireRow, WireTable } from "./row.ts";
import {
  findEntry,
  isJsonObject,
  type Plan,
  planOf,
  type Shape,
  type ShapeEntry,
  sameJson,
} from "./shape.ts";
import { readArray, readScalar } from "./values.ts";

/** Fields that PAR sent and no row knows, and fields that a row knows and no object of the body had. */
export interface Drift {
  readonly unknown: string[];
  readonly missing: string[];
}

const MAX_ISSUES = 20;
const MAX_UNKNOWN = 50;

/** Where one object of a body is read to. `raw` and `values` are numbered as the plan's entries are. */
interface Target {
  /** Path of the object in this body, with a final dot: `order_details.items[0].` */
  readonly at: string;
  /** The same without numbers, for drift: `order_details.items[].` */
  readonly prefix: string;
  readonly marks: Uint8Array;
  readonly raw: unknown[];
  readonly values: WireValue[];
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
    const target: Target = { at, prefix, marks, raw: [], values: [] };
    // Filled at once, so that both stay plain packed arrays whatever order the keys come in.
    for (let slot = 0; slot < plan.entries.length; slot++) {
      target.raw.push(undefined);
      target.values.push(null);
    }
    this.#object(plan.root, json, target);
    return new WireRecord(target.values, plan.slots, at);
  }

  #object(shape: Shape, json: Readonly<Record<string, unknown>>, target: Target): void {
    this.#pick(shape, json, target);
    const { raw, values, marks } = target;
    for (const entry of shape.entries) {
      const { slot, row, inner } = entry;
      const value = raw[slot];
      if (value !== undefined) marks[slot] = 2;
      else if (marks[slot] === 0) marks[slot] = 1;
      if (value === undefined || value === null) {
        if (row?.required) this.issue("missing_field", target.at + entry.path, "is missing");
      } else if (inner === null) {
        if (row !== null) values[slot] = this.#value(row, value, target, entry);
      } else if (isJsonObject(value)) {
        values[slot] = true;
        this.#object(inner, value, target);
      } else this.issue("invalid_field", target.at + entry.path, "must be an object");
    }
  }

  /** Finds each entry's value under whichever spelling it came; two that disagree are an issue. */
  #pick(shape: Shape, json: Readonly<Record<string, unknown>>, target: Target): void {
    const { raw } = target;
    for (const key of Object.keys(json)) {
      const entry = findEntry(shape, key);
      if (entry === null) {
        this.#noteUnknown(target.prefix + shape.path + key.slice(0, 100));
        continue;
      }
      const value = json[key];
      const earlier = raw[entry.slot];
      if (earlier !== undefined && !sameJson(earlier, value)) {
        this.issue("invalid_field", target.at + entry.path, "is there in two spellings that disagree");
      }
      raw[entry.slot] = value;
    }
  }

  #noteUnknown(path: string): void {
    if (this.#unknown.size < MAX_UNKNOWN) this.#unknown.add(path);
  }

  #value(row: WireRow, value: unknown, target: Target, entry: ShapeEntry): WireValue {
    if (row.type === "list") return this.#list(row, value, target, entry);
    if (row.type === "texts" || row.type === "refs" || row.type === "integers") {
      return this.#scalars(row, value, target.at + entry.path);
    }
    const judged = readScalar(row, value);
    return judged.ok ? judged.value : this.issue("invalid_field", target.at + entry.path, judged.problem);
  }

  #scalars(row: WireRow, value: unknown, at: string): WireValue {
    const array = readArray(row, value);
    if (!array.ok) return this.issue("invalid_field", at, array.problem);
    const values: (string | number)[] = [];
    for (const [index, item] of array.value.entries()) {
      const judged = readScalar(row, item);
      if (!judged.ok) this.issue("invalid_field", `${at}[${index}]`, judged.problem);
      else if (typeof judged.value !== "boolean") values.push(judged.value);
    }
    return values;
  }

  #list(row: WireRow, value: unknown, target: Target, entry: ShapeEntry): readonly WireRecord[] | null {
    const at = target.at + entry.path;
    const array = readArray(row, value);
    if (!array.ok) return this.issue("invalid_field", at, array.problem);
    const records: WireRecord[] = [];
    const table = row.of?.() ?? [];
    const prefix = `${target.prefix}${entry.path}[].`;
    for (const [index, item] of array.value.entries()) {
      if (isJsonObject(item)) records.push(this.#record(table, item, `${at}[${index}].`, prefix));
      else this.issue("invalid_field", `${at}[${index}]`, "must be an object");
      if (this.issues.length >= MAX_ISSUES) break;
    }
    return records;
  }
}
