import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { brands } from "../schema/location.ts";
import { organizationMappings, unmappedIds } from "../schema/mapping.ts";
import { isTaken } from "../sql/postgres-errors.ts";
import { MAPPING_KINDS, type MappingKind } from "./kinds.ts";
import type { BrandName } from "./owners.ts";

/** What thousands of mappings are changed in: all of it or nothing. */
export type MappingTransaction = Parameters<Parameters<Database["orm"]["transaction"]>[0]>[0];

/** The newest version of what a PAR id means, in force or ended. */
export interface NewestMapping {
  readonly id: string;
  readonly connectionId: string;
  readonly parId: string;
  readonly targetId: string;
  readonly targetCode: string;
  readonly brandId: string;
  readonly version: number;
  readonly validFrom: Date;
  readonly isLive: boolean;
  readonly importId: string | null;
}

/** What is mapped on some connections, and whose the ids are that nobody has mapped. */
export interface KnownMappings {
  newest: readonly NewestMapping[];
  /** The brand of the organization that PAR last sent an id with. */
  sentWith: readonly { connectionId: string; parId: string; brand: BrandName }[];
  /** The brands that each connection serves, by code. */
  served: readonly { connectionId: string; brand: BrandName }[];
  brands: readonly BrandName[];
}

/** What is to become of one PAR id. */
export interface MappingChange {
  connectionId: string;
  parId: string;
  /** The newest version; null where there never was any. */
  newest: NewestMapping | null;
  /** What it means from now on; null: nothing. */
  to: { targetId: string; brandId: string } | null;
}

/** Somebody else changed one of the mappings meanwhile: the transaction is given up. */
export class Overtaken extends Error {}

/**
 * Runs a change of many mappings. Null where somebody else changed one of them meanwhile, so that nothing is written.
 */
export async function changeInBulk<T>(
  db: Database,
  work: (tx: MappingTransaction) => Promise<T>,
): Promise<T | null> {
  try {
    return await db.large.orm.transaction(work);
  } catch (error) {
    // Two first mappings of one id have no row to lock.
    const isTwice = KEYS.some((key) => isTaken(error, key));
    if (isTwice || error instanceof Overtaken) return null;
    throw error;
  }
}

const KEYS = ["organization", "location"].flatMap((kind) => [
  `${kind}_mappings_version`,
  `${kind}_mappings_live`,
]);

/** Everything that rows about these connections are judged by. */
export async function readKnownMappings(
  orm: Pick<Database["orm"], "select" | "selectDistinct" | "selectDistinctOn">,
  { kind, connectionIds }: { kind: MappingKind; connectionIds: readonly string[] },
): Promise<KnownMappings> {
  const ids = [...connectionIds];
  const { table, target, brandId } = MAPPING_KINDS[kind];
  const named = { id: brands.id, code: brands.code, name: brands.name };
  const newest = await orm
    .selectDistinctOn([table.connectionId, table.parId], {
      id: table.id,
      connectionId: table.connectionId,
      parId: table.parId,
      targetId: table.targetId,
      targetCode: target.code,
      brandId,
      version: table.version,
      validFrom: table.validFrom,
      isLive: sql<boolean>`${table.replacedAt} is null`,
      importId: table.importId,
    })
    .from(table)
    .innerJoin(target, eq(target.id, table.targetId))
    .where(inArray(table.connectionId, ids))
    .orderBy(asc(table.connectionId), asc(table.parId), desc(table.version));
  const sentWith = await orm
    .select({ connectionId: unmappedIds.connectionId, parId: unmappedIds.parId, brand: named })
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
    .where(and(inArray(unmappedIds.connectionId, ids), eq(unmappedIds.kind, kind)));
  const served = await orm
    .selectDistinct({ connectionId: organizationMappings.connectionId, brand: named })
    .from(organizationMappings)
    .innerJoin(brands, eq(brands.id, organizationMappings.targetId))
    .where(and(inArray(organizationMappings.connectionId, ids), isNull(organizationMappings.replacedAt)))
    .orderBy(asc(brands.code));
  return { newest, sentWith, served, brands: await orm.select(named).from(brands) };
}
