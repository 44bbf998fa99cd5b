import type postgres from "postgres";
import { idOf, orderId } from "../seed-rows.ts";
import { callId, LAST_CALL } from "./calls.ts";
import { lastingIssues } from "./people.ts";

/** As many orders as a day has of them: one each ten seconds. */
const ORDERS_A_DAY = 8_640;
const CALLS_A_DAY = 276;

/**
 * Moves the newest day of orders and calls to the present, and gives its orders their attempts and events: what pages
 * read of today. Only times change, so that all else is the same at every run.
 */
export async function moveToPresent(sql: postgres.Sql, orders: number): Promise<void> {
  const first = Math.max(1, orders - ORDERS_A_DAY + 1);
  const [from, until] = [idOf(first), idOf(orders)];
  // The ledger is append-only, and tells of each change: neither is wanted here.
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      update orders set received_at = moved.at, give_up_at = moved.at + interval '10 minutes',
        final_at = case when final_at is not null then moved.at + interval '2 seconds' end,
        disputed_at = case when disputed_at is not null then moved.at + interval '1 minute' end, updated_at = moved.at
      from (
        select ${orderId(tx, tx`n`)} as order_id, now() - (${orders}::int - n + 1) * interval '10 seconds' as at
        from generate_series(${first}::int, ${orders}::int) n
      ) moved where orders.id = moved.order_id`;
    await tx`
      update exchanges set at = orders.received_at from orders
      where orders.id between ${from} and ${until}
        and exchanges.online_order_id in (orders.online_order_id, 'R' || orders.online_order_id)
        and exchanges.operation = 'submit_order'`;
    await tx`
      update exchanges set at = now() - (${LAST_CALL}::int - n + 1) * interval '313 seconds'
      from generate_series(${LAST_CALL - CALLS_A_DAY}::int, ${LAST_CALL}::int) n
      where exchanges.id = 'exc_5eed2' || lpad(to_hex(n), 27, '0')
        and exchanges.id between ${callId(LAST_CALL - CALLS_A_DAY)} and ${callId(LAST_CALL)}`;
    await tx`
      update issues set over_at = null, last_seen_at = now(), since_at = now() - interval '20 minutes'
      where id in (${lastingIssues(sql)})`;
    for (const table of ["attempt_results", "attempts", "order_events"])
      await tx`delete from ${tx(table)} where order_id between ${from} and ${until}`;
    const ofDay = tx`from orders where id between ${from} and ${until}`;
    await tx`
      insert into attempts (id, order_id, number, reference, started_at, worker)
      select 'att_' || md5(id), id, 1, pos_reference, received_at, 'seed' ${ofDay}`;
    await tx`
      insert into attempt_results (id, order_id, number, outcome, evidence, fenced, at)
      select 'res_' || md5(id), id, 1, case state when 'placed' then 'placed' when 'rejected' then 'refused' else 'not_placed' end,
        '{"status": 200}', false, received_at + interval '2 seconds' ${ofDay}`;
    await tx`
      insert into order_events (order_id, at, kind, from_state, to_state, actor, tx)
      select id, received_at + after, kind, from_state, to_state, 'par', null
      from (select id, received_at, state ${ofDay}) day, lateral (values
        (interval '0', 'received', null, 'received'), (interval '0', 'attempt_started', 'received', 'dispatching'),
        (interval '2 seconds', case state when 'placed' then 'placed' when 'rejected' then 'refused' else 'gave_up' end, 'dispatching', state)
      ) steps (after, kind, from_state, to_state) order by received_at, after`;
  });
}
