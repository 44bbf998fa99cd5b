import { type Catalogue, messagesOf, type Words, wordsIn } from "@parley/words";

const OF_STATUS = /^(?<what>status|redirect)_(?<status>[0-9]{3})(?:_(?<rest>.+))?$/;
const SYSTEM_ERROR = /^(?:e[a-z0-9]+|und_err_[a-z_]+|call_failed)$/;

/**
 * A reason that a call to a POS failed for, in words: a clause without a stop, for people. What no catalogue has is
 * shown as it is, for its provider knows it.
 */
export function reasonWords(reason: string, say: Words<"reasons"> = wordsIn("en")("reasons")): string {
  const [code = "", ...detail] = reason.split(": ");
  if (detail.length > 0)
    return say("detail", { why: reasonWords(code, say), detail: reasonWords(detail.join(": "), say) });
  const known = knownReason(code, say);
  if (known !== null) return known;
  const { what, status = "", rest } = OF_STATUS.exec(code)?.groups ?? {};
  if (what === "redirect") return say("otherAddress", { status });
  if (what === "status") return statusWords(status, rest, say);
  if (/cert|altname|tls|ssl|signature/.test(code)) return say("certificate", { code: spaced(code) });
  if (SYSTEM_ERROR.test(code)) return say("system", { code: code.toUpperCase() });
  return spaced(code);
}

/** What an answer of 401 lacks whose sender does not take our key: it has no reason to sign with it. */
const NOT_BY_OUR_KEY: ReadonlySet<string> = new Set([
  "header_missing",
  "header_malformed",
  "no_signature_matches",
]);

function statusWords(status: string, rest: string | undefined, say: Words<"reasons">): string {
  if (rest === undefined) return say("statusOnly", { status });
  if (status === "401" && NOT_BY_OUR_KEY.has(rest)) return say("refusedSignature");
  const known = knownReason(rest, say);
  if (known !== null) return known;
  return rest.startsWith("with_")
    ? say("otherStatus", { status, code: spaced(rest.slice(5)) })
    : say("statusWith", { status, code: spaced(rest) });
}

/** The words of a code, where its text needs no more than the code. */
function knownReason(code: string, say: Words<"reasons">): string | null {
  return isReason(code) ? say(`known.${code}`) : null;
}

function isReason(code: string): code is keyof Catalogue["reasons"]["known"] {
  return Object.hasOwn(ENGLISH.known, code);
}

const ENGLISH = messagesOf("en", "reasons");

function spaced(code: string): string {
  return code.replaceAll("_", " ");
}
