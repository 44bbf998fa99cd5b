import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { idFrom, type LocationId, newId } from "../ids.ts";
import type { Actor } from "../orders/actor.ts";
import { brands, locations } from "../schema/location.ts";
import type { Vault } from "../secrets/vault.ts";
import { everyBrand, inScope, isBrandInSight, type Scope, storeColumns } from "../sql/scope.ts";
import { type Location, placeOf, toLocation } from "./former-pos.ts";
import { recordLocation } from "./location-record.ts";
import { recordPause } from "./pauses.ts";

export type Brand = typeof brands.$inferSelect;
type LocationRow = typeof locations.$inferSelect;

/** A store with the POS that it speaks to, its secret opened. */
export interface Store {
  location: Location;
  posSecret: string | null;
}

/** Creates a brand; null when the code is taken. */
export async function insertBrand(
  db: Database,
  args: { code: string; name: string; by?: Actor | undefined; now: Date },
): Promise<Brand | null> {
  const { code, name, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    const [row] = await tx
      .insert(brands)
      .values({ id: newId("brd"), code, name, createdAt: now })
      .onConflictDoNothing()
      .returning();
    if (row === undefined) return null;
    if (by !== undefined) {
      const place = { brandId: row.id, locationId: null };
      const detail = { code, name };
      await recordChange(tx, { action: "brand_created", subjectId: row.id, detail, by, place, now });
    }
    return row;
  });
}

/** Brands by code, those of stores in scope too; with `ids`, only those. */
export async function listBrands(
  db: Database,
  args: { scope: Scope; ids?: readonly string[] | undefined },
): Promise<Brand[]> {
  return await db.orm
    .select()
    .from(brands)
    .where(and(isBrandInSight(args.scope), args.ids && inArray(brands.id, [...args.ids])))
    .orderBy(asc(brands.code));
}

/** The brand of an id or a code, or null when it does not exist for this scope. */
export async function findBrand(
  db: Database,
  args: { scope: Scope; idOrCode: string },
): Promise<Brand | null> {
  const [row] = await db.orm
    .select()
    .from(brands)
    .where(and(or(eq(brands.id, args.idOrCode), eq(brands.code, args.idOrCode)), isBrandInSight(args.scope)));
  return row ?? null;
}

export interface NewLocation {
  brandId: string;
  code: string;
  name: string;
  address: string | null;
  phone: string | null;
  timezone: string;
  currency: string;
}

/** Creates a store, without a POS; null when the code is taken. */
export async function insertLocation(
  db: Database,
  args: { location: NewLocation; by?: Actor | undefined; now: Date },
): Promise<Location | null> {
  const { by, now } = args;
  // Named one by one: a whole row given as a new location must not bring its id along.
  const { brandId, code, name, address, phone, timezone, currency } = args.location;
  const facts = { brandId, code, name, address, phone, timezone, currency };
  return await db.orm.transaction(async (tx) => {
    const [row] = await tx
      .insert(locations)
      .values({ id: newId("loc"), ...facts, createdAt: now, updatedAt: now })
      .onConflictDoNothing()
      .returning();
    if (row === undefined) return null;
    if (by !== undefined) {
      const place = { brandId, locationId: row.id };
      await recordChange(tx, {
        action: "location_created",
        subjectId: row.id,
        detail: facts,
        by,
        place,
        now,
      });
    }
    return toLocation(row);
  });
}

/** Changes a store that still has the expected version; null when it has not, or does not exist. */
export async function setLocation(
  db: Database,
  args: {
    locationId: LocationId;
    expectedVersion: number;
    set: Partial<
      Pick<
        LocationRow,
        | "name"
        | "address"
        | "phone"
        | "timezone"
        | "currency"
        | "pausedAt"
        | "pauseUntil"
        | "pauseReason"
        | "isTest"
        | "testReason"
      >
    >;
    by?: Actor | undefined;
    now: Date;
  },
): Promise<Location | null> {
  const { locationId, expectedVersion, set, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(locations)
      .where(and(eq(locations.id, locationId), eq(locations.version, expectedVersion)))
      .for("update");
    if (before === undefined) return null;
    const [row] = await tx
      .update(locations)
      .set({ ...set, version: expectedVersion + 1, updatedAt: now })
      .where(eq(locations.id, locationId))
      .returning();
    if (row === undefined) return null;
    const pauseId = await recordPause(tx, { before, after: row, by, now });
    await recordLocation(tx, { before, after: row, pauseId, by, now });
    return toLocation(row);
  });
}

/** Stores by code; with `ids`, only those. */
export async function listLocations(
  db: Database,
  args: { scope: Scope; brandId?: string | undefined; ids?: readonly LocationId[] | undefined },
): Promise<Location[]> {
  const rows = await db.orm
    .select()
    .from(locations)
    .where(
      and(
        inScope(args.scope, storeColumns),
        args.brandId === undefined ? undefined : eq(locations.brandId, args.brandId),
        args.ids && inArray(locations.id, [...args.ids]),
      ),
    )
    .orderBy(asc(locations.code));
  return rows.map(toLocation);
}

/** The store of an id or a code, or null when it does not exist for this scope. */
export async function findLocation(
  db: Database,
  args: { scope: Scope; idOrCode: string },
): Promise<Location | null> {
  const row = await findRow(db, args.scope, args.idOrCode);
  return row === null ? null : toLocation(row);
}

/** A store with its POS secret opened, for the system itself. */
export async function findStore(
  db: Database,
  args: { vault: Vault; locationId: LocationId },
): Promise<Store | null> {
  const row = await findRow(db, everyBrand, args.locationId);
  if (row === null) return null;
  const posSecret = row.posSecret === null ? null : args.vault.open(row.posSecret, placeOf(row.id));
  return { location: toLocation(row), posSecret };
}

/**
 * The stores that their POS calls by this name, secrets opened, for the system itself: who claims to be such a
 * POS is verified with their keys. More than one where two POSs number their stores alike.
 */
export async function listBridgeStores(
  db: Database,
  args: { vault: Vault; posStore: string },
): Promise<Store[]> {
  const rows = await db.orm
    .select()
    .from(locations)
    .where(and(eq(locations.posKind, "bridge"), eq(sql`${locations.posSettings} ->> 'store'`, args.posStore)))
    .orderBy(asc(locations.id));
  return rows.map((row) => ({
    location: toLocation(row),
    posSecret: row.posSecret === null ? null : args.vault.open(row.posSecret, placeOf(row.id)),
  }));
}

async function findRow(db: Database, scope: Scope, idOrCode: string): Promise<LocationRow | null> {
  const [row] = await db.orm
    .select()
    .from(locations)
    .where(
      and(
        or(eq(locations.id, idFrom("loc", idOrCode)), eq(locations.code, idOrCode)),
        inScope(scope, storeColumns),
      ),
    );
  return row ?? null;
}
