import { setTimeout as delay } from "node:timers/promises";
import type { LocationId } from "@parley/db";
import {
  bringForwardOrders,
  claimDueOrders,
  claimTrialOrder,
  expireLeases,
  type Order,
} from "@parley/db/orders";
import { isDatabaseAway } from "../../errors.ts";
import { failpoint } from "../../failpoint.ts";
import type { FindStoreOf } from "../../stores/order-pos.ts";
import { next } from "../lifecycle.ts";
import { createOrderActs, type OrderActs } from "../people/acts.ts";
import { untakenIssue } from "../try-end.ts";
import { createSendAttempt, type DispatchDeps, type SendAttempt } from "./attempt.ts";
import { createServeDueOrder, WORKER_LOST } from "./due-order.ts";
import type { Arrival } from "./lane.ts";
import { createLanes } from "./lanes.ts";
import { createMoves } from "./move.ts";
import { type LaneNews, ownLanes, type SharedLanes } from "./shared-lanes.ts";
import { createTidy } from "./tidy.ts";
import { createUnsent } from "./unsent.ts";
import { type WatchedLanes, watchLanes } from "./well-lanes.ts";

/**
 * Sends orders to the POS: one written attempt at a time, under a lease.
 *
 * The first attempt is made by the process that took the order, under the lease that was committed
 * with it. The sweep does the rest: orders that are due, and those that a dead worker left.
 */
export interface Dispatcher {
  send: SendAttempt;
  /** What a person may do about an order that cannot be settled. */
  acts: OrderActs;
  /** How many calls each store's POS has, and whether it is worth calling. */
  lanes: WatchedLanes;
  /**
   * Ends an order that was never sent, because its store's policy does not let it wait.
   * @returns false where another worker has taken it by now
   */
  giveUpAtOnce(order: Order): Promise<boolean>;
  /** This order's INSERT was not answered and nothing was sent for it: if it shows, it is sent as any other. */
  takeBack(orderId: string): void;
  /** Looks for due orders now. */
  wake(): void;
  /** Starts the sweep; the first one recovers what an earlier process left unfinished. */
  start(): void;
  /** Starts no more work and waits for what is under way, at most `timeoutMs`; the rest is for recovery. */
  stop(timeoutMs: number): Promise<void>;
}

/** Sweeps between two times at which the ledger is tidied. */
const TIDY_EVERY = 60;
/** Leases of lost workers that one statement ends. */
const EXPIRE_BATCH = 100;

const abandoned = next(
  { state: "dispatching", attempt: 1, ambiguous: false, absences: 0 },
  { kind: "lease_expired" },
);
if (abandoned.kind !== "moved") throw new Error("A lease must be able to expire");
const { state, ambiguous, absences } = abandoned.to;
/** How a lost worker's order is changed. */
const ABANDONED = { state, ambiguous, absences, cause: WORKER_LOST } as const;

export type OpenLanes = (news: LaneNews) => SharedLanes;

export function createDispatcher(
  outer: Omit<DispatchDeps, "lanes"> & {
    findStoreOf: FindStoreOf;
    /** Lanes that are counted elsewhere; by default they are counted here. */
    openLanes?: OpenLanes;
  },
): Dispatcher {
  const { db, timings, worker, log } = outer;
  const openLanes = outer.openLanes ?? ((news) => ownLanes(createLanes({ ...outer, ...news })));
  const lanes = watchLanes(openLanes({ onFree: wake, onBack }));
  const deps = { ...outer, lanes };
  const send = createSendAttempt(deps);
  const moves = createMoves({ ...deps, send });
  const serveDueOrder = createServeDueOrder({ ...deps, moves });
  const unsent = createUnsent(deps);
  const underWay = new Set<Promise<unknown>>();
  const tidy = createTidy({ ...deps, moves });
  let tidying: NodeJS.Timeout | null = null;
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
    await unsent.takeBack();
    await expire();
    for (;;) {
      // First, so that no order whose time has come is turned away for a trial that nobody makes.
      await tryOut();
      const capacity = await lanes.capacity();
      if (stopping || capacity.limit <= 0) return;
      const leaseEndsMs = performance.now() + timings.leaseMs;
      const lease = { owner: worker, leaseMs: timings.leaseMs };
      const due = await claimDueOrders(db, { now: deps.ledgerNow(), ...lease, ...capacity });
      if (due.length === 0) return;
      // Once each has a place or was turned away, the lanes can be counted again.
      await Promise.all(due.map((order) => serve(order, leaseEndsMs, "due")));
    }
  }

  /** At each store whose POS is in doubt and may be tried out now: chooses the order to do it with. */
  async function tryOut(): Promise<void> {
    for (const { locationId, turn: end } of await lanes.trials()) {
      if (stopping) return;
      const leaseEndsMs = performance.now() + timings.leaseMs;
      const lease = { owner: worker, leaseMs: timings.leaseMs };
      const order = await claimTrialOrder(db, { locationId, end, now: deps.ledgerNow(), ...lease });
      if (order === null || order.attempt > 0) lanes.nobodyWaits(locationId);
      if (order !== null) await serve(order, leaseEndsMs, "chosen");
    }
  }

  async function expire(): Promise<void> {
    for (;;) {
      const lost = await expireLeases(db, {
        now: deps.ledgerNow(),
        actor: { kind: "worker", name: worker },
        to: ABANDONED,
        limit: EXPIRE_BATCH,
      });
      if (lost.length > 0) failpoint("cp20");
      for (const order of lost) await tellLost(order);
      if (lost.length < EXPIRE_BATCH) return;
    }
  }

  async function tellLost(order: Order): Promise<void> {
    const { id: orderId, locationId } = order;
    const store = await outer.findStoreOf(order).catch(() => null);
    const about = { orderId, locationId, store: store?.code ?? null, cause: WORKER_LOST };
    log.warn(about, "nobody knows whether a POS has an order");
  }

  /** Resolves when the order has entered its lane or needs none; goes on by itself. */
  function serve(order: Order, leaseEndsMs: number, how: Arrival): Promise<void> {
    return new Promise((admitted) => {
      const served = serveDueOrder(order, { admitted, leaseEndsMs, how })
        .catch((error) => log.error({ err: error, orderId: order.id }, "a due order was not served"))
        .finally(admitted);
      void track(served);
    });
  }

  /** What waited for a POS to take orders again is due now. */
  function onBack(locationId: LocationId): void {
    bringForwardOrders(db, { locationId, now: deps.ledgerNow() }).then(wake, (error) =>
      log.warn({ err: error, locationId }, "orders that waited for a POS keep their time"),
    );
  }

  function wake(): void {
    if (stopping) return;
    if (sweeping !== null) {
      again = true;
      return;
    }
    sweeping = sweep()
      // That the database is away is told once, where its health is watched.
      .catch((error) =>
        log[isDatabaseAway(error) ? "debug" : "warn"]({ err: error }, "the ledger could not be swept"),
      )
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
    acts: createOrderActs({ ...deps, moves, wake: () => (timer === null ? undefined : wake()) }),
    lanes,
    giveUpAtOnce: (order) =>
      moves.move(
        order,
        { kind: "gave_up" },
        { cause: "pos_unavailable", actor: { kind: "worker", name: worker }, errors: [untakenIssue(null)] },
      ),
    takeBack: unsent.add,
    wake,
    start() {
      timer = setInterval(wake, timings.sweepMs);
      tidying = setInterval(() => void track(tidy()), timings.sweepMs * TIDY_EVERY);
      void track(tidy()).then(wake);
      wake();
    },
    async stop(timeoutMs) {
      stopping = true;
      if (timer !== null) clearInterval(timer);
      if (tidying !== null) clearInterval(tidying);
      const all = Promise.allSettled([...underWay, ...(sweeping === null ? [] : [sweeping])]);
      await Promise.race([all, delay(timeoutMs, undefined, { ref: false })]);
    },
  };
}
