import { and, eq, gte, inArray, isNull, or, type SQL } from "drizzle-orm";
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

/** What was told of an issue, to whom and how. */
export type Told = Pick<Delivery, "alertId" | "channelId" | "event" | "groupedIn" | "createdAt">;
/** That an issue began, as it was told to a channel lately. */
export type RecentTold = Pick<Delivery, "channelId" | "groupedIn" | "createdAt">;

/** What was told already of these alerts, and of those that were told together with one of them. */
export async function listTold({ orm }: { orm: AlertOrm }, alertIds: readonly string[]): Promise<Told[]> {
  if (alertIds.length === 0) return [];
  const { alertId, channelId, event, groupedIn, createdAt } = alertDeliveries;
  const columns = { alertId, channelId, event, groupedIn, createdAt };
  const own = await orm
    .select(columns)
    .from(alertDeliveries)
    .where(inArray(alertId, [...alertIds]));
  const groups = [...new Set(own.flatMap(({ groupedIn: group }) => group ?? []))];
  if (groups.length === 0) return own;
  const ids = new Set(alertIds);
  const ofGroups = await orm.select(columns).from(alertDeliveries).where(inArray(groupedIn, groups));
  return [...own, ...ofGroups.filter(({ alertId: id }) => id === null || !ids.has(id))];
}

/** The messages since a time which told that something began. */
export async function listRecentTold(
  { orm }: { orm: AlertOrm },
  { since }: { since: Date },
): Promise<RecentTold[]> {
  const { id, channelId, event, groupedIn, createdAt } = alertDeliveries;
  return await orm
    .select({ channelId, groupedIn, createdAt })
    .from(alertDeliveries)
    .where(and(gte(createdAt, since), eq(event, "opened"), or(isNull(groupedIn), eq(groupedIn, id))));
}

/**
 * Writes a message for a channel together with the job that delivers it; nothing where it was written before.
 *
 * @param args.inMs how long it waits until it is sent
 * @param args.others alerts that it tells of, too: what was told of them is this message
 */
export async function insertDelivery(
  { orm }: { orm: AlertOrm },
  args: Pick<Delivery, "alertId" | "channelId" | "event"> & {
    message: AlertMessage;
    inMs?: number;
    others?: readonly string[];
    now: Date;
    ledgerNow: LedgerNow;
  },
): Promise<Delivery | null> {
  const { now, ledgerNow, inMs = 0, others, ...told } = args;
  const id = newId("ald");
  const groupedIn = others === undefined ? null : id;
  const nextAt = new Date(now.getTime() + inMs);
  const [row] = await orm
    .insert(alertDeliveries)
    .values({ id, ...told, groupedIn, nextAt, createdAt: now })
    .onConflictDoNothing()
    .returning();
  if (row === undefined) return null;
  const sent = { state: "delivered", groupedIn, nextAt: null, createdAt: now } as const;
  const members = (others ?? []).map((alertId) => ({ id: newId("ald"), ...told, alertId, ...sent }));
  if (members.length > 0) await orm.insert(alertDeliveries).values(members).onConflictDoNothing();
  await putJob({ orm }, { kind: DELIVER_JOB, key: row.id, inMs, now: ledgerNow });
  return row;
}

/** A row that stands for a message, and not for one issue of several that a message told. */
const isMessage = or(isNull(alertDeliveries.groupedIn), eq(alertDeliveries.groupedIn, alertDeliveries.id));

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
  const where = and(eq(alertDeliveries.id, deliveryId), isMessage, inScope(scope, alertChannels));
  const [row] = await select({ orm }, where);
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
        isMessage,
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
