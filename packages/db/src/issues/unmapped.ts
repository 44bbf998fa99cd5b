import { sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { organizationMappings } from "../schema/mapping.ts";
import { inScope, type Scope } from "../sql/scope.ts";

/** Ids of PAR, of one connection and brand, that wait to be mapped. */
export interface UnmappedGroup {
  connectionId: string;
  /** As of calls: of the organization that they came with, or the one brand that the connection serves; else null. */
  brandId: string | null;
  count: number;
  oldestAt: Date;
}

/** Groups the open queue without what is ignored; the writer bounds it. Ids of no certain brand are for those who see every brand. */
export async function groupUnmapped(
  db: Pick<Database, "orm">,
  { scope }: { scope: Scope },
): Promise<UnmappedGroup[]> {
  const rows = await db.orm.execute<UnmappedGroup & Record<string, unknown>>(sql`
    with served as (
      select connection_id, case when count(distinct brand_id) = 1 then min(brand_id) end as brand_id
      from organization_mappings where replaced_at is null group by connection_id
    ), waiting as (
      select u.connection_id, coalesce(named.brand_id, served.brand_id) as brand_id, first_seen_at
      from unmapped_ids u
      left join organization_mappings named on named.connection_id = u.connection_id
        and named.par_organization_id = u.par_organization_id and named.replaced_at is null
      left join served on served.connection_id = u.connection_id
      where resolved_at is null and ignored_at is null
    )
    select connection_id as "connectionId", organization_mappings.brand_id as "brandId", count(*)::int as count,
      min(first_seen_at) as "oldestAt"
    from waiting organization_mappings where ${inScope(scope, { brandId: organizationMappings.targetId, locationId: null }) ?? sql`true`}
    group by 1, 2`);
  return rows.map((row) => ({ ...row, oldestAt: new Date(row.oldestAt) }));
}
