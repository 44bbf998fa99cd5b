import { and, eq, inArray, type SQL } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { putJob } from "../jobs/jobs.ts";
import type { Actor } from "../orders/actor.ts";
import { type AlertMessage, alertChannels, alertDeliveries } from "../schema/alert.ts";
import { keyset, type Page } from "../sql/page.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import type { LedgerNow } from "../sql/time.ts";
import type { AlertOrm } from "./alerts.ts";
import type { AlertChannel } from "./channels.ts";

export type Delivery = typeof alertDeliveries.$inferSelect;

/** The kind of the jobs that deliver: one per message, its key the delivery's id. */
export const DELIVER_JOB = "alerts.deliver";

/** What was told already of these alerts. */
export async function listTold(
  { orm }: { orm: AlertOrm },
  alertIds: readonly string[],
): Promise<Pick<Delivery, "alertId" | "channelId" | "event">[]> {
  if (alertIds.length === 0) return [];
  const { alertId, channelId, event } = alertDeliveries;
  return await orm
    .select({ alertId, channelId, event })
    .from(alertDeliveries)
    .where(inArray(alertId, [...alertIds]));
}

/** Writes a message for a channel together with the job that delivers it; nothing where it was written before. */
export async function insertDelivery(
  { orm }: { orm: AlertOrm },
  args: Pick<Delivery, "alertId" | "channelId" | "event"> & {
    message: AlertMessage;
    now: Date;
    ledgerNow: LedgerNow;
  },
): Promise<Delivery | null> {
  const { now, ledgerNow, ...told } = args;
  const [row] = await orm
    .insert(alertDeliveries)
    .values({ id: newId("ald"), ...told, nextAt: now, createdAt: now })
    .onConflictDoNothing()
    .returning();
  if (row === undefined) return null;
  await putJob({ orm }, { kind: DELIVER_JOB, key: row.id, now: ledgerNow });
  return row;
}

/** A message of somebody who tries a channel. */
export async function insertTestDelivery(
  db: Database,
  args: { channel: AlertChannel; message: AlertMessage; by: Actor; now: Date; ledgerNow: LedgerNow },
): Promise<Delivery> {
  const { channel, message, by, now, ledgerNow } = args;
  return await db.orm.transaction(async (tx) => {
    const told = { alertId: null, channelId: channel.id, event: "test", message } as const;
    const row = await insertDelivery({ orm: tx }, { ...told, now, ledgerNow });
    if (row === null) throw new Error("The message was not written");
    const detail = { kind: channel.kind };
    await recordChange(tx, {
      ...{ action: "alert_channel_tested", subjectId: channel.id, detail, by, now },
      place: channel,
    });
    return row;
  });
}

/** A message as whoever delivers it needs it, with its channel, deleted or not; null where it was pruned. */
export async function findDelivery(
  { orm }: { orm: AlertOrm },
  { scope, deliveryId }: { scope: Scope; deliveryId: string },
): Promise<{ delivery: Delivery; channel: AlertChannel } | null> {
  const [row] = await select({ orm }, and(eq(alertDeliveries.id, deliveryId), inScope(scope, alertChannels)));
  return row ?? null;
}

/** The messages of a channel, the newest first. */
export async function listDeliveries(
  { orm }: { orm: AlertOrm },
  args: { scope: Scope; channelId?: string | undefined; state?: Delivery["state"] | undefined; page: Page },
): Promise<Delivery[]> {
  const { scope, channelId, state } = args;
  const { where, orderBy, limit } = keyset(args.page, {
    at: alertDeliveries.createdAt,
    id: alertDeliveries.id,
  });
  const rows = await orm
    .select({ delivery: alertDeliveries })
    .from(alertDeliveries)
    .innerJoin(alertChannels, eq(alertChannels.id, alertDeliveries.channelId))
    .where(
      and(
        inScope(scope, alertChannels),
        channelId === undefined ? undefined : eq(alertDeliveries.channelId, channelId),
        state && eq(alertDeliveries.state, state),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
  return rows.map(({ delivery }) => delivery);
}

/** Notes how a try ended; only whoever has the job may. */
export async function noteTry(
  { orm }: { orm: AlertOrm },
  delivery: Pick<Delivery, "id" | "state" | "attempts" | "lastAnswer" | "lastAt" | "nextAt" | "deliveredAt">,
): Promise<void> {
  const { id, ...set } = delivery;
  await orm.update(alertDeliveries).set(set).where(eq(alertDeliveries.id, id));
}

/** Sends a message once more, with all its tries; null where it waits to be tried anyway. */
export async function replayDelivery(
  db: Database,
  args: { delivery: Delivery; channel: AlertChannel; by: Actor; now: Date; ledgerNow: LedgerNow },
): Promise<Delivery | null> {
  const { delivery, channel, by, now, ledgerNow } = args;
  return await db.orm.transaction(async (tx) => {
    const [row] = await tx
      .update(alertDeliveries)
      .set({ state: "waiting", attempts: 0, nextAt: now, deliveredAt: null })
      .where(
        and(eq(alertDeliveries.id, delivery.id), inArray(alertDeliveries.state, ["delivered", "failed"])),
      )
      .returning();
    if (row === undefined) return null;
    await putJob({ orm: tx }, { kind: DELIVER_JOB, key: row.id, now: ledgerNow });
    const detail = { event: row.event, channelId: channel.id };
    await recordChange(tx, {
      ...{ action: "alert_replayed", subjectId: row.id, detail, by, now },
      place: channel,
    });
    return row;
  });
}

async function select(
  { orm }: { orm: AlertOrm },
  where: SQL | undefined,
): Promise<{ delivery: Delivery; channel: AlertChannel }[]> {
  const rows = await orm
    .select({ delivery: alertDeliveries, channel: alertChannels })
    .from(alertDeliveries)
    .innerJoin(alertChannels, eq(alertChannels.id, alertDeliveries.channelId))
    .where(where);
  return rows.map(({ delivery, channel: { sealed: _, ...channel } }) => ({ delivery, channel }));
}
