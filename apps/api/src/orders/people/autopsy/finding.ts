import type { Attempt, AttemptResult, BillDrift, Order, OrderEvent, StoreActivity } from "@parley/db/orders";
import type { Words, WordsOf } from "@parley/words";
import type { CauseClass, Job } from "../../../explain/causes/cause-class.ts";
import type { NextStep } from "../../../explain/next-step.ts";
import type { FormerPosText } from "../../../stores/location-pos.ts";

/**
 * What happened to an order or a call, for the person who has the guest on the phone: one sentence first, then whose
 * job it is and what to do. Nothing here guesses: what nobody knows is said to be unknown.
 */
export interface Autopsy {
  /** One sentence, or a few. */
  sentence: string;
  causeClass: CauseClass;
  job: Job;
  /** Whose job it is, in words. */
  whoseJob: string;
  /** What to tell the guest; null where no guest waits for it. */
  tellGuest: string | null;
  /**
   * What PAR was told that bears on the guest's money, and what we do not know of it; null where the order stands. PAR
   * takes the payment, before it submits, and never tells us of a charge or a refund.
   */
  money: string | null;
  /** What to do, in words; null where nothing is to be done, or the steps say it all. */
  nextStep: string | null;
  /** What to do here, the first before all others. */
  steps: readonly NextStep[];
  tone: "ok" | "waiting" | "problem";
}

export interface AutopsyInput {
  order: Order;
  /**
   * What people call the store (`storeName`), its phone where known, and its zone for times of day; `former`: the POS
   * that the order may be at, where the store has another one by now.
   */
  store: { name: string; phone: string | null; timezone: string; former?: FormerPosText | null };
  attempts: readonly Attempt[];
  results: readonly AttemptResult[];
  events: readonly OrderEvent[];
  /** What became of the store's other orders. */
  activity: StoreActivity;
  /** Where the bill of the POS first differs from what it was sent; null: nowhere, or it gave none. */
  drift: BillDrift | null;
  now: Date;
  /** The language of whoever asks. */
  words: WordsOf;
}

export type Say = Words<"autopsy">;

/** Sentences, one after the other; what is null is left out. */
export function sentences(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join(" ");
}

/** Whom to call and what to ask for. */
export function callStore(input: AutopsyInput): string {
  return input.words("autopsy")("next.callStore", ticketArgs(input));
}

/** The same, only where the guest cannot wait. */
export function callStoreIfUrgent(input: AutopsyInput): string {
  return input.words("autopsy")("next.cannotWait", ticketArgs(input));
}

function ticketArgs({ order, store, words }: AutopsyInput) {
  const say = words("autopsy");
  return {
    phone: store.phone === null ? "" : say("next.phone", { phone: store.phone }),
    order: order.onlineOrderId ?? order.requestUid,
    guest: order.guestName === null ? "" : say("next.guest", { guest: order.guestName }),
  };
}
