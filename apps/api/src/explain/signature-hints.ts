import type { DatetimeDiagnosis, DigestDiagnosis } from "@parley/par-contract";
import type { Words } from "@parley/words";

/** `unreadable`: refused before its digest, because `request_datetime` is no date and time with a zone. */
export type SignatureVerdict = "matched" | "mismatched" | "missing" | "not_required" | "unreadable";

type Say = Words<"signature">;

/** What a person should know, in plain words; null if everything is right. */
export function hintFor(
  args: { verdict: SignatureVerdict; reason: string | null; diagnosis: DigestDiagnosis | null },
  say: Say,
): string | null {
  const { verdict, reason, diagnosis } = args;
  if (verdict === "matched") return null;
  if (verdict === "not_required" || verdict === "missing") return say(verdict);
  if (diagnosis === null) return say(reason === "repeated" || reason === "not_hex" ? reason : "unknown");
  const hints = diagnosis.mistakes.map((mistake) => say(`hint.${mistake}`)).join(" ");
  return diagnosis.detail === null ? hints : inForm(hints, diagnosis.detail, say);
}

const PIPES = {
  "one at the end": "pipe_end",
  "one at the beginning": "pipe_beginning",
  "one at both ends": "pipe_both",
  none: "pipe_none",
} as const satisfies Record<string, string>;

/** The hints with the form of the first mistake: counted or named in words, or data as it is. */
function inForm(hints: string, detail: string, say: Say): string {
  if (isPipes(detail)) return say(`form.${PIPES[detail]}`, { hints });
  const count = /^(\d+) characters$/.exec(detail)?.[1];
  return count === undefined
    ? say("form.other", { hints, form: detail })
    : say("form.characters", { hints, count: Number(count) });
}

function isPipes(detail: string): detail is keyof typeof PIPES {
  return Object.hasOwn(PIPES, detail);
}

const FORM = "2026-01-15T12:34:56.789Z";

/** What a person should know of a date that we do not read. */
export function datetimeHint(text: string, diagnosis: DatetimeDiagnosis | null, say: Say): string {
  const about = { text: `"${text}"`, form: FORM };
  return say(`datetime.${diagnosis?.readAs ?? "unfit"}`, { ...about, zone: diagnosis?.zone ?? "" });
}
