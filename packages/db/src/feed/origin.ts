import type postgres from "postgres";

const RESTARTED =
  "This database was restored into another PostgreSQL: the feed of orders and calls starts anew, and statistics are counted again.";

/**
 * Numbers of transactions of one PostgreSQL say nothing in another: after a restore the rows that came with it would
 * stand in the future of the feed. They become rows of before the feed, by an empty column in place of theirs, which
 * takes no longer for many.
 * @returns what was done, in a sentence; null where the database is where it was
 */
export async function restartFeedAfterRestore(sql: postgres.Sql): Promise<string | null> {
  const [found] = await sql<{ hasMoved: boolean; isOwner: boolean }[]>`
    select not exists (select from feed_origin f, pg_control_system() c
        where f.system_identifier = c.system_identifier::text) as "hasMoved",
      (select pg_has_role(relowner, 'USAGE') from pg_class where oid = 'orders'::regclass) as "isOwner"`;
  if (found?.hasMoved !== true || !found.isOwner) return null;
  await sql.begin(async (tx) => {
    for (const table of ["order_events", "exchanges"]) {
      await tx`alter table ${tx(table)} drop column tx`;
      await tx`alter table ${tx(table)} add column tx xid8`;
      await tx`alter table ${tx(table)} alter column tx set default pg_current_xact_id()`;
    }
    await tx`truncate call_rollups, order_rollups`;
    await tx`update rollup_progress set tx = '0', calls_back_at = null, calls_back_id = null, events_back_id = null,
      is_back_filled = false`;
    await tx`delete from feed_origin`;
    await tx`insert into feed_origin (system_identifier) select system_identifier::text from pg_control_system()`;
  });
  return RESTARTED;
}
