import { TEXT_MAX } from "@parley/limits";
import type { Words } from "@parley/words";

/**
 * Why somebody changes a mapping, as they wrote it: nobody has to say.
 * @returns the text without blanks around it, null where there is none; or a sentence where it is too long to keep
 */
export function reasonOf(
  given: string | null | undefined,
  say: Words<"mappings">,
): { reason: string | null } | { problem: string } {
  const reason = given?.trim() ?? "";
  if (reason.length > TEXT_MAX.reason) return { problem: say("refused.reason", { max: TEXT_MAX.reason }) };
  return { reason: reason === "" ? null : reason };
}
