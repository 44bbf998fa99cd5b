import { sql } from "drizzle-orm";
import { orders } from "../schema/order.ts";

// An order gets into the indexes of search when it is settled: once, and not when it comes and again when it ends. The
// few that are open are looked through. In the very words of the indexes, which parameters are not.

/** What the indexes of search have. */
export const IS_SETTLED = sql`${orders.finalAt} is not null`;

/** What the index `orders_open` has, by time. */
export const IS_OPEN = sql`${orders.state} in ('received', 'dispatching', 'unknown', 'attention')`;
