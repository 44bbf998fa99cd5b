import { and, asc, desc, eq, getTableColumns, inArray, max, ne, or } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { type Actor, actorText } from "../orders/actor.ts";
import { formerPos, locations } from "../schema/location.ts";
import { menuPins, menus } from "../schema/menu.ts";
import { inScope, type Scope, storeColumns } from "../sql/scope.ts";
import { headColumns, isInForce, type MenuHead } from "./rows.ts";

/** The version that a store is held at. */
export type MenuPin = typeof menuPins.$inferSelect;

const { locationId: _location, ...pinColumns } = getTableColumns(menuPins);

/** A version among those of its store. */
export interface MenuVersionHead extends MenuHead {
  /** True where PAR is served it. */
  isInForce: boolean;
  /** Where its store is held at it. */
  pin: Omit<MenuPin, "locationId"> | null;
}

const versionColumns = { ...headColumns, isInForce, pin: pinColumns };

/** The version in force at a store and the newest of its POS, which differ only where the store is held. */
export interface MenusInForce {
  inForce: MenuVersionHead;
  newest: MenuVersionHead;
}

/** What is in force at a store, for the rooms; null before the first pull. */
export async function findMenusInForce(db: Database, locationId: LocationId): Promise<MenusInForce | null> {
  const rows = await db.orm
    .select(versionColumns)
    .from(menus)
    .leftJoin(menuPins, and(eq(menuPins.locationId, menus.locationId), eq(menuPins.menuId, menus.id)))
    .where(and(eq(menus.locationId, locationId), or(menus.isCurrent, eq(menuPins.menuId, menus.id))));
  const newest = rows.find((row) => row.isCurrent);
  if (newest === undefined) return null;
  const held = rows.find(({ pin }) => pin !== null);
  const inForce = held ?? newest;
  return { inForce: { ...inForce, isInForce: true }, newest: { ...newest, isInForce: newest === inForce } };
}

/** The menu in force at each store. */
export async function listMenusInForce(
  db: Database,
  args: { scope: Scope; locationIds: readonly LocationId[] },
): Promise<MenuVersionHead[]> {
  return await db.orm
    .select(versionColumns)
    .from(menus)
    .innerJoin(locations, eq(locations.id, menus.locationId))
    .leftJoin(menuPins, eq(menuPins.locationId, menus.locationId))
    .where(
      and(isInForce, inScope(args.scope, storeColumns), inArray(menus.locationId, [...args.locationIds])),
    )
    .orderBy(asc(locations.code));
}

/** Of held stores, the version that their POS gave last, where it is another than the one they are held at. */
export async function listWaitingVersions(
  db: Database,
  args: { scope: Scope; locationIds: readonly LocationId[] },
): Promise<MenuVersionHead[]> {
  const rows = await db.orm
    .select(headColumns)
    .from(menus)
    .innerJoin(locations, eq(locations.id, menus.locationId))
    .innerJoin(menuPins, and(eq(menuPins.locationId, menus.locationId), ne(menuPins.menuId, menus.id)))
    .where(
      and(
        menus.isCurrent,
        inScope(args.scope, storeColumns),
        inArray(menus.locationId, [...args.locationIds]),
      ),
    );
  return rows.map((row) => ({ ...row, isInForce: false, pin: null }));
}

/** The versions of a store's menu, what the POS gave last first. */
export async function listMenuVersions(
  db: Database,
  args: { scope: Scope; locationId: LocationId; limit: number },
): Promise<MenuVersionHead[]> {
  const rows = await db.orm
    .select(versionColumns)
    .from(menus)
    .innerJoin(locations, eq(locations.id, menus.locationId))
    .leftJoin(menuPins, eq(menuPins.locationId, menus.locationId))
    .where(and(eq(menus.locationId, args.locationId), inScope(args.scope, storeColumns)))
    .orderBy(desc(menus.isCurrent), desc(menus.confirmedAt), desc(menus.id))
    .limit(args.limit);
  return rows.map((row) => ({ ...row, pin: row.pin?.menuId === row.id ? row.pin : null }));
}

export type SetPinOutcome =
  | { kind: "set" }
  /** Another version is in force than the person saw. */
  | { kind: "conflict" }
  /** The store keeps no such version. */
  | { kind: "not_found" }
  /** The version is that of a till which the store has no more: the till of now knows nothing of it. */
  | { kind: "former_pos" }
  /** The store is held at no version. */
  | { kind: "not_pinned" };

interface SetPinArgs {
  locationId: LocationId;
  /** The version that the person saw in force. */
  expectedMenuId: string;
  /** The version to hold the store at; null lets go of it. */
  pin: { menuId: string; reason: string } | null;
  by: Actor;
  now: Date;
}

/** Holds a store at a version of its menu, or lets go of it: then the POS's newest is in force at once. */
export async function setMenuPin(db: Database, args: SetPinArgs): Promise<SetPinOutcome> {
  return await db.orm.transaction((tx) => setMenuPinWithin(tx, args));
}

/** The same within the caller's own transaction. */
export async function setMenuPinWithin(
  tx: Pick<Database["orm"], "select" | "insert" | "delete">,
  args: SetPinArgs,
): Promise<SetPinOutcome> {
  const { locationId, expectedMenuId, pin, by, now } = args;
  // A pull that stores a menu and a change of the till wait here, so the version in force stays the one compared.
  const [store] = await tx.select().from(locations).where(eq(locations.id, locationId)).for("update");
  if (store === undefined) return { kind: "not_found" };
  const [before] = await tx.select().from(menuPins).where(eq(menuPins.locationId, locationId));
  const [newest] = await tx
    .select({ id: menus.id })
    .from(menus)
    .where(and(eq(menus.locationId, locationId), menus.isCurrent));
  if (pin === null && before === undefined) return { kind: "not_pinned" };
  if ((before?.menuId ?? newest?.id) !== expectedMenuId) return { kind: "conflict" };
  if (pin === null) {
    await tx.delete(menuPins).where(eq(menuPins.locationId, locationId));
  } else {
    const [menu] = await tx
      .select({ confirmedAt: menus.confirmedAt })
      .from(menus)
      .where(and(eq(menus.id, pin.menuId), eq(menus.locationId, locationId)));
    if (menu === undefined) return { kind: "not_found" };
    const [former] = await tx
      .select({ endedAt: max(formerPos.endedAt) })
      .from(formerPos)
      .where(
        and(eq(formerPos.locationId, locationId), ne(formerPos.posAccount, store.posAccount ?? store.id)),
      );
    if (former?.endedAt && menu.confirmedAt <= former.endedAt) return { kind: "former_pos" };
    const row = { menuId: pin.menuId, pinnedAt: now, pinnedBy: actorText(by), reason: pin.reason };
    await tx
      .insert(menuPins)
      .values({ locationId, ...row })
      .onConflictDoUpdate({ target: menuPins.locationId, set: row });
  }
  await recordChange(tx, {
    action: pin === null ? "menu_unpinned" : "menu_pinned",
    subjectId: locationId,
    detail: { menuId: pin?.menuId ?? newest?.id ?? null, inForceBefore: expectedMenuId },
    by,
    place: { brandId: store.brandId, locationId },
    now,
  });
  return { kind: "set" };
}

/** Lets go of the version that a store is held at, where it gets another till. @returns whether it was held */
export async function endMenuPin(
  tx: Pick<Database["orm"], "delete" | "insert">,
  args: { locationId: LocationId; brandId: string; by: Actor | undefined; now: Date },
): Promise<boolean> {
  const { locationId, brandId, by, now } = args;
  const [ended] = await tx.delete(menuPins).where(eq(menuPins.locationId, locationId)).returning();
  if (ended === undefined) return false;
  if (by !== undefined) {
    const detail = { menuId: null, inForceBefore: ended.menuId };
    const place = { brandId, locationId };
    await recordChange(tx, { action: "menu_unpinned", subjectId: locationId, detail, by, place, now });
  }
  return true;
}
