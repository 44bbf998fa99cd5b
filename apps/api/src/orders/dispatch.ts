import { setTimeout as delay } from "node:timers/promises";
import {
  claimDueOrders,
  type Database,
  expireLeases,
  findOrderByKey,
  findOrderPayload,
  type NewExchange,
  type Order,
  type OrderChange,
  type OrderPayload,
  PosOrderTakenError,
  recordLateResult,
  recordResult,
  type StoredAnswer,
  startAttempt,
  transitionOrder,
} from "@parley/db";
import type { Issue, OrderAnswer } from "@parley/par-contract";
import type { Timings } from "../config.ts";
import { assertNever } from "../errors.ts";
import type { Store } from "../ids/resolve.ts";
import type { Logger } from "../logger.ts";
import type { PlaceOutcome, PosAdapter, PosOrder } from "../pos/adapter.ts";
import type { PosRegistry } from "../pos/registry.ts";
import { isFinal, type LedgerEvent, type LedgerState, next, statusOf } from "./lifecycle.ts";
import { posExchange } from "./pos-exchange.ts";
import { toAnswerDetails } from "./pricing.ts";
import type { PricedOrder } from "./pricing-types.ts";
import type { Waiters } from "./waiters.ts";

/**
 * Hands orders to the POS: one written attempt at a time, under a lease.
 *
 * The first attempt is made by the process that took the order, under the lease that was committed
 * with it. Everything else is the sweep's: what is due, and what a dead worker left behind. An
 * attempt is always committed before its first byte leaves, names the order's constant reference,
 * and its result counts only while it is still the order's current attempt.
 */

/** An attempt that is committed and may now be sent. */
export interface WrittenAttempt {
  orderId: string;
  attempt: number;
  /** True when an earlier attempt may have placed the order. */
  ambiguous: boolean;
  connectionId: string;
  store: Store;
  posOrder: PosOrder;
  priced: PricedOrder;
  /** How PAR addressed the order first: a final answer is rendered once, with these. */
  address: { requestUid: string; requestDatetime: string; organizationId: string; locationId: string };
  giveUpAt: Date;
}

/** What an attempt led to. `exchanges` of the caller were committed with it where `recorded`. */
export interface AttemptEnd {
  state: LedgerState["state"];
  answer: StoredAnswer | null;
  recorded: boolean;
}

export interface Dispatcher {
  /**
   * Sends a written attempt and records what became of it. Resolves also when the result could not
   * be recorded: the order is then left to the sweep and the state is `unknown`.
   * @param exchangesFor rows to commit with the result, made when the final answer is known
   */
  send(
    written: WrittenAttempt,
    exchangesFor?: (answer: StoredAnswer) => readonly NewExchange[],
  ): Promise<AttemptEnd>;
  /** Looks for due orders now. */
  wake(): void;
  /** Starts the sweep; the first one recovers what an earlier process left unfinished. */
  start(): void;
  /** Starts no more attempts and waits for those under way, at most `timeoutMs`; the rest is for recovery. */
  stop(timeoutMs: number): Promise<void>;
}

/** As many orders are served at once by the sweep; the rest stays due. */
const SWEEP_BATCH = 32;
const RECORD_TRIES = 3;

/** What the end of a worker makes of the attempt that it owned; `dueAt` in the past: look at it now. */
const abandoned = next({ state: "dispatching", attempt: 1, ambiguous: false }, { kind: "lease_expired" });
if (abandoned.kind !== "moved") throw new Error("A lease must be able to expire");
const ABANDONED: OrderChange = {
  state: abandoned.to.state,
  cause: "worker_lost",
  posOrderId: null,
  ambiguous: abandoned.to.ambiguous,
  dueAt: new Date(0),
  finalAt: null,
};

interface LoadedOrder {
  order: Order;
  requestDatetime: string;
  payload: OrderPayload;
}

export interface DispatchDeps {
  db: Database;
  pos: PosRegistry;
  waiters: Waiters;
  now: () => Date;
  /** Between 0 and 1, for jitter. */
  random: () => number;
  timings: Timings;
  log: Logger;
  /** Name of this process in leases and evidence. */
  worker: string;
  findStore(locationId: string): Promise<Store | null>;
  /** Renders the final answer of an order by its connection's switches. */
  renderFinal(connectionId: string, answer: OrderAnswer): Promise<StoredAnswer>;
}

export function createDispatcher(deps: DispatchDeps): Dispatcher {
  const { db, timings, worker, log } = deps;
  const underWay = new Set<Promise<unknown>>();
  /** Orders that the sweep is serving now. */
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

  async function send(
    written: WrittenAttempt,
    exchangesFor: (answer: StoredAnswer) => readonly NewExchange[] = () => [],
  ): Promise<AttemptEnd> {
    const adapter = deps.pos.adapterFor(written.store);
    const outcome = await place(adapter, written);
    const step = next(
      { state: "dispatching", attempt: written.attempt, ambiguous: written.ambiguous },
      eventOf(outcome, adapter),
    );
    if (step.kind !== "moved") throw new Error(`An attempt's end was refused: ${step.why}`);
    return await record(written, outcome, step.to, exchangesFor);
  }

  async function place(adapter: PosAdapter, written: WrittenAttempt): Promise<PlaceOutcome> {
    const deadlineMs = performance.now() + timings.attemptDeadlineMs;
    const signal = AbortSignal.timeout(timings.attemptDeadlineMs);
    try {
      return await adapter.place(written.posOrder, { signal, deadlineMs });
    } catch (error) {
      // An adapter must not throw. Where one does, nothing is proven.
      log.error({ err: error, orderId: written.orderId }, "adapter threw while placing");
      return { kind: "unknown", reason: "adapter_threw", retryAfterMs: null, call: null };
    }
  }

  async function record(
    written: WrittenAttempt,
    outcome: PlaceOutcome,
    to: LedgerState,
    exchangesFor: (answer: StoredAnswer) => readonly NewExchange[],
  ): Promise<AttemptEnd> {
    const now = deps.now();
    const answer = isFinal(to.state)
      ? await deps.renderFinal(written.connectionId, answerOf(written, outcome, to, now))
      : null;
    const hop = outcome.call === null ? [] : [posExchange(written, outcome, outcome.call)];
    const exchanges = [...hop, ...(answer === null ? [] : exchangesFor(answer))];
    const args = {
      orderId: written.orderId,
      attempt: written.attempt,
      worker,
      to: changeOf(written, outcome, to, now),
      event: { kind: outcome.kind, actor: worker, detail: detailOf(outcome) },
      result: { outcome: outcome.kind, evidence: detailOf(outcome) },
      answer,
      exchanges,
      now,
    };
    for (let tries = 1; ; tries++) {
      try {
        const { hit } = await recordResult(db, args);
        if (hit) {
          deps.waiters.tell(written.orderId);
          return { state: to.state, answer, recorded: true };
        }
        // Somebody else owns the order by now: our word is evidence, no more.
        await recordLateResult(db, { ...args, exchanges: hop });
        log.warn(
          { orderId: written.orderId, attempt: written.attempt, outcome: outcome.kind },
          "late result kept",
        );
        return { state: "unknown", answer: null, recorded: false };
      } catch (error) {
        if (error instanceof PosOrderTakenError) {
          return await record(
            written,
            crossed(error, outcome),
            { ...to, state: "unknown", ambiguous: true },
            exchangesFor,
          );
        }
        if (tries === RECORD_TRIES) {
          // The lease runs out and the order is found in doubt, as after a crash of this process.
          log.error({ err: error, orderId: written.orderId }, "an attempt's result could not be recorded");
          return { state: "unknown", answer: null, recorded: false };
        }
        await delay(200 * tries);
      }
    }
  }

  function changeOf(written: WrittenAttempt, outcome: PlaceOutcome, to: LedgerState, now: Date): OrderChange {
    return {
      state: to.state,
      cause: causeOf(outcome),
      posOrderId: outcome.kind === "placed" ? outcome.posOrderId : null,
      ambiguous: to.ambiguous,
      dueAt: to.state === "unknown" || to.state === "received" ? dueAfter(written, outcome, now) : null,
      finalAt: isFinal(to.state) ? now : null,
    };
  }

  /** The schedule of reliability 3.5: fixed steps, ±20 % jitter, never before the POS asked, never past give-up. */
  function dueAfter(written: WrittenAttempt, outcome: PlaceOutcome, now: Date): Date {
    const steps = timings.resendMs;
    const step = steps[Math.min(written.attempt, steps.length) - 1] ?? 0;
    const jittered = step * (0.8 + 0.4 * deps.random());
    const asked = outcome.kind === "unknown" ? (outcome.retryAfterMs ?? 0) : 0;
    const due = now.getTime() + Math.max(jittered, asked);
    return new Date(Math.min(due, Math.max(written.giveUpAt.getTime(), now.getTime())));
  }

  async function sweep(): Promise<void> {
    await expireLeases(db, { now: deps.now(), actor: worker, to: ABANDONED, limit: SWEEP_BATCH });
    while (!stopping && serving < SWEEP_BATCH) {
      const due = await claimDueOrders(db, {
        now: deps.now(),
        owner: worker,
        leaseUntil: new Date(deps.now().getTime() + timings.leaseMs),
        limit: SWEEP_BATCH - serving,
      });
      if (due.length === 0) return;
      for (const order of due) serveInBackground(order);
    }
  }

  function serveInBackground(order: Order): void {
    serving += 1;
    const served = serve(order).catch((error) => {
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

  async function serve(order: Order): Promise<void> {
    const from: LedgerState = { state: order.state, attempt: order.attempt, ambiguous: order.ambiguous };
    if (deps.now() >= order.giveUpAt) return await giveUp(order, from);
    const store = await deps.findStore(order.locationId);
    const adapterClass = store === null ? null : deps.pos.adapterFor(store).adapterClass;
    // Only a POS that knows our reference again may be sent it again; the other classes wait for a person.
    const maySend = from.state === "received" || adapterClass === "A";
    if (store === null || !maySend) return await giveUp(order, from);
    const step = next(from, { kind: "attempt_started" });
    if (step.kind !== "moved") return;
    const started = await startAttempt(db, {
      orderId: order.id,
      expectState: from.state,
      expectAttempt: from.attempt,
      worker,
      leaseUntil: new Date(deps.now().getTime() + timings.leaseMs),
      now: deps.now(),
    });
    if (started === null) return;
    await send(writtenFrom(await load(order), store, step.to));
  }

  async function load(order: Order): Promise<LoadedOrder> {
    const [keyed, payload] = await Promise.all([findOrderByKey(db, order), findOrderPayload(db, order.id)]);
    if (keyed === null || payload === null) throw new Error(`Order ${order.id} has no key or payload`);
    return { order, requestDatetime: keyed.key.requestDatetime, payload };
  }

  async function giveUp(order: Order, from: LedgerState): Promise<void> {
    const step = next(from, { kind: "gave_up" });
    if (step.kind !== "moved") return;
    const now = deps.now();
    const issues: Issue[] = [
      { code: "pos_unavailable", message: "The store's POS could not be reached; no order was made" },
    ];
    const answer = isFinal(step.to.state)
      ? await deps.renderFinal(
          order.connectionId,
          answerFrom(await load(order), statusOf(step.to.state), issues, now),
        )
      : null;
    await transitionOrder(db, {
      orderId: order.id,
      expectState: from.state,
      expectAttempt: from.attempt,
      to: {
        state: step.to.state,
        cause: step.to.state === "errored" ? "pos_unavailable" : (order.cause ?? "gave_up"),
        posOrderId: null,
        ambiguous: step.to.ambiguous,
        dueAt: null,
        finalAt: isFinal(step.to.state) ? now : null,
      },
      event: { kind: "gave_up", actor: worker },
      answer,
      now,
    });
    deps.waiters.tell(order.id);
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

function eventOf(outcome: PlaceOutcome, adapter: PosAdapter): LedgerEvent {
  switch (outcome.kind) {
    case "placed":
      return { kind: "placed" };
    case "refused":
      return { kind: "refused", adapterClass: adapter.adapterClass };
    case "not_sent":
    case "not_placed":
      return { kind: "not_placed" };
    case "unknown":
      return { kind: "in_doubt" };
    default:
      return assertNever(outcome);
  }
}

function causeOf(outcome: PlaceOutcome): string | null {
  switch (outcome.kind) {
    case "placed":
      return null;
    case "refused":
      return outcome.issues[0]?.code ?? "pos_refused";
    case "not_sent":
    case "not_placed":
    case "unknown":
      return outcome.reason;
    default:
      return assertNever(outcome);
  }
}

/** Two of our orders were told the same POS order: neither word can be believed. */
function crossed(error: PosOrderTakenError, outcome: PlaceOutcome): PlaceOutcome {
  return {
    kind: "unknown",
    reason: `crossed_ack:${error.posOrderId}`,
    retryAfterMs: null,
    call: outcome.call,
  };
}

function detailOf(outcome: PlaceOutcome): Record<string, unknown> {
  const { call, ...rest } = outcome;
  return { ...rest, status: call?.status ?? null, durationMs: call?.durationMs ?? null };
}

function answerOf(written: WrittenAttempt, outcome: PlaceOutcome, to: LedgerState, now: Date): OrderAnswer {
  const placed = outcome.kind === "placed";
  return {
    status: statusOf(to.state),
    ...written.address,
    order: toAnswerDetails(written.priced, {
      onlineOrderId: written.posOrder.onlineOrderId,
      posOrderId: placed ? outcome.posOrderId : null,
      estimatedReadyAt: placed ? outcome.readyAt : null,
    }),
    processedAt: now,
    errors: outcome.kind === "refused" ? outcome.issues : [],
  };
}

function answerFrom(
  due: LoadedOrder,
  status: OrderAnswer["status"],
  errors: Issue[],
  now: Date,
): OrderAnswer {
  return {
    status,
    ...addressOf(due),
    order: toAnswerDetails(pricedOf(due), { onlineOrderId: due.order.onlineOrderId, posOrderId: null }),
    processedAt: now,
    errors,
  };
}

function writtenFrom(due: LoadedOrder, store: Store, state: LedgerState): WrittenAttempt {
  return {
    orderId: due.order.id,
    attempt: state.attempt,
    ambiguous: state.ambiguous,
    connectionId: due.order.connectionId,
    store,
    posOrder: due.payload.posOrder as PosOrder,
    priced: pricedOf(due),
    address: addressOf(due),
    giveUpAt: due.order.giveUpAt,
  };
}

function addressOf(due: LoadedOrder): WrittenAttempt["address"] {
  return {
    requestUid: due.order.requestUid,
    requestDatetime: due.requestDatetime,
    organizationId: due.order.parOrganizationId ?? "",
    locationId: due.order.parLocationId,
  };
}

function pricedOf(due: LoadedOrder): PricedOrder {
  return due.payload.priced as PricedOrder;
}
