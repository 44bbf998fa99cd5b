import { and, asc, eq, getTableColumns, gt, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { newId } from "../ids.ts";
import type { Actor } from "../orders/actor.ts";
import { locations } from "../schema/location.ts";
import { menuPins, menus } from "../schema/menu.ts";
import { inScope, type Scope, storeColumns } from "../sql/scope.ts";
import { headColumns, isInForce, type MenuHead, type MenuRow } from "./rows.ts";

/**
 * The newest menu of a store's POS; null before the first pull. Its content has the time of large statements, and is
 * asked for only of a database that has just answered: a call waits for no other.
 */
export async function findCurrentMenu(db: Database, locationId: LocationId): Promise<MenuRow | null> {
  const [head] = await db.orm
    .select(headColumns)
    .from(menus)
    .where(and(eq(menus.locationId, locationId), menus.isCurrent));
  if (head === undefined) return null;
  const content = await findMenuContent(db, head.id);
  return content === null ? null : { ...head, ...content };
}

/** What a version of a menu says, for the rooms. */
export async function findMenuContent(
  db: Database,
  menuId: string,
): Promise<Pick<MenuRow, "content"> | null> {
  const [row] = await db.large.orm.select({ content: menus.content }).from(menus).where(eq(menus.id, menuId));
  return row ?? null;
}

/** One version of a store's menu with its content, or null when it does not exist for this scope. */
export async function findMenu(
  db: Database,
  args: { scope: Scope; menuId: string },
): Promise<(MenuRow & { isInForce: boolean }) | null> {
  const [row] = await db.large.orm
    .select({ ...getTableColumns(menus), isInForce })
    .from(menus)
    .innerJoin(locations, eq(locations.id, menus.locationId))
    .leftJoin(menuPins, eq(menuPins.locationId, menus.locationId))
    .where(and(eq(menus.id, args.menuId), inScope(args.scope, storeColumns)));
  return row ?? null;
}

/** The newest menu of each store's POS. */
export async function listCurrentMenus(
  db: Database,
  args: { scope: Scope; locationIds?: readonly LocationId[] | undefined },
): Promise<MenuHead[]> {
  return await db.orm
    .select(headColumns)
    .from(menus)
    .innerJoin(locations, eq(locations.id, menus.locationId))
    .where(
      and(
        menus.isCurrent,
        inScope(args.scope, storeColumns),
        args.locationIds && inArray(menus.locationId, [...args.locationIds]),
      ),
    )
    .orderBy(asc(locations.code));
}

/**
 * Takes the stores whose menu is due for a pull and puts each off to `dueAgainAt`, so that of several
 * processes one pulls and a pull that dies is tried again then.
 */
export async function claimDueMenuPulls(
  db: Database,
  args: { now: Date; dueAgainAt: Date; limit: number },
): Promise<LocationId[]> {
  const due = db.orm
    .select({ id: locations.id })
    .from(locations)
    .where(and(isNotNull(locations.posKind), lte(locations.menuPullDueAt, args.now)))
    .orderBy(asc(locations.menuPullDueAt))
    .limit(args.limit)
    .for("update", { skipLocked: true });
  const rows = await db.orm
    .update(locations)
    .set({ menuPullDueAt: args.dueAgainAt })
    .where(inArray(locations.id, due))
    .returning({ id: locations.id });
  return rows.map((row) => row.id);
}

/** Makes a store's menu due at once. False when it has no POS. */
export async function requestMenuPull(
  db: Database,
  args: { locationId: LocationId; by?: Actor | undefined; now: Date },
): Promise<boolean> {
  const { locationId, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    const [row] = await tx
      .update(locations)
      .set({ menuPullDueAt: now })
      .where(and(eq(locations.id, locationId), isNotNull(locations.posKind)))
      .returning({ brandId: locations.brandId });
    if (row === undefined) return false;
    const place = { brandId: row.brandId, locationId };
    if (by !== undefined)
      await recordChange(tx, { action: "menu_refreshed", subjectId: locationId, detail: {}, by, place, now });
    return true;
  });
}

/** Makes the menu of every store that has a POS due at once, for a process that starts. */
export async function requestEveryMenuPull(db: Database, args: { now: Date }): Promise<void> {
  await db.orm
    .update(locations)
    .set({ menuPullDueAt: args.now })
    .where(
      and(
        isNotNull(locations.posKind),
        or(isNull(locations.menuPullDueAt), gt(locations.menuPullDueAt, args.now)),
      ),
    );
}

/** When the next pull is due, unless somebody asked for one while this pull ran: then that one still is. */
function nextDue(args: { pullStartedAt?: Date | undefined; nextPullAt: Date; now: Date }) {
  const { nextPullAt, now, pullStartedAt = now } = args;
  const due = locations.menuPullDueAt;
  return sql`case when ${gt(due, pullStartedAt)} and ${lte(due, now)} then ${due} else ${nextPullAt.toISOString()}::timestamptz end`;
}

/**
 * Stores what a pull brought and makes it the newest: in force, unless the store is held at another. Content that is there already under this version is
 * confirmed, not stored again. `changed` tells whether another version is the newest than before.
 */
export async function storeMenu(
  db: Database,
  args: {
    locationId: LocationId;
    version: string;
    content: unknown;
    source: string;
    etag: string | null;
    pullStartedAt?: Date | undefined;
    nextPullAt: Date;
    now: Date;
  },
): Promise<{ menuId: string; changed: boolean }> {
  const { locationId, version, content, source, etag, now } = args;
  return await db.large.orm.transaction(async (tx) => {
    // One pull of a store at a time gets past here, so exactly one row ends up current.
    await tx
      .update(locations)
      .set({ menuPullDueAt: nextDue(args), menuPullError: null })
      .where(eq(locations.id, locationId));
    const [current] = await tx
      .select({ id: menus.id, version: menus.version })
      .from(menus)
      .where(and(eq(menus.locationId, locationId), menus.isCurrent));
    if (current?.version === version) {
      await tx.update(menus).set({ confirmedAt: now, etag }).where(eq(menus.id, current.id));
      return { menuId: current.id, changed: false };
    }
    if (current !== undefined)
      await tx.update(menus).set({ isCurrent: false }).where(eq(menus.id, current.id));
    const [stored] = await tx
      .insert(menus)
      .values({
        id: newId("mnu"),
        locationId,
        version,
        content,
        source,
        etag,
        fetchedAt: now,
        confirmedAt: now,
        isCurrent: true,
      })
      .onConflictDoUpdate({
        target: [menus.locationId, menus.version],
        set: { isCurrent: true, confirmedAt: now, etag },
      })
      .returning({ id: menus.id });
    if (stored === undefined) throw new Error(`The menu of ${locationId} was not stored.`);
    return { menuId: stored.id, changed: true };
  });
}

/** Notes that the POS said "unchanged": the newest menu is confirmed. */
export async function confirmMenu(
  db: Database,
  args: { locationId: LocationId; pullStartedAt?: Date | undefined; nextPullAt: Date; now: Date },
): Promise<void> {
  await db.orm.transaction(async (tx) => {
    await tx
      .update(locations)
      .set({ menuPullDueAt: nextDue(args), menuPullError: null })
      .where(eq(locations.id, args.locationId));
    await tx
      .update(menus)
      .set({ confirmedAt: args.now })
      .where(and(eq(menus.locationId, args.locationId), menus.isCurrent));
  });
}

/** Notes why a pull failed and when to try again; the menu in force stays. */
export async function recordMenuFailure(
  db: Database,
  args: { locationId: LocationId; reason: string; nextPullAt: Date },
): Promise<void> {
  await db.orm
    .update(locations)
    .set({ menuPullDueAt: args.nextPullAt, menuPullError: args.reason })
    .where(eq(locations.id, args.locationId));
}

/** When the next pull falls due, or null when no store has a POS. */
export async function nextMenuPullAt(db: Database): Promise<Date | null> {
  const [row] = await db.orm
    .select({ at: sql<Date | null>`min(${locations.menuPullDueAt})`.mapWith(locations.menuPullDueAt) })
    .from(locations)
    .where(isNotNull(locations.posKind));
  return row?.at ?? null;
}
