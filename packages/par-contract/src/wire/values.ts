import { idProblem, idText, refProblem } from "./ids.ts";
import { centsFromNumber, MONEY_LIMIT_CENTS } from "./money.ts";
import type { WireRow } from "./row.ts";
import { parseInstant } from "./time.ts";

/** A value as our code uses it, or what is wrong with it, to be read after its path. */
export type Judged<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

function fine<T>(value: T): Judged<T> {
  return { ok: true, value };
}

function bad(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem };
}

function readId(row: WireRow, value: unknown): Judged<string> {
  const text = idText(value);
  if (text === null) return bad("must be a text");
  const problem = row.type === "ref" ? refProblem(text) : idProblem(text);
  if (problem !== null) return bad(problem);
  // PAR signs a null order number as "0", so a literal "0" would share its digest.
  if (row.type === "order_number" && text === "0") return bad("must not be 0");
  return fine(text);
}

function readText(row: WireRow, value: unknown): Judged<string> {
  if (typeof value !== "string") return bad("must be a text");
  if (row.required && value.trim() === "") return bad("must not be blank");
  const max = row.max ?? 200;
  return value.length <= max ? fine(value) : bad(`must not be longer than ${max} characters`);
}

function readMoney(value: unknown): Judged<number> {
  if (typeof value !== "number") return bad("must be a number");
  if (value < 0 || value >= MONEY_LIMIT_CENTS / 100) return bad("must be from 0 to below 10000000.00");
  const cents = centsFromNumber(value);
  return cents < MONEY_LIMIT_CENTS ? fine(cents) : bad("must be below 10000000.00");
}

function readNumber(value: unknown, min: number, max: number): Judged<number> {
  if (typeof value !== "number") return bad("must be a number");
  return value >= min && value <= max ? fine(value) : bad(`must be from ${min} to ${max}`);
}

function readInteger(value: unknown, min: number, max: number): Judged<number> {
  return Number.isInteger(value) ? readNumber(value, min, max) : bad("must be a whole number");
}

/** Reads one value of a row that holds neither an object nor an array. Money comes out in cents. */
export function readScalar(row: WireRow, value: unknown): Judged<string | number | boolean> {
  switch (row.type) {
    case "id":
    case "order_number":
    case "ref":
    case "refs":
      return readId(row.type === "refs" ? { ...row, type: "ref" } : row, value);
    case "text":
      return readText(row, value);
    case "texts":
      return typeof value === "string" ? fine(value) : bad("must be a text");
    case "currency":
      return typeof value === "string" && /^[A-Z]{3}$/.test(value)
        ? fine(value)
        : bad("must be an ISO 4217 code");
    case "instant":
      if (typeof value === "string" && parseInstant(value) !== null) return fine(value);
      return bad("must be a date and time such as 2026-01-15T12:34:56.789Z");
    case "money":
      return readMoney(value);
    case "quantity":
      return readInteger(value, 1, 999);
    case "count":
    case "integers":
      return readInteger(value, 0, 1_000_000);
    case "number":
      return readNumber(value, row.min ?? 0, row.max ?? 100);
    case "flag":
      return typeof value === "boolean" ? fine(value) : bad("must be true or false");
    case "scalar":
      if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
        return fine(value);
      return bad("must be a text, a number, true, false or null");
    case "object":
    case "list":
      return bad("must not be read as a single value");
  }
}

/** Checks that a value is an array within the row's bounds. */
export function readArray(row: WireRow, value: unknown): Judged<readonly unknown[]> {
  if (!Array.isArray(value)) return bad("must be an array");
  if (value.length < (row.min ?? 0)) return bad(`must have at least ${row.min} entries`);
  const max = row.max ?? 2000;
  return value.length <= max ? fine(value) : bad(`must have at most ${max} entries`);
}
