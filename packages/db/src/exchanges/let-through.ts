import { type SQL, sql } from "drizzle-orm";
import { exchanges } from "../schema/exchange.ts";

/** How long PAR's check of an order is looked back for from its submit: a guest pays in between. */
const CHECKED_WITHIN_MIN = 60;

/**
 * That a call is a submit that was refused though the validate before it was let through: its guest has paid. What is
 * only put off (HTTP 500 and above) comes again. False, and not null, for every other call.
 */
export function isLetThrough(): SQL<boolean> {
  // Named in full, because the row is compared with another one of its own table.
  const of = (column: string) => sql`${exchanges}.${sql.identifier(column)}`;
  return sql<boolean>`case when ${of("operation")} = 'submit_order' and ${of("outcome")} = 'refused'
    and ${of("status")} < 500 and not ${of("replayed")} and ${of("online_order_id")} is not null then (
      select coalesce((
        select checked.outcome = 'accepted' from exchanges checked
        where checked.online_order_id = ${of("online_order_id")} and checked.connection_id = ${of("connection_id")}
          and checked.operation = 'validate_order' and checked.at <= ${of("at")}
          and checked.at > ${of("at")} - make_interval(mins => ${CHECKED_WITHIN_MIN})
        order by checked.at desc limit 1
      ), false)
    ) else false end`;
}
