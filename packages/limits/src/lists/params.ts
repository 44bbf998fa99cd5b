import { instantOf, isZone } from "./zone.ts";

/** The parameters of an address, as a server gives them. */
export type RawParams = Readonly<Record<string, string | string[] | undefined>>;

/** What a list's address says: one text for each parameter, null for what is not there. */
export type ListFilters = Readonly<Record<string, string | null>>;

/** Reads single parameters of an address; what is not understood is null, so that a stale link still opens. */
export interface ParamReader {
  /** Free text without the blanks around it. */
  text: (name: string) => string | null;
  oneOf: <Value extends string>(name: string, values: readonly Value[]) => Value | null;
  /** Some of these, with dots between, in the order of `values`; `none` for none of them. */
  someOf: (name: string, values: readonly string[]) => string | null;
  /** An id of ours, `loc_…`. */
  id: (name: string) => string | null;
  /** A minute, `2026-11-29T08:00`; of UTC, where the list names no zone. */
  minute: (name: string) => string | null;
  /** The IANA name of a zone. */
  zone: (name: string) => string | null;
  /** A time that `Date` understands, whatever its zone. */
  time: (name: string) => string | null;
  /** An amount as it is typed, `29.10`. */
  amount: (name: string) => string | null;
}

const ID = /^[a-z]{3}_[\w-]{1,64}$/;
const MINUTE = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;
const AMOUNT = /^(\d{1,9})(?:[.,](\d{1,2}))?$/;
const HUNDREDTHS_MAX = 2 ** 31 - 1;

/** A reader of these parameters. */
export function readerOf(params: RawParams): ParamReader {
  const text = (name: string) => one(params[name])?.trim() || null;
  const fitting = (fits: (value: string) => boolean) => (name: string) => {
    const value = text(name);
    return value !== null && fits(value) ? value : null;
  };
  return {
    text,
    oneOf: (name, values) => values.find((value) => value === one(params[name])) ?? null,
    someOf(name, values) {
      const names = text(name)?.split(/[,.]/) ?? [];
      const known = values.filter((value) => names.includes(value));
      if (known.length > 0) return known.join(".");
      return names.includes("none") ? "none" : null;
    },
    id: fitting((value) => ID.test(value)),
    minute: fitting((value) => MINUTE.test(value) && isTime(`${value}Z`)),
    zone: fitting(isZone),
    time: fitting(isTime),
    amount: fitting((value) => AMOUNT.test(value)),
  };
}

/** The only or first value of a parameter; an empty one counts as not there. */
export function one(value: string | string[] | undefined): string | null {
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined || first === "" ? null : first;
}

/** The parameters that have a value, in the order given: the same state is always the same text. */
export function printParams(params: ListFilters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== "") search.set(name, value);
  }
  return search.toString();
}

/** A minute that a reader gave, of UTC or of a zone. */
export function minuteOf(text: string | null, zone: string | null): Date | null {
  return text === null ? null : instantOf(text, zone ?? "UTC");
}

/** An amount that a reader gave, in hundredths whatever the currency. */
export function hundredthsOf(text: string | null): number | null {
  const [, whole, cents = ""] = AMOUNT.exec(text ?? "") ?? [];
  if (whole === undefined) return null;
  return Math.min(Number(whole) * 100 + Number(cents.padEnd(2, "0")), HUNDREDTHS_MAX);
}

function isTime(text: string): boolean {
  return !Number.isNaN(Date.parse(text));
}
