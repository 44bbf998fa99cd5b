import type { WireRow } from "./row.ts";
import { parseInstant } from "./time.ts";

/** How a value of an optional field was read that says the same as another, stricter one. */
export type Manner =
  | "empty text"
  | "empty list"
  | "empty object"
  | "zero id"
  | "zero date"
  | "letter case"
  | "amount and percentage"
  | "masked number"
  | "number as text"
  | "cut text"
  | "two spellings"
  | "means now"
  | "left out"
  | "not judged";

/** What stands for a value that was sent; null where it says nothing. */
interface Leniency {
  readonly value: unknown;
  readonly manner: Manner;
}

const zeroId = /^\{?0{8}-?0{4}-?0{4}-?0{4}-?0{12}\}?$/;
const zeroDate = /^(0001-01-01|1970-01-01|0000-00-00)([T ]00:00(:00(\.0{1,9})?)?(\s*(Z|[+-]\d\d:?\d\d))?)?$/i;
const maskSign = /[*x•·●#…]/i;

/** Whether a text is the GUID of zeros, which .NET writes for an id that was never set. */
export function isZeroId(text: string): boolean {
  return text.length >= 32 && text.length <= 38 && zeroId.test(text);
}

/** Whether a text is a date that clocks and databases count from, which serializers write for a date never set. */
export function isZeroDate(text: string): boolean {
  const trimmed = text.trim();
  const first = trimmed.charCodeAt(0);
  return (first === 0x30 || first === 0x31) && zeroDate.test(trimmed);
}

/**
 * The last four digits of a card number of which the others are masked. Null for anything that could be a whole
 * number: the shortest has twelve digits.
 */
export function lastFourOf(text: string): string | null {
  const digits = text.replace(/\D/g, "");
  const isMasked = digits.length === 4 || (digits.length <= 12 && maskSign.test(text));
  return isMasked ? (/\d{4}(?=\s*$)/.exec(text)?.[0] ?? null) : null;
}

/**
 * Reads the value of an optional field as leniently as is safe: absent has many spellings, and a serializer that
 * knows no other writes `""`, `[]` for an empty object, or a type's zero. Null where the value is to be judged as
 * it is.
 *
 * Texts, zero ids and dates that can be read keep their value here, because what they were read as is part of
 * the fingerprints of version 1; `foldOrder` takes them for absent.
 */
export function readLeniently(row: WireRow, sent: unknown): Leniency | null {
  const { type } = row;
  if (type === "number" && row.isCosmetic) return readCosmeticNumber(row, sent);
  if (typeof sent === "string") return readText(row, sent);
  if (typeof sent === "number") return readNumber(row, sent);
  if (sent === null || sent === undefined) return null;
  if (row.isCosmetic) return { value: null, manner: "left out" };
  if (typeof sent !== "object") return null;
  if (Array.isArray(sent)) {
    return type === "object" && sent.length === 0 ? { value: null, manner: "empty list" } : null;
  }
  const isArrayType = type === "list" || type === "refs";
  return isArrayType && Object.keys(sent).length === 0 ? { value: null, manner: "empty object" } : null;
}

function readCosmeticNumber(row: WireRow, sent: unknown): Leniency | null {
  if (sent === null || sent === undefined) return null;
  if (typeof sent === "string" && sent.trim() === "") return readText(row, sent);
  const { min = 0, max = 100 } = row;
  const isNumber = typeof sent === "number" && sent >= min && sent <= max;
  return isNumber ? null : { value: null, manner: "left out" };
}

/** Numbers where a text is meant, and the zero of a date that was never set. */
function readNumber({ type, isCosmetic = false }: WireRow, sent: number): Leniency | null {
  if (type === "instant" && sent === 0) return { value: null, manner: "zero date" };
  const isWhole = Number.isSafeInteger(sent) && sent >= 0;
  // A number has lost the zeros that its four digits began with.
  if (type === "last_four" && isWhole && sent < 10 ** 11) {
    return sent < 10_000
      ? { value: String(sent).padStart(4, "0"), manner: "number as text" }
      : { value: null, manner: "left out" };
  }
  if (type === "text" && (isWhole || isCosmetic)) {
    return { value: String(sent), manner: "number as text" };
  }
  return null;
}

/** A text that is too long stays whole here, to tell orders apart by; who keeps it or passes it on cuts it. */
function readText({ type, max = 200, isCosmetic = false }: WireRow, sent: string): Leniency | null {
  if (sent.trim() === "") {
    // PAR signs an empty order number as it is, so it is another one than none.
    if (type === "order_number") return null;
    return { value: type === "text" ? sent : null, manner: "empty text" };
  }
  switch (type) {
    case "ref":
      return isZeroId(sent) ? { value: sent, manner: "zero id" } : null;
    case "instant":
      if (/^\s*(now|asap|0)\s*$/i.test(sent)) return { value: null, manner: "means now" };
      if (!isZeroDate(sent)) return null;
      return { value: parseInstant(sent) === null ? null : sent, manner: "zero date" };
    case "currency": {
      const code = sent.trim().toUpperCase();
      return code === sent ? null : { value: code, manner: "letter case" };
    }
    case "last_four": {
      const lastFour = sent.length > 4 ? lastFourOf(sent) : null;
      if (lastFour !== null) return { value: lastFour, manner: "masked number" };
      // What could be a whole number is refused; anything shorter says nothing.
      const isShort = sent.replace(/\D/g, "").length < 12;
      return sent.length > 4 && isShort ? { value: null, manner: "left out" } : null;
    }
    case "text":
      if (isCosmetic && isZeroId(sent)) return { value: sent, manner: "zero id" };
      return sent.length > max ? { value: sent, manner: "cut text" } : null;
    default:
      return null;
  }
}
