import { setTimeout as delay } from "node:timers/promises";
import { type Database, everyBrand, type LedgerNow } from "@parley/db";
import type { NewExchange } from "@parley/db/exchanges";
import {
  type Actor,
  type Cause,
  findOrder,
  type LateProof,
  type OrderChange,
  PosOrderTakenError,
  raiseDispute,
  recordLateResult,
  recordResult,
  type StoredAnswer,
} from "@parley/db/orders";
import type { OrderAnswer } from "@parley/par-contract";
import type { Timings } from "../../config.ts";
import { isDatabaseAway } from "../../errors.ts";
import { failpoint } from "../../failpoint.ts";
import type { Logger } from "../../logger.ts";
import type { CallControl, PlaceOutcome, PosAdapter } from "../../pos/adapter.ts";
import type { PosRegistry } from "../../pos/registry.ts";
import { answerOf } from "../answer.ts";
import { waitInDoubt } from "../doubt.ts";
import type { Waiters } from "../intake/waiters.ts";
import { isFinal, type LedgerState, next, PLACEABLE } from "../lifecycle.ts";
import type { WrittenAttempt } from "../loaded-order.ts";
import { type AttemptOutcome, callEndOf, causeOf, eventOf, evidenceOf } from "../outcome.ts";
import { noteDrift } from "./note-drift.ts";
import { posExchange } from "./pos-exchange.ts";
import type { SharedLanes } from "./shared-lanes.ts";

/** What the parts of dispatch share. */
export interface DispatchDeps {
  db: Database;
  pos: PosRegistry;
  waiters: Waiters;
  lanes: SharedLanes;
  now: () => Date;
  ledgerNow: () => LedgerNow;
  /** Between 0 and 1, for jitter. */
  random: () => number;
  timings: Timings;
  log: Logger;
  /** Name of this process in leases and evidence. */
  worker: string;
  /** Renders the final answer of an order by its connection's switches. */
  renderFinal(connectionId: string, answer: OrderAnswer): Promise<StoredAnswer>;
}

/** What an attempt led to. The caller's exchanges were committed with it where `recorded`. */
export interface AttemptEnd {
  state: LedgerState["state"];
  answer: StoredAnswer | null;
  recorded: boolean;
}

export type ExchangesFor = (answer: StoredAnswer) => readonly NewExchange[];

/**
 * Sends a written attempt and records what became of it; its result counts only while it is still
 * the order's current attempt. Resolves also when the result could not be recorded: the lease then
 * runs out, and the order is found in doubt, as after a crash of this process.
 */
export type SendAttempt = (written: WrittenAttempt, exchangesFor?: ExchangesFor) => Promise<AttemptEnd>;

/** An attempt whose adapter has answered, before its result is written. */
interface EndedAttempt {
  written: WrittenAttempt;
  outcome: AttemptOutcome;
  adapter: PosAdapter;
}

const RECORD_TRIES = 3;
const RECORD_PAUSE_MS = 200;
const RECORD_PAUSE_MAX_MS = 1_000;
/** What a POS said is kept in hand this long past its attempt's lease, where the database is away. */
const RECORD_LATE_MS = 60_000;

export function createSendAttempt(deps: DispatchDeps): SendAttempt {
  const { db, timings, worker, log } = deps;
  const actor: Actor = { kind: "worker", name: worker };

  async function place(adapter: PosAdapter, written: WrittenAttempt): Promise<AttemptOutcome> {
    const ctl = callControl(timings.attemptDeadlineMs, written.leaseEndsMs);
    try {
      const outcome = await adapter.place(written.posOrder, ctl);
      const end = callEndOf(outcome);
      const isFirst = written.ledger.attempt === 1;
      if (end !== null) deps.lanes.report(written.store.lane, { end, isFirst });
      return outcome.kind === "duplicate" ? await whichOne(adapter, written, outcome) : outcome;
    } catch (error) {
      // An adapter must not throw. Where one does, nothing is proven.
      log.error({ err: error, orderId: written.orderId }, "adapter threw while placing");
      return { kind: "unknown", reason: "adapter_threw", retryAfterMs: null, call: null };
    }
  }

  /** The POS has this reference already: from an earlier attempt of ours, so its order is this one. */
  async function whichOne(
    adapter: PosAdapter,
    written: WrittenAttempt,
    { call, reason }: PlaceOutcome & { kind: "duplicate" },
  ): Promise<AttemptOutcome> {
    const ctl = callControl(timings.attemptDeadlineMs, written.leaseEndsMs);
    const found = await adapter.lookUp(written.posOrder.reference, ctl);
    if (found.kind === "found") return { ...found, kind: "placed", call };
    if (found.kind === "absent") return { kind: "contradiction", reason: "duplicate_but_absent", call };
    return { kind: "unknown", reason, retryAfterMs: found.retryAfterMs, call };
  }

  async function record(ended: EndedAttempt, exchangesFor: ExchangesFor): Promise<AttemptEnd> {
    const { written, outcome } = ended;
    const to = stateAfter(ended);
    const answer = isFinal(to.state)
      ? await deps.renderFinal(written.connectionId, answerOf(written, outcome, to, deps.now()))
      : null;
    const hop = outcome.call === null ? [] : [posExchange(written, outcome, outcome.call)];
    const evidence = evidenceOf(outcome);
    const { bill: _, ...told } = evidence;
    const args = {
      orderId: written.orderId,
      attempt: written.ledger.attempt,
      worker,
      to: changeOf(ended, to),
      event: { kind: outcome.kind, actor, detail: told },
      result: { outcome: outcome.kind, evidence },
      answer,
      exchanges: [...hop, ...(answer === null ? [] : exchangesFor(answer))],
      now: deps.ledgerNow(),
    };
    try {
      const keptUntilMs = written.leaseEndsMs + RECORD_LATE_MS;
      const { hit } = await persistently(() => recordResult(db, args), keptUntilMs);
      if (hit) {
        if (to.state === "received") failpoint("cp08");
        deps.waiters.tell(written.orderId);
        tellTrouble(written, to, args.to.cause);
        if (outcome.kind === "placed") {
          const { orderId, posOrder, store } = written;
          const { brandId, locationId } = store;
          noteDrift(deps, { orderId, brandId, locationId, posOrder, bill: outcome.bill });
        }
        return { state: to.state, answer, recorded: true };
      }
      // Somebody else owns the order by now: what we have is evidence, and a placing is proof.
      const proof = answer === null ? null : proofOf(ended, answer);
      const { settled } = await persistently(
        () => recordLateResult(db, { ...args, exchanges: hop, proof }),
        keptUntilMs,
      );
      log.warn(
        { orderId: args.orderId, attempt: args.attempt, outcome: outcome.kind, settled },
        "a late result was kept",
      );
      if (settled) {
        deps.waiters.tell(written.orderId);
        return { state: to.state, answer, recorded: false };
      }
      if (outcome.kind === "placed") await compareLate(written, outcome.posOrderId);
    } catch (error) {
      if (error instanceof PosOrderTakenError) {
        return await record({ ...ended, outcome: crossed(error, outcome) }, exchangesFor);
      }
      log.error({ err: error, orderId: written.orderId }, "an attempt's result could not be recorded");
    }
    return { state: "unknown", answer: null, recorded: false };
  }

  /** Says in the log once that an order is in doubt, and that it waits for a person, without anything of the guest. */
  function tellTrouble(
    { orderId, ledger, store }: WrittenAttempt,
    to: LedgerState,
    cause: Cause | null,
  ): void {
    const about = { orderId, locationId: store.locationId, store: store.code, cause };
    if (to.state === "attention") log.warn(about, "an order waits for a person");
    else if (to.ambiguous && !ledger.ambiguous) log.warn(about, "nobody knows whether a POS has an order");
  }

  /** The kitchen has an order for which PAR got another answer: that answer stays, and a person is asked. */
  async function compareLate(written: WrittenAttempt, posOrderId: string): Promise<void> {
    const order = await findOrder(db, { scope: everyBrand, orderId: written.orderId });
    if (order === null || !isFinal(order.state)) return;
    if (order.state === "placed" && order.posOrderId === posOrderId) return;
    await raiseDispute(db, {
      orderId: order.id,
      dispute: "pos_has_it",
      actor,
      detail: { posOrderId, attempt: written.ledger.attempt },
      now: deps.ledgerNow(),
    });
  }

  /** What a late placing settles. The attempt carried the order's own reference, as all its attempts do. */
  function proofOf({ outcome, adapter }: EndedAttempt, answer: StoredAnswer): LateProof | null {
    if (outcome.kind !== "placed") return null;
    return { from: PLACEABLE, posOrderId: outcome.posOrderId, answer, mayBeVoided: adapter.canVoid };
  }

  /**
   * Retries the write when the database fails, but not when the write breaks one of its rules. A write whose
   * answer was lost may have been done: then the next try finds the order moved on, and keeps it as evidence.
   */
  async function persistently<T>(write: () => Promise<T>, keptUntilMs: number): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await write();
      } catch (error) {
        const mayWait = isDatabaseAway(error) && performance.now() < keptUntilMs;
        if (error instanceof PosOrderTakenError || (tries >= RECORD_TRIES && !mayWait)) throw error;
        await delay(Math.min(RECORD_PAUSE_MS * tries, RECORD_PAUSE_MAX_MS), undefined, { ref: false });
      }
    }
  }

  function changeOf(ended: EndedAttempt, to: LedgerState): OrderChange {
    const { outcome } = ended;
    return {
      state: to.state,
      cause: causeOf(outcome),
      posOrderId: outcome.kind === "placed" ? outcome.posOrderId : null,
      ambiguous: to.ambiguous,
      absences: to.absences,
      dueInMs: to.state === "unknown" || to.state === "received" ? waitAfter(ended, to) : null,
    };
  }

  /** By the class's schedule, but never before the POS asked for it. */
  function waitAfter({ outcome, adapter }: EndedAttempt, to: LedgerState): number {
    // What provably never arrived may be sent again by any class.
    const adapterClass = to.state === "received" ? "A" : adapter.adapterClass;
    const random = deps.random();
    const waitMs = waitInDoubt({ adapterClass, ledger: to, timings, store: adapter, random });
    const askedMs = outcome.kind === "unknown" ? (outcome.retryAfterMs ?? 0) : 0;
    return Math.max(waitMs, askedMs);
  }

  /** The state after the attempt; an order that was not sent ends here if the store's policy says so. */
  function stateAfter({ written, outcome, adapter }: EndedAttempt): LedgerState {
    const step = next(written.ledger, eventOf(outcome, adapter.adapterClass));
    if (step.kind !== "moved") throw new Error(`An attempt's end was refused: ${step.why}`);
    const isHopeless = outcome.kind === "not_sent" && written.store.pos.policy.whenUnreachable === "error";
    if (step.to.state !== "received" || !isHopeless) return step.to;
    const end = next(step.to, { kind: "gave_up" });
    return end.kind === "moved" ? end.to : step.to;
  }

  return async (written, exchangesFor = () => []) => {
    const adapter = deps.pos.adapterFor(written.store);
    failpoint("cp07");
    const outcome = await place(adapter, written);
    failpoint("cp14");
    return await record({ written, outcome, adapter }, exchangesFor);
  };
}

/**
 * A call's deadline, by a clock that ignores changes to the time of day. It is never later than the lease's
 * end: a worker that was suspended finds its time over before it writes, since another may own the order.
 */
export function callControl(tryMs: number, leaseEndsMs: number): CallControl {
  return { signal: null, deadlineMs: Math.min(performance.now() + tryMs, leaseEndsMs) };
}

/** Two of our orders got the same POS order id, so neither answer can be trusted. */
function crossed(error: PosOrderTakenError, outcome: AttemptOutcome): AttemptOutcome {
  return { kind: "contradiction", reason: "crossed_ack", posOrderId: error.posOrderId, call: outcome.call };
}
