import { cutText } from "@parley/limits";
import { reasonWords } from "../../../explain/reasons.ts";
import { readTryEnd, type TryEnd } from "../../try-end.ts";
import { maskContacts } from "../guests/contact-mask.ts";
import type { AutopsyInput } from "./finding.ts";

/** How the last try ended; null where none has, or it decided. */
export function lastEnd({ results }: AutopsyInput): TryEnd | null {
  const last = results.findLast(({ fenced }) => !fenced);
  return last === undefined ? null : readTryEnd(last);
}

/** The end that leaves the order in doubt: a later try that provably did not arrive takes nothing of that away. */
export function endInDoubt({ results }: AutopsyInput): TryEnd | null {
  const ends = results.filter(({ fenced }) => !fenced).map(readTryEnd);
  return ends.findLast((end) => end !== null && !isProof(end)) ?? null;
}

function isProof({ kind }: TryEnd): boolean {
  return kind === "unsent" || kind === "unreached" || kind === "declined";
}

/** How many tries ended without a decision of the POS. */
export function failuresOf({ results }: AutopsyInput): number {
  return new Set(
    results.filter(({ outcome }) => outcome !== "placed" && outcome !== "refused").map((r) => r.number),
  ).size;
}

/** How a try ended, as a sentence. */
export function tellEnd({ store, words }: AutopsyInput, end: TryEnd): string {
  const why = end.reason === null ? "" : ` (${reasonWords(end.reason, words("reasons"))})`;
  return words("autopsy")(`tried.${end.told}`, { store: store.name, status: String(end.status), why });
}

/** Characters of what a POS wrote that are read out; all of it stands with the call. */
const QUOTE_MAX = 160;

/** What the POS itself wrote of the last try, as a quotation; null where it wrote nothing. No guest is reached by it. */
export function quoteOf(input: AutopsyInput): string | null {
  const said = lastEnd(input)?.said ?? null;
  if (said === null || said.trim() === "") return null;
  const quote = cutText(inOneLine(maskContacts(said)), QUOTE_MAX);
  return input.words("autopsy")("posWrote", { quote });
}

/** A quotation stays one: no line breaks, no marks that turn the text round, no end of it before its end. */
function inOneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .replace(/[“”"]/gu, "’")
    .trim();
}

/**
 * Where an order fails again and again while others pass, it is the problem itself: the sentence that says so, else
 * null.
 */
export function failsAlone(input: AutopsyInput): string | null {
  const failures = failuresOf(input);
  const others = input.activity.passedMeanwhile;
  if (failures < 2 || others === 0) return null;
  return input.words("autopsy")("failsAlone", { failures: String(failures), others });
}
