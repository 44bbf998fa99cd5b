import type { WireRow } from "./row.ts";
import { findEntry, isJsonObject, type Plan } from "./shape.ts";
import { saysNothing } from "./twins.ts";

/**
 * Whether an entry of an optional list says nothing, or that there is none of what it names and that it costs
 * nothing. An entry that names money is never passed over.
 */
export function isPassedOver({ isSparse = false }: WireRow, plan: Plan, entry: unknown): boolean {
  if (isBlank(entry)) return true;
  if (!isSparse || !isJsonObject(entry) || isSome(plan, entry)) return false;
  return saysNothing(entry) || (isNone(plan, entry) && !hasPrice(plan, entry));
}

/** Whether an entry says a number of what it names, under the very name of the table: so do all but a few. */
function isSome(plan: Plan, { quantity }: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof quantity === "number" &&
    quantity !== 0 &&
    findEntry(plan.root, "quantity")?.row?.type === "quantity"
  );
}

/** Whether an entry of a list is none: null or a blank text. */
export function isBlank(entry: unknown): boolean {
  return entry === null || (typeof entry === "string" && entry.trim() === "");
}

function isNone(plan: Plan, entry: Readonly<Record<string, unknown>>): boolean {
  const said = valuesOf(plan, entry, "quantity").filter((value) => !saysNothing(value));
  return said.length > 0 && said.every((value) => value === 0);
}

function hasPrice(plan: Plan, entry: Readonly<Record<string, unknown>>): boolean {
  const isPriced = valuesOf(plan, entry, "money").some((price) => !saysNothing(price) && price !== 0);
  const within = valuesOf(plan, entry, "list").flatMap((list) => (Array.isArray(list) ? list : []));
  return isPriced || within.some((one) => isJsonObject(one) && hasPrice(plan, one));
}

/** What an entry has under the names of one type, in whichever spelling. */
function valuesOf(plan: Plan, entry: Readonly<Record<string, unknown>>, type: WireRow["type"]): unknown[] {
  return Object.entries(entry).flatMap(([key, value]) =>
    findEntry(plan.root, key)?.row?.type === type ? [value] : [],
  );
}
