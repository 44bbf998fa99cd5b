import type { Database } from "../client/client.ts";
import { isDangling } from "../sql/postgres-errors.ts";
import { announce } from "./events.ts";
import type { InsertOrderArgs, Order } from "./types.ts";
import { writeOrder } from "./write-orders.ts";

// This folder is the only place that writes orders.state: insert.ts, result.ts and dispatch.ts, and what they write
// with. Each of their functions is one statement, hence one round trip and one commit: the row, its history and its
// answer are there together or not at all, and with those of others that are written at that moment.

/**
 * Writes an order with its key, payload, first event and, when it is to be dispatched at once, its first
 * attempt. Null when its key, or another order with the same online order id that it does not retry, is there
 * already: then nothing at all was written. Of two equal calls the later one waits for the first.
 */
export async function insertOrder(db: Database, args: InsertOrderArgs): Promise<Order | null> {
  try {
    const written = await writeOrder(db, args);
    if (written !== null) announce(db, written.id, written.state);
    return written;
  } catch (error) {
    // The key was free but the order was not written: another live order has this online order id. The key
    // that was just written then points nowhere, and this refusal takes it back.
    if (isDangling(error, "order_keys_order_id_orders_id_fk")) return null;
    throw error;
  }
}
