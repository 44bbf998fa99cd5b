import type { SearchInfo, SubmitRow } from "./submit-row.ts";

type Reading = Pick<SearchInfo["understoodAs"][number], "kind" | "value">;

/** A part of a text, and whether a search found the row by it. */
export interface Part {
  text: string;
  /** Where it begins. */
  at: number;
  isMatch: boolean;
}

/** The words of a guest's name that a search found it by. */
export function nameParts(name: string, readings: readonly Reading[]): Part[] {
  const sought = valuesOf(readings, "NAME").flatMap((value) => fold(value).split(/[^\p{L}\d]+/u));
  const isSought = (word: string) => sought.some((part) => part !== "" && fold(word).includes(part));
  return [...name.matchAll(/[^\s'\u2019-]+|[\s'\u2019-]+/gu)].map(({ 0: text, index }) => ({
    text,
    at: index,
    isMatch: /[\p{L}\d]/u.test(text) && isSought(text),
  }));
}

/** Whether a search found a row by this id. */
export function isIdMatch(id: string | null, readings: readonly Reading[]): boolean {
  if (id === null) return false;
  const plain = fold(id).replace(/[^\p{L}\d]/gu, "");
  return readings.some(
    ({ kind, value }) =>
      (kind === "ID" && plain.startsWith(value)) ||
      (kind === "ID_END" &&
        fold(id)
          .split(/[^\p{L}\d]+/u)
          .some((group) => group.endsWith(value))) ||
      (kind === "ID_END" && plain.endsWith(value)) ||
      (kind === "TILL_NUMBER" && /(\d{1,6})\D*$/.exec(id)?.[1]?.replace(/^0+/, "") === value),
  );
}

/** Whether a search found a row by what it comes to. */
export function isAmountMatch({ hundredths, currency }: SubmitRow, readings: readonly Reading[]): boolean {
  return valuesOf(readings, "AMOUNT").some((value) => {
    const [amount, only] = value.split(" ");
    return (
      Math.round(Number(amount) * 100) === hundredths && (only === undefined || (currency ?? only) === only)
    );
  });
}

/** The masked phone number or e-mail that a search found a guest by; null where it was not by one. */
export function contactMatch({ guest }: SubmitRow, readings: readonly Reading[]): string | null {
  const digits = guest?.phone?.replace(/\D/g, "").slice(-4) ?? "";
  const isPhone = valuesOf(readings, "PHONE").some((value) => digits !== "" && value.endsWith(digits));
  if (isPhone) return guest?.phone ?? null;
  const email = guest?.email ?? null;
  const shown = email === null ? null : lettersShown(email);
  return valuesOf(readings, "EMAIL").some((value) => lettersShown(value) === shown) ? email : null;
}

/** What a masked address still shows: the first letters of its two parts. */
function lettersShown(email: string): string {
  return email.toLowerCase().replace(/^(.)[^@]*@(.).*$/u, "$1@$2");
}

/** Whether a search found a row by its minute or day. */
export function isTimeMatch({ at }: SubmitRow, readings: readonly Reading[]): boolean {
  const utc = new Date(at).toISOString();
  return valuesOf(readings, "TIME").some((value) => utc.startsWith(value.replace(/Z$/, "")));
}

function valuesOf(readings: readonly Reading[], wanted: Reading["kind"]): string[] {
  return readings.filter(({ kind }) => kind === wanted).map(({ value }) => value);
}

function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
