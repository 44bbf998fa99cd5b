import { and, inArray } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { type Actor, actorText } from "../orders/actor.ts";
import { auditEntries } from "../schema/audit.ts";
import { keyset, type Page } from "../sql/page.ts";

export type AuditAction =
  | "shared_id_rotated"
  | "shared_id_retired"
  | "operator_created"
  | "operator_changed"
  | "operator_disabled"
  | "operator_enabled"
  | "password_reset"
  | "api_key_created"
  | "api_key_revoked";

export type AuditEntry = typeof auditEntries.$inferSelect;

type Writer = Pick<Database["orm"], "insert">;

/** Records a change within its own transaction, so that there is none without its record. */
export async function recordChange(
  orm: Writer,
  change: { action: AuditAction; subjectId: string; detail: object; by: Actor; now: Date },
): Promise<void> {
  const { action, subjectId, detail, by, now } = change;
  const entry = { id: newId("aud"), at: now, actor: actorText(by), action, subjectId, detail };
  await orm.insert(auditEntries).values(entry);
}

/** What was changed, the newest first; with `subjectIds`, of these operators and connections. */
export async function listAudit(
  db: Database,
  args: { subjectIds?: readonly string[] | undefined; page: Page },
): Promise<AuditEntry[]> {
  const { where, orderBy, limit } = keyset(args.page, { at: auditEntries.at, id: auditEntries.id });
  const { subjectIds } = args;
  const query = db.orm.select().from(auditEntries);
  const only = subjectIds && inArray(auditEntries.subjectId, [...subjectIds]);
  return await query
    .where(and(only, where))
    .orderBy(...orderBy)
    .limit(limit);
}
