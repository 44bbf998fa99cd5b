import type { FeedEntry } from "@parley/db/feed";
import type { FailedCall, FailedOrder, MoneyByCurrency } from "@parley/db/issues";
import { causeClassOfCall } from "../explain/causes/call-cause.ts";
import type { CauseClass } from "../explain/causes/cause-class.ts";
import { causeClassOf } from "../explain/causes/order-cause.ts";
import { type IssueKey, issueOf } from "./grouping.ts";

/** What a batch of the feed adds to one issue. */
export interface Effects {
  key: IssueKey;
  lastCause: CauseClass;
  firstAt: Date;
  lastAt: Date;
  effects: number;
  orders: number;
  money: MoneyByCurrency;
  lastOrderId: string | null;
  lastExchangeId: string | null;
}

interface Effect {
  cause: CauseClass;
  at: Date;
  orderId: string | null;
  exchangeId: string | null;
  /** The order that is counted with it; null where it is none, or was counted before. */
  counted: FailedOrder | null;
}

/**
 * Groups what failed in these entries. Calls say what failed, and an order is counted with the first call that failed
 * for it; events add what no call shows: an order that was given up without a try, and one that was contradicted.
 */
export function effectsOf(
  entries: readonly FeedEntry[],
  found: { calls: readonly FailedCall[]; orders: readonly FailedOrder[] },
): Effects[] {
  const calls = new Map(found.calls.map((call) => [call.id, call]));
  const orders = new Map(found.orders.map((order) => [order.id, order]));
  const groups = new Map<string, Effects>();
  for (const entry of entries) {
    const call = entry.source === "exchange" ? calls.get(entry.exchangeId) : undefined;
    const order = entry.orderId === null ? undefined : orders.get(entry.orderId);
    const effect = call === undefined ? effectOfEvent(entry, order) : effectOfCall(call, order);
    const place = { ...entry, remoteAddress: call?.remoteAddress ?? null };
    for (const each of [effect, call === undefined ? null : afterCheck(call)]) {
      const key = each === null ? null : issueOf(each.cause, place);
      if (each !== null && key !== null) add(groups, key, each);
    }
  }
  return [...groups.values()];
}

function effectOfCall(call: FailedCall, order: FailedOrder | undefined): Effect | null {
  if (call.replayed) return null;
  const cause = causeClassOfCall(call);
  const isFirstTry = call.direction === "out" && call.operation === "place_order" && call.attempt === 1;
  const isSubmit = call.direction === "in" && call.operation === "submit_order";
  // PAR is told what the POS decided: its own call to the POS is the effect.
  if (isSubmit && order !== undefined && order.attempt > 0) return null;
  const counted = isFirstTry || isSubmit ? (order ?? null) : null;
  return { cause, at: call.at, orderId: call.orderId, exchangeId: call.id, counted };
}

/** Whatever a submit was refused for: the guest was told that it is right, and has paid. */
function afterCheck({ isLetThrough, at, orderId, id }: FailedCall): Effect | null {
  if (!isLetThrough) return null;
  return { cause: "refused_after_check", at, orderId, exchangeId: id, counted: null };
}

function effectOfEvent(entry: FeedEntry, order: FailedOrder | undefined): Effect | null {
  if (entry.source !== "event" || order === undefined) return null;
  const { at, orderId } = entry;
  const isNeverTried = entry.toState === "errored" && entry.fromState !== "errored" && order.attempt === 0;
  if (entry.kind !== "disputed" && !isNeverTried) return null;
  return { cause: causeClassOf(order), at, orderId, exchangeId: null, counted: order };
}

function add(groups: Map<string, Effects>, key: IssueKey, effect: Effect): void {
  const { cause, at, orderId, exchangeId, counted } = effect;
  const known = groups.get(key.id) ?? {
    key,
    lastCause: cause,
    firstAt: at,
    lastAt: at,
    effects: 0,
    orders: 0,
    money: {},
    lastOrderId: null,
    lastExchangeId: null,
  };
  const isNewest = at >= known.lastAt;
  groups.set(key.id, {
    key,
    lastCause: isNewest ? cause : known.lastCause,
    firstAt: at < known.firstAt ? at : known.firstAt,
    lastAt: isNewest ? at : known.lastAt,
    effects: known.effects + 1,
    orders: known.orders + (counted === null ? 0 : 1),
    money:
      counted === null ? known.money : plus(known.money, { [counted.currency]: counted.grandTotalCents }),
    lastOrderId: orderId ?? known.lastOrderId,
    lastExchangeId: exchangeId ?? known.lastExchangeId,
  });
}

/** The sum, currency by currency. */
export function plus(one: MoneyByCurrency, other: MoneyByCurrency): MoneyByCurrency {
  const sum: Record<string, number> = { ...one };
  for (const [currency, cents] of Object.entries(other)) sum[currency] = (sum[currency] ?? 0) + cents;
  return sum;
}
