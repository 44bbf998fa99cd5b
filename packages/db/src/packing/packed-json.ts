import { DICTIONARIES, WRITTEN_BY } from "./dictionaries.ts";
import { pack, unpack } from "./pack.ts";

// Values that one call after another writes again, such as what PAR's field names show: packed they are one string of
// JSON in place of an object, in the same column.

/** How many packed values are kept at hand: what calls show differs from shop to shop, not from call to call. */
const KEPT_MAX = 500;
const kept = new Map<string, string>();

/** A value as a text that `unpackJson` reads; null stays null. */
export function packJson(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const json = JSON.stringify(value);
  const known = kept.get(json);
  if (known !== undefined) return known;
  const packed = packOnce(value);
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(json, packed);
  return packed;
}

/** The same for a value of which hardly two are equal. */
export function packOnce(value: unknown): string {
  return pack(WRITTEN_BY.shown, value).toString("base64");
}

/**
 * What stands in a column of JSON: a packed value as it was, any other as it is. Null where it is damaged, or where a
 * release that is younger than this one packed it by a dictionary of its own.
 */
export function unpackJson(stored: unknown): unknown {
  if (typeof stored !== "string") return stored;
  try {
    return unpack(Buffer.from(stored, "base64"), DICTIONARIES);
  } catch {
    return null;
  }
}
