import { eq } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { endMenuPin } from "../menus/pins.ts";
import type { Actor } from "../orders/actor.ts";
import { locations } from "../schema/location.ts";
import type { Vault } from "../secrets/vault.ts";
import { countOrdersAtPos, endPosLink, type Location, placeOf, toLocation } from "./former-pos.ts";
import { recordLocation } from "./location-record.ts";
import { replacePosKeys } from "./pos-keys.ts";

/**
 * What new settings mean for the orders that are under way. `same`: they go on by the new ones. `promises`: the POS
 * is the same but promises more than it did, which is not true of what it was sent before. `till`: it is another POS,
 * which knows nothing of them.
 */
export type PosChange = "same" | "promises" | "till";

export type SetLocationPosOutcome =
  /** `isReleased`: the store was held at a version of its menu, which another till ends. */
  | { kind: "set"; location: Location; isReleased: boolean }
  /** So many orders may be at the POS of now, and their fate is open. Nothing was changed. */
  | { kind: "open_orders"; count: number }
  /** Somebody else changed the store meanwhile. */
  | { kind: "conflict" }
  | { kind: "not_found" };

/**
 * Sets the POS of a store, and its menu due at once. Where the change is not `same`, the way of before is kept as a
 * former one: orders in doubt stay with it.
 * @param args.expectedVersion of the store, as the person saw it; undefined for whichever there is
 * @param args.posSecret text = store it sealed, null = none, undefined = keep what is there
 * @param args.judge judges the change by the settings of before, which no other change can replace meanwhile; by
 *   default it is another till
 * @param args.mayLeaveOrders another till may be set although the old one may have orders whose fate is open
 */
export async function setLocationPos(
  db: Database,
  args: {
    vault: Vault;
    locationId: LocationId;
    expectedVersion?: number | undefined;
    posKind: string | null;
    posSettings: unknown;
    posSecret?: string | null | undefined;
    judge?: (before: Pick<Location, "posKind" | "posSettings">) => PosChange;
    mayLeaveOrders?: boolean;
    by?: Actor | undefined;
    now: Date;
  },
): Promise<SetLocationPosOutcome> {
  const { vault, locationId, posKind, posSettings, posSecret, by, now } = args;
  const secret =
    posSecret === undefined
      ? {}
      : { posSecret: posSecret === null ? null : vault.seal(posSecret, placeOf(locationId)) };
  return await db.orm.transaction(async (tx) => {
    const [before] = await tx.select().from(locations).where(eq(locations.id, locationId)).for("update");
    if (before === undefined) return { kind: "not_found" };
    if (args.expectedVersion !== undefined && args.expectedVersion !== before.version) {
      return { kind: "conflict" };
    }
    const change = before.posKind === null ? "same" : (args.judge?.(before) ?? "till");
    if (change === "till" && args.mayLeaveOrders !== true) {
      const count = await countOrdersAtPos(tx, locationId);
      if (count > 0) return { kind: "open_orders", count };
    }
    const link = change === "same" ? {} : await endPosLink(tx, { vault, before, change, now });
    const [row] = await tx
      .update(locations)
      .set({
        posKind,
        posSettings,
        ...secret,
        ...link,
        menuPullDueAt: posKind === null ? null : now,
        version: before.version + 1,
        updatedAt: now,
      })
      .where(eq(locations.id, locationId))
      .returning();
    if (row === undefined) return { kind: "not_found" };
    await recordLocation(tx, { before, after: row, by, now });
    if (posSecret !== undefined) {
      const key = posKind === "bridge" ? posSecret : null;
      await replacePosKeys(tx, { vault, locationId, key, by, now });
    }
    const { brandId } = row;
    const isReleased = change === "till" && (await endMenuPin(tx, { locationId, brandId, by, now }));
    return { kind: "set", location: toLocation(row), isReleased };
  });
}
