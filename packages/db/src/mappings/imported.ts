import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { NewestMapping } from "./bulk.ts";
import { nameOf } from "./bulk-write.ts";
import { MAPPING_KINDS, type MappingKind } from "./kinds.ts";

/** What an import did to one PAR id: the version that it made, or the one that it ended without another. */
export interface ImportedMapping extends NewestMapping {
  /** What the id meant until the import; null where it meant nothing. */
  before: { targetId: string; brandId: string } | null;
  /** True where nobody changed the id since. */
  isAsLeft: boolean;
}

/** What an import did, by PAR id, as it is now. */
export async function listImported(
  orm: Pick<Database["orm"], "execute">,
  { kind, importId }: { kind: MappingKind; importId: string },
): Promise<ImportedMapping[]> {
  const { table, target, brandId } = MAPPING_KINDS[kind];
  const par = nameOf(table.parId);
  const to = nameOf(table.targetId);
  const brandOf = (alias: string) => sql`${sql.identifier(alias)}.${nameOf(brandId)}`;
  /** Another version of the same PAR id. */
  const sameId = (alias: string): SQL => {
    const other = sql.identifier(alias);
    return sql`${other}.connection_id = m.connection_id and ${other}.${par} = m.${par}`;
  };
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
    asLeft: boolean;
  }>(sql`
    select m.id, m.connection_id as connection, m.${par} as par, m.${to} as target, t.code,
      ${brandOf("t")} as brand, m.version, m.valid_from as "from", m.replaced_at is null as live,
      b.${to} as before, ${brandOf("o")} as "beforeBrand", m.replaced_at is null as "asLeft"
    from ${table} m join ${target} t on t.id = m.${to}
    left join ${table} b on ${sameId("b")} and b.version = m.version - 1 and b.replaced_at = m.valid_from
    left join ${target} o on o.id = b.${to}
    where m.import_id = ${importId}
    union all
    select m.id, m.connection_id, m.${par}, m.${to}, t.code, ${brandOf("t")}, m.version, m.valid_from, false,
      m.${to}, ${brandOf("t")}, not exists (select from ${table} l where ${sameId("l")} and l.version > m.version)
    from ${table} m join ${target} t on t.id = m.${to}
    left join ${table} n on ${sameId("n")} and n.version = m.version + 1 and n.import_id = ${importId}
    where m.replaced_import_id = ${importId} and n.id is null
    order by par, connection`);
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
    isAsLeft: row.asLeft,
    before:
      row.before === null || row.beforeBrand === null
        ? null
        : { targetId: row.before, brandId: row.beforeBrand },
  }));
}
