import { NUMBER_MAX } from "@parley/limits";
import { HUNDREDTHS_LIMIT } from "./currency.ts";
import { idProblem, idText, refProblem } from "./ids.ts";
import { centsFromNumber } from "./money.ts";
import type { WireRow } from "./row.ts";
import { parseInstant } from "./time.ts";

/** What is wrong with a value, to be read after its path. */
export class Flaw {
  readonly problem: string;

  constructor(problem: string) {
    this.problem = problem;
  }
}

/** A scalar as our code uses it: money in hundredths, ids as text. */
export type Scalar = string | number | boolean;

/** Judges one value of a row (of an array's row: one entry); never null or undefined. */
export type Judge = (value: unknown) => Scalar | Flaw;

const NO_TEXT = new Flaw("must be a text");
const NO_NUMBER = new Flaw("must be a number");
const NO_INTEGER = new Flaw("must be a whole number");
const NO_FLAG = new Flaw("must be true or false");
const NO_CURRENCY = new Flaw("must be an ISO 4217 code");
const NO_INSTANT = new Flaw("must be a date and time such as 2026-01-15T12:34:56.789Z");
const NO_SCALAR = new Flaw("must be a text, a number, true, false or null");
const BLANK = new Flaw("must not be blank");
// What is too much for the store's own currency is judged once the store is known.
const NOT_MONEY = new Flaw(`must be from 0 to below ${HUNDREDTHS_LIMIT / 100}`);
const TOO_MUCH = new Flaw(`must be below ${HUNDREDTHS_LIMIT / 100}`);
const NONE = new Flaw("is 0: leave out what is not ordered");
// PAR signs a null order number as "0", so a literal "0" would share its digest.
const ZERO = new Flaw("must not be 0");

function idJudge(problemOf: (text: string) => string | null): Judge {
  return (value) => {
    const text = idText(value);
    if (text === null) return NO_TEXT;
    const problem = problemOf(text);
    return problem === null ? text : new Flaw(problem);
  };
}

const judgeId = idJudge(idProblem);
const judgeRef = idJudge(refProblem);

function judgeOrderNumber(value: unknown): Scalar | Flaw {
  const text = judgeId(value);
  return text === "0" ? ZERO : text;
}

function textJudge({ required = false, max = 200 }: Pick<WireRow, "required" | "max">): Judge {
  const tooLong = new Flaw(`must not be longer than ${max} characters`);
  return (value) => {
    if (typeof value !== "string") return NO_TEXT;
    if (required && value.trim() === "") return BLANK;
    return value.length <= max ? value : tooLong;
  };
}

const judgeLastFour = textJudge({ max: 4 });

function judgeMoney(value: unknown): Scalar | Flaw {
  if (typeof value !== "number") return NO_NUMBER;
  if (value < 0 || value >= HUNDREDTHS_LIMIT / 100) return NOT_MONEY;
  const hundredths = centsFromNumber(value);
  return hundredths < HUNDREDTHS_LIMIT ? hundredths : TOO_MUCH;
}

function numberJudge(min: number, max: number): Judge {
  const outside = new Flaw(`must be from ${min} to ${max}`);
  return (value) => {
    if (typeof value !== "number") return NO_NUMBER;
    return value >= min && value <= max ? value : outside;
  };
}

function integerJudge(min: number, max: number): Judge {
  const judge = numberJudge(min, max);
  return (value) => (Number.isInteger(value) ? judge(value) : NO_INTEGER);
}

const judgeCountable = integerJudge(1, NUMBER_MAX.quantity);
const judgeQuantity: Judge = (value) => (value === 0 ? NONE : judgeCountable(value));
const judgeCount = integerJudge(0, NUMBER_MAX.count);
const judgeText: Judge = (value) => (typeof value === "string" ? value : NO_TEXT);
const judgeFlag: Judge = (value) => (typeof value === "boolean" ? value : NO_FLAG);
const judgeCurrency: Judge = (value) =>
  typeof value === "string" && /^[A-Z]{3}$/.test(value) ? value : NO_CURRENCY;
const judgeInstant: Judge = (value) =>
  typeof value === "string" && parseInstant(value) !== null ? value : NO_INSTANT;
const judgeScalar: Judge = (value) =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : NO_SCALAR;

/** The judge of a row's values, made once; null for objects and lists, which are read by their own rows. */
export function judgeOf(row: WireRow): Judge | null {
  switch (row.type) {
    case "id":
      return judgeId;
    case "order_number":
      return judgeOrderNumber;
    case "ref":
    case "refs":
      return judgeRef;
    case "text":
      return textJudge(row);
    case "last_four":
      return judgeLastFour;
    case "texts":
      return judgeText;
    case "currency":
      return judgeCurrency;
    case "instant":
      return judgeInstant;
    case "money":
      return judgeMoney;
    case "quantity":
      return judgeQuantity;
    case "count":
    case "integers":
      return judgeCount;
    case "number":
      return numberJudge(row.min ?? 0, row.max ?? 100);
    case "flag":
      return judgeFlag;
    case "scalar":
      return judgeScalar;
    case "object":
    case "list":
      return null;
  }
}

/** Checks that a value is an array within the row's bounds. */
export function readArray({ min = 0, max = 2000 }: WireRow, value: unknown): readonly unknown[] | Flaw {
  if (!Array.isArray(value)) return new Flaw("must be an array");
  if (value.length < min) return new Flaw(`must have at least ${min} entries`);
  return value.length <= max ? value : new Flaw(`must have at most ${max} entries`);
}
