import { TEXT_MAX } from "@parley/limits";
import { isZeroDate, isZeroId } from "./lenient.ts";
import type { WireRow } from "./row.ts";
import { isJsonObject, type ShapeEntry, sameJson } from "./shape.ts";

/** One of several spellings of a name in one object. */
export interface Twin {
  readonly key: string;
  readonly value: unknown;
}

/** Whether a value is one of the spellings of "absent". */
export function saysNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return value.trim() === "" || isZeroId(value) || isZeroDate(value);
  if (Array.isArray(value)) return value.every(saysNothing);
  return isJsonObject(value) && Object.values(value).every(saysNothing);
}

/**
 * What a name says that is there in several spellings, whichever comes first; null where they contradict each other.
 * One that says nothing contradicts none. Of texts that nothing hangs on the canonical spelling counts, and of
 * what is written for people all of it.
 */
export function settleTwins({ row, names }: ShapeEntry, twins: readonly Twin[]): { value: unknown } | null {
  const isAbsent = isJudgedAsSent(row) ? isNull : saysNothing;
  const said = twins
    .filter(({ value }) => !isAbsent(value))
    .toSorted((a, b) => rank(a.key, names.snake) - rank(b.key, names.snake) || (a.key < b.key ? -1 : 1))
    .map(({ value }) => value);
  const [first] = said;
  if (said.every((value) => sameJson(value, first))) return { value: first ?? null };
  if (row === null || !isTaste(row) || !said.every((value) => typeof value === "string")) return null;
  return { value: row.max === TEXT_MAX.orderNote ? [...new Set(said)].join("\n") : first };
}

function rank(key: string, canonical: string): number {
  return key === canonical ? 0 : 1;
}

function isNull(value: unknown): boolean {
  return value === undefined || value === null;
}

/** What is signed, or must be there, is never taken for absent. */
function isJudgedAsSent(row: WireRow | null): boolean {
  return row === null || row.required === true || row.type === "order_number" || row.type === "id";
}

function isTaste({ type, required = false, isDecisive = false }: WireRow): boolean {
  return type === "text" && !required && !isDecisive;
}
