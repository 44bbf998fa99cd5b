import { isAscii, isUtf8 } from "node:buffer";
import { ContractError } from "../errors.ts";
import { pathAt } from "./json-path.ts";
import { isJsonObject } from "./shape.ts";

/** Deepest nesting of a body; `{}` is depth 1. */
export const JSON_MAX_DEPTH = 32;
/** Most keys in a body, over all objects. */
export const JSON_MAX_KEYS = 10_000;
/** Most digits in a number's text, leading zeros and those that end a fraction apart: what a double can tell apart. */
export const JSON_MAX_DIGITS = 17;

/** A value that JSON allows and we do not, found at an offset of the bytes. */
interface Flaw {
  readonly offset: number;
  readonly message: string;
}

interface Scan {
  readonly keys: number;
  readonly flaw: Flaw | null;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function notJson(message: string): ContractError {
  return new ContractError("invalid_json", message);
}

/** The UTF-16 unit of four hex digits at `offset`; -1 where there are none. */
function hexAt(bytes: Buffer, offset: number): number {
  const digits = bytes.toString("latin1", offset, offset + 4);
  return /^[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits, 16) : -1;
}

/** What is wrong with a `\u` escape at `offset` (of its backslash): a NUL, or half a surrogate pair. */
function escapeFlaw(bytes: Buffer, offset: number, previousLead: boolean): string | null {
  const unit = hexAt(bytes, offset + 2);
  if (unit === 0) return "holds U+0000";
  if (unit >= 0xdc00 && unit <= 0xdfff) return previousLead ? null : "holds half of a surrogate pair";
  if (unit < 0xd800 || unit > 0xdbff) return null;
  const isEscape = bytes[offset + 6] === BACKSLASH && bytes[offset + 7] === 0x75;
  const next = isEscape ? hexAt(bytes, offset + 8) : -1;
  return next >= 0xdc00 && next <= 0xdfff ? null : "holds half of a surrogate pair";
}

/** What is wrong with a number's text, or null; malformed ones are left to `JSON.parse`. */
function numberFlaw(token: string): string | null {
  let digits = 0;
  // A .NET decimal keeps the zeros that end its fraction, up to 28 of them; they say nothing.
  let zeros = 0;
  let fraction = false;
  let exponent = false;
  for (let index = 0; index < token.length; index++) {
    const unit = token.charCodeAt(index);
    if (unit === 0x65 || unit === 0x45) {
      exponent = true;
      break;
    }
    if (unit === 0x2e) fraction = true;
    if (unit < 0x30 || unit > 0x39) continue;
    if (digits > 0 || unit !== 0x30) digits++;
    zeros = fraction && unit === 0x30 ? zeros + 1 : 0;
  }
  if (digits - Math.min(zeros, digits) > JSON_MAX_DIGITS)
    return `has more than ${JSON_MAX_DIGITS} significant digits`;
  if (exponent && !Number.isFinite(Number(token))) return "is too large a number";
  if (token.charCodeAt(0) === 0x2d && Object.is(Number(token), -0)) return "is a negative zero";
  return null;
}

/**
 * One pass over the bytes: bounds depth and keys before `JSON.parse` sees their text, and finds values that JSON allows
 * and we do not. It does not judge grammar; on malformed text its findings are void, and `JSON.parse` refuses. No
 * byte of a longer character is one of those that it looks for, and bytes are read at a third of the time of units.
 */
function scan(bytes: Buffer): Scan {
  let depth = 0;
  let keys = 0;
  let flaw: Flaw | null = null;
  const length = bytes.length;
  let index = 0;
  while (index < length) {
    const unit = bytes[index] ?? 0;
    if (unit === QUOTE) {
      const start = index;
      let lead = false;
      index++;
      for (; index < length; index++) {
        let inner = bytes[index];
        if (inner !== BACKSLASH) {
          lead = false;
          // Nearly all that there is of a body is passed here.
          while (inner !== QUOTE && inner !== BACKSLASH && index < length) inner = bytes[++index];
          if (inner !== BACKSLASH) break;
        }
        if (bytes[index + 1] === 0x75) {
          const problem = escapeFlaw(bytes, index, lead);
          if (problem !== null) flaw ??= { offset: start, message: problem };
          const code = hexAt(bytes, index + 2);
          lead = code >= 0xd800 && code <= 0xdbff;
        } else lead = false;
        // Skips the escaped character; the digits of \u are plain characters to this loop, but must not
        // end the pair that a lead has begun.
        index += lead ? 5 : 1;
      }
      index++;
    } else if (unit === 0x7b || unit === 0x5b) {
      if (++depth > JSON_MAX_DEPTH) throw notJson(`The body is nested deeper than ${JSON_MAX_DEPTH} levels.`);
      index++;
    } else if (unit === 0x7d || unit === 0x5d) {
      depth--;
      index++;
    } else if (unit === 0x3a) {
      if (++keys > JSON_MAX_KEYS) throw notJson(`The body has more than ${JSON_MAX_KEYS} keys.`);
      index++;
    } else if (unit === 0x2d || (unit >= 0x30 && unit <= 0x39)) {
      const start = index++;
      while (index < length && isNumberUnit(bytes[index] ?? 0)) index++;
      // A short run of plain digits can have no flaw; this is nearly every number.
      if (unit === 0x2d || index - start > JSON_MAX_DIGITS || hasExponent(bytes, start, index)) {
        const problem = numberFlaw(bytes.toString("latin1", start, index));
        if (problem !== null) flaw ??= { offset: start, message: problem };
      }
    } else index++;
  }
  return { keys, flaw };
}

function isNumberUnit(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) ||
    unit === 0x2e ||
    unit === 0x2d ||
    unit === 0x2b ||
    (unit | 0x20) === 0x65
  );
}

function hasExponent(bytes: Buffer, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (((bytes[index] ?? 0) | 0x20) === 0x65) return true;
  return false;
}

/**
 * Counts the keys that survived parsing; `JSON.parse` keeps the last of two equal ones, so a smaller count than
 * the scanner's means that one was there twice. Depth is bounded by then, so recursion is safe.
 */
function countKeys(value: object, forbidden: ReadonlySet<string> | null): number {
  let keys = 0;
  if (Array.isArray(value)) {
    for (const item of value)
      if (typeof item === "object" && item !== null) keys += countKeys(item, forbidden);
    return keys;
  }
  const members: Readonly<Record<string, unknown>> = Object(value);
  // What JSON makes inherits nothing that is counted here; were it otherwise, each body would be refused.
  for (const key in members) {
    keys++;
    if (key.length >= FORBIDDEN_LENGTH_MIN && forbidden?.has(key) === true)
      throw notJson(`The body has a key that is not allowed: ${key}.`);
    const item = members[key];
    if (typeof item === "object" && item !== null) keys += countKeys(item, forbidden);
  }
  return keys;
}

// Compared after unescaping, so `\u005f_proto__` is caught as well.
const forbiddenKeys: ReadonlySet<string> = new Set(["__proto__", "prototype", "constructor"]);
const FORBIDDEN_LENGTH_MIN = 9;

/** Whether bytes begin with the mark that some writers of UTF-8 put before a text; it means nothing. */
export function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function decode(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString("latin1");
  // Replaces nothing: invalid UTF-8 (overlong forms and encoded surrogates included) is refused.
  if (isUtf8(bytes)) return bytes.toString("utf8");
  throw notJson("The body is not valid UTF-8.");
}

function parseObject(
  given: Uint8Array,
  forbidden: ReadonlySet<string> | null,
): Readonly<Record<string, unknown>> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const text = decode(bytes);
  const { keys, flaw } = scan(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notJson("The body is not valid JSON.");
  }
  if (!isJsonObject(value)) throw notJson("The body must be a JSON object.");
  if (countKeys(value, forbidden) !== keys) throw notJson("The body has a key twice in one object.");
  if (flaw !== null) {
    const field = pathAt(text, bytes.toString("utf8", 0, flaw.offset).length);
    throw new ContractError("invalid_field", `${field} ${flaw.message}`, [
      { code: "invalid_field", message: `${field} ${flaw.message}`, field },
    ]);
  }
  return value;
}

/**
 * Reads the bytes of one of PAR's bodies: strict UTF-8 (after one byte order mark at most, which RFC 8259 lets
 * a reader ignore), an object at the root, at most 32 levels and 10,000 keys, no key twice, no `__proto__`,
 * `prototype` or `constructor`.
 *
 * @throws ContractError `invalid_json` for all of these; `invalid_field` with the path for a value that JSON
 * allows and we do not: U+0000, half a surrogate pair, `-0`, an infinite number, more than 17 digits.
 */
export function parseJson(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  return parseObject(hasByteOrderMark(bytes) ? bytes.subarray(3) : bytes, forbiddenKeys);
}

/**
 * The same for a part of a token. Claims of any name are allowed there: they become own properties that nobody
 * reads, and a token is judged by its other claims.
 */
export function parseTokenJson(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  return parseObject(bytes, null);
}
