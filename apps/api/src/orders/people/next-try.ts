import { ledgerTime, type Scope } from "@parley/db";
import { type Actor, bringForwardOrder, findOrder, type Order } from "@parley/db/orders";
import { CLASS_PROMISES, type PosAdapter } from "../../pos/adapter.ts";
import type { FindStoreOf } from "../../stores/order-pos.ts";
import type { DispatchDeps } from "../dispatch/attempt.ts";
import { isAskedFirst } from "../doubt.ts";
import type { OrderState } from "../lifecycle.ts";
import { ledgerOf } from "../loaded-order.ts";
import { quietFromOf } from "./quiet.ts";

/** What the gateway's next step about a waiting order will be, and whether a person may have it now. */
export type NextTry =
  | { kind: "may"; effect: TryEffect }
  /** Not before `from`, where that is known. */
  | { kind: "not_yet"; why: TryBlock; from: Date | null; effect: TryEffect };

/**
 * `first_try`, `try_again`: nothing of it has reached the POS, so it cannot be made twice. `same_reference`: it may
 * have, and the POS makes one order of a reference. `asked_then_sent`: the same, and the POS is asked first. `asked`:
 * the POS is only asked; it is sent again once it is proven absent. `to_person`: the POS can tell nothing. `given_up`,
 * `taken_back`: its time is over.
 */
export type TryEffect =
  | "first_try"
  | "try_again"
  | "same_reference"
  | "asked_then_sent"
  | "asked"
  | "to_person"
  | "given_up"
  | "taken_back";

/**
 * `being_sent`: a worker has it. `its_turn`: it is due already. `on_its_way`: what was sent may still reach the POS,
 * so that not finding it would prove nothing. `asked_lately`: two answers count only some time apart.
 */
export type TryBlock = "being_sent" | "its_turn" | "on_its_way" | "asked_lately";

export interface NextTryDeps extends Pick<DispatchDeps, "db" | "pos" | "ledgerNow"> {
  findStoreOf: FindStoreOf;
}

/** Judges the next step of an order that is `received` or `unknown`, as it stands now. */
export async function nextTryOf(deps: NextTryDeps, order: Order): Promise<NextTry> {
  const now = await ledgerTime(deps.db, deps.ledgerNow());
  const store = await deps.findStoreOf(order);
  const adapter = store === null ? null : deps.pos.adapterFor(store);
  const effect = effectOf(order, adapter, now);
  const notYet = (why: TryBlock, from: Date | null = null): NextTry => ({
    kind: "not_yet",
    why,
    from,
    effect,
  });
  if (order.leaseUntil !== null && order.leaseUntil > now) return notYet("being_sent");
  if (order.dueAt === null || order.dueAt <= now) return notYet("its_turn");
  // The dispatcher waits between two absences, and before a second void: so does a person.
  if (order.absences > 0) return notYet("asked_lately", order.dueAt);
  if (effect !== "asked") return { kind: "may", effect };
  const from = await quietFromOf(deps, order, store);
  return from === null ? { kind: "may", effect } : notYet("on_its_way", from);
}

function effectOf(order: Order, adapter: PosAdapter | null, now: Date): TryEffect {
  if (adapter === null) return "to_person";
  const ledger = ledgerOf(order);
  if (order.giveUpAt <= now) return ledger.ambiguous && adapter.canVoid ? "taken_back" : "given_up";
  if (!ledger.ambiguous) return ledger.attempt === 0 ? "first_try" : "try_again";
  const { dedupes, refusesDuplicates, canLookUp } = CLASS_PROMISES[adapter.adapterClass];
  if (dedupes || refusesDuplicates)
    return canLookUp && isAskedFirst(ledger) ? "asked_then_sent" : "same_reference";
  return canLookUp ? "asked" : "to_person";
}

interface TryNowArgs {
  orderId: string;
  scope: Scope;
  actor: Actor;
  /** As it may be kept. */
  note: string | null;
}

export type TryNowResult =
  | { kind: "done"; order: Order }
  | { kind: "not_found" }
  | { kind: "not_waiting"; state: OrderState }
  | { kind: "under_way" }
  | { kind: "too_early"; from: Date };

/**
 * Has the gateway take an order's next step now instead of when it is due. It is the dispatcher's step as ever, with
 * its lane, its breaker and its lease; only the waiting is cut short, and never one that protects the kitchen.
 */
export function createTryNow(deps: NextTryDeps & { wake(): void }) {
  return async (args: TryNowArgs): Promise<TryNowResult> => {
    const { orderId, scope, actor, note } = args;
    const order = await findOrder(deps.db, { scope, orderId });
    if (order === null) return { kind: "not_found" };
    if (order.state === "dispatching") return { kind: "under_way" };
    if (order.state !== "received" && order.state !== "unknown")
      return { kind: "not_waiting", state: order.state };
    const judged = await nextTryOf(deps, order);
    if (judged.kind === "not_yet") {
      // What is due is taken in a moment; there is nothing to bring forward.
      if (judged.why === "its_turn") return { kind: "done", order };
      return judged.from === null ? { kind: "under_way" } : { kind: "too_early", from: judged.from };
    }
    const isDone = await bringForwardOrder(deps.db, {
      orderId,
      expectState: order.state,
      expectAttempt: order.attempt,
      expectAbsences: order.absences,
      actor,
      note,
      now: deps.ledgerNow(),
    });
    if (isDone) deps.wake();
    const after = (await findOrder(deps.db, { scope, orderId })) ?? order;
    if (isDone) return { kind: "done", order: after };
    return after.state === "received" || after.state === "unknown" || after.state === "dispatching"
      ? { kind: "under_way" }
      : { kind: "not_waiting", state: after.state };
  };
}
