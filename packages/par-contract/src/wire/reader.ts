import { type Issue, SchemaError } from "../errors.ts";
import { readPlainly } from "./compiled.ts";
import { type Drift, DriftNotes, type Presence } from "./drift.ts";
import { type Manner, readLeniently } from "./lenient.ts";
import type { Draft, RecordOf } from "./record.ts";
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
import { isBlank, isPassedOver } from "./sparse.ts";
import { settleTwins } from "./twins.ts";
import { Flaw, readArray, type Scalar } from "./values.ts";

/** One object's values, by the entries of its shape and not yet judged. */
export interface Picked {
  readonly raw: readonly unknown[];
  /** Entries that were there in two spellings that disagree. */
  readonly twice: readonly ShapeEntry[];
  /** Entries that were there in several spellings, of which one counts. */
  readonly settled: readonly ShapeEntry[];
  /** Names that no row knows. */
  readonly unknown: readonly string[];
}

/** Told of a name that a row knows, as it was spelled. */
type Note = (entry: ShapeEntry, key: string) => void;

type JsonObject = Readonly<Record<string, unknown>>;
type WireValue = Scalar | null | readonly Scalar[] | WireRecord | readonly (WireRecord | null)[];

interface WireRecord {
  [field: string]: WireValue;
}

const MAX_ISSUES = 20;

/**
 * Reads one body by a table: collects issues and drift on the way, so that a caller sees all of them at once.
 * What others write is read leniently where the table's field is optional, and noted; what we write is not.
 */
export class WireReader<T extends WireTable> {
  readonly issues: Issue[] = [];
  readonly plan: Plan;
  readonly #table: T;
  readonly #json: JsonObject;
  #drift = new DriftNotes();
  // The lists around the object that is being read, each with the number of its entry.
  readonly #lists: { readonly path: string; index: number }[] = [];
  readonly #early = new Map<Shape, Picked>();
  readonly #strays: { readonly entry: ShapeEntry; readonly value: WireValue }[] = [];
  readonly #isLenient: boolean;
  #draft: Draft<RecordOf<T>> | null = null;
  #overlooked: string | null = null;

  constructor(table: T, json: JsonObject, reading: "strict" | "lenient" = "strict") {
    this.#isLenient = reading === "lenient";
    this.plan = planOf(table);
    this.#table = table;
    this.#json = json;
  }

  /**
   * Looks at the names of the root or of one of its groups, ahead of `draft`, which does not look again.
   */
  pick(shape: Shape, json: JsonObject, note: Note): Picked {
    const picked = this.#pick(shape, json, note);
    this.#early.set(shape, picked);
    return picked;
  }

  /** What was read, be it good or not: a field that has an issue is null. */
  get draft(): Draft<RecordOf<T>> {
    if (this.#draft !== null) return this.#draft;
    const record = this.#plainly() ?? this.#asItIs();
    if (!isDraft(this.#table, record)) throw new TypeError("a record is an object");
    this.#draft = record;
    return record;
  }

  /** A body that is all as the table says, of which most are; null for any other, of which nothing was noted then. */
  #plainly(): object | null {
    const plain = this.#isLenient ? readPlainly(this.plan, this.#json) : null;
    if (plain !== null) this.#drift = plain.notes;
    return plain?.record ?? null;
  }

  #asItIs(): WireRecord {
    const record = this.#object(this.plan.root, this.#json, this.#drift.presence(this.plan, ""), {});
    for (const { entry, value } of this.#strays) place(record, entry, value);
    return record;
  }

  /**
   * What was read, as the table promises it.
   *
   * @throws SchemaError when there are issues.
   */
  record(): RecordOf<T> {
    const { draft } = this;
    if (this.issues.length > 0 || !isWhole<T>(draft)) throw new SchemaError(this.issues);
    return draft;
  }

  /** Lets one field be as it may, and all within it: what cannot be read there is null, and noted. */
  overlook(path: string): void {
    this.#overlooked = path;
  }

  /** Notes that a field was read leniently. */
  noteLeniency(path: string, manner: Manner): void {
    this.#drift.lenient(path, manner);
  }

  issue(code: "invalid_field" | "missing_field", field: string, message: string): null {
    if (this.#overlooked !== null && isWithin(field, this.#overlooked)) {
      this.noteLeniency(this.#overlooked, "not judged");
      return null;
    }
    if (this.issues.length < MAX_ISSUES) this.issues.push({ code, message: `${field} ${message}`, field });
    return null;
  }

  drift(): Drift {
    return this.#drift.soFar();
  }

  /** Reads one object, or a step of a deeper path, into the record of its group. */
  #object(shape: Shape, json: JsonObject, presence: Presence, record: WireRecord): WireRecord {
    const { raw, twice, settled, unknown } = this.#early.get(shape) ?? this.#pick(shape, json, null);
    for (const key of unknown) this.#drift.unknown(presence.prefix + shape.path + key.slice(0, 100));
    for (const entry of settled) this.#drift.lenient(presence.prefix + entry.path, "two spellings");
    for (const entry of twice) {
      this.issue("invalid_field", this.#at(entry), "is there in two spellings that disagree");
    }
    const { marks } = presence;
    for (const entry of shape.entries) {
      const value = raw[entry.index];
      if (value !== undefined) marks[entry.slot] = 2;
      else if (marks[entry.slot] === 0) marks[entry.slot] = 1;
      const { row, inner } = entry;
      if (row !== null) {
        const read = this.#field(entry, row, value, presence);
        // Each field is set, in the order of the rows, so that the records of a table have one shape.
        if (entry.elsewhere === null) record[entry.name] = read;
        else this.#strays.push({ entry, value: read });
      } else if (inner !== null) this.#object(inner, this.#step(entry, value), presence, record);
    }
    return record;
  }

  /** A step that is not there is as good as an empty one: what is required in it is missing. */
  #step(entry: ShapeEntry, value: unknown): JsonObject {
    if (isJsonObject(value)) return value;
    if (value !== undefined && value !== null)
      this.issue("invalid_field", this.#at(entry), "must be an object");
    return {};
  }

  /** Finds each entry's value under whichever spelling it came. */
  #pick(shape: Shape, json: JsonObject, note: Note | null): Picked {
    const raw = new Array<unknown>(shape.entries.length).fill(undefined);
    const disagreeing = new Set<ShapeEntry>();
    const twice: ShapeEntry[] = [];
    const settled: ShapeEntry[] = [];
    const unknown: string[] = [];
    for (const key of Object.keys(json)) {
      const entry = findEntry(shape, key);
      if (entry === null) {
        unknown.push(key);
        continue;
      }
      if (note !== null) note(entry, key);
      const value = json[key];
      const earlier = raw[entry.index];
      if (earlier !== undefined && !sameJson(earlier, value)) disagreeing.add(entry);
      raw[entry.index] = value;
    }
    for (const entry of disagreeing) {
      const keys = Object.keys(json).filter((key) => findEntry(shape, key) === entry);
      const twins = keys.map((key) => ({ key, value: json[key] }));
      const settlement = this.#isLenient ? settleTwins(entry, twins) : null;
      if (settlement !== null) raw[entry.index] = settlement.value;
      (settlement === null ? twice : settled).push(entry);
    }
    return { raw, twice, settled, unknown };
  }

  /** The entry's path in this body. */
  #at(entry: ShapeEntry): string {
    return this.#where() + entry.path;
  }

  /** Path of the object that is being read, with the numbers of the lists around it and a final dot. */
  #where(): string {
    return this.#lists.map(({ path, index }) => `${path}[${index}].`).join("");
  }

  #field(entry: ShapeEntry, row: WireRow, sent: unknown, presence: Presence): WireValue {
    const value = this.#isLenient && !row.required ? this.#leniently(entry, row, sent, presence) : sent;
    if (value === undefined || value === null)
      return row.required ? this.issue("missing_field", this.#at(entry), "is missing") : null;
    const { inner, judge } = entry;
    if (inner !== null) {
      if (isJsonObject(value)) return this.#object(inner, value, presence, {});
      return this.issue("invalid_field", this.#at(entry), "must be an object");
    }
    if (judge === null) return this.#list(entry, row, value, presence);
    if (entry.isArray) return this.#scalars(entry, row, value, presence);
    if (this.#isLenient && row.type === "text" && !row.required && typeof value === "string") return value;
    const judged = judge(value);
    return judged instanceof Flaw ? this.issue("invalid_field", this.#at(entry), judged.problem) : judged;
  }

  #leniently(entry: ShapeEntry, row: WireRow, sent: unknown, presence: Presence): unknown {
    const leniency = readLeniently(row, sent);
    if (leniency === null) return sent;
    this.#drift.lenient(presence.prefix + entry.path, leniency.manner);
    return leniency.value;
  }

  #scalars(entry: ShapeEntry, row: WireRow, value: unknown, presence: Presence): WireValue {
    const array = readArray(row, value);
    if (array instanceof Flaw) return this.issue("invalid_field", this.#at(entry), array.problem);
    const values: Scalar[] = [];
    for (const [index, item] of array.entries()) {
      if (this.#isLenient && !row.required && isBlank(item)) {
        this.#drift.lenient(`${presence.prefix}${entry.path}[]`, "left out");
        continue;
      }
      const judged = entry.judge?.(item) ?? null;
      if (judged instanceof Flaw) this.issue("invalid_field", `${this.#at(entry)}[${index}]`, judged.problem);
      else if (judged !== null) values.push(judged);
    }
    return values;
  }

  #list(entry: ShapeEntry, row: WireRow, value: unknown, presence: Presence): WireValue {
    const array = readArray(row, value);
    if (array instanceof Flaw) return this.issue("invalid_field", this.#at(entry), array.problem);
    const records: (WireRecord | null)[] = [];
    const around = { path: entry.path, index: 0 };
    this.#lists.push(around);
    const plan = entry.items?.() ?? this.plan;
    for (const item of array) {
      if (this.#isLenient && !row.required && isPassedOver(row, plan, item)) {
        this.#drift.lenient(`${presence.prefix}${entry.path}[]`, "left out");
      } else if (isJsonObject(item)) {
        const within = this.#drift.within(presence, entry);
        records.push(this.#object(within.plan.root, item, within, {}));
      } else records.push(this.issue("invalid_field", this.#where().slice(0, -1), "must be an object"));
      if (this.issues.length >= MAX_ISSUES) break;
      around.index++;
    }
    this.#lists.pop();
    return records;
  }
}

// The two places where values become the types of their rows, which is true because both are compiled from the
// same table: `judgeOf` gives what `Scalars` says, and a required field that is null has made an issue.

function isDraft<T extends WireTable>(_table: T, record: unknown): record is Draft<RecordOf<T>> {
  return isJsonObject(record);
}

function isWhole<T extends WireTable>(draft: Draft<RecordOf<T>>): draft is Draft<RecordOf<T>> & RecordOf<T> {
  return isJsonObject(draft);
}

/** Puts the value of a row whose `at` lies outside of its group into the group's record, when there is one. */
function place(root: WireRecord, entry: ShapeEntry, value: WireValue): void {
  let record: WireValue | undefined = root;
  for (const group of entry.elsewhere ?? []) record = isRecord(record) ? record[group] : null;
  if (isRecord(record)) record[entry.name] = value;
}

function isWithin(field: string, path: string): boolean {
  return field.startsWith(path) && (field.length === path.length || /^[.[]/.test(field.slice(path.length)));
}

function isRecord(value: WireValue | undefined): value is WireRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
