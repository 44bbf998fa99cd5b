import {
  type Actor,
  endWaitAhead,
  listLatePlaced,
  listOrdersAhead,
  type TimesAhead,
} from "@parley/db/orders";
import type { Timings } from "../../config.ts";
import type { FindStoreOf } from "../../stores/order-pos.ts";
import type { DispatchDeps } from "./attempt.ts";
import { settleByLatePlacing } from "./late-placing.ts";
import type { Moves } from "./move.ts";

export interface TidyDeps extends DispatchDeps {
  findStoreOf: FindStoreOf;
  moves: Moves;
}

/** Orders looked after at one time. */
const BATCH = 100;
/** A POS may ask for at most so long a pause. */
const ASKED_WAIT_MAX_MS = 120_000;
/** Resends and a closed store vary their waits by this share. */
const JITTER = 1.2;
/** Beyond these multiples of ours, no setting of another process explains a lease or a give-up time. */
const LEASES = 10;
const GIVE_UPS = 2;

/** How far ahead the times of an order can be, whatever happens, at a POS with this quiet period. */
export function timesAhead(timings: Timings, quietPeriodMs: number): TimesAhead {
  const waits = [...timings.resendMs, timings.breakerOpenMaxMs].map((ms) => ms * JITTER);
  return {
    dueMs: Math.max(...waits, timings.lookUpMs, ASKED_WAIT_MAX_MS, quietPeriodMs),
    leaseMs: timings.leaseMs * LEASES,
    giveUpMs: timings.giveUpMs * GIVE_UPS,
  };
}

/**
 * Looks after orders that nothing else looks at: those whose stored times cannot be, and those that wait for a person
 * although their POS's late word is there.
 */
export function createTidy(deps: TidyDeps): () => Promise<void> {
  const { db, timings, log, worker } = deps;
  const actor: Actor = { kind: "worker", name: worker };

  async function endImpossibleWaits(): Promise<void> {
    const now = deps.ledgerNow();
    for (const order of await listOrdersAhead(db, { now, ahead: timesAhead(timings, 0), limit: BATCH })) {
      const store = await deps.findStoreOf(order);
      const quietPeriodMs = store === null ? 0 : deps.pos.adapterFor(store).quietPeriodMs;
      const ahead = timesAhead(timings, quietPeriodMs);
      const isEnded = await endWaitAhead(db, { orderId: order.id, now, ahead, giveUpInMs: timings.giveUpMs });
      if (isEnded) log.warn({ orderId: order.id }, "a time of an order was too far ahead: it is due now");
    }
  }

  async function settleLatePlaced(): Promise<void> {
    for (const order of await listLatePlaced(db, { limit: BATCH })) {
      const store = await deps.findStoreOf(order);
      if (store === null) continue;
      const isSettled = await settleByLatePlacing({ ...deps, actor }, order, deps.pos.adapterFor(store));
      if (isSettled) log.info({ orderId: order.id }, "an order was settled by a late word of its POS");
    }
  }

  return async () => {
    try {
      await endImpossibleWaits();
      await settleLatePlaced();
    } catch (error) {
      log.warn({ err: error }, "the ledger could not be tidied");
    }
  };
}
