import { and, asc, count, desc, eq, getTableColumns, inArray, or, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { type LocationId, newId, type PosLinkId } from "../ids.ts";
import { formerPos, locations } from "../schema/location.ts";
import { orders } from "../schema/order.ts";
import type { SecretPlace, Vault } from "../secrets/vault.ts";

type LocationRow = typeof locations.$inferSelect;

/** A store without its sealed secret; `hasPosSecret` tells whether there is one. */
export type Location = Omit<LocationRow, "posSecret"> & { hasPosSecret: boolean };

export function toLocation({ posSecret, ...location }: LocationRow): Location {
  return { ...location, hasPosSecret: posSecret !== null };
}

type FormerRow = typeof formerPos.$inferSelect;

/** A way to a store's POS that is a thing of the past, its secret opened. */
export type FormerPos = FormerPosFacts & { posSecret: string | null };

/** The same without its secret. */
export type FormerPosFacts = Omit<FormerRow, "posSecret">;

/** Where the secret of a store's POS of now is kept. */
export function placeOf(locationId: LocationId): SecretPlace {
  return { table: "locations", row: locationId, column: "pos_secret" };
}

const formerPlaceOf = (id: string): SecretPlace => ({ table: "former_pos", row: id, column: "pos_secret" });

const opened = (vault: Vault, { posSecret, ...row }: FormerRow): FormerPos => ({
  ...row,
  posSecret: posSecret === null ? null : vault.open(posSecret, formerPlaceOf(row.id)),
});

/** Keeps the way of now as a former one. @returns what the store's row says of the next one */
export async function endPosLink(
  tx: Pick<Database["orm"], "insert">,
  args: { vault: Vault; before: LocationRow; change: "promises" | "till"; now: Date },
): Promise<{ posLink: PosLinkId; posAccount: string }> {
  const { vault, before, change, now } = args;
  const id = before.posLink ?? before.id;
  const posAccount = before.posAccount ?? before.id;
  const secret = before.posSecret === null ? null : vault.open(before.posSecret, placeOf(before.id));
  await tx.insert(formerPos).values({
    id,
    locationId: before.id,
    posAccount,
    posKind: before.posKind ?? "none",
    posSettings: before.posSettings,
    posSecret: secret === null ? null : vault.seal(secret, formerPlaceOf(id)),
    endedAt: now,
  });
  const posLink = newId("pol");
  return { posLink, posAccount: change === "till" ? posLink : posAccount };
}

/** How many orders of a store are being sent to its POS, or may be there: nobody knows yet. */
export async function countOrdersAtPos(
  tx: Pick<Database["orm"], "select">,
  locationId: LocationId,
): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(orders)
    .where(
      and(
        eq(orders.locationId, locationId),
        inArray(orders.state, ["dispatching", "unknown", "attention"]),
        or(eq(orders.state, "dispatching"), eq(orders.ambiguous, true)),
      ),
    );
  return row?.count ?? 0;
}

/** The former ways to a store's POS, the oldest first, secrets opened: for the system itself. */
export async function listFormerPos(
  db: Database,
  args: { vault: Vault; locationId: LocationId },
): Promise<FormerPos[]> {
  const rows = await db.orm
    .select()
    .from(formerPos)
    .where(eq(formerPos.locationId, args.locationId))
    .orderBy(asc(formerPos.endedAt), asc(formerPos.id));
  return rows.map((row) => opened(args.vault, row));
}

/** Ways to POSs by their ids, those of the past alone, without secrets. */
export async function listFormerPosById(
  db: Pick<Database, "orm">,
  ids: readonly string[],
): Promise<FormerPosFacts[]> {
  const { posSecret: _, ...columns } = getTableColumns(formerPos);
  return await db.orm
    .select(columns)
    .from(formerPos)
    .where(inArray(formerPos.id, [...ids]));
}

/**
 * The stores that a POS which they had before called by this name, with that POS's secret: as `listBridgeStores` has
 * those of now.
 */
export async function listFormerBridges(
  db: Database,
  args: { vault: Vault; posStore: string },
): Promise<{ location: Location; posSecret: string | null }[]> {
  const rows = await db.orm
    .select({ former: formerPos, location: locations })
    .from(formerPos)
    .innerJoin(locations, eq(locations.id, formerPos.locationId))
    .where(and(eq(formerPos.posKind, "bridge"), eq(sql`${formerPos.posSettings} ->> 'store'`, args.posStore)))
    .orderBy(desc(formerPos.endedAt), asc(formerPos.id));
  return rows.map(({ former, location }) => ({
    location: toLocation(location),
    posSecret: opened(args.vault, former).posSecret,
  }));
}
