import { and, asc, desc, eq, inArray, isNull, lte } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { type LocationId, newId } from "../ids.ts";
import { type Actor, actorText } from "../orders/actor.ts";
import { locations } from "../schema/location.ts";
import { posKeys } from "../schema/pos-key.ts";
import type { Vault } from "../secrets/vault.ts";
import { type Location, placeOf, toLocation } from "./former-pos.ts";

/** What is known of a bridge's key; never the key. */
export type PosKey = Omit<typeof posKeys.$inferSelect, "keyIndex">;

type LocationRow = typeof locations.$inferSelect;
type Tx = Pick<Database["orm"], "insert" | "select" | "update">;

/** What became of a change of a key. */
export type PosKeyRotation =
  | { kind: "rotated"; keyId: string; location: Location }
  /** The store's POS does not speak the bridge, or has no key. */
  | { kind: "no_key" }
  /** It is the key that is there already. */
  | { kind: "same_key" }
  /** Two keys count already. */
  | { kind: "under_way" }
  /** Somebody else changed the store meanwhile. */
  | { kind: "conflict" };

/**
 * Adds a key in front of the one of a store's bridge, which then may end at `previousEndAt`; where that is not later
 * than now, it ends at once.
 * @param args.key as `parseSigningKey` reads it, in its one spelling
 */
export async function rotatePosKey(
  db: Database,
  args: {
    vault: Vault;
    locationId: LocationId;
    /** The version of the store that the person saw. */
    expectedVersion: number;
    key: string;
    previousEndAt: Date;
    by: Actor;
    now: Date;
  },
): Promise<PosKeyRotation> {
  const { vault, locationId, expectedVersion, key, previousEndAt, by, now } = args;
  return await db.orm.transaction(async (tx): Promise<PosKeyRotation> => {
    const before = await lockedStore(tx, locationId);
    if (before?.version !== expectedVersion) return { kind: "conflict" };
    const [old, ...others] = keysOf(vault, before);
    if (before.posKind !== "bridge" || old === undefined) return { kind: "no_key" };
    if (others.length > 0) return { kind: "under_way" };
    if (old === key) return { kind: "same_key" };
    const isAtOnce = previousEndAt <= now;
    const rowOfOld = { endsAt: previousEndAt, retiredAt: isAtOnce ? now : null };
    await tx
      .insert(posKeys)
      .values({ ...newRow(vault, locationId, old), ...rowOfOld })
      .onConflictDoUpdate({ target: [posKeys.locationId, posKeys.keyIndex], set: rowOfOld });
    const keyId = await putRow(tx, { vault, locationId, key, by, now });
    const location = await setKeys(tx, { vault, before, keys: isAtOnce ? [key] : [key, old], now });
    const detail = { key: keyId, previous_ends_at: previousEndAt };
    await record(tx, { action: "pos_key_rotated", before, detail, by, now });
    return { kind: "rotated", keyId, location };
  });
}

/** What became of ending a key early. */
export type PosKeyRetirement =
  | { kind: "retired"; location: Location }
  /** The store has no such key, or it has ended. */
  | { kind: "not_found" }
  /** It is the only one that counts. */
  | { kind: "last" }
  /** The POS does not sign with the one that would stay, as far as was seen: it would refuse every order. */
  | { kind: "unseen"; stays: "new" | "old" };

/**
 * Ends one of two keys at once, the older or the newer; the other one then has no end.
 * @param args.evenIfUnseen true to do so although the POS was not seen to sign with the other one
 */
export async function retirePosKey(
  db: Database,
  args: {
    vault: Vault;
    locationId: LocationId;
    keyId: string;
    evenIfUnseen?: boolean | undefined;
    by: Actor;
    now: Date;
  },
): Promise<PosKeyRetirement> {
  const { vault, locationId, keyId, evenIfUnseen = false, by, now } = args;
  return await db.orm.transaction(async (tx): Promise<PosKeyRetirement> => {
    const before = await lockedStore(tx, locationId);
    const rows = await tx
      .select()
      .from(posKeys)
      .where(and(eq(posKeys.locationId, locationId), isNull(posKeys.retiredAt)));
    const row = rows.find(({ id }) => id === keyId);
    if (before === null || row === undefined) return { kind: "not_found" };
    const keys = keysOf(vault, before);
    const left = keys.filter((key) => vault.blindIndex(key) !== row.keyIndex);
    if (left.length === keys.length) return { kind: "not_found" };
    if (left.length === 0) return { kind: "last" };
    const stays = row.endsAt === null ? "old" : "new";
    const other = rows.find(({ id }) => id !== row.id) ?? null;
    if (!evenIfUnseen && !isOtherSigned(row, other)) return { kind: "unseen", stays };
    const location = await setKeys(tx, { vault, before, keys: left, now });
    await tx.update(posKeys).set({ retiredAt: now }).where(eq(posKeys.id, row.id));
    await tx
      .update(posKeys)
      .set({ endsAt: null })
      .where(and(eq(posKeys.locationId, locationId), isNull(posKeys.retiredAt)));
    await record(tx, { action: "pos_key_retired", before, detail: { key: row.id }, by, now });
    return { kind: "retired", location };
  });
}

/**
 * Whether the POS can do without a key: it was seen to sign with the newer one, or, where the newer one ends, it was
 * never seen to sign with that, or last with the older one.
 */
function isOtherSigned(
  ends: Pick<PosKey, "endsAt" | "lastUsedAt">,
  other: Pick<PosKey, "lastUsedAt"> | null,
) {
  const otherMs = other?.lastUsedAt?.getTime() ?? null;
  if (ends.endsAt !== null) return otherMs !== null;
  return ends.lastUsedAt === null || (otherMs ?? 0) > ends.lastUsedAt.getTime();
}

/**
 * Ends the keys whose time is over and in whose place the POS was seen to sign with another. Where it was not, the old
 * one still counts: without it the POS would refuse every order.
 * @returns how many were ended
 */
export async function endPosKeys(db: Database, { vault, now }: { vault: Vault; now: Date }): Promise<number> {
  const due = await db.orm
    .select({ id: posKeys.id, locationId: posKeys.locationId })
    .from(posKeys)
    .where(and(isNull(posKeys.retiredAt), lte(posKeys.endsAt, now)))
    .orderBy(asc(posKeys.id));
  let ended = 0;
  for (const { id: keyId, locationId } of due) {
    const by: Actor = { kind: "worker", name: "parley" };
    const { kind } = await retirePosKey(db, { vault, locationId, keyId, by, now });
    if (kind === "retired") ended += 1;
  }
  return ended;
}

/** The keys of stores that the caller has already been allowed to see, newest first; those before keys had rows last. */
export async function listPosKeys(db: Database, locationIds: readonly LocationId[]): Promise<PosKey[]> {
  if (locationIds.length === 0) return [];
  const { id, locationId, madeAt, madeBy, lastUsedAt, endsAt, retiredAt } = posKeys;
  return await db.orm
    .select({ id, locationId, madeAt, madeBy, lastUsedAt, endsAt, retiredAt })
    .from(posKeys)
    .where(inArray(locationId, [...locationIds]))
    .orderBy(desc(id));
}

/** Keeps who gave a store's bridge its key, within the change itself: what it had before no longer counts. */
export async function replacePosKeys(
  tx: Tx,
  args: { vault: Vault; locationId: LocationId; key: string | null; by: Actor | undefined; now: Date },
): Promise<void> {
  const { locationId, key, now } = args;
  await tx
    .update(posKeys)
    .set({ retiredAt: now })
    .where(and(eq(posKeys.locationId, locationId), isNull(posKeys.retiredAt)));
  if (key !== null) await putRow(tx, { ...args, key });
}

async function putRow(
  tx: Tx,
  args: { vault: Vault; locationId: LocationId; key: string; by: Actor | undefined; now: Date },
): Promise<string> {
  const { vault, locationId, key, by, now } = args;
  const said = {
    ...{ madeAt: now, madeBy: by === undefined ? null : actorText(by) },
    ...{ lastUsedAt: null, endsAt: null, retiredAt: null },
  };
  const [row] = await tx
    .insert(posKeys)
    .values({ ...newRow(vault, locationId, key), ...said })
    .onConflictDoUpdate({ target: [posKeys.locationId, posKeys.keyIndex], set: said })
    .returning({ id: posKeys.id });
  if (row === undefined) throw new Error("The row of a key was written and is not there.");
  return row.id;
}

function newRow(vault: Vault, locationId: LocationId, key: string) {
  return { id: newId("pky"), locationId, keyIndex: vault.blindIndex(key) };
}

async function lockedStore(tx: Tx, locationId: LocationId): Promise<LocationRow | null> {
  const [row] = await tx.select().from(locations).where(eq(locations.id, locationId)).for("update");
  return row ?? null;
}

/** The keys that are sealed with a store, the one that it signs with first. */
function keysOf(vault: Vault, { id, posKind, posSecret }: LocationRow): string[] {
  if (posSecret === null || posKind !== "bridge") return [];
  return vault.open(posSecret, placeOf(id)).split(" ");
}

async function setKeys(
  tx: Tx,
  args: { vault: Vault; before: LocationRow; keys: readonly string[]; now: Date },
): Promise<Location> {
  const { vault, before, keys, now } = args;
  const [row] = await tx
    .update(locations)
    .set({
      posSecret: vault.seal(keys.join(" "), placeOf(before.id)),
      version: before.version + 1,
      updatedAt: now,
    })
    .where(eq(locations.id, before.id))
    .returning();
  if (row === undefined) throw new Error(`The store ${before.id} is gone, and none is ever deleted.`);
  return toLocation(row);
}

async function record(
  tx: Tx,
  args: {
    action: "pos_key_rotated" | "pos_key_retired";
    before: LocationRow;
    detail: object;
    by: Actor;
    now: Date;
  },
): Promise<void> {
  const { action, before, detail, by, now } = args;
  const place = { brandId: before.brandId, locationId: before.id };
  await recordChange(tx, { action, subjectId: before.id, detail, by, place, now });
}
