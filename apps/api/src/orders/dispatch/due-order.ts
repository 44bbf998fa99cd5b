import type { LocationId } from "@parley/db";
import {
  type Actor,
  type Cause,
  findOrderPayload,
  isPastGiveUp,
  type Order,
  putOffOrder,
} from "@parley/db/orders";
import type { Issue } from "@parley/par-contract";
import { assertNever } from "../../errors.ts";
import { failpoint } from "../../failpoint.ts";
import type { PosAdapter } from "../../pos/adapter.ts";
import type { Store } from "../../stores/resolve-ids.ts";
import { ABSENCES_NEEDED, nextStepInDoubt } from "../doubt.ts";
import type { LedgerState } from "../lifecycle.ts";
import { ledgerOf, NEVER_LEFT } from "../outcome.ts";
import { findPosOrder, UnreadablePayloadError } from "../payload.ts";
import { callControl, type DispatchDeps } from "./attempt.ts";
import type { Entry } from "./lanes.ts";
import { settleByLatePlacing } from "./late-placing.ts";
import type { Finding, Moves, StepEvent } from "./move.ts";

export interface DueOrderDeps extends DispatchDeps {
  findStore(locationId: LocationId): Promise<Store | null>;
  moves: Moves;
}

/** A worker's claim on an order that it serves. */
export interface Claim {
  /** End of its lease, by `performance.now()`. */
  leaseEndsMs: number;
  /** Called where the order has a place in its store's lane, or was turned away there. */
  admitted(): void;
}

/** One due order, with all that its next step depends on. */
interface Turn {
  order: Order;
  ledger: LedgerState;
  store: Store;
  adapter: PosAdapter;
  claim: Claim;
}

/** The cause of an order whose worker's lease ran out. */
export const WORKER_LOST = "worker_lost" as const satisfies Cause;

const TAKEN_BACK: Issue = {
  code: "pos_error",
  message: "The store's POS did not confirm the order; it was taken back",
};

/**
 * Serves one due order under our lease: sends it again, asks the POS, takes it back, or hands it to
 * a person, as its class and its history allow.
 */
export function createServeDueOrder(deps: DueOrderDeps): (order: Order, claim: Claim) => Promise<void> {
  const { timings, worker, log } = deps;
  const actor: Actor = { kind: "worker", name: worker };

  async function serve(order: Order, claim: Claim): Promise<void> {
    try {
      await takeNextStep(order, claim);
    } catch (error) {
      if (!(error instanceof UnreadablePayloadError)) throw error;
      log.error({ err: error, orderId: order.id }, "what is stored of an order cannot be read");
      await move(order, { kind: "needs_person" }, { cause: "payload_unreadable" });
    }
  }

  async function takeNextStep(order: Order, claim: Claim): Promise<void> {
    const ledger = ledgerOf(order);
    const store = await deps.findStore(order.locationId);
    if (store === null) return await move(order, { kind: "needs_person" }, { cause: "store_gone" });
    const adapter = deps.pos.adapterFor(store);
    const turn: Turn = { order, ledger, store, adapter, claim };
    if (await settleByLatePlacing({ ...deps, actor }, order, adapter)) return;
    if (isPastGiveUp(order)) return await giveUp(turn);
    // What provably never arrived may be sent again at any POS.
    const step = ledger.ambiguous ? nextStepInDoubt(adapter.adapterClass, ledger) : "resend";
    switch (step) {
      case "resend":
        return await inLane(turn, async () => {
          await deps.moves.resend(order, store, { actor });
        });
      case "look_up":
        // A lost worker may have sent right before its end: the quiet period begins now.
        return order.cause === WORKER_LOST
          ? await move(order, null, { cause: "in_doubt", dueInMs: adapter.quietPeriodMs })
          : await inLane(turn, () => lookUp(turn));
      case "ask_person":
        return await move(order, { kind: "needs_person" }, { cause: order.cause ?? "in_doubt" });
      default:
        return assertNever(step);
    }
  }

  /** Calls the POS where its lane has a place and it is worth calling; else the order waits, unchanged. */
  async function inLane(turn: Turn, call: () => Promise<void>): Promise<void> {
    const { order, store, claim } = turn;
    const entry = deps.lanes.enter(store, order.connectionId, { mayProbe: true });
    claim.admitted();
    if (entry.kind !== "entered") return await putOff(order, waitOf(entry));
    try {
      if (entry.isProbe && !(await isBack(turn))) {
        deps.lanes.report(store.locationId, false);
        return await putOff(order, timings.breakerOpenMs);
      }
      await call();
    } finally {
      entry.leave();
    }
  }

  /** Sends a POS that was down a check that commits nothing, before an order is risked on it. */
  async function isBack({ order, adapter, claim }: Turn): Promise<boolean> {
    const posOrder = findPosOrder(await findOrderPayload(deps.db, order.id));
    // Nothing to ask about, and so nothing that will be sent: a look-up asks the POS by itself.
    if (posOrder === null) return true;
    const { call } = await adapter.check(posOrder, controlOf(claim));
    return call !== null && call.status !== null;
  }

  const controlOf = ({ leaseEndsMs }: Claim) => callControl(timings.attemptDeadlineMs, leaseEndsMs);

  function waitOf(entry: Exclude<Entry, { kind: "entered" }>): number {
    return entry.kind === "down" ? entry.retryInMs : timings.breakerOpenMs / 20;
  }

  async function putOff({ id: orderId }: Order, dueInMs: number): Promise<void> {
    await putOffOrder(deps.db, { orderId, owner: worker, dueInMs, now: deps.ledgerNow() });
  }

  async function lookUp({ order, ledger, adapter, claim }: Turn): Promise<void> {
    const asked = adapter.lookUp(order.posReference, controlOf(claim));
    failpoint("cp21");
    const answer = await asked;
    switch (answer.kind) {
      case "found":
        deps.lanes.report(order.locationId, true);
        return await move(order, { kind: "placed" }, { cause: null, found: answer });
      case "absent": {
        const isProof = ledger.absences + 1 >= ABSENCES_NEEDED;
        const dueInMs = isProof ? 0 : timings.lookUpMs;
        return await move(order, { kind: "looked_up_absent" }, { cause: order.cause, dueInMs });
      }
      case "in_progress":
      case "unknown": {
        const dueInMs = Math.max(timings.lookUpMs, answer.retryAfterMs ?? 0);
        return await move(order, null, { cause: order.cause, dueInMs });
      }
      default:
        return assertNever(answer);
    }
  }

  /**
   * The give-up time has passed. For an order that was never sent, PAR gets an error saying so. An order in
   * doubt is voided where the POS can do that; otherwise it waits for a person, and PAR still gets pending.
   */
  async function giveUp(turn: Turn): Promise<void> {
    const { order, ledger, store, adapter, claim } = turn;
    const gaveUp: StepEvent = { kind: "gave_up" };
    if (!ledger.ambiguous)
      return await move(order, gaveUp, { cause: "pos_unavailable", errors: [NEVER_LEFT] });
    if (!adapter.canVoid) return await move(order, gaveUp, { cause: order.cause ?? "gave_up" });

    const entry = deps.lanes.enter(store, order.connectionId, { mayProbe: true });
    claim.admitted();
    if (entry.kind === "busy") return await putOff(order, waitOf(entry));
    // A POS that is down cannot take anything back: a person must look.
    if (entry.kind === "down") return await move(order, gaveUp, { cause: order.cause ?? "gave_up" });
    try {
      await takeBack(turn);
    } finally {
      entry.leave();
    }
  }

  async function takeBack({ order, ledger, adapter, claim }: Turn): Promise<void> {
    const gaveUp: StepEvent = { kind: "gave_up" };
    const answer = await adapter.voidOrder(order.posReference, controlOf(claim));
    switch (answer.kind) {
      case "voided":
        return await move(order, { kind: "voided" }, { cause: "voided", errors: [TAKEN_BACK] });
      case "absent":
        // A late request may still arrive, so absence proves nothing yet: ask again after the quiet period.
        return ledger.absences + 1 < ABSENCES_NEEDED
          ? await move(
              order,
              { kind: "looked_up_absent" },
              { cause: order.cause, dueInMs: adapter.quietPeriodMs },
            )
          : await move(order, { kind: "voided" }, { cause: "confirmed_absent", errors: [TAKEN_BACK] });
      case "not_offered":
      case "unknown":
        return await move(order, gaveUp, { cause: order.cause ?? "gave_up" });
      default:
        return assertNever(answer);
    }
  }

  async function move(order: Order, event: StepEvent | null, finding: Omit<Finding, "actor">): Promise<void> {
    await deps.moves.move(order, event, { ...finding, actor });
  }

  return serve;
}
