import type { Database } from "./client.ts";

/**
 * Shows that the database takes writes: a record that reaches the disk with its commit and changes no table, half a
 * megabyte beside it, for which the disk must have room, and a lock, which a database that can only be read refuses.
 * One round trip; throws what the server says.
 */
export async function probeWrite(db: Database): Promise<void> {
  // Several statements in one message are one transaction, for which alone the memory is small enough to spill.
  await db.sql`
    set local work_mem = '64kB';
    select pg_logical_emit_message(true, 'parley', 'ready');
    select count(*) from generate_series(1, 30000);
    select from auth_rate_limits limit 0 for update`.simple();
}
