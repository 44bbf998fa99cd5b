import { posReferenceOf } from "@parley/db";
import { type NewOrder, PAR } from "@parley/db/orders";
import { failpoint } from "../../failpoint.ts";
import { toAnswerDetails, toPosOrder } from "../../pricing/price-order.ts";
import type { PricedOrder, PriceOutcome } from "../../pricing/types.ts";
import type { Store } from "../../stores/store.ts";
import type { Entry } from "../dispatch/lane.ts";
import { next, RECEIVED, REFUSED_AT_SIGHT } from "../lifecycle.ts";
import type { WrittenAttempt } from "../loaded-order.ts";
import { causeOfRefusal } from "../outcome.ts";
import { writePayload } from "../payload.ts";
import type { OrderCall, RecordExchange, SubmitResult } from "../room.ts";
import type { UsedVersions } from "../used-versions.ts";
import { createCommitOrder } from "./commit-order.ts";
import type { OrdersDeps } from "./deps.ts";
import { addressOf, answerTo, detailsOf, idsOf, knownAs } from "./order-row.ts";
import type { Recall } from "./recall.ts";

/** An order that nobody has seen before, as it is about to be written down. */
export interface Sight {
  call: OrderCall;
  store: Store;
  order: NewOrder;
  record: RecordExchange;
  /** What the order is known to be a new try of. */
  retries: readonly string[];
  used: UsedVersions;
}

/** What becomes of an order at first sight. Both return null where another call was faster with its key. */
export interface FirstSight {
  /** Good: committed, and sent at once where its store's lane has a place; else it waits in the ledger. */
  dispatch(sight: Sight, priced: PricedOrder): Promise<SubmitResult | null>;
  /** Against our own rules: a decision, so it is final at once and never reaches the POS. */
  refuse(sight: Sight, outcome: Extract<PriceOutcome, { kind: "refused" }>): Promise<SubmitResult | null>;
}

type Place = Extract<Entry, { kind: "entered" }>;

export function createFirstSight(deps: OrdersDeps & { recall: Recall }): FirstSight {
  const { timings, dispatcher, recall } = deps;
  const { lanes } = dispatcher;
  const commitOrder = createCommitOrder(deps);

  function posOrderOf({ call, store, order }: Sight, priced: PricedOrder) {
    const { pos, code, timezone } = store;
    const address = { reference: posReferenceOf(order), store: pos.storeName ?? code, timezone };
    return toPosOrder(priced, call.request, address);
  }

  /** Order and first attempt in one commit, then the POS. */
  async function send(sight: Sight, priced: PricedOrder, place: Place): Promise<SubmitResult | null> {
    const { call, store, order, record, retries, used } = sight;
    const step = next(RECEIVED, { kind: "attempt_started" });
    if (step.kind !== "moved") throw new Error(step.why);
    const posOrder = posOrderOf(sight, priced);
    const leaseEndsMs = performance.now() + timings.leaseMs;
    const inserted = await commitOrder(call, {
      order: { ...order, state: "dispatching" },
      key: { requestDatetime: call.request.requestDatetime },
      payload: { ...writePayload({ posOrder, priced }), usedVersions: used },
      event: { kind: "received", actor: PAR },
      attempt: { worker: deps.worker, leaseMs: timings.leaseMs },
      retries,
      now: deps.ledgerNow(),
    });
    if (inserted === null) return null;
    failpoint("cp05");

    const written: WrittenAttempt = {
      orderId: order.id,
      ledger: step.to,
      connectionId: call.connectionId,
      store,
      posOrder,
      priced,
      address: addressOf(call),
      leaseEndsMs,
    };
    const known = knownAs(call, order.id, store);
    // Once PAR is told 202, the final answer is another exchange's matter: only a waiting one joins it.
    let waiting = true;
    const attempt = dispatcher
      .send(written, (stored) => (waiting ? [record({ orderId: order.id, store: known.store, stored })] : []))
      .finally(place.leave);
    const end = await within(
      attempt,
      call.receivedAt.getTime() + timings.syncBudgetMs - deps.now().getTime(),
    );
    waiting = false;
    if (end?.answer != null) {
      failpoint("cp17");
      return { ...known, kind: "final", stored: end.answer, recorded: end.recorded };
    }
    return { ...known, kind: "pending", answer: pendingAnswer(sight, priced) };
  }

  /**
   * The store's POS is busy or in doubt: the order is committed without an attempt, and the sweep sends it. PAR
   * waits for a POS that answers as for a slow one, but is answered at once where the POS answers nobody.
   */
  async function hold(
    sight: Sight,
    priced: PricedOrder,
    entry: Exclude<Entry, Place>,
  ): Promise<SubmitResult | null> {
    const { call, store, order, retries, used } = sight;
    const isDown = entry.kind === "down" && !entry.answers;
    const cause = isDown ? "pos_unavailable" : entry.kind === "down" ? "pos_failing" : "pos_busy";
    const inserted = await commitOrder(call, {
      order: {
        ...order,
        state: RECEIVED.state,
        cause,
        dueInMs: entry.kind === "down" ? entry.retryInMs : 0,
      },
      key: { requestDatetime: call.request.requestDatetime },
      payload: { ...writePayload({ posOrder: posOrderOf(sight, priced), priced }), usedVersions: used },
      event: { kind: "received", actor: PAR, detail: { cause } },
      retries,
      now: deps.ledgerNow(),
    });
    if (inserted === null) return null;
    failpoint("cp05");
    const known = knownAs(call, order.id, store);
    const pending = { ...known, kind: "pending" as const, answer: pendingAnswer(sight, priced) };
    if (isDown) {
      const mayEnd = entry.isSilent && store.pos.policy.whenUnreachable === "error";
      const isEnded = mayEnd && (await dispatcher.giveUpAtOnce(inserted));
      return isEnded ? ((await recall.asFirst(call, { waits: false })) ?? pending) : pending;
    }
    dispatcher.wake();
    const leaveLine = await lanes.queue(store.locationId);
    if (leaveLine === null) return pending;
    try {
      return (await recall.asFirst(call, { waits: true })) ?? pending;
    } finally {
      leaveLine();
    }
  }

  function pendingAnswer({ call }: Sight, priced: PricedOrder) {
    return answerTo(call, deps.now(), "pending", toAnswerDetails(priced, idsOf(call)), []);
  }

  return {
    async dispatch(sight, priced) {
      const entry = await lanes.enter(sight.store, sight.call.connectionId, "new");
      if (entry.kind !== "entered") return await hold(sight, priced, entry);
      let result: SubmitResult | null = null;
      try {
        result = await send(sight, priced, entry);
        return result;
      } finally {
        // Otherwise the attempt leaves when it ends, which may be after PAR's answer.
        if (result === null) entry.leave();
      }
    },

    async refuse({ call, store, order, record, retries, used }, outcome) {
      const details = detailsOf(call, store, outcome);
      const stored = await deps.renderFinal(
        call.connectionId,
        answerTo(call, deps.now(), "rejected", details, outcome.issues),
      );
      const known = knownAs(call, order.id, store);
      const inserted = await commitOrder(call, {
        order: {
          ...order,
          state: REFUSED_AT_SIGHT.state,
          cause: causeOfRefusal(outcome.issues) ?? "rejected",
        },
        key: { requestDatetime: call.request.requestDatetime },
        payload: {
          ...writePayload({ posOrder: null, priced: outcome.order }),
          answer: stored,
          usedVersions: used,
        },
        event: {
          kind: "refused",
          actor: { kind: "worker", name: deps.worker },
          detail: { issues: outcome.issues },
        },
        exchanges: [record({ orderId: order.id, store: known.store, stored })],
        retries,
        now: deps.ledgerNow(),
      });
      return inserted === null ? null : { ...known, kind: "final", stored, recorded: true };
    },
  };
}

/** The promise's value, or null when it takes longer than `ms`; the promise goes on. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), Math.max(0, ms));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
