import { findOrderByKey, findOrderPayload, type Order, startAttempt, transitionOrder } from "@parley/db";
import type { Issue } from "@parley/par-contract";
import { assertNever } from "../errors.ts";
import type { Store } from "../ids/resolve.ts";
import type { PosAdapter } from "../pos/adapter.ts";
import { callControl, type DispatchDeps, type SendAttempt } from "./attempt.ts";
import { ABSENCES_NEEDED, nextStepInDoubt } from "./doubt.ts";
import { isFinal, type LedgerEvent, type LedgerState, next } from "./lifecycle.ts";
import { answerFrom, type LoadedOrder, ledgerOf, writtenFrom } from "./outcome.ts";

export interface SettleDeps extends DispatchDeps {
  findStore(locationId: string): Promise<Store | null>;
  send: SendAttempt;
}

/** What a settling step found, beside the event that it makes. */
interface Finding {
  cause: string | null;
  found?: { posOrderId: string; readyAt: Date | null };
  errors?: readonly Issue[];
  /** When to look again, where the order is not settled. */
  dueInMs?: number;
}

/** The cause of an order whose worker's lease ran out. */
export const WORKER_LOST = "worker_lost";

const NEVER_LEFT: Issue = {
  code: "pos_unavailable",
  message: "The store's POS could not be reached; no order was made",
};
const TAKEN_BACK: Issue = {
  code: "pos_error",
  message: "The store's POS did not confirm the order; it was taken back",
};

/**
 * Serves one due order under our lease: sends it again, asks the POS, takes it back, or hands it to
 * a person, as its class and its history allow.
 */
export function createSettle(deps: SettleDeps): (order: Order) => Promise<void> {
  const { db, timings, worker } = deps;

  async function settle(order: Order): Promise<void> {
    const ledger = ledgerOf(order);
    const store = await deps.findStore(order.locationId);
    const adapter = store === null ? null : deps.pos.adapterFor(store);
    if (store === null || adapter === null) {
      return await move(order, { kind: "needs_person" }, { cause: "store_gone" });
    }
    if (deps.now() >= order.giveUpAt) return await giveUp(order, ledger, adapter);
    if (ledger.state === "received" && !ledger.ambiguous) return await resend(order, ledger, store);
    const step = nextStepInDoubt(adapter.adapterClass, ledger);
    switch (step) {
      case "resend":
        return await resend(order, ledger, store);
      case "look_up":
        // A lost worker may have sent right before its end: the quiet period begins now.
        return order.cause === WORKER_LOST
          ? await move(order, null, { cause: "in_doubt", dueInMs: adapter.quietPeriodMs })
          : await lookUp(order, ledger, adapter);
      case "ask_person":
        return await move(order, { kind: "needs_person" }, { cause: order.cause ?? "in_doubt" });
      default:
        return assertNever(step);
    }
  }

  async function resend(order: Order, ledger: LedgerState, store: Store): Promise<void> {
    const step = next(ledger, { kind: "attempt_started" });
    if (step.kind !== "moved") return;
    const loaded = await load(order);
    const started = await startAttempt(db, {
      orderId: order.id,
      expectState: ledger.state,
      expectAttempt: ledger.attempt,
      worker,
      leaseUntil: new Date(deps.now().getTime() + timings.leaseMs),
      now: deps.now(),
    });
    if (started !== null) await deps.send(writtenFrom(loaded, store, step.to));
  }

  async function lookUp(order: Order, ledger: LedgerState, adapter: PosAdapter): Promise<void> {
    const answer = await adapter.lookUp(order.posReference, callControl(timings.attemptDeadlineMs));
    switch (answer.kind) {
      case "found":
        return await move(order, { kind: "placed" }, { cause: null, found: answer });
      case "absent": {
        const absences = ledger.absences + 1;
        const waitMs = absences < ABSENCES_NEEDED ? timings.lookUpMs : 0;
        return await move(order, { kind: "looked_up_absent" }, { cause: order.cause, dueInMs: waitMs });
      }
      case "in_progress":
      case "unknown": {
        const waitMs = Math.max(timings.lookUpMs, answer.retryAfterMs ?? 0);
        return await move(order, null, { cause: order.cause, dueInMs: waitMs });
      }
      default:
        return assertNever(answer);
    }
  }

  /**
   * The time for trying is over. What never left is told as such. What is in doubt is taken back
   * where the POS can do that, and otherwise waits for a person, while PAR goes on hearing pending.
   */
  async function giveUp(order: Order, ledger: LedgerState, adapter: PosAdapter): Promise<void> {
    if (!ledger.ambiguous) {
      return await move(order, { kind: "gave_up" }, { cause: "pos_unavailable", errors: [NEVER_LEFT] });
    }
    if (ledger.state !== "unknown" || !adapter.canVoid) {
      return await move(order, { kind: "gave_up" }, { cause: order.cause ?? "gave_up" });
    }
    const answer = await adapter.voidOrder(order.posReference, callControl(timings.attemptDeadlineMs));
    switch (answer.kind) {
      case "voided":
        return await move(order, { kind: "voided" }, { cause: "voided", errors: [TAKEN_BACK] });
      case "absent":
        // Absent now proves nothing while a late request may still arrive: asked again after the quiet period.
        return ledger.absences + 1 < ABSENCES_NEEDED
          ? await move(
              order,
              { kind: "looked_up_absent" },
              { cause: order.cause, dueInMs: adapter.quietPeriodMs },
            )
          : await move(order, { kind: "voided" }, { cause: "confirmed_absent", errors: [TAKEN_BACK] });
      case "not_offered":
      case "unknown":
        return await move(order, { kind: "gave_up" }, { cause: order.cause ?? "gave_up" });
      default:
        return assertNever(answer);
    }
  }

  /** One change of the order, fenced by what it was. A null event only sets when to look again. */
  async function move(order: Order, event: LedgerEvent | null, finding: Finding): Promise<void> {
    const from = ledgerOf(order);
    const step = event === null ? { kind: "moved" as const, to: from } : next(from, event);
    if (step.kind !== "moved") return;
    const { to } = step;
    const now = deps.now();
    const found = finding.found ?? null;
    const answer = isFinal(to.state)
      ? await deps.renderFinal(
          order.connectionId,
          answerFrom(await load(order), to, found, finding.errors ?? [], now),
        )
      : null;
    await transitionOrder(db, {
      orderId: order.id,
      expectState: from.state,
      expectAttempt: from.attempt,
      to: {
        state: to.state,
        cause: finding.cause,
        posOrderId: found?.posOrderId ?? null,
        ambiguous: to.ambiguous,
        absences: to.absences,
        dueAt: finding.dueInMs === undefined ? null : new Date(now.getTime() + finding.dueInMs),
        finalAt: isFinal(to.state) ? now : null,
      },
      event: { kind: event?.kind ?? "looked_up", actor: worker, detail: { cause: finding.cause } },
      answer,
      now,
    });
    deps.waiters.tell(order.id);
  }

  async function load(order: Order): Promise<LoadedOrder> {
    const [keyed, payload] = await Promise.all([findOrderByKey(db, order), findOrderPayload(db, order.id)]);
    if (keyed === null || payload === null) throw new Error(`Order ${order.id} has no key or payload`);
    return { order, requestDatetime: keyed.key.requestDatetime, payload };
  }

  return settle;
}
