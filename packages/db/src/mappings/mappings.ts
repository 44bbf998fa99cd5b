import { and, asc, desc, eq, ilike, isNull, or, type SQL } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { brands, locations } from "../schema/location.ts";
import { locationMappings, organizationMappings } from "../schema/mapping.ts";
import { type BrandScope, inScope } from "../sql/scope.ts";

export type OrganizationMapping = typeof organizationMappings.$inferSelect;
export type LocationMapping = typeof locationMappings.$inferSelect;

/** All that is needed to turn one connection's PAR ids into ours. */
export interface LiveMappings {
  organizations: { parOrganizationId: string; brandId: string }[];
  locations: { parLocationId: string; locationId: string; brandId: string }[];
}

/** The mappings in force of a connection, for the cache of `ids/`. */
export async function listLiveMappings(db: Database, connectionId: string): Promise<LiveMappings> {
  const [organizations, shops] = await Promise.all([
    db.orm
      .select({
        parOrganizationId: organizationMappings.parOrganizationId,
        brandId: organizationMappings.brandId,
      })
      .from(organizationMappings)
      .where(
        and(eq(organizationMappings.connectionId, connectionId), isNull(organizationMappings.replacedAt)),
      ),
    db.orm
      .select({
        parLocationId: locationMappings.parLocationId,
        locationId: locationMappings.locationId,
        brandId: locations.brandId,
      })
      .from(locationMappings)
      .innerJoin(locations, eq(locations.id, locationMappings.locationId))
      .where(and(eq(locationMappings.connectionId, connectionId), isNull(locationMappings.replacedAt))),
  ]);
  return { organizations, locations: shops };
}

export interface MappingFilter {
  connectionId?: string | undefined;
  brandId?: string | undefined;
  locationId?: string | undefined;
  /** Part of a PAR id, or of our code or name. */
  search?: string | undefined;
  limit?: number | undefined;
  /** Only this PAR id, exactly. */
  parId?: string | undefined;
  /** Only this row, whether in force or not. */
  mappingId?: string | undefined;
  /** Versions that were replaced, too. */
  includeHistory?: boolean | undefined;
}

function contains(columns: Parameters<typeof ilike>[0][], text: string | undefined): SQL | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const pattern = `%${text
    .replaceAll("\0", "")
    .trim()
    .replace(/[\\%_]/g, "\\$&")}%`;
  return or(...columns.map((column) => ilike(column, pattern)));
}

/** Organization mappings in force, by PAR id; with history the newest version of each first. */
export async function listOrganizationMappings(
  db: Database,
  args: { scope: BrandScope; filter?: MappingFilter | undefined },
): Promise<(OrganizationMapping & { brandCode: string; brandName: string })[]> {
  const { filter = {} } = args;
  const rows = await db.orm
    .select({ mapping: organizationMappings, brandCode: brands.code, brandName: brands.name })
    .from(organizationMappings)
    .innerJoin(brands, eq(brands.id, organizationMappings.brandId))
    .where(
      and(
        filter.includeHistory || filter.mappingId ? undefined : isNull(organizationMappings.replacedAt),
        filter.mappingId === undefined ? undefined : eq(organizationMappings.id, filter.mappingId),
        filter.parId === undefined ? undefined : eq(organizationMappings.parOrganizationId, filter.parId),
        inScope(args.scope, organizationMappings.brandId),
        filter.connectionId === undefined
          ? undefined
          : eq(organizationMappings.connectionId, filter.connectionId),
        filter.brandId === undefined ? undefined : eq(organizationMappings.brandId, filter.brandId),
        contains([organizationMappings.parOrganizationId, brands.code, brands.name], filter.search),
      ),
    )
    .orderBy(asc(organizationMappings.parOrganizationId), desc(organizationMappings.version))
    .limit(filter.limit ?? 1000);
  return rows.map(({ mapping, ...brand }) => ({ ...mapping, ...brand }));
}

/** Location mappings in force, by PAR id; with history the newest version of each first. */
export async function listLocationMappings(
  db: Database,
  args: { scope: BrandScope; filter?: MappingFilter | undefined },
): Promise<(LocationMapping & { brandId: string; locationCode: string; locationName: string })[]> {
  const { filter = {} } = args;
  const rows = await db.orm
    .select({
      mapping: locationMappings,
      brandId: locations.brandId,
      locationCode: locations.code,
      locationName: locations.name,
    })
    .from(locationMappings)
    .innerJoin(locations, eq(locations.id, locationMappings.locationId))
    .where(
      and(
        filter.includeHistory || filter.mappingId ? undefined : isNull(locationMappings.replacedAt),
        filter.mappingId === undefined ? undefined : eq(locationMappings.id, filter.mappingId),
        filter.parId === undefined ? undefined : eq(locationMappings.parLocationId, filter.parId),
        inScope(args.scope, locations.brandId),
        filter.connectionId === undefined
          ? undefined
          : eq(locationMappings.connectionId, filter.connectionId),
        filter.brandId === undefined ? undefined : eq(locations.brandId, filter.brandId),
        filter.locationId === undefined ? undefined : eq(locationMappings.locationId, filter.locationId),
        contains([locationMappings.parLocationId, locations.code, locations.name], filter.search),
      ),
    )
    .orderBy(asc(locationMappings.parLocationId), desc(locationMappings.version))
    .limit(filter.limit ?? 1000);
  return rows.map(({ mapping, ...location }) => ({ ...mapping, ...location }));
}

/** Every version of one PAR organization id, newest first. */
export async function listOrganizationHistory(
  db: Database,
  args: { scope: BrandScope; connectionId: string; parOrganizationId: string },
): Promise<OrganizationMapping[]> {
  return await db.orm
    .select()
    .from(organizationMappings)
    .where(
      and(
        eq(organizationMappings.connectionId, args.connectionId),
        eq(organizationMappings.parOrganizationId, args.parOrganizationId),
        inScope(args.scope, organizationMappings.brandId),
      ),
    )
    .orderBy(desc(organizationMappings.version));
}

/** Every version of one PAR location id, newest first. */
export async function listLocationHistory(
  db: Database,
  args: { scope: BrandScope; connectionId: string; parLocationId: string },
): Promise<LocationMapping[]> {
  const rows = await db.orm
    .select({ mapping: locationMappings })
    .from(locationMappings)
    .innerJoin(locations, eq(locations.id, locationMappings.locationId))
    .where(
      and(
        eq(locationMappings.connectionId, args.connectionId),
        eq(locationMappings.parLocationId, args.parLocationId),
        inScope(args.scope, locations.brandId),
      ),
    )
    .orderBy(desc(locationMappings.version));
  return rows.map((row) => row.mapping);
}
