import type { Database } from "../client/client.ts";
import { idFrom, newId } from "../ids.ts";
import { type Actor, actorText, isPerson, parseActor } from "../orders/actor.ts";
import { auditEntries } from "../schema/audit.ts";
import type { Place } from "../sql/scope.ts";
import type { AuditAction } from "./actions.ts";

export type AuditEntry = typeof auditEntries.$inferSelect;

type Writer = Pick<Database["orm"], "insert">;

export interface RecordedChange {
  action: AuditAction;
  /** What was changed, by its id. */
  subjectId: string;
  /** What of it. References and settings, never a guest's data, a secret or anybody's free text. */
  detail: object;
  by: Actor;
  /** Whose the subject is; left out where it is nobody's. */
  place?: Place | undefined;
  /** Why, as a word of a closed list. */
  reason?: string | null | undefined;
  now: Date;
}

/** Records a change within its own transaction, so that there is none without its record. */
export async function recordChange(orm: Writer, change: RecordedChange): Promise<void> {
  await recordChanges(orm, [change]);
}

/** The same of several at once. */
export async function recordChanges(orm: Writer, changes: readonly RecordedChange[]): Promise<void> {
  if (changes.length > 0) await orm.insert(auditEntries).values(changes.map(entryOf));
}

/** A change as its row, for what records it within a statement of its own. */
export function entryOf(change: RecordedChange): AuditEntry {
  const { action, subjectId, detail, by, place, reason = null, now } = change;
  return {
    id: newId("aud"),
    at: now,
    actor: actorText(by),
    address: addressOf(by),
    action,
    subjectId,
    reason,
    brandId: place?.brandId ?? null,
    locationId: place?.locationId ? idFrom("loc", place.locationId) : null,
    detail,
  };
}

/** What of these fields is another than before, as `detail` tells it; null where none is. */
export function changedFields<Row extends object>(
  before: Row,
  after: Row,
  fields: readonly (keyof Row & string)[],
): Record<string, { from: unknown; to: unknown }> | null {
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  if (changed.length === 0) return null;
  return Object.fromEntries(changed.map((field) => [field, { from: before[field], to: after[field] }]));
}

/** The person whom a table names as its row's author, with their address; null where it was no person. */
export function personOf(text: string, address: string | null | undefined): Actor | null {
  const actor = parseActor(text);
  if (!isPerson(actor)) return null;
  return actor.kind === "operator" && address ? { ...actor, address } : actor;
}

/** The address that somebody acts from, where it is known. */
export function addressOf(by: Actor): string | null {
  return by.kind === "operator" ? (by.address ?? null) : null;
}
