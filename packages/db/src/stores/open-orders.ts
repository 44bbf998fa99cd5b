import { sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";

/** What a store's POS has before it, as the ledger has it: of all processes together. */
export interface OpenAtPos {
  /** Orders that wait to be sent to its POS, and since when the oldest of them does. */
  waiting: number;
  oldestWaitingAt: Date | null;
  /** Orders that are being sent to it. */
  sending: number;
}

/** Counts what waits for a store's POS and what is being sent there. */
export async function readOpenAtPos(db: Pick<Database, "orm">, locationId: LocationId): Promise<OpenAtPos> {
  const [row] = await db.orm.execute<{ waiting: number; oldest: Date | string | null; sending: number }>(sql`
    select count(*) filter (where state = 'received')::int as waiting,
      min(received_at) filter (where state = 'received') as oldest,
      count(*) filter (where state = 'dispatching')::int as sending
    from orders
    where location_id = ${locationId} and state in ('received', 'dispatching')`);
  const oldest = row?.oldest ?? null;
  return {
    waiting: row?.waiting ?? 0,
    oldestWaitingAt: oldest === null ? null : new Date(oldest),
    sending: row?.sending ?? 0,
  };
}
