import { type CentsMode, type CentsReading, centsText } from "../wire/money.ts";
import { parseInstant } from "../wire/time.ts";
import type { DigestFields } from "./digest-fields.ts";
import { signatureString } from "./signature.ts";
import { QUARTER_HOURS_MAX, zoneText } from "./zones.ts";

/** What was done to the string before it was signed. */
export type TextMistake =
  | "double_truncation"
  | "exact_cents"
  | "half_even"
  | "dollars_not_cents"
  | "totals_swapped"
  | "empty_not_zero"
  | "null_as_word"
  | "milliseconds"
  | "seconds_rounded"
  | "datetime_text"
  | "local_time"
  | "letter_case"
  | "normalised"
  | "pipes"
  | "line_end"
  | "field_missing"
  | "utf16"
  | "body_signed";

/** A string as somebody might have signed it instead of the right one. */
export interface TextVariant {
  mistake: TextMistake;
  detail: string | null;
  text: string | Buffer;
}

const NAMES = [
  "RequestUid",
  "LocationId",
  "OnlineOrderId",
  "GrandTotalCents",
  "SubtotalCents",
  "ReceivedAtSeconds",
];
const ID_PARTS = [0, 1, 2];
const GRAND = 3;
const SUBTOTAL = 4;
const SECONDS = 5;

/** Every string of a known mistake for these fields, the likeliest first; never the right one. */
export function textVariants(args: {
  fields: DigestFields;
  centsMode: CentsMode;
  body: string | null;
  right: string;
}): TextVariant[] {
  const { fields, right } = args;
  // Ids hold no pipe, so the string falls apart into its six parts again.
  const parts = right.split("|");
  const put = (at: number, text: string) => parts.with(at, text).join("|");
  const variants: TextVariant[] = [];
  const add = (mistake: TextMistake, text: string | Buffer, detail: string | null = null) => {
    if (text !== right) variants.push({ mistake, detail, text });
  };

  if (args.centsMode === "exact") add("double_truncation", signatureString(fields, "X"));
  else for (const reading of ["R", "T"] as const) add("exact_cents", signatureString(fields, reading));
  add("half_even", signatureString(fields, "E"));
  addNulls(fields, parts, add);
  addTimes(fields, put, add);
  addTotals(fields, parts, add);

  for (const [text, detail] of [
    [`${right}|`, "one at the end"],
    [`|${right}`, "one at the beginning"],
    [`|${right}|`, "one at both ends"],
    [parts.join(""), "none"],
    ...[",", ";", ":", "-", " | ", "||", "\t"].map(
      (other) => [parts.join(other), JSON.stringify(other)] as const,
    ),
  ] as const) {
    add("pipes", text, detail);
  }
  for (const end of ["\n", "\r\n", " "]) add("line_end", right + end, JSON.stringify(end));
  for (const [at, name] of NAMES.entries()) add("field_missing", parts.toSpliced(at, 1).join("|"), name);
  for (const text of [right.toUpperCase(), right.toLowerCase()]) add("letter_case", text);
  for (const form of ["NFC", "NFD"]) add("normalised", right.normalize(form), form);
  add("utf16", Buffer.from(right, "utf16le"));
  if (args.body !== null) add("body_signed", args.body);
  return variants;
}

type Add = (mistake: TextMistake, text: string, detail?: string | null) => void;

/** Null ids written otherwise than as `0`: all of them, or one. */
function addNulls(fields: DigestFields, parts: readonly string[], add: Add): void {
  const ids = [fields.requestUid, fields.locationId, fields.onlineOrderId];
  const nulls = ID_PARTS.filter((at) => ids[at] === null);
  for (const [mistake, text] of [
    ["empty_not_zero", ""],
    ["null_as_word", "null"],
    ["null_as_word", "NULL"],
    ["null_as_word", "None"],
    ["null_as_word", "undefined"],
  ] as const) {
    add(mistake, parts.map((part, at) => (nulls.includes(at) ? text : part)).join("|"));
    for (const at of nulls) add(mistake, parts.with(at, text).join("|"), NAMES[at] ?? null);
  }
}

function addTimes(fields: DigestFields, put: (at: number, text: string) => string, add: Add): void {
  const instant = fields.requestDatetime === null ? null : parseInstant(fields.requestDatetime);
  if (fields.requestDatetime === null || instant === null) return;
  add("milliseconds", put(SECONDS, String(instant.milliseconds)));
  add("milliseconds", put(SECONDS, String(instant.seconds * 1000)));
  add("seconds_rounded", put(SECONDS, String(Math.round(instant.milliseconds / 1000))));
  add("datetime_text", put(SECONDS, fields.requestDatetime));
  for (let quarters = 1; quarters <= QUARTER_HOURS_MAX; quarters += 1) {
    for (const sign of [1, -1]) {
      // Whoever reads UTC as the time of a zone behind it comes out later by as much.
      const seconds = instant.seconds - sign * quarters * 900;
      add("local_time", put(SECONDS, String(seconds)), zoneText(sign, quarters));
    }
  }
}

/** Totals not in cents, the two in each other's place, or each rounded in another way. */
function addTotals(fields: DigestFields, parts: readonly string[], add: Add): void {
  const { grandTotal, subtotal } = fields;
  const put = (grand: string, sub: string) => parts.with(GRAND, grand).with(SUBTOTAL, sub).join("|");
  add("totals_swapped", put(parts[SUBTOTAL] ?? "0", parts[GRAND] ?? "0"));
  if (grandTotal === null || subtotal === null) return;
  const units = (text: string) => centsText(text, "T").slice(0, -2) || "0";
  add("dollars_not_cents", put(grandTotal, subtotal));
  add("dollars_not_cents", put(Number(grandTotal).toFixed(2), Number(subtotal).toFixed(2)));
  add("dollars_not_cents", put(Number(grandTotal).toFixed(1), Number(subtotal).toFixed(1)));
  add("dollars_not_cents", put(units(grandTotal), units(subtotal)));
  add("dollars_not_cents", put(Number(grandTotal).toFixed(0), Number(subtotal).toFixed(0)));
  const readings: CentsReading[] = ["R", "E", "T", "X"];
  for (const one of readings) {
    for (const other of readings) {
      if (one === other) continue;
      const mistake = one === "X" || other === "X" ? "double_truncation" : "half_even";
      add(mistake, put(centsText(grandTotal, one), centsText(subtotal, other)));
    }
  }
}
