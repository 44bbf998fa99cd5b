import { setTimeout as delay } from "node:timers/promises";
import { claimDueOrders, expireLeases, type Order, type OrderChange } from "@parley/db";
import { failpoint } from "../failpoint.ts";
import type { Store } from "../ids/resolve.ts";
import { createOrderActs, type OrderActs } from "./acts.ts";
import { createSendAttempt, type DispatchDeps, type SendAttempt } from "./attempt.ts";
import { next } from "./lifecycle.ts";
import { createMoves } from "./move.ts";
import { createSettle, WORKER_LOST } from "./settle.ts";

/**
 * Hands orders to the POS: one written attempt at a time, under a lease.
 *
 * The first attempt is made by the process that took the order, under the lease that was committed
 * with it. Everything else is the sweep's: what is due, and what a dead worker left behind.
 */
export interface Dispatcher {
  send: SendAttempt;
  /** What a person may do about an order that cannot be settled. */
  acts: OrderActs;
  /** Looks for due orders now. */
  wake(): void;
  /** Starts the sweep; the first one recovers what an earlier process left unfinished. */
  start(): void;
  /** Starts no more work and waits for what is under way, at most `timeoutMs`; the rest is for recovery. */
  stop(timeoutMs: number): Promise<void>;
}

/** As many orders are served at once by the sweep; the rest stays due. */
const SWEEP_BATCH = 32;

const abandoned = next(
  { state: "dispatching", attempt: 1, ambiguous: false, absences: 0 },
  { kind: "lease_expired" },
);
if (abandoned.kind !== "moved") throw new Error("A lease must be able to expire");
const { state, ambiguous, absences } = abandoned.to;
/** What the end of a worker makes of the attempt that it owned; due in the past: looked at next. */
const ABANDONED: OrderChange = {
  state,
  ambiguous,
  absences,
  cause: WORKER_LOST,
  posOrderId: null,
  dueAt: new Date(0),
  finalAt: null,
};

export function createDispatcher(
  deps: DispatchDeps & { findStore(locationId: string): Promise<Store | null> },
): Dispatcher {
  const { db, timings, worker, log } = deps;
  const send = createSendAttempt(deps);
  const moves = createMoves({ ...deps, send });
  const settle = createSettle({ ...deps, moves });
  const underWay = new Set<Promise<unknown>>();
  let serving = 0;
  let stopping = false;
  let timer: NodeJS.Timeout | null = null;
  let sweeping: Promise<void> | null = null;
  let again = false;

  function track<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    const done = () => underWay.delete(work);
    work.then(done, done);
    return work;
  }

  async function sweep(): Promise<void> {
    const lost = await expireLeases(db, {
      now: deps.now(),
      actor: worker,
      to: ABANDONED,
      limit: SWEEP_BATCH,
    });
    if (lost.length > 0) failpoint("cp20");
    while (!stopping && serving < SWEEP_BATCH) {
      const due = await claimDueOrders(db, {
        now: deps.now(),
        owner: worker,
        leaseUntil: new Date(deps.now().getTime() + timings.leaseMs),
        limit: SWEEP_BATCH - serving,
      });
      if (due.length === 0) return;
      for (const order of due) serve(order);
    }
  }

  function serve(order: Order): void {
    serving += 1;
    const served = settle(order).catch((error) => {
      log.error({ err: error, orderId: order.id }, "a due order was not served");
    });
    void track(
      served.finally(() => {
        serving -= 1;
        // A full sweep left orders waiting for this place.
        if (serving === SWEEP_BATCH - 1) wake();
      }),
    );
  }

  function wake(): void {
    if (stopping) return;
    if (sweeping !== null) {
      again = true;
      return;
    }
    sweeping = sweep()
      .catch((error) => log.warn({ err: error }, "the ledger could not be swept"))
      .finally(() => {
        sweeping = null;
        if (again) {
          again = false;
          wake();
        }
      });
  }

  return {
    send: (written, exchangesFor) => track(send(written, exchangesFor)),
    acts: createOrderActs({ ...deps, moves }),
    wake,
    start() {
      timer = setInterval(wake, timings.sweepMs);
      wake();
    },
    async stop(timeoutMs) {
      stopping = true;
      if (timer !== null) clearInterval(timer);
      const all = Promise.allSettled([...underWay, ...(sweeping === null ? [] : [sweeping])]);
      await Promise.race([all, delay(timeoutMs, undefined, { ref: false })]);
    },
  };
}
