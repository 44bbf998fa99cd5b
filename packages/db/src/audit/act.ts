import type postgres from "postgres";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { type Actor, actorText, isPerson } from "../orders/actor.ts";
import { toJsonText } from "../sql/json.ts";
import type { AuditAction } from "./actions.ts";
import { addressOf } from "./audit.ts";

/**
 * The record of a person's act on an order, as a part of the statement that does it, whose `o` has the order's `id` and
 * `now`. Nothing where no person acts: what the gateway does by itself costs no more for it.
 */
export function actRecord(
  db: Database,
  { action, by, detail }: { action: AuditAction; by: Actor; detail: object },
): postgres.PendingQuery<postgres.Row[]> {
  if (!isPerson(by)) return db.sql``;
  return db.sql`, audited as (
    insert into audit_entries (id, at, actor, address, action, subject_id, brand_id, location_id, detail)
    select ${newId("aud")}::text, o.now, ${actorText(by)}::text, ${addressOf(by)}::text, ${action}::text, o.id,
      orders.brand_id, orders.location_id, ${toJsonText(detail)}::jsonb
    from o join orders on orders.id = o.id
  )`;
}
