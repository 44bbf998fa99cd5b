import type postgres from "postgres";
import { boundOf, momentOf } from "./weeks.ts";

/** What has no partition of its own stands here, so that a missing one never fails an insert. */
export const STRAYS = "exchange_bodies_default";
/** What was there before there were partitions. */
export const FIRST = "exchange_bodies_first";

/** A partition of `exchange_bodies`: the calls whose ids were made from one moment to another. */
export interface BodyPartition {
  name: string;
  /** Null: from ever. */
  from: Date | null;
  /** The first moment that it does not hold; null in the default one, which holds what no other does. */
  until: Date | null;
  bytes: number;
  /** About how many rows, by the statistics of the database. */
  rows: number;
}

/** The partitions of bodies, oldest first and the default one last; null while the table is in one piece. */
export async function listBodyPartitions({
  sql: run,
}: {
  sql: postgres.Sql | postgres.TransactionSql;
}): Promise<BodyPartition[] | null> {
  const [table] = await run`select from pg_class where oid = 'exchange_bodies'::regclass and relkind = 'p'`;
  if (table === undefined) return null;
  const rows = await run<{ name: string; bound: string; bytes: number; rows: number }[]>`
    select c.relname::text as name, pg_get_expr(c.relpartbound, c.oid) as bound,
      pg_total_relation_size(c.oid)::float8 as bytes, greatest(c.reltuples, 0)::float8 as rows
    from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'exchange_bodies'::regclass`;
  const found = rows.map(({ bound, ...row }) => ({ ...row, ...rangeOf(bound) }));
  const end = ({ until }: BodyPartition) => until?.getTime() ?? Number.POSITIVE_INFINITY;
  return found.sort((a, b) => end(a) - end(b) || a.name.localeCompare(b.name));
}

function rangeOf(expression: string): { from: Date | null; until: Date | null } {
  const [from = "", until = ""] = [...expression.matchAll(/\((?:'([^']*)'|MINVALUE)\)/g)].map(
    (m) => m[1] ?? "",
  );
  return { from: momentOf(from), until: momentOf(until) };
}

/** The ids that can stand in a partition. */
export function idsOf({ from, until }: { from: Date | null; until: Date }): { from: string; until: string } {
  return { from: from === null ? "" : boundOf(from), until: boundOf(until) };
}

/** Lets everybody do with one table what they may do with another. */
export async function copyGrants(tx: postgres.TransactionSql, from: string, to: string): Promise<void> {
  const grants = await tx<{ privilege: string; grantee: string }[]>`
    select a.privilege_type as privilege, case when a.grantee = 0 then 'public' else quote_ident(r.rolname) end as grantee
    from pg_class c cross join aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
    where c.oid = ${from}::regclass and a.grantee <> c.relowner`;
  for (const { privilege, grantee } of grants) await tx.unsafe(`grant ${privilege} on "${to}" to ${grantee}`);
}

/** What a table of bodies has of its own beside the columns. */
export const AS_BODIES = "including defaults including storage including compression";

/** Makes a partition for what comes, under the locks of whoever asks. */
export async function addPartition(
  tx: postgres.TransactionSql,
  { from, until }: { from: Date; until: Date },
): Promise<void> {
  const name = `exchange_bodies_${from.toISOString().slice(0, 10).replaceAll("-", "")}`;
  await tx.unsafe(`create table ${name} (like exchange_bodies ${AS_BODIES})`);
  await copyGrants(tx, "exchange_bodies", name);
  // Attached, which nobody who writes elsewhere has to wait for; made as a partition, it would lock the whole table.
  await tx.unsafe(`
    alter table exchange_bodies attach partition ${name} for values from ('${boundOf(from)}') to ('${boundOf(until)}')`);
}
