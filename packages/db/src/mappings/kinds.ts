import { and, gt, isNull, lte, or, type SQL } from "drizzle-orm";
import { brands, locations } from "../schema/location.ts";
import { locationMappings, organizationMappings } from "../schema/mapping.ts";
import { storeColumns } from "../sql/scope.ts";

/** What a PAR id names: an organization is one of our brands, a location one of our stores. */
export type MappingKind = "organization" | "location";

/**
 * Where each kind of mapping is kept and what it points to. Its two tables differ in nothing else, so that
 * whoever reads or writes a mapping takes its kind as a value.
 */
export const MAPPING_KINDS = {
  organization: {
    table: organizationMappings,
    /** Two first mappings of one id have no row to lock: this key lets one of them through. */
    versionKey: "organization_mappings_version",
    target: brands,
    /** The brand that a mapping belongs to, and the store; scopes filter by them. */
    brandId: brands.id,
    scopedBy: { brandId: brands.id, locationId: null },
  },
  location: {
    table: locationMappings,
    versionKey: "location_mappings_version",
    target: locations,
    brandId: locations.brandId,
    scopedBy: storeColumns,
  },
} as const;

/** The versions that were in force at a moment: from when they held until another took their place or they ended. */
export function inForceAt(table: (typeof MAPPING_KINDS)[MappingKind]["table"], at: Date): SQL | undefined {
  return and(lte(table.validFrom, at), or(isNull(table.replacedAt), gt(table.replacedAt, at)));
}
