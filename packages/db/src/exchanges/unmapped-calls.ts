import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { exchanges } from "../schema/exchange.ts";
import { unmappedIds } from "../schema/mapping.ts";

/** A call of PAR's that was refused because nobody had mapped an id in it. */
export interface UnmappedCall {
  id: string;
  at: Date;
  operation: "validate_order" | "submit_order";
  /** The same for all tries of one order. */
  order: string;
}

/** Calls of the connection that are looked through, from the last that was refused for the id back. */
const LOOKED_AT = 5_000;

/**
 * Validates and submits that were refused for a queued id since a time, the newest first, the last one of each order.
 * Of a connection with many calls only so many before the last refused one are looked through.
 */
export async function listUnmappedCalls(
  orm: Pick<Database["orm"], "execute">,
  { unmappedId, since, limit }: { unmappedId: string; since: Date; limit: number },
): Promise<UnmappedCall[]> {
  const order = sql`coalesce(online_order_id, request_uid, id)`;
  const looked: SQL = sql`
    select e.*, u.kind, u.par_id from ${unmappedIds} u cross join lateral (
      select id, at, direction, operation, code, par_organization_id, par_location_id, online_order_id, request_uid
      from ${exchanges} where connection_id = u.connection_id and at >= ${since.toISOString()}::timestamptz
        and at <= u.last_seen_at + interval '1 minute' order by at desc, id desc limit ${LOOKED_AT}) e
    where u.id = ${unmappedId}`;
  const rows = await orm.execute<{
    id: string;
    at: Date;
    operation: UnmappedCall["operation"];
    order: string;
  }>(sql`
    select id, at, operation, "order" from (
      select distinct on (${order}) id, at, operation, ${order} as "order" from (${looked}) looked
      where direction = 'in' and operation in ('validate_order', 'submit_order')
        and code = 'unmapped_' || kind
        and par_id = case kind when 'organization' then par_organization_id else par_location_id end
      order by ${order}, at desc, id desc) last
    order by at desc, id desc limit ${limit}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}
