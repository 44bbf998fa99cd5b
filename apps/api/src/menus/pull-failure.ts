import { type Catalogue, type WordsOf, wordsIn } from "@parley/words";
import { reasonWords } from "../explain/reasons.ts";

/** Why a pull of a menu failed, in words, and what is to be done about it. */
export interface PullFailure {
  /** A clause without a stop: "it refused the connection". */
  why: string;
  /** A sentence. */
  step: string;
}

type Known = keyof Catalogue["pulls"]["known"];
type Step = keyof Catalogue["pulls"]["step"];

/** What is to be done about what a pull alone fails for. */
const STEPS: Readonly<Record<Known, Step>> = {
  menu_currency: "currency",
  menu_empty: "provider",
  menu_invalid: "provider",
  menu_of_another_store: "settings",
  menu_price: "provider",
  menu_tax: "provider",
  menu_unknown: "whole",
  pos_not_set: "setPos",
  pull_broke_off: "again",
  stopped: "again",
};

/** Codes of any call that the store's settings are to blame for. */
const OF_SETTINGS = new Set([
  "adapter_url_forbidden",
  "pos_key_invalid",
  "pos_kind_unknown",
  "pos_settings_invalid",
]);

/** Codes that say that the POS was not reached, or did not answer. */
const UNREACHED = new Set([
  "aborted",
  "call_failed",
  "connect_timeout",
  "connection_lost",
  "connection_refused",
  "deadline",
  "ehostunreach",
  "enetunreach",
  "name_not_found",
  "no_answer",
]);

/** Puts a failed pull's reason (a stable code, then a colon and detail) into words. */
export function tellPullFailure(reason: string, words: WordsOf = wordsIn("en")): PullFailure {
  const say = words("pulls");
  const [code = "", ...rest] = reason.split(": ");
  const detail = rest.join(": ").replace(/\.+$/, "");
  const because = (why: string) => (detail === "" ? why : say("withDetail", { why, detail }));
  if (isKnown(code)) return { why: because(say(`known.${code}`)), step: say(`step.${STEPS[code]}`) };
  if (OF_SETTINGS.has(code))
    return { why: because(reasonWords(code, words("reasons"))), step: say("step.settings") };
  const step = UNREACHED.has(code) ? "step.reach" : "step.tell";
  return { why: reasonWords(reason, words("reasons")), step: say(step) };
}

/** The same in two sentences. */
export function pullFailureText(reason: string, words: WordsOf = wordsIn("en")): string {
  const { why, step } = tellPullFailure(reason, words);
  return words("pulls")("both", { why: withCapital(why), step });
}

function withCapital(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}`;
}

function isKnown(code: string): code is Known {
  return Object.hasOwn(STEPS, code);
}
