import {
  type Actor,
  type Cause,
  findLastResult,
  findOrderPayload,
  hasPosAnswered,
  isPastGiveUp,
  type Order,
  PosOrderTakenError,
  putOffOrder,
} from "@parley/db/orders";
import type { Issue } from "@parley/par-contract";
import { assertNever } from "../../errors.ts";
import { failpoint } from "../../failpoint.ts";
import {
  type CheckOutcome,
  CLASS_PROMISES,
  type LookUpOutcome,
  type PosAdapter,
  type VoidOutcome,
} from "../../pos/adapter.ts";
import type { FindStoreOf } from "../../stores/order-pos.ts";
import type { Store } from "../../stores/store.ts";
import { ABSENCES_NEEDED, isAskedFirst, nextStepInDoubt } from "../doubt.ts";
import type { LedgerState } from "../lifecycle.ts";
import { ledgerOf } from "../loaded-order.ts";
import { isAnswered } from "../outcome.ts";
import { findPosOrder, UnreadablePayloadError } from "../payload.ts";
import { readTryEnd, untakenIssue } from "../try-end.ts";
import { callControl, type DispatchDeps } from "./attempt.ts";
import type { Arrival, Entry } from "./lane.ts";
import { settleByLatePlacing } from "./late-placing.ts";
import type { Finding, Moves, StepEvent } from "./move.ts";

export interface DueOrderDeps extends DispatchDeps {
  findStoreOf: FindStoreOf;
  moves: Moves;
}

/** A worker's claim on an order that it serves. */
export interface Claim {
  /** End of its lease, by `performance.now()`. */
  leaseEndsMs: number;
  /** How it comes to its store's lane. */
  how: Arrival;
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

type Place = Extract<Entry, { kind: "entered" }>;

const canLookUp = ({ adapterClass }: PosAdapter) => CLASS_PROMISES[adapterClass].canLookUp;

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
    const store = await deps.findStoreOf(order);
    if (store === null) return await move(order, { kind: "needs_person" }, { cause: "store_gone" });
    const adapter = deps.pos.adapterFor(store);
    const turn: Turn = { order, ledger, store, adapter, claim };
    if (await settleByLatePlacing({ ...deps, actor }, order, adapter)) return;
    if (isPastGiveUp(order)) return await giveUp(turn);
    // What provably never arrived may be sent again at any POS, which by now may be another one.
    const step = ledger.ambiguous ? nextStepInDoubt(adapter.adapterClass, ledger) : "resend";
    switch (step) {
      case "resend":
        return await inLane(turn, claim.how, async (place) => {
          if (place.mustLook && !(await isWorthARisk(turn))) return await waitOn(turn);
          // Where it had to look, the POS has just been heard.
          if (isAskedFirst(ledger) && (await isThere(turn, { ...place, mustLook: false }))) return;
          await deps.moves.resend(order, store, { actor });
        });
      case "look_up":
        // A lost worker may have sent right before its end: the quiet period begins now.
        return order.cause === WORKER_LOST
          ? await move(order, null, { cause: "in_doubt", dueInMs: adapter.quietPeriodMs })
          : await inLane(turn, "question", (place) => lookUp(turn, place));
      case "ask_person":
        return await move(order, { kind: "needs_person" }, { cause: order.cause ?? "in_doubt" });
      default:
        return assertNever(step);
    }
  }

  /** Calls the POS where its lane has a place and it is worth calling; else the order waits. */
  async function inLane(turn: Turn, how: Arrival, call: (place: Place) => Promise<void>): Promise<void> {
    const { order, store, claim } = turn;
    const entry = await deps.lanes.enter(store, order.connectionId, how);
    claim.admitted();
    if (entry.kind !== "entered") return await waitFor(turn, entry);
    try {
      await call(entry);
    } finally {
      entry.leave();
    }
  }

  /** Sends a POS that did not answer a check that commits nothing, before an order is risked on it. */
  async function isWorthARisk({ order, store, adapter, claim }: Turn): Promise<boolean> {
    const posOrder = findPosOrder(await findOrderPayload(deps.db, order.id));
    // Without it there is nothing to ask about, and nothing will be sent.
    if (posOrder === null) return true;
    heard(store, await adapter.check(posOrder, controlOf(claim)));
    return await deps.lanes.mayRisk(store.lane);
  }

  /** At a POS in doubt, the answer to whatever commits nothing is a look. */
  function heard({ lane }: Store, answer: CheckOutcome | LookUpOutcome | VoidOutcome): void {
    const isLost = answer.kind === "failed" || answer.kind === "unknown";
    deps.lanes.looked(lane, !isLost || isAnswered(answer));
  }

  const controlOf = ({ leaseEndsMs }: Claim) => callControl(timings.attemptDeadlineMs, leaseEndsMs);

  /** The order waits, since a look showed that it must. */
  async function waitOn(turn: Turn): Promise<void> {
    const entry = await deps.lanes.enter(turn.store, turn.order.connectionId, "due");
    if (entry.kind === "entered") entry.leave();
    await waitFor(turn, entry.kind === "entered" ? { kind: "busy" } : entry);
  }

  /**
   * Puts the order off and writes down for what it waits. What was never tried is taken when its turn comes, so it need
   * not be looked at again before a process that remembers nothing of the store should.
   */
  async function waitFor(turn: Turn, entry: Exclude<Entry, { kind: "entered" }>): Promise<void> {
    const { order, ledger, store } = turn;
    const isUntried = ledger.attempt === 0;
    if (entry.kind === "busy")
      return await putOff(order, timings.breakerOpenMs / 20, isUntried ? "pos_busy" : order.cause);
    if (entry.isSilent && store.pos.policy.whenUnreachable === "error" && !ledger.ambiguous)
      if (await endUnsent(order)) return;
    // Not due again within this sweep, which takes due orders until there is none.
    if (!isUntried) return await putOff(order, Math.max(entry.retryInMs, timings.sweepMs), order.cause);
    await putOff(order, timings.breakerOpenMaxMs, entry.answers ? "pos_failing" : "pos_unavailable");
  }

  async function putOff({ id: orderId }: Order, dueInMs: number, cause: Cause | null): Promise<void> {
    await putOffOrder(deps.db, { orderId, owner: worker, cause, dueInMs, now: deps.ledgerNow() });
  }

  /** Ends an order that provably was not sent, unless it was never tried at a POS that did answer others. */
  async function endUnsent(order: Order): Promise<boolean> {
    const isUntried = order.attempt === 0;
    if (
      isUntried &&
      (await hasPosAnswered(deps.db, { locationId: order.locationId, since: order.receivedAt }))
    )
      return false;
    const last = await findLastResult(deps.db, order.id);
    const end = last === null ? null : readTryEnd(last);
    const cause: Cause = end?.kind === "declined" ? "not_placed" : "pos_unavailable";
    await move(order, { kind: "gave_up" }, { cause, errors: [untakenIssue(end)] });
    return true;
  }

  /** Asks a POS for an order whose tries it left in doubt, where it can tell; one that it has is placed. */
  async function isThere({ order, store, adapter, claim }: Turn, place: Place): Promise<boolean> {
    if (!canLookUp(adapter)) return false;
    const answer = await adapter.lookUp(order.posReference, controlOf(claim));
    if (place.mustLook) heard(store, answer);
    if (answer.kind !== "found") return false;
    try {
      await move(order, { kind: "placed" }, { cause: null, found: answer });
      return true;
    } catch (error) {
      // Another order of ours has this number, so the answer is not to be trusted.
      if (error instanceof PosOrderTakenError) return false;
      throw error;
    }
  }

  async function lookUp({ order, store, ledger, adapter, claim }: Turn, place: Place): Promise<void> {
    const asked = adapter.lookUp(order.posReference, controlOf(claim));
    failpoint("cp21");
    const answer = await asked;
    if (place.mustLook) heard(store, answer);
    switch (answer.kind) {
      case "found":
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
   * The give-up time has passed. For an order that was never sent because its POS answered nobody, PAR gets an error
   * saying so; where the POS did answer, a person decides, for other orders alone stood in its way. An order in
   * doubt is voided where the POS can do that; else its POS is asked for it once more, and where that does not find it
   * a person is asked and PAR still gets pending.
   */
  async function giveUp(turn: Turn): Promise<void> {
    const { order, ledger, store, adapter, claim } = turn;
    const gaveUp: StepEvent = { kind: "gave_up" };
    if (!ledger.ambiguous) {
      if (await endUnsent(order)) return;
      return await move(order, { kind: "needs_person" }, { cause: "never_tried" });
    }
    if (!adapter.canVoid && !canLookUp(adapter))
      return await move(order, gaveUp, { cause: order.cause ?? "gave_up" });

    const entry = await deps.lanes.enter(store, order.connectionId, "question");
    claim.admitted();
    if (entry.kind === "busy") return await waitFor(turn, entry);
    // A POS that is down cannot be relied on to take anything back, and cannot be asked: a person must look.
    if (entry.kind === "down") return await move(order, gaveUp, { cause: order.cause ?? "gave_up" });
    try {
      if (adapter.canVoid) return await takeBack(turn, entry);
      if (await isThere(turn, entry)) return;
      await move(order, gaveUp, { cause: order.cause ?? "gave_up" });
    } finally {
      entry.leave();
    }
  }

  async function takeBack({ order, store, ledger, adapter, claim }: Turn, place: Place): Promise<void> {
    const gaveUp: StepEvent = { kind: "gave_up" };
    const answer = await adapter.voidOrder(order.posReference, controlOf(claim));
    if (place.mustLook) heard(store, answer);
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
