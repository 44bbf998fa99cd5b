import { type Database, isFateUnknown } from "@parley/db";
import { findOrderByKey, type InsertOrderArgs, insertOrder, type Order } from "@parley/db/orders";
import { failpoint } from "../../failpoint.ts";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import type { OrderCall } from "../room.ts";
import { keyOf } from "./recall.ts";

/**
 * Writes an order down. Null where its key or online order id is another call's, or where it has moved on
 * meanwhile: then the ledger has the answer. Throws where nobody can say whether it is written, and nothing
 * may be told or sent for it; should it show in the ledger after all, it is sent from there.
 */
export type CommitOrder = (call: OrderCall, args: InsertOrderArgs) => Promise<Order | null>;

/** The part of a statement's time that the look may take beside it, so that PAR hears of it within 2 s. */
const LOOK_SHARE = 0.2;

export function createCommitOrder(deps: {
  db: Database;
  dispatcher: Pick<Dispatcher, "takeBack">;
  databaseDeadlineMs: number;
  worker: string;
}): CommitOrder {
  const { db, databaseDeadlineMs } = deps;

  /** The order as the ledger has it, or null where it does not show it in time. */
  async function look(call: OrderCall): Promise<Order | null> {
    const seen = findOrderByKey(db, keyOf(call)).then(
      (found) => found?.order ?? null,
      () => null,
    );
    return await Promise.race([seen, late(databaseDeadlineMs * LOOK_SHARE)]);
  }

  return async (call, args) => {
    try {
      return await insertOrder(db, args);
    } catch (error) {
      if (!isFateUnknown(error)) throw error;
      failpoint("cp28");
      const seen = await look(call);
      if (seen === null) {
        // Not seen is not absent: a server that was frozen still does what it had read.
        if (args.attempt !== undefined) deps.dispatcher.takeBack(args.order.id);
        throw error;
      }
      return isUntouched(seen, args) ? seen : null;
    }
  };
}

/** Whether this is the order that was to be written, and nobody has done anything with it since. */
function isUntouched(seen: Order, { order, attempt }: InsertOrderArgs): boolean {
  return seen.id === order.id && seen.state === order.state && seen.leaseOwner === (attempt?.worker ?? null);
}

function late(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms).unref());
}
