import { and, asc, eq, isNotNull, isNull, lt, ne, or } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { locations } from "../schema/location.ts";
import { menuPins, menus } from "../schema/menu.ts";
import { menuRollouts } from "../schema/rollout.ts";
import { inScope, type Scope, storeColumns } from "../sql/scope.ts";
import { type LedgerNow, momentOf } from "../sql/time.ts";

/** A store whose menu PAR cannot get, or gets old. */
export interface MenuTrouble {
  locationId: LocationId;
  brandId: string;
  problem: "missing" | "stale";
  /** When the POS last confirmed it; null when there is none. */
  confirmedAt: Date | null;
  /** When the store was set up: since then it has been missing, where it is. */
  createdAt: Date;
  /** What the last pull failed with, if it did. */
  error: string | null;
}

/** @param args.staleMs a menu that its POS has not confirmed for longer than this is stale */
export async function listMenuTroubles(
  db: Pick<Database, "orm">,
  args: { scope: Scope; now: LedgerNow; staleMs: number },
): Promise<MenuTrouble[]> {
  const { id: locationId, brandId, createdAt, menuPullError: error } = locations;
  const rows = await db.orm
    .select({ locationId, brandId, createdAt, error, confirmedAt: menus.confirmedAt })
    .from(locations)
    .leftJoin(menus, and(eq(menus.locationId, locations.id), menus.isCurrent))
    .where(
      and(
        isNotNull(locations.posKind),
        or(isNull(menus.id), lt(menus.confirmedAt, momentOf(args.now, -args.staleMs))),
        inScope(args.scope, storeColumns),
      ),
    )
    .orderBy(asc(locations.code));
  return rows.map((row) => ({ ...row, problem: row.confirmedAt === null ? "missing" : "stale" }));
}

/** A store that has been held at a version of its menu for long: what its POS changed since is not served. */
export interface HeldMenu {
  locationId: LocationId;
  brandId: string;
  heldAt: Date;
}

/** @param args.afterMs how long a hold may last until it is told */
export async function listHeldMenus(
  db: Pick<Database, "orm">,
  args: { scope: Scope; now: LedgerNow; afterMs: number },
): Promise<HeldMenu[]> {
  return await db.orm
    .select({ locationId: locations.id, brandId: locations.brandId, heldAt: menuPins.pinnedAt })
    .from(menuPins)
    .innerJoin(locations, eq(locations.id, menuPins.locationId))
    .where(and(lt(menuPins.pinnedAt, momentOf(args.now, -args.afterMs)), inScope(args.scope, storeColumns)));
}

/** Rollouts of menus that stopped by themselves and wait for a person, with when they did. */
export async function listStoppedRollouts(
  db: Pick<Database, "orm">,
  { scope }: { scope: Scope },
): Promise<{ rolloutId: string; brandId: string; stoppedAt: Date }[]> {
  return await db.orm
    .select({ rolloutId: menuRollouts.id, brandId: menuRollouts.brandId, stoppedAt: menuRollouts.movedAt })
    .from(menuRollouts)
    .where(
      and(
        eq(menuRollouts.state, "stopped"),
        ne(menuRollouts.stop, "person"),
        inScope(scope, { brandId: menuRollouts.brandId, locationId: null }),
      ),
    );
}
