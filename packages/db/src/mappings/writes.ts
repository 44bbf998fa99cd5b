import { and, desc, eq, isNull } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { locationMappings, organizationMappings, unmappedIds } from "../schema/mapping.ts";
import { isTaken } from "../sql/postgres-errors.ts";
import type { LocationMapping, OrganizationMapping } from "./mappings.ts";

/** What became of a write: `conflict` = somebody else changed the mapping since it was read. */
export type MapResult<Mapping> =
  | { kind: "mapped"; mapping: Mapping }
  | { kind: "unmapped" }
  | { kind: "conflict"; current: Mapping | null };

interface WriteArgs {
  connectionId: string;
  changedBy: string;
  /** The version in force that the writer saw; null = none was. */
  expectedVersion: number | null;
  now: Date;
}

export interface MapLocationArgs extends WriteArgs {
  parLocationId: string;
  locationId: string;
}

export interface MapOrganizationArgs extends WriteArgs {
  parOrganizationId: string;
  brandId: string;
}

type Transaction = Parameters<Parameters<Database["orm"]["transaction"]>[0]>[0];

/** Maps a PAR location to ours: ends the version in force, writes the next, and resolves the queued id. */
export async function mapLocation(db: Database, args: MapLocationArgs): Promise<MapResult<LocationMapping>> {
  return await changeLocation(db, args, args.locationId);
}

/** Ends a location mapping. Orders for that PAR id are refused as unmapped from then on. */
export async function unmapLocation(
  db: Database,
  args: Omit<MapLocationArgs, "locationId">,
): Promise<MapResult<LocationMapping>> {
  return await changeLocation(db, args, null);
}

/** Maps a PAR organization to our brand, as `mapLocation` does for locations. */
export async function mapOrganization(
  db: Database,
  args: MapOrganizationArgs,
): Promise<MapResult<OrganizationMapping>> {
  return await changeOrganization(db, args, args.brandId);
}

/** Ends an organization mapping. */
export async function unmapOrganization(
  db: Database,
  args: Omit<MapOrganizationArgs, "brandId">,
): Promise<MapResult<OrganizationMapping>> {
  return await changeOrganization(db, args, null);
}

/** Maps a PAR location as it was in an earlier version, which becomes the next version. */
export async function revertLocationMapping(
  db: Database,
  args: { mappingId: string } & Omit<WriteArgs, "connectionId">,
): Promise<MapResult<LocationMapping> | { kind: "not_found" }> {
  const [old] = await db.orm.select().from(locationMappings).where(eq(locationMappings.id, args.mappingId));
  if (old === undefined) return { kind: "not_found" };
  const { connectionId, parLocationId, locationId } = old;
  return await mapLocation(db, { ...args, connectionId, parLocationId, locationId });
}

/** Maps a PAR organization as it was in an earlier version. */
export async function revertOrganizationMapping(
  db: Database,
  args: { mappingId: string } & Omit<WriteArgs, "connectionId">,
): Promise<MapResult<OrganizationMapping> | { kind: "not_found" }> {
  const table = organizationMappings;
  const [old] = await db.orm.select().from(table).where(eq(table.id, args.mappingId));
  if (old === undefined) return { kind: "not_found" };
  const { connectionId, parOrganizationId, brandId } = old;
  return await mapOrganization(db, { ...args, connectionId, parOrganizationId, brandId });
}

async function changeLocation(
  db: Database,
  args: Omit<MapLocationArgs, "locationId">,
  locationId: string | null,
): Promise<MapResult<LocationMapping>> {
  const table = locationMappings;
  const { connectionId, parLocationId, changedBy, now } = args;
  const sameId = and(eq(table.connectionId, connectionId), eq(table.parLocationId, parLocationId));
  return await orConflict(
    () =>
      db.orm.transaction(async (tx) => {
        const [newest] = await tx
          .select()
          .from(table)
          .where(sameId)
          .orderBy(desc(table.version))
          .limit(1)
          .for("update");
        const current = newest?.replacedAt === null ? newest : null;
        if ((current?.version ?? null) !== args.expectedVersion) return { kind: "conflict", current };
        if (current !== null)
          await tx
            .update(table)
            .set({ replacedAt: now, replacedBy: changedBy })
            .where(eq(table.id, current.id));
        if (locationId === null) return { kind: "unmapped" };
        const mapping: LocationMapping = {
          id: newId("map"),
          connectionId,
          parLocationId,
          locationId,
          version: (newest?.version ?? 0) + 1,
          validFrom: now,
          replacedAt: null,
          changedBy,
          replacedBy: null,
        };
        await tx.insert(table).values(mapping);
        await resolveUnmapped(tx, connectionId, "location", parLocationId, now);
        return { kind: "mapped", mapping };
      }),
    "location_mappings_version",
    async () =>
      (
        await db.orm
          .select()
          .from(table)
          .where(and(sameId, isNull(table.replacedAt)))
      )[0] ?? null,
  );
}

async function changeOrganization(
  db: Database,
  args: Omit<MapOrganizationArgs, "brandId">,
  brandId: string | null,
): Promise<MapResult<OrganizationMapping>> {
  const table = organizationMappings;
  const { connectionId, parOrganizationId, changedBy, now } = args;
  const sameId = and(eq(table.connectionId, connectionId), eq(table.parOrganizationId, parOrganizationId));
  return await orConflict(
    () =>
      db.orm.transaction(async (tx) => {
        const [newest] = await tx
          .select()
          .from(table)
          .where(sameId)
          .orderBy(desc(table.version))
          .limit(1)
          .for("update");
        const current = newest?.replacedAt === null ? newest : null;
        if ((current?.version ?? null) !== args.expectedVersion) return { kind: "conflict", current };
        if (current !== null)
          await tx
            .update(table)
            .set({ replacedAt: now, replacedBy: changedBy })
            .where(eq(table.id, current.id));
        if (brandId === null) return { kind: "unmapped" };
        const mapping: OrganizationMapping = {
          id: newId("map"),
          connectionId,
          parOrganizationId,
          brandId,
          version: (newest?.version ?? 0) + 1,
          validFrom: now,
          replacedAt: null,
          changedBy,
          replacedBy: null,
        };
        await tx.insert(table).values(mapping);
        await resolveUnmapped(tx, connectionId, "organization", parOrganizationId, now);
        return { kind: "mapped", mapping };
      }),
    "organization_mappings_version",
    async () =>
      (
        await db.orm
          .select()
          .from(table)
          .where(and(sameId, isNull(table.replacedAt)))
      )[0] ?? null,
  );
}

// Two first mappings of one id have no row to lock: the unique version then refuses the later one, which is
// the same conflict. Who waited for a lock finds the row that was replaced, not the one that replaced it, so
// what stands now is read when the winner's transaction is over.
async function orConflict<Mapping>(
  write: () => Promise<MapResult<Mapping>>,
  versionKey: string,
  findCurrent: () => Promise<Mapping | null>,
): Promise<MapResult<Mapping>> {
  try {
    const result = await write();
    if (result.kind !== "conflict") return result;
  } catch (error) {
    if (!isTaken(error, versionKey)) throw error;
  }
  return { kind: "conflict", current: await findCurrent() };
}

async function resolveUnmapped(
  tx: Transaction,
  connectionId: string,
  kind: "organization" | "location",
  parId: string,
  now: Date,
): Promise<void> {
  await tx
    .update(unmappedIds)
    .set({ resolvedAt: now })
    .where(
      and(
        eq(unmappedIds.connectionId, connectionId),
        eq(unmappedIds.kind, kind),
        eq(unmappedIds.parId, parId),
        isNull(unmappedIds.resolvedAt),
      ),
    );
}
