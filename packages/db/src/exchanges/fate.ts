import { sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { exchanges, isRefusedSubmit } from "../schema/exchange.ts";
import type { Exchange } from "./exchanges.ts";

/** What else PAR sent about a refused submit. */
export interface RefusedFate {
  exchangeId: string;
  /** The order that the same request, or the same online order, became; the newest of several. */
  orderId: string | null;
  /** How often the same request had been refused before, at most `REPEATS_MAX`. */
  earlier: number;
}

/** A caller in a loop repeats a request for hours: nobody needs to know more exactly. */
export const REPEATS_MAX = 100;

/** The fates of some refused submits, in one statement. */
export async function readRefusedFates(
  db: Database,
  refused: readonly Pick<
    Exchange,
    "id" | "at" | "connectionId" | "requestUid" | "onlineOrderId" | "parLocationId"
  >[],
): Promise<RefusedFate[]> {
  const given = JSON.stringify(
    refused.map(({ id, at, connectionId, requestUid, onlineOrderId, parLocationId }) => ({
      id,
      at,
      connection: connectionId,
      uid: requestUid,
      online: onlineOrderId,
      location: parLocationId,
    })),
  );
  const isRefused = isRefusedSubmit(exchanges);
  return [
    ...(await db.orm.execute<RefusedFate & Record<string, unknown>>(sql`
      select r.id as "exchangeId", became.id as "orderId", repeats.earlier
      from json_to_recordset(${given}::json) r(
        id text, at timestamptz, connection text, uid text, online text, location text)
      left join lateral (
        select id from (
          select o.id, o.received_at from order_keys k join orders o on o.id = k.order_id
          where k.request_uid = r.uid collate "C" and k.connection_id = r.connection collate "C"
          union all
          select o.id, o.received_at from orders o
          where o.online_order_id = r.online collate "C" and o.connection_id = r.connection collate "C"
            and o.par_location_id = r.location collate "C"
        ) o order by received_at desc, id desc limit 1
      ) became on true
      cross join lateral (
        select count(*)::int as earlier from (
          select from exchanges
          where ${isRefused} and search_id(request_uid) collate "C" = search_id(r.uid)
            and at < r.at and request_uid = r.uid collate "C" and connection_id = r.connection collate "C"
          limit ${REPEATS_MAX}
        ) earlier
      ) repeats`)),
  ];
}
