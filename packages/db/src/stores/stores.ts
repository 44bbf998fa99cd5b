import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { idFrom, type LocationId, newId } from "../ids.ts";
import { brands, locations } from "../schema/location.ts";
import type { SecretPlace, Vault } from "../secrets/vault.ts";
import { type BrandScope, everyBrand, inScope } from "../sql/scope.ts";

export type Brand = typeof brands.$inferSelect;
type LocationRow = typeof locations.$inferSelect;

/** A store without its sealed secret; `hasPosSecret` tells whether there is one. */
export type Location = Omit<LocationRow, "posSecret"> & { hasPosSecret: boolean };

/** A store with the POS that it speaks to, its secret opened. */
export interface Store {
  location: Location;
  posSecret: string | null;
}

function placeOf(locationId: LocationId): SecretPlace {
  return { table: "locations", row: locationId, column: "pos_secret" };
}

function toLocation({ posSecret, ...location }: LocationRow): Location {
  return { ...location, hasPosSecret: posSecret !== null };
}

/** Creates a brand; null when the code is taken. */
export async function insertBrand(
  db: Database,
  args: { code: string; name: string; now: Date },
): Promise<Brand | null> {
  const [row] = await db.orm
    .insert(brands)
    .values({ id: newId("brd"), code: args.code, name: args.name, createdAt: args.now })
    .onConflictDoNothing()
    .returning();
  return row ?? null;
}

/** Brands by code; with `ids`, only those. */
export async function listBrands(
  db: Database,
  args: { scope: BrandScope; ids?: readonly string[] | undefined },
): Promise<Brand[]> {
  return await db.orm
    .select()
    .from(brands)
    .where(and(inScope(args.scope, brands.id), args.ids && inArray(brands.id, [...args.ids])))
    .orderBy(asc(brands.code));
}

/** The brand of an id or a code, or null when it does not exist for this scope. */
export async function findBrand(
  db: Database,
  args: { scope: BrandScope; idOrCode: string },
): Promise<Brand | null> {
  const [row] = await db.orm
    .select()
    .from(brands)
    .where(
      and(or(eq(brands.id, args.idOrCode), eq(brands.code, args.idOrCode)), inScope(args.scope, brands.id)),
    );
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
  args: { location: NewLocation; now: Date },
): Promise<Location | null> {
  // Named one by one: a whole row given as a new location must not bring its id along.
  const { brandId, code, name, address, phone, timezone, currency } = args.location;
  const facts = { brandId, code, name, address, phone, timezone, currency };
  const [row] = await db.orm
    .insert(locations)
    .values({ id: newId("loc"), ...facts, createdAt: args.now, updatedAt: args.now })
    .onConflictDoNothing()
    .returning();
  return row === undefined ? null : toLocation(row);
}

/** Changes a store that still has the expected version; null when it has not, or does not exist. */
export async function setLocation(
  db: Database,
  args: {
    locationId: LocationId;
    expectedVersion: number;
    set: Partial<
      Pick<LocationRow, "name" | "address" | "phone" | "timezone" | "currency" | "pausedAt" | "pauseReason">
    >;
    now: Date;
  },
): Promise<Location | null> {
  const [row] = await db.orm
    .update(locations)
    .set({ ...args.set, version: sql`${locations.version} + 1`, updatedAt: args.now })
    .where(and(eq(locations.id, args.locationId), eq(locations.version, args.expectedVersion)))
    .returning();
  return row === undefined ? null : toLocation(row);
}

/**
 * Sets the POS of a store, and its menu due at once. `posSecret`: text = store it sealed, null = none,
 * undefined = keep what is there. Null when the store does not exist.
 */
export async function setLocationPos(
  db: Database,
  args: {
    vault: Vault;
    locationId: LocationId;
    posKind: string | null;
    posSettings: unknown;
    posSecret?: string | null | undefined;
    now: Date;
  },
): Promise<Location | null> {
  const { vault, locationId, posKind, posSettings, posSecret, now } = args;
  const secret =
    posSecret === undefined
      ? {}
      : { posSecret: posSecret === null ? null : vault.seal(posSecret, placeOf(locationId)) };
  const [row] = await db.orm
    .update(locations)
    .set({
      posKind,
      posSettings,
      ...secret,
      menuPullDueAt: posKind === null ? null : now,
      version: sql`${locations.version} + 1`,
      updatedAt: now,
    })
    .where(eq(locations.id, locationId))
    .returning();
  return row === undefined ? null : toLocation(row);
}

/** Stores by code; with `ids`, only those. */
export async function listLocations(
  db: Database,
  args: { scope: BrandScope; brandId?: string | undefined; ids?: readonly LocationId[] | undefined },
): Promise<Location[]> {
  const rows = await db.orm
    .select()
    .from(locations)
    .where(
      and(
        inScope(args.scope, locations.brandId),
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
  args: { scope: BrandScope; idOrCode: string },
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

async function findRow(db: Database, scope: BrandScope, idOrCode: string): Promise<LocationRow | null> {
  const [row] = await db.orm
    .select()
    .from(locations)
    .where(
      and(
        or(eq(locations.id, idFrom("loc", idOrCode)), eq(locations.code, idOrCode)),
        inScope(scope, locations.brandId),
      ),
    );
  return row ?? null;
}
