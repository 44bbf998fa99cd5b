import { isJsonObject } from "../shape.ts";

/**
 * RFC 8785 JSON of a value made of objects, arrays, texts, finite numbers, booleans and null: keys sorted by
 * UTF-16 code unit, no blanks. ECMAScript's own notation of texts and numbers is what the RFC prescribes.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) {
    let text = "[";
    for (let index = 0; index < value.length; index++)
      text += (index === 0 ? "" : ",") + canonicalJson(value[index]);
    return `${text}]`;
  }
  if (!isJsonObject(value)) throw new TypeError(`no canonical JSON for ${typeof value}`);
  let text = "{";
  for (const key of Object.keys(value).sort()) {
    text += `${text === "{" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(value[key])}`;
  }
  return `${text}}`;
}
