import { sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { NewestMapping } from "./bulk.ts";
import { nameOf } from "./bulk-write.ts";
import { MAPPING_KINDS, type MappingKind } from "./kinds.ts";

/** What an import wrote, with what each PAR id meant before, and whether its version is still the newest. */
export interface ImportedMapping extends NewestMapping {
  /** What it meant until the import; null where it meant nothing. */
  before: { targetId: string; brandId: string } | null;
}

/** The mappings of an import, by PAR id, as they are now. */
export async function listImported(
  orm: Pick<Database["orm"], "execute">,
  { kind, importId }: { kind: MappingKind; importId: string },
): Promise<ImportedMapping[]> {
  const { table, target, brandId } = MAPPING_KINDS[kind];
  const par = nameOf(table.parId);
  const to = nameOf(table.targetId);
  const brandOf = (alias: string) => sql`${sql.identifier(alias)}.${nameOf(brandId)}`;
  const rows = await orm.execute<{
    id: string;
    connection: string;
    par: string;
    target: string;
    code: string;
    brand: string;
    version: number;
    from: Date;
    live: boolean;
    before: string | null;
    beforeBrand: string | null;
  }>(sql`
    select m.id, m.connection_id as connection, m.${par} as par, m.${to} as target, t.code,
      ${brandOf("t")} as brand, m.version, m.valid_from as "from", m.replaced_at is null as live,
      b.${to} as before, ${brandOf("o")} as "beforeBrand"
    from ${table} m join ${target} t on t.id = m.${to}
    left join ${table} b on b.connection_id = m.connection_id and b.${par} = m.${par}
      and b.version = m.version - 1 and b.replaced_at = m.valid_from
    left join ${target} o on o.id = b.${to}
    where m.import_id = ${importId} order by m.${par}, m.connection_id`);
  return rows.map((row) => ({
    id: row.id,
    connectionId: row.connection,
    parId: row.par,
    targetId: row.target,
    targetCode: row.code,
    brandId: row.brand,
    version: row.version,
    validFrom: new Date(row.from),
    isLive: row.live,
    importId,
    before:
      row.before === null || row.beforeBrand === null
        ? null
        : { targetId: row.before, brandId: row.beforeBrand },
  }));
}
