import { TEXT_MAX } from "@parley/limits";

/** Longest id, in UTF-16 code units. */
export const ID_MAX = TEXT_MAX.id;

// Every id that is signed or stands in a path: no pipe (it delimits the signed string), no slashes, no
// control or format characters, no lone surrogates. `u` makes a lone surrogate match \p{Cs}.
const forbiddenInId = /[|/\\\p{Cc}\p{Cf}\p{Cs}]/u;
const forbiddenInRef = /[\p{Cc}\p{Cf}\p{Cs}]/u;
const outerBlank = /^\s|\s$/u;
const plainId = /^[A-Za-z0-9_:-][A-Za-z0-9._:-]*$/;

/**
 * Says what is wrong with an id that PAR gives out (request, order, organization, location), or null.
 * Ids are kept and compared by code unit, never normalised.
 *
 * @example
 * ```ts
 * idProblem("order-12345"); // null
 * idProblem("a|b"); // "holds a character that ids may not hold"
 * ```
 */
export function idProblem(id: string): string | null {
  if (id.length === 0) return "is empty";
  if (id.length > ID_MAX) return `is longer than ${ID_MAX} characters`;
  if (plainId.test(id)) return null;
  if (id === "." || id === "..") return "is a path step";
  if (forbiddenInId.test(id)) return "holds a character that ids may not hold";
  if (outerBlank.test(id)) return "begins or ends with a blank";
  return null;
}

/**
 * Says what is wrong with a reference to a menu node or a line, or null. Pipes and slashes are allowed here:
 * such references are neither signed nor put into a path, and a POS may use them in its item numbers.
 */
export function refProblem(ref: string): string | null {
  if (ref.length === 0) return "is empty";
  if (ref.length > ID_MAX) return `is longer than ${ID_MAX} characters`;
  if (plainId.test(ref)) return null;
  if (forbiddenInRef.test(ref)) return "holds a control or format character";
  if (outerBlank.test(ref)) return "begins or ends with a blank";
  return null;
}

/** An id as text: a string as it is, a safe integer as its decimal text, anything else null. */
export function idText(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  return null;
}

/**
 * Says why a SharedId cannot be stored, or null. HMAC pads keys with NUL, so control characters could make two
 * secrets equal; non-ASCII ones are cut at ten UTF-16 units in the middle of a character.
 */
export function sharedIdProblem(sharedId: string): string | null {
  if (sharedId.length < 10) return "is shorter than 10 characters";
  if (sharedId.length > 512) return "is longer than 512 characters";
  if (!/^[\x20-\x7e]*$/.test(sharedId)) return "holds a character that is not printable ASCII";
  if (sharedId.trim() !== sharedId) return "begins or ends with a blank";
  return null;
}
