import { reasonWords } from "../explain/reasons.ts";

/** Why a pull of a menu failed, in words, and what is to be done about it. */
export interface PullFailure {
  /** A clause without a stop: "it refused the connection". */
  why: string;
  /** A sentence. */
  step: string;
}

const SETTINGS = "Correct the store's POS settings (`parley location set-pos`).";
const PROVIDER = "Its POS provider must correct that.";
const REACH = "See that the POS runs and that its address is right; it is asked again by itself.";
const AGAIN = "It is tried again by itself; where that goes on, the API's log says more.";

const BY_CODE: Readonly<Record<string, PullFailure>> = {
  adapter_url_forbidden: { why: reasonWords("adapter_url_forbidden"), step: SETTINGS },
  menu_currency: {
    why: "its menu and the store do not count in one currency",
    step: "Correct the store's currency here, or the menu's at the POS, and pull it again.",
  },
  menu_empty: { why: "its menu offers nothing", step: PROVIDER },
  menu_invalid: { why: "its menu is not valid", step: PROVIDER },
  menu_of_another_store: { why: "the menu is another store's", step: SETTINGS },
  menu_price: { why: "a price of its menu is too high to be charged", step: PROVIDER },
  menu_tax: { why: "a tax of its menu cannot be reckoned with", step: PROVIDER },
  menu_unknown: {
    why: "it says that its menu is unchanged, and there is none here",
    step: "Its POS provider must answer a call without If-None-Match with the whole menu.",
  },
  pos_key_invalid: { why: reasonWords("pos_key_invalid"), step: SETTINGS },
  pos_kind_unknown: { why: reasonWords("pos_kind_unknown"), step: SETTINGS },
  pos_not_set: { why: "the store has no POS", step: "Set one (`parley location set-pos`)." },
  pos_settings_invalid: { why: reasonWords("pos_settings_invalid"), step: SETTINGS },
  pull_broke_off: { why: "the gateway could not finish it", step: AGAIN },
  stopped: { why: "the gateway was stopping", step: AGAIN },
};

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
export function tellPullFailure(reason: string): PullFailure {
  const [code = "", ...rest] = reason.split(": ");
  const detail = rest.join(": ").replace(/\.+$/, "");
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  if (known !== undefined) return detail === "" ? known : { ...known, why: `${known.why}: ${detail}` };
  return {
    why: reasonWords(reason),
    step: UNREACHED.has(code) ? REACH : "Tell its POS provider.",
  };
}

/** The same in two sentences. */
export function pullFailureText(reason: string): string {
  const { why, step } = tellPullFailure(reason);
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}. ${step}`;
}
