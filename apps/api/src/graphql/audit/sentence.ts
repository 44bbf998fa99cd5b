import { type AuditEntry, auditActions } from "@parley/db/audit";
import type { WordsOf } from "@parley/words";

/** What a pause changes of a store or a connection. */
const OF_PAUSE: readonly string[] = ["pausedAt", "pauseUntil", "pauseReason"];

/**
 * What somebody did, in words: a pause of a store or a connection by its own name, although it is stored as a change
 * of it. A word that no process of this release writes stays as it is.
 */
export function sentenceOf(
  { action, detail }: Pick<AuditEntry, "action" | "detail">,
  words: WordsOf,
): string {
  const say = words("audit");
  const known = auditActions.find((word) => word === action);
  if (known === undefined) return action;
  if (known !== "location_changed" && known !== "connection_changed") return say(`actions.${known}`);
  const pause = pauseIn(detail);
  return pause === null ? say(`actions.${known}`) : say(`pauses.${known}.${pause}`);
}

/** What became of a pause, where nothing else was changed; null where something was. */
function pauseIn(detail: unknown): "begun" | "ended" | "changed" | null {
  const fields = typeof detail === "object" && detail !== null ? Object.entries(detail) : [];
  if (fields.length === 0 || fields.some(([name]) => !OF_PAUSE.includes(name))) return null;
  const change: unknown = fields.find(([name]) => name === "pausedAt")?.[1];
  if (typeof change !== "object" || change === null || !("from" in change) || !("to" in change))
    return "changed";
  if (change.to === null) return "ended";
  return change.from === null ? "begun" : "changed";
}
