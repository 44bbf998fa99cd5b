import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { organizationMappings } from "../schema/mapping.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { inForceAt, MAPPING_KINDS, type MappingKind } from "./kinds.ts";

/** One version of what a PAR id means, with the code and name of our brand or store. */
export interface Mapping extends Readonly<typeof organizationMappings.$inferSelect> {
  readonly kind: MappingKind;
  readonly targetCode: string;
  readonly targetName: string;
  /** The target's brand; for an organization the target itself. */
  readonly brandId: string;
}

/** What one PAR id means now, as far as calls of PAR need it. */
export interface LiveMapping {
  parId: string;
  targetId: string;
  brandId: string;
  version: number;
}

/** The mappings in force of a connection, for the cache of `stores/resolve-ids.ts`. */
export async function listLiveMappings(
  db: Database,
  connectionId: string,
): Promise<{ organizations: LiveMapping[]; locations: LiveMapping[] }> {
  const ofKind = (kind: MappingKind): Promise<LiveMapping[]> => {
    const { table, target, brandId } = MAPPING_KINDS[kind];
    return db.orm
      .select({ parId: table.parId, targetId: table.targetId, brandId, version: table.version })
      .from(table)
      .innerJoin(target, eq(target.id, table.targetId))
      .where(and(eq(table.connectionId, connectionId), isNull(table.replacedAt)));
  };
  const [organizations, locations] = await Promise.all([ofKind("organization"), ofKind("location")]);
  return { organizations, locations };
}

export interface MappingFilter {
  connectionId?: string | undefined;
  /** The brand that the mapping belongs to. */
  brandId?: string | undefined;
  limit?: number | undefined;
  /** Only this PAR id, exactly. */
  parId?: string | undefined;
  /** Only these PAR ids. */
  parIds?: readonly string[] | undefined;
  /** Only this row, whether in force or not. */
  mappingId?: string | undefined;
  /** Only these rows. */
  mappingIds?: readonly string[] | undefined;
  /** Which versions of each PAR id: the one in force (as a rule), the newest in scope, or all of them. */
  versions?: "live" | "newest" | "all" | undefined;
  /** Only what was in force at this moment, whatever came after it; `versions` counts for nothing then. */
  asOf?: Date | undefined;
}

/** Mappings of one kind, by PAR id; of several versions the newest first. */
export async function listMappings(
  db: Database,
  args: { scope: Scope; kind: MappingKind; filter?: MappingFilter | undefined },
): Promise<Mapping[]> {
  const { kind, filter = {} } = args;
  const { table, target, brandId, scopedBy } = MAPPING_KINDS[kind];
  const { asOf } = filter;
  const asked = filter.versions ?? (filter.mappingId === undefined ? "live" : "all");
  const versions = asOf === undefined ? asked : "all";
  const columns = { mapping: table, targetCode: target.code, targetName: target.name, brandId };
  const query =
    versions === "newest"
      ? db.orm.selectDistinctOn([table.parId, table.connectionId], columns)
      : db.orm.select(columns);
  const rows = await query
    .from(table)
    .innerJoin(target, eq(target.id, table.targetId))
    .where(
      and(
        versions === "live" ? isNull(table.replacedAt) : undefined,
        asOf === undefined ? undefined : inForceAt(table, asOf),
        inScope(args.scope, scopedBy),
        filter.mappingId === undefined ? undefined : eq(table.id, filter.mappingId),
        filter.mappingIds === undefined ? undefined : inArray(table.id, [...filter.mappingIds]),
        filter.parId === undefined ? undefined : eq(table.parId, filter.parId),
        filter.parIds === undefined ? undefined : inArray(table.parId, [...filter.parIds]),
        filter.connectionId === undefined ? undefined : eq(table.connectionId, filter.connectionId),
        filter.brandId === undefined ? undefined : eq(brandId, filter.brandId),
      ),
    )
    .orderBy(asc(table.parId), asc(table.connectionId), desc(table.version))
    .limit(filter.limit ?? 1000);
  return rows.map(({ mapping, ...targeted }) => ({ ...mapping, ...targeted, kind }));
}
