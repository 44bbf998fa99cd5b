import {
  type Actor,
  type Cause,
  type EventKind,
  findOrderByKey,
  findOrderPayload,
  type Order,
  startAttempt,
  transitionOrder,
} from "@parley/db/orders";
import type { Issue } from "@parley/par-contract";
import { causeAtEnd } from "../../explain/causes/order-cause.ts";
import { failpoint } from "../../failpoint.ts";
import type { FindStoreOf } from "../../stores/order-pos.ts";
import type { Store } from "../../stores/store.ts";
import { answerFrom, type FoundAtPos } from "../answer.ts";
import { keptBill } from "../bill/kept-bill.ts";
import { isFinal, type LedgerEvent, next } from "../lifecycle.ts";
import { attemptFrom, type LoadedOrder, ledgerOf } from "../loaded-order.ts";
import { findPosOrder, UnreadablePayloadError } from "../payload.ts";
import type { AttemptEnd, DispatchDeps, SendAttempt } from "./attempt.ts";
import { noteDrift } from "./note-drift.ts";

/** What a step that is no attempt found out, beside the event that it makes. */
export interface Finding {
  cause: Cause | null;
  actor: Actor;
  found?: FoundAtPos;
  errors?: readonly Issue[];
  /** When to look again, where the order is not settled. */
  dueInMs?: number;
  note?: string;
}

/** What may happen to an order between its attempts, as the history names it. */
export type StepEvent = Extract<LedgerEvent, { kind: EventKind }>;

export interface Moves {
  /**
   * One change of an order without an attempt, fenced by what the order was. A null event only sets
   * when to look again. False where the order has moved on meanwhile, or may not make this move.
   * @throws PosOrderTakenError
   */
  move(order: Order, event: StepEvent | null, finding: Finding): Promise<boolean>;
  /**
   * Writes the next attempt down and sends it, to the POS of this store as `FindStoreOf` gave it; null where the order has moved on or may not.
   * @throws UnreadablePayloadError before anything is written or sent
   */
  resend(order: Order, store: Store, asked: Pick<Finding, "actor" | "note">): Promise<AttemptEnd | null>;
}

export interface MoveDeps extends DispatchDeps {
  findStoreOf: FindStoreOf;
  send: SendAttempt;
}

export function createMoves(deps: MoveDeps): Moves {
  const { db, timings, log } = deps;

  /** Says in the log that a person is needed, without anything of the guest. */
  async function callForPerson(order: Order, cause: Cause | null): Promise<void> {
    const store = await deps.findStoreOf(order).catch(() => null);
    const { id: orderId, locationId } = order;
    log.warn({ orderId, locationId, store: store?.code ?? null, cause }, "an order waits for a person");
  }

  async function load(order: Order): Promise<LoadedOrder> {
    const [keyed, payload] = await Promise.all([findOrderByKey(db, order), findOrderPayload(db, order.id)]);
    if (keyed === null) throw new Error(`Order ${order.id} has no key`);
    if (payload === null) throw new UnreadablePayloadError(order.id, "there is none");
    return { order, requestDatetime: keyed.key.requestDatetime, payload };
  }

  return {
    async move(order, event, finding) {
      const from = ledgerOf(order);
      const step = event === null ? { kind: "moved" as const, to: from } : next(from, event);
      if (step.kind !== "moved") return false;
      const { to } = step;
      const found = finding.found ?? null;
      const loaded = isFinal(to.state) ? await load(order) : null;
      const answer =
        loaded === null
          ? null
          : await deps.renderFinal(
              order.connectionId,
              answerFrom(loaded, { to, found, errors: finding.errors ?? [], now: deps.now() }),
            );
      const bill = found?.bill;
      const moved = await transitionOrder(db, {
        orderId: order.id,
        expectState: from.state,
        expectAttempt: from.attempt,
        expectOwner: order.leaseOwner,
        to: {
          state: to.state,
          cause: to.state === "errored" ? causeAtEnd(order, finding.cause) : finding.cause,
          posOrderId: found?.posOrderId ?? null,
          ambiguous: to.ambiguous,
          absences: to.absences,
          dueInMs: finding.dueInMs ?? null,
        },
        event: {
          kind: event?.kind ?? "looked_up",
          actor: finding.actor,
          detail: {
            cause: finding.cause,
            note: finding.note ?? null,
            ...(bill === undefined ? {} : { bill: keptBill(bill) }),
          },
        },
        answer,
        now: deps.ledgerNow(),
      });
      deps.waiters.tell(order.id);
      if (moved !== null && loaded !== null) {
        const { id: orderId, brandId, locationId } = order;
        noteDrift(deps, { orderId, brandId, locationId, posOrder: findPosOrder(loaded.payload), bill });
      }
      if (moved !== null && to.state === "attention") await callForPerson(order, finding.cause);
      return moved !== null;
    },

    async resend(order, store, { actor, note }) {
      const from = ledgerOf(order);
      const step = next(from, { kind: "attempt_started" });
      if (step.kind !== "moved") return null;
      const loaded = await load(order);
      const leaseEndsMs = performance.now() + timings.leaseMs;
      const written = attemptFrom(loaded, { store, ledger: step.to, leaseEndsMs });
      const started = await startAttempt(db, {
        orderId: order.id,
        expectState: from.state,
        expectAttempt: from.attempt,
        expectOwner: order.leaseOwner,
        worker: deps.worker,
        actor,
        note,
        via: store.via,
        leaseMs: timings.leaseMs,
        now: deps.ledgerNow(),
      });
      if (started === null) return null;
      failpoint("cp22");
      return await deps.send(written);
    },
  };
}
