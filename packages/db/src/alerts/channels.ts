import { and, asc, count, eq, inArray, isNull, lt, or } from "drizzle-orm";
import { changedFields, recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import type { Actor } from "../orders/actor.ts";
import { alertChannels } from "../schema/alert.ts";
import type { SecretPlace, Vault } from "../secrets/vault.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import type { AlertOrm } from "./alerts.ts";

type Row = typeof alertChannels.$inferSelect;

/** A channel as a list shows it: without its secret. */
export type AlertChannel = Omit<Row, "sealed">;

type Reader = { orm: Pick<Database["orm"], "select"> };

/** The channel that every installation begins with: an e-mail to each owner. Its target stands for their addresses. */
export const OWNERS = "owners";
/** How many channels there may be. */
export const CHANNELS_MAX = 200;

const placeOf = (channelId: string): SecretPlace => ({
  table: "alert_channels",
  row: channelId,
  column: "sealed",
});

const toChannel = ({ sealed: _, ...channel }: Row): AlertChannel => channel;

/** Channels in scope, the oldest first. */
export async function listChannels({ orm }: Reader, { scope }: { scope: Scope }): Promise<AlertChannel[]> {
  const rows = await orm
    .select()
    .from(alertChannels)
    .where(and(isNull(alertChannels.deletedAt), inScope(scope, alertChannels)))
    .orderBy(asc(alertChannels.createdAt), asc(alertChannels.id));
  return rows.map(toChannel);
}

/** Channels by their ids, deleted ones too. */
export async function listChannelsById({ orm }: Reader, ids: readonly string[]): Promise<AlertChannel[]> {
  const rows = await orm
    .select()
    .from(alertChannels)
    .where(inArray(alertChannels.id, [...ids]));
  return rows.map(toChannel);
}

/** A channel in scope, also one that was deleted; null where there is none. */
export async function findChannel(
  { orm }: Reader,
  { scope, channelId }: { scope: Scope; channelId: string },
): Promise<AlertChannel | null> {
  const [row] = await orm
    .select()
    .from(alertChannels)
    .where(and(eq(alertChannels.id, channelId), inScope(scope, alertChannels)));
  return row === undefined ? null : toChannel(row);
}

/** A channel's secret, opened, for whoever sends; null where it has none. */
export async function openChannelSecret(
  { orm }: Reader,
  { vault, channelId }: { vault: Vault; channelId: string },
): Promise<string | null> {
  const [row] = await orm
    .select({ sealed: alertChannels.sealed })
    .from(alertChannels)
    .where(eq(alertChannels.id, channelId));
  return row?.sealed ? vault.open(row.sealed, placeOf(channelId)) : null;
}

/** When a channel tells: not in its quiet hours, as a step of a ladder later than others, and a day in short. */
export type ChannelHours = Pick<
  AlertChannel,
  "quietFrom" | "quietTo" | "quietZone" | "tellsOrdersAtNight" | "delayMin" | "digestAt" | "digestZone"
>;

export type ChannelSettings = Pick<AlertChannel, "name" | "target" | "kinds" | "language" | "isOn"> &
  Partial<ChannelHours>;

/** Makes a channel; null where there are too many. */
export async function insertChannel(
  db: Database,
  args: ChannelSettings &
    Pick<AlertChannel, "kind" | "brandId" | "locationId"> & {
      secret: string | null;
      vault: Vault;
      by: Actor;
      now: Date;
    },
): Promise<AlertChannel | null> {
  const { secret, vault, by, now, ...settings } = args;
  const id = newId("alc");
  const sealed = secret === null ? null : vault.seal(secret, placeOf(id));
  return await db.orm.transaction(async (tx) => {
    const [held] = await tx
      .select({ channels: count() })
      .from(alertChannels)
      .where(isNull(alertChannels.deletedAt));
    if ((held?.channels ?? 0) >= CHANNELS_MAX) return null;
    const [row] = await tx
      .insert(alertChannels)
      .values({ id, ...settings, sealed, digestToldAt: now, createdAt: now, updatedAt: now })
      .returning();
    if (row === undefined) throw new Error("The channel was not written");
    const { kind, kinds, language, brandId, locationId } = row;
    const detail = { kind, kinds, language };
    const place = { brandId, locationId };
    await recordChange(tx, { action: "alert_channel_created", subjectId: id, detail, by, place, now });
    return toChannel(row);
  });
}

/**
 * Changes a channel, with a new secret where one is given.
 * @returns null where somebody else changed it since the version that was seen, or deleted it
 */
export async function updateChannel(
  db: Database,
  args: {
    channel: AlertChannel;
    expectedVersion: number;
    set: ChannelSettings;
    secret: string | null;
    vault: Vault;
    by: Actor;
    now: Date;
  },
): Promise<AlertChannel | null> {
  const { channel, expectedVersion, set, secret, vault, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    const sealed = secret === null ? {} : { sealed: vault.seal(secret, placeOf(channel.id)) };
    const isOtherTime = set.digestAt !== channel.digestAt || set.digestZone !== channel.digestZone;
    const digest = isOtherTime ? { digestToldAt: now } : {};
    const [row] = await tx
      .update(alertChannels)
      .set({ ...set, ...sealed, ...digest, version: expectedVersion + 1, updatedAt: now })
      .where(
        and(
          eq(alertChannels.id, channel.id),
          eq(alertChannels.version, expectedVersion),
          isNull(alertChannels.deletedAt),
        ),
      )
      .returning();
    if (row === undefined) return null;
    const fields = changedFields(channel, row, [
      "kinds",
      "language",
      "isOn",
      "quietFrom",
      "quietTo",
      "quietZone",
      "tellsOrdersAtNight",
      "delayMin",
      "digestAt",
      "digestZone",
    ]);
    const isElsewhere = row.target !== channel.target || secret !== null;
    const detail = { ...fields, isRenamed: row.name !== channel.name, isElsewhere };
    await recordChange(tx, {
      ...{ action: "alert_channel_changed", subjectId: channel.id, detail, by, now },
      place: channel,
    });
    return toChannel(row);
  });
}

/** Deletes a channel, or puts it back; null where it is so already. */
export async function setChannelDeleted(
  db: Database,
  args: { channel: AlertChannel; isDeleted: boolean; by: Actor; now: Date },
): Promise<AlertChannel | null> {
  const { channel, isDeleted, by, now } = args;
  if ((channel.deletedAt !== null) === isDeleted) return null;
  return await db.orm.transaction(async (tx) => {
    const [row] = await tx
      .update(alertChannels)
      .set({ deletedAt: isDeleted ? now : null, version: channel.version + 1, updatedAt: now })
      .where(and(eq(alertChannels.id, channel.id), eq(alertChannels.version, channel.version)))
      .returning();
    if (row === undefined) return null;
    const action = isDeleted ? "alert_channel_deleted" : "alert_channel_restored";
    const detail = { kind: channel.kind };
    await recordChange(tx, { action, subjectId: channel.id, detail, by, place: channel, now });
    return toChannel(row);
  });
}

/** Takes the telling of a day in short, which is due since then; false where it is told already. */
export async function takeDigest(
  { orm }: { orm: AlertOrm },
  { channelId, dueAt, now }: { channelId: string; dueAt: Date; now: Date },
): Promise<boolean> {
  const { id, digestToldAt } = alertChannels;
  const rows = await orm
    .update(alertChannels)
    .set({ digestToldAt: now })
    .where(and(eq(id, channelId), or(isNull(digestToldAt), lt(digestToldAt, dueAt))))
    .returning({ id });
  return rows.length > 0;
}
