import type postgres from "postgres";
import { AS_BODIES, addPartition, copyGrants, FIRST, STRAYS } from "./retention/partitions.ts";
import { boundOf, momentOf, nextEnd, spanOf } from "./retention/weeks.ts";
import { briefly } from "./sql/brief-lock.ts";

/** Whoever builds indexes or partitions has it. Any number serves that nothing else on the server uses. */
export const BUILD_LOCK = 72_707_003;
/** How long calls may wait for the moment in which the table is put in its place, and how often that is tried. */
const PATIENCE = { waitMs: 100, pauseMs: 400, tries: 20 };
/** No statement of a step that has the table alone may take longer. */
const ALONE_MS = 2_000;
const DAY_MS = 86_400_000;
/** What was there before ends no sooner than this: time enough to look through it. */
const ROOM_MS = 2 * DAY_MS;
const INDEX = "exchange_bodies_search_digest";

/**
 * Makes one partition of an `exchange_bodies` in one piece, with a default one and two more for what comes: beside the
 * running program, and by steps each of which leaves a whole state. Ids embed time, so a range of ids is one of time.
 *
 * The bound is a check first, which the database looks through without stopping anybody; while there is one, what is
 * beyond it goes to the partition that is to be the default one. So a check that a death left behind refuses nothing,
 * however late somebody goes on, and whichever release writes.
 *
 * @param onBound told when the bound is there, so that a test can end here
 * @returns false where the index of digests is not there yet, which is built beside, too
 */
export async function partitionBodies(
  sql: postgres.Sql,
  { onBound = async () => {} }: { onBound?: () => Promise<void> } = {},
): Promise<boolean> {
  const [table] = await sql<{ isPlain: boolean; hasIndex: boolean; bound: string | null; now: Date }[]>`
    select c.relkind = 'r' as "isPlain", now() as now,
      exists (select from pg_index x join pg_class i on i.oid = x.indexrelid
        where x.indrelid = c.oid and i.relname = ${INDEX} and x.indisvalid) as "hasIndex",
      (select pg_get_constraintdef(oid) from pg_constraint where conrelid = c.oid and conname = ${FIRST}) as bound
    from pg_class c where c.oid = 'exchange_bodies'::regclass`;
  if (table?.isPlain !== true) return true;
  if (!table.hasIndex) return false;
  const now = new Date(table.now);
  const span = spanOf(0);
  const left = momentOf(/'(exc_[0-9a-f]+)'/.exec(table.bound ?? "")?.[1] ?? "");
  const isUsable = left !== null && left.getTime() > now.getTime() + DAY_MS;
  const until = isUsable ? left : nextEnd(new Date(now.getTime() + ROOM_MS), span);
  if (!isUsable) await briefly(sql, PATIENCE, (tx) => bound(tx, until));
  await onBound();
  await sql.unsafe(`alter table exchange_bodies validate constraint ${FIRST}`);
  const next = nextEnd(until, span);
  await briefly(sql, PATIENCE, (tx) => exchange(tx, [until, next, nextEnd(next, span)]));
  await sql`analyze exchange_bodies`;
  return true;
}

/** Binds the table to what is before a moment; all else goes beside it from now on. */
async function bound(tx: postgres.TransactionSql, until: Date): Promise<void> {
  const id = boundOf(until);
  await tx.unsafe(`
    set local statement_timeout = ${ALONE_MS};
    lock table exchange_bodies in access exclusive mode;
    create table if not exists ${STRAYS} (like exchange_bodies ${AS_BODIES} including indexes);
    drop trigger if exists ${FIRST} on exchange_bodies;
    create or replace function exchange_bodies_beyond() returns trigger language plpgsql as $$
    begin
      if new.exchange_id collate "C" < tg_argv[0] then return new; end if;
      insert into ${STRAYS} values (new.*) on conflict do nothing;
      return null;
    end $$;
    create trigger ${FIRST} before insert on exchange_bodies for each row execute function exchange_bodies_beyond('${id}');
    alter table exchange_bodies drop constraint if exists ${FIRST};
    alter table exchange_bodies add constraint ${FIRST} check (exchange_id < '${id}') not valid`);
  await copyGrants(tx, "exchange_bodies", STRAYS);
}

/** Puts a partitioned table in the place of the one in one piece, which becomes the first of its partitions. */
async function exchange(tx: postgres.TransactionSql, ends: readonly [Date, ...Date[]]): Promise<void> {
  const first = boundOf(ends[0]);
  await tx.unsafe(`
    set local statement_timeout = ${ALONE_MS};
    lock table exchange_bodies in access exclusive mode;
    drop trigger ${FIRST} on exchange_bodies;
    drop function exchange_bodies_beyond();
    alter table exchange_bodies rename to ${FIRST};
    alter table ${FIRST} rename constraint exchange_bodies_pkey to ${FIRST}_pkey;
    alter index ${INDEX} rename to ${FIRST}_digest;
    create table exchange_bodies (like ${FIRST} ${AS_BODIES} including comments) partition by range (exchange_id);
    alter table exchange_bodies add constraint exchange_bodies_pkey primary key (exchange_id);
    create index ${INDEX} on exchange_bodies using btree (lower(request_headers ->> 'x-pch-digest') collate "C")
      where request_headers ->> 'x-pch-digest' is not null;
    alter table exchange_bodies attach partition ${FIRST} for values from (minvalue) to ('${first}');
    alter table ${FIRST} drop constraint ${FIRST}`);
  await copyGrants(tx, FIRST, "exchange_bodies");
  for (const [at, until] of ends.slice(1).entries()) {
    const from = ends[at];
    if (from !== undefined) await addPartition(tx, { from, until });
  }
  const last = boundOf(ends.at(-1) ?? ends[0]);
  // What came beyond the bound meanwhile, where somebody began and died.
  await tx.unsafe(`
    with gone as (delete from ${STRAYS} where exchange_id < '${last}' returning *)
    insert into exchange_bodies select * from gone on conflict do nothing;
    alter table exchange_bodies attach partition ${STRAYS} default`);
}
