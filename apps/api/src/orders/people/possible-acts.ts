import { ledgerTime } from "@parley/db";
import type { Order } from "@parley/db/orders";
import { CLASS_PROMISES } from "../../pos/adapter.ts";
import type { Store } from "../../stores/store.ts";
import { type NextTryDeps, nextTryOf, type TryBlock, type TryEffect } from "./next-try.ts";
import { quietFromOf } from "./quiet.ts";

/** Everything that a person may do about an order, by name. */
export const orderActs = [
  "try_now",
  "resend",
  "confirm_placed",
  "confirm_absent",
  "settle_dispute",
  "recheck",
] as const;
export type OrderActName = (typeof orderActs)[number];

/** What an act will do. */
export type ActEffect =
  | TryEffect
  | "may_double"
  | "told_placed"
  | "told_absent"
  | "looked_after"
  | "only_reads";

/** Why an act may not be done, or not yet. */
export type ActBlock = TryBlock | "never_arrived" | "gateway_tries" | "being_taken_back" | "no_store";

/** An act that has to do with the order as it stands, and what it would do: the dry run of it. */
export interface PossibleAct {
  name: OrderActName;
  effect: ActEffect;
  /** Null where it may be done now. */
  blocked: { why: ActBlock; from: Date | null } | null;
}

/**
 * What a person may do about an order now, or from when. It tells how the order stood when it was read: each act is
 * judged again, by the ledger, when it is done.
 */
export async function possibleActs(deps: NextTryDeps, order: Order): Promise<PossibleAct[]> {
  const may = (name: OrderActName, effect: ActEffect): PossibleAct => ({ name, effect, blocked: null });
  const not = (
    name: OrderActName,
    effect: ActEffect,
    why: ActBlock,
    from: Date | null = null,
  ): PossibleAct => ({
    name,
    effect,
    blocked: { why, from },
  });
  switch (order.state) {
    case "received": {
      return [await tryNow(), not("confirm_placed", "told_placed", "never_arrived")];
    }
    case "dispatching":
      return [
        not("try_now", "same_reference", "being_sent"),
        not("confirm_placed", "told_placed", "being_sent"),
      ];
    case "unknown": {
      const isTakenBack = await mayBeTakenBack(deps, order);
      return [
        await tryNow(),
        isTakenBack
          ? not("confirm_placed", "told_placed", "being_taken_back")
          : may("confirm_placed", "told_placed"),
        // Only a void ends what is in doubt while the gateway still tries.
        not("confirm_absent", "told_absent", "gateway_tries", order.giveUpAt),
      ];
    }
    case "attention": {
      const store = await deps.findStoreOf(order);
      const from = await quietFromOf(deps, order, store);
      const absent =
        from === null
          ? may
          : (name: OrderActName, effect: ActEffect) => not(name, effect, "on_its_way", from);
      return [
        resend(store, from),
        may("confirm_placed", "told_placed"),
        absent("confirm_absent", "told_absent"),
      ];
    }
    case "placed":
    case "rejected":
    case "errored":
      return [
        ...(order.disputedAt === null ? [] : [may("settle_dispute", "looked_after")]),
        ...(order.state === "placed" ? [] : [may("recheck", "only_reads")]),
      ];
  }

  async function tryNow(): Promise<PossibleAct> {
    const next = await nextTryOf(deps, order);
    return next.kind === "may"
      ? may("try_now", next.effect)
      : not("try_now", next.effect, next.why, next.from);
  }

  function resend(store: Store | null, quietFrom: Date | null): PossibleAct {
    if (store === null) return not("resend", "try_again", "no_store");
    if (!order.ambiguous) return may("resend", order.attempt === 0 ? "first_try" : "try_again");
    const { dedupes, refusesDuplicates } = CLASS_PROMISES[deps.pos.adapterFor(store).adapterClass];
    if (dedupes || refusesDuplicates) return may("resend", "same_reference");
    return quietFrom === null
      ? may("resend", "may_double")
      : not("resend", "may_double", "on_its_way", quietFrom);
  }
}

/** Whether a worker may have the POS take the order back at this moment, so that what was found may be gone. */
export async function mayBeTakenBack(deps: NextTryDeps, order: Order): Promise<boolean> {
  const store = await deps.findStoreOf(order);
  if (store === null || !deps.pos.adapterFor(store).canVoid) return false;
  return order.giveUpAt <= (await ledgerTime(deps.db, deps.ledgerNow()));
}
