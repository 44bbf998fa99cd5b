import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { brands } from "../schema/location.ts";
import { organizationMappings, unmappedIds } from "../schema/mapping.ts";
import type { Scope } from "../sql/scope.ts";
import { MAPPING_KINDS, type MappingKind } from "./kinds.ts";

/** A brand as a refusal names it. */
export interface BrandName {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

type Reader = Pick<Database["orm"], "select" | "selectDistinct">;

const named = { id: brands.id, code: brands.code, name: brands.name };

/**
 * The brands that a PAR id belongs to before anybody maps it anew: that of its mapping in force; else, for a
 * location, that of the organization which PAR last sent it with; else all that its connection serves. Empty
 * where the connection serves none yet, so that there is nothing to cross.
 */
export async function listOwners(
  { orm }: { orm: Reader },
  { kind, connectionId, parId }: { kind: MappingKind; connectionId: string; parId: string },
): Promise<readonly BrandName[]> {
  const { table, target, brandId } = MAPPING_KINDS[kind];
  const mapped = await orm
    .select({ brandId })
    .from(table)
    .innerJoin(target, eq(target.id, table.targetId))
    .where(and(eq(table.connectionId, connectionId), eq(table.parId, parId), isNull(table.replacedAt)));
  if (mapped.length > 0) {
    return await orm
      .select(named)
      .from(brands)
      .where(
        inArray(
          brands.id,
          mapped.map((row) => row.brandId),
        ),
      );
  }
  const sentWith = await orm
    .select(named)
    .from(unmappedIds)
    .innerJoin(
      organizationMappings,
      and(
        eq(organizationMappings.connectionId, unmappedIds.connectionId),
        eq(organizationMappings.parId, unmappedIds.parOrganizationId),
        isNull(organizationMappings.replacedAt),
      ),
    )
    .innerJoin(brands, eq(brands.id, organizationMappings.targetId))
    .where(
      and(
        eq(unmappedIds.connectionId, connectionId),
        eq(unmappedIds.kind, kind),
        eq(unmappedIds.parId, parId),
      ),
    )
    .orderBy(desc(unmappedIds.lastSeenAt))
    .limit(1);
  return sentWith.length > 0 ? sentWith : await listServedBrands({ orm }, connectionId);
}

/** The brands that a connection serves, by code. */
export async function listServedBrands(
  { orm }: { orm: Reader },
  connectionId: string,
): Promise<readonly BrandName[]> {
  return await orm
    .selectDistinct(named)
    .from(organizationMappings)
    .innerJoin(brands, eq(brands.id, organizationMappings.targetId))
    .where(and(eq(organizationMappings.connectionId, connectionId), isNull(organizationMappings.replacedAt)))
    .orderBy(asc(brands.code));
}

/** Whether an id of these brands would leave them if it meant something of `brandId`. */
export function crossesBrands(owners: readonly { id: string }[], brandId: string): boolean {
  return owners.length > 0 && owners.every((owner) => owner.id !== brandId);
}

/** Whether all of these brands are in a scope. */
export function coversAll(scope: Scope, owners: readonly { id: string }[]): boolean {
  return scope.all || owners.every(({ id }) => scope.brandIds.includes(id));
}
