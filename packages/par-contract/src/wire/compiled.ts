import { DriftNotes, type Presence } from "./drift.ts";
import { readLeniently } from "./lenient.ts";
import { isJsonObject, type Plan, type Shape, type ShapeEntry, type Spelling } from "./shape.ts";
import { isBlank, isPassedOver } from "./sparse.ts";
import { Flaw, readArray, type Scalar } from "./values.ts";

/**
 * Readers of a table's objects that are compiled to code, for bodies in which everything is as the table says: each
 * name in one and the same spelling, none unknown, each value good as it is. Of anything else they say nothing, and
 * the reader of `reader.ts` reads the body from its beginning, finds what is wrong and notes what was lenient. So
 * there is one judge of a body; here is only seen that there is nothing to judge. A property test holds the two
 * together.
 */

type JsonObject = Readonly<Record<string, unknown>>;
type Value = Scalar | null | readonly unknown[] | PlainRecord;

export interface PlainRecord {
  [field: string]: Value;
}

/** Reads what is there and not null; undefined where the other reader is to be asked. */
type ReadValue = (value: unknown, presence: Presence, notes: DriftNotes) => Value | undefined;
type ReadObject = (json: JsonObject, presence: Presence, notes: DriftNotes) => PlainRecord | undefined;

const SPELLINGS: readonly Spelling[] = ["snake", "camel", "pascal"];

const compiled = new WeakMap<Plan, Map<Spelling, ReadObject | null>>();

/** What a plain body says, and what it lacks; null where it is not plain. */
export function readPlainly(plan: Plan, json: JsonObject): { record: PlainRecord; notes: DriftNotes } | null {
  const first = plan.entries.find(({ row }) => row?.required === true);
  const spelling = SPELLINGS.find((one) => first !== undefined && Object.hasOwn(json, first.names[one]));
  const read = spelling === undefined ? null : readerOf(plan, spelling);
  if (read === null) return null;
  const notes = new DriftNotes();
  const record = read(json, notes.presence(plan, ""), notes);
  return record === undefined ? null : { record, notes };
}

/** The reader of a table's objects; null for a table in which a value stands elsewhere than its record does. */
function readerOf(plan: Plan, spelling: Spelling): ReadObject | null {
  const known = compiled.get(plan)?.get(spelling);
  if (known !== undefined) return known;
  const isStraight = plan.entries.every(({ row, elsewhere }) => row !== null && elsewhere === null);
  const read = isStraight ? compile(plan.root, spelling) : null;
  compiled.set(plan, (compiled.get(plan) ?? new Map<Spelling, ReadObject | null>()).set(spelling, read));
  return read;
}

/** Names in code are ours, from the table; nothing that came from outside becomes code. */
function compile({ entries }: Shape, spelling: Spelling): ReadObject {
  const values = entries.map((entry) => readingOf(entry, spelling));
  const names = entries.map(({ names: of }) => JSON.stringify(of[spelling]));
  const code = [
    ...entries.map((_, i) => `const read${i} = values[${i}];`),
    "return (json, presence, notes) => {",
    "const { marks } = presence; let known = 0; let keys = 0;",
    ...entries.map(
      ({ slot }, i) =>
        `const v${i} = json[${names[i]}];
        if (v${i} !== undefined) { known++; marks[${slot}] = 2; } else if (marks[${slot}] === 0) marks[${slot}] = 1;`,
    ),
    "for (const _ in json) keys++;",
    "if (keys !== known) return undefined;",
    ...entries.map(({ row }, i) => {
      const absent = row?.required === true ? "undefined" : "null";
      return `const r${i} = v${i} == null ? ${absent} : read${i}(v${i}, presence, notes);
        if (r${i} === undefined) return undefined;`;
    }),
    `return { ${entries.map(({ name }, i) => `${JSON.stringify(name)}: r${i}`).join(", ")} };`,
    "};",
  ];
  return new Function("values", code.join("\n"))(values);
}

function readingOf(entry: ShapeEntry, spelling: Spelling): ReadValue {
  const { inner, judge } = entry;
  if (inner !== null) {
    const read = compile(inner, spelling);
    return (value, presence, notes) => (isJsonObject(value) ? read(value, presence, notes) : undefined);
  }
  if (judge === null) return listOf(entry, spelling);
  return entry.isArray ? scalarsOf(entry) : scalarOf(entry);
}

function scalarOf({ row, judge }: ShapeEntry): ReadValue {
  const judged = (value: unknown) => {
    if (row === null || (row.required !== true && readLeniently(row, value) !== null)) return undefined;
    const said = judge?.(value);
    return said instanceof Flaw ? undefined : said;
  };
  if (row?.type !== "text" || row.required === true) return judged;
  const { max = 200 } = row;
  return (value) => (typeof value === "string" && isPlain(value, max) ? value : judged(value));
}

/** Shorter than an id of zeros, and begins with what is no blank: nearly every text. */
function isPlain(text: string, max: number): boolean {
  const first = text.charCodeAt(0);
  return text.length <= max && text.length < 32 && first > 0x20 && first < 0x7f;
}

function scalarsOf({ row, judge }: ShapeEntry): ReadValue {
  return (value) => {
    if (row === null || readLeniently(row, value) !== null) return undefined;
    const array = readArray(row, value);
    if (array instanceof Flaw) return undefined;
    const values: Scalar[] = [];
    for (const item of array) {
      const said = isBlank(item) ? undefined : judge?.(item);
      if (said === undefined || said instanceof Flaw) return undefined;
      values.push(said);
    }
    return values;
  };
}

function listOf(entry: ShapeEntry, spelling: Spelling): ReadValue {
  const { row, items } = entry;
  let read: ReadObject | null | undefined;
  return (value, presence, notes) => {
    const plan = items?.();
    if (row === null || plan === undefined) return undefined;
    const array = readArray(row, value);
    if (array instanceof Flaw) return undefined;
    // Asked for at the first value: a table may list itself.
    if (read === undefined) read = readerOf(plan, spelling);
    if (read === null) return undefined;
    const records: PlainRecord[] = [];
    let within: Presence | null = null;
    for (const item of array) {
      if (!isJsonObject(item) || (row.required !== true && isPassedOver(row, plan, item))) return undefined;
      within ??= notes.within(presence, entry);
      const record = read(item, within, notes);
      if (record === undefined) return undefined;
      records.push(record);
    }
    return records;
  };
}
