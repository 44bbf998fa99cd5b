import { BRIDGE_ERRORS, isBridgeErrorCode } from "@parley/bridge-contract";

/** What the stable codes of a failed call mean; each a clause about the POS, "it". */
const WORDS: Readonly<Record<string, string>> = {
  aborted: "the call was stopped",
  adapter_threw: "a fault of the gateway",
  adapter_url_forbidden: "its address is none that the gateway may call",
  answer_encoded: "the answer is compressed, which was not asked for",
  answer_head_too_large: "the answer's headers are longer than is read",
  answer_not_http: "the answer is not HTTP",
  answer_not_understood: "the answer is not of the agreed form",
  answer_too_large: "the answer is longer than is read",
  call_failed: "the call failed",
  commit_unknown: "the gateway's database did not answer in time",
  connect_timeout: "no connection came about in time",
  connection_lost: "the connection was lost",
  connection_refused: "it refused the connection",
  deadline: "it did not answer in time",
  duplicate_but_absent: "it said that it has the order already, and then that it has none",
  ehostunreach: "no route leads to its address",
  enetunreach: "no route leads to its address",
  location_inactive: "the location is inactive there",
  name_not_found: "its host name is not known",
  no_answer: "it ended the connection without an answer",
  other_order: "the answer is about another order",
  other_payment: "the answer is about another payment",
  other_reference: "the answer is about another order",
  other_store: "the answer is about another store",
  pos_key_invalid: "its key is missing or is none",
  pos_kind_unknown: "its settings name a kind of POS that is not known",
  pos_settings_invalid: "its settings are not complete",
  refusal_not_understood: "the refusal gives no reason that is known",
};

/** What was wrong with an answer that came with a status, by the end of its reason. */
const ANSWER_WORDS: Readonly<Record<string, string>> = {
  answer_of_another_request: "the answer is signed for another request",
  header_malformed: "the answer's signature cannot be read",
  header_missing: "the answer is not signed",
  key_twice: "the answer says one thing twice",
  no_signature_matches: "the answer is signed with another key",
  not_json: "the answer is not JSON",
  partial: "the answer is only a part",
  timestamp_too_new: "the answer is signed for a time to come",
  timestamp_too_old: "the answer is signed for a time long past",
};

const OF_STATUS = /^(?<what>status|redirect)_(?<status>[0-9]{3})(?:_(?<rest>.+))?$/;
const SYSTEM_ERROR = /^(?:e[a-z0-9]+|und_err_[a-z_]+|call_failed)$/;

/** A reason that a call to a POS failed for, in words: a clause without a stop, for people. */
export function reasonWords(reason: string): string {
  const [code = "", ...detail] = reason.split(": ");
  if (detail.length > 0) return `${reasonWords(code)}: ${reasonWords(detail.join(": "))}`;
  const known = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  if (known !== undefined) return known;
  if (isBridgeErrorCode(code)) return BRIDGE_ERRORS[code].means;
  const { what, status, rest } = OF_STATUS.exec(code)?.groups ?? {};
  if (what === "redirect") return `it sends elsewhere (${status}), which is not followed`;
  if (what === "status") return statusWords(Number(status), rest);
  if (/cert|altname|tls|ssl|signature/.test(code))
    return `its certificate is not to be trusted (${spaced(code)})`;
  if (SYSTEM_ERROR.test(code)) return `the call failed (${code.toUpperCase()})`;
  return spaced(code);
}

function statusWords(status: number, rest: string | undefined): string {
  if (rest === undefined) return `it answered ${status}`;
  const known = Object.hasOwn(ANSWER_WORDS, rest) ? ANSWER_WORDS[rest] : undefined;
  if (known !== undefined) return known;
  return rest.startsWith("with_")
    ? `it answered ${status} with the code of another status (${spaced(rest.slice(5))})`
    : `it answered ${status} (${spaced(rest)})`;
}

function spaced(code: string): string {
  return code.replaceAll("_", " ");
}
