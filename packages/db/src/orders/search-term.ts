/**
 * What a pasted search term is, so that each kind goes to the index made for it:
 * one of our order ids; an e-mail address; a UUID (a request uid); a phone number written as one;
 * digits (a POS order id, an online order id, a request uid or a phone number); another identifier; a name;
 * or too short to look for.
 */
export type SearchTerm =
  | { kind: "order_id"; value: string }
  | { kind: "email"; value: string }
  | { kind: "request_uid"; value: string }
  | { kind: "phone"; value: string }
  | { kind: "digits"; value: string }
  | { kind: "identifier"; value: string }
  | { kind: "name"; value: string }
  | { kind: "too_short" };

const NAME_LENGTH_MIN = 3;
const PHONE_DIGITS_MIN = 7;
// People type a number with or without its country code and trunk zero; the last nine digits are what the
// spellings share.
const PHONE_DIGITS_COMPARED = 9;

/** Tells the kind of a search term by its shape alone. */
export function detectSearchTerm(text: string): SearchTerm {
  const value = text.replaceAll("\0", "").trim().slice(0, 200);
  if (/^ord_[0-9a-f]{32}$/.test(value)) return { kind: "order_id", value };
  if (/^[^\s@]+@[^\s@]+$/.test(value)) return { kind: "email", value: value.toLowerCase() };
  if (/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) return { kind: "request_uid", value };
  if (/^\d+$/.test(value)) return { kind: "digits", value };
  if (/^[+(]?[\d\s().-]+$/.test(value) && value.replace(/\D/g, "").length >= PHONE_DIGITS_MIN)
    return { kind: "phone", value };
  if (/^\S*\d\S*$/.test(value) || /^[A-Za-z]+-\S*$/.test(value)) return { kind: "identifier", value };
  return value.length >= NAME_LENGTH_MIN ? { kind: "name", value } : { kind: "too_short" };
}

/** The digits of a phone number that are compared, last one first: a suffix becomes a prefix. Null = too few. */
export function phoneSearchKey(text: string): string | null {
  const digits = text.replace(/\D/g, "");
  if (digits.length < PHONE_DIGITS_MIN) return null;
  return [...digits.slice(-PHONE_DIGITS_COMPARED)].reverse().join("");
}
