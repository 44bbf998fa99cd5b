import type { StoreActivity } from "@parley/db/orders";
import { type Autopsy, type AutopsyInput, callStore } from "./finding.ts";
import { ago, atClock } from "./time.ts";

/** A guest who waits longer than this should be told that it is slow. */
export const PATIENCE_MS = 30_000;

/**
 * An order that was never tried: for what it waits, since when, and what will end that. All of it is read from the
 * ledger, so that it is the same whichever process holds it up.
 */
export function waiting(input: AutopsyInput): Autopsy {
  const { order, store, activity, now } = input;
  const sent = `PAR sent it ${ago(order.receivedAt, now)}`;
  const base = {
    nextStep: null,
    tone: now.getTime() - order.receivedAt.getTime() > PATIENCE_MS ? "problem" : "waiting",
  } as const;
  const until = atClock(order.giveUpAt, store.timezone);
  switch (order.cause) {
    case "pos_busy":
      return {
        ...base,
        sentence: `Waits for its turn at ${store.code}: its POS is working on as many orders as it takes at once. ${sent}; nothing of it was sent yet. It is sent as soon as one of them is done.`,
        causeClass: "on_its_way",
        whoseJob: "Nobody's: it is sent as soon as there is a place.",
      };
    case "pos_failing":
      return {
        ...base,
        sentence: `Waits: the POS of ${store.code} answers, but has not placed or refused an order${since(input)}. ${sent}; nothing of it was sent yet, so the kitchen does not have it. Every few seconds one of the waiting orders is tried; the first that passes ends the wait of all.`,
        causeClass: "store_in_doubt",
        whoseJob: "The store and its POS provider: the POS fails the orders before this one.",
        nextStep: `Where it was not tried ${until}, a person is asked. ${callStore(input)}`,
      };
    case "pos_unavailable":
      return {
        ...base,
        sentence: `Waits: the POS of ${store.code} does not answer${since(input)}. ${sent}; nothing of it was sent yet, so the kitchen does not have it. Every few seconds we ask whether the POS is back, and send what waits once it takes an order.`,
        causeClass: "store_in_doubt",
        whoseJob: "The store and its POS provider: the POS must be reachable.",
        nextStep: activity.hasAnswered
          ? `Where it was not tried ${until}, a person is asked. ${callStore(input)}`
          : `Where its POS has answered nobody ${until}, PAR is told that it failed. ${callStore(input)}`,
      };
    default:
      return {
        ...base,
        sentence: `On its way to ${store.code}: ${sent}, and nothing of it has reached the POS yet.`,
        causeClass: "on_its_way",
        whoseJob: "Nobody's: it is being sent.",
      };
  }
}

/** Its give-up time came before its first try, although the POS answered others: nobody but a person may end it. */
export function neverTried(input: AutopsyInput): Autopsy {
  const { order, store, now } = input;
  return {
    sentence: `Never sent: the POS of ${store.code} answered, but placed or refused no order${since(input)}, and this one waited until its time was over. PAR sent it ${ago(order.receivedAt, now)}. The kitchen does not have it.`,
    causeClass: "store_in_doubt",
    whoseJob: "Support, now.",
    nextStep: `Send it now, where the POS takes orders again. Else: ${callStore(input)} Have it made there, or mark it as not there, so that the guest can be refunded.`,
    tone: "problem",
  };
}

/** Where an order fails again and again while others pass, it is the problem itself; "" where that is not so. */
export function failsAlone(failures: number, { passedMeanwhile }: StoreActivity): string {
  if (failures < 2 || passedMeanwhile === 0) return "";
  const others =
    passedMeanwhile === 1
      ? "1 other order of this store was"
      : `${passedMeanwhile} other orders of this store were`;
  return ` This order failed ${failures} times; ${others} placed or refused meanwhile: the order itself is the problem, not the POS.`;
}

/** Since when, and over how many orders, as far as the ledger knows. */
function since({ store, activity }: AutopsyInput): string {
  const { failing, failingSince } = activity;
  if (failingSince === null) return "";
  const orders = failing === 1 ? "1 order failed" : `${failing} orders failed`;
  return ` since ${atClock(failingSince, store.timezone).replace(/^at /, "")} (${orders})`;
}
