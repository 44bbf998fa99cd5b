import { isPerson, type Order, type OrderEvent, parseActor } from "@parley/db/orders";
import { assertNever } from "../../../errors.ts";
import { readTryEnd, type TryEnd } from "../../try-end.ts";
import { disputed } from "./dispute.ts";
import { type Autopsy, type AutopsyInput, type CauseClass, callStore } from "./finding.ts";
import { refusalOf } from "./refusal.ts";
import { ago, atClock, seconds } from "./time.ts";
import { failsAlone, neverTried, PATIENCE_MS, waiting } from "./waiting.ts";

/** Explains an order. Pure: the same rows and the same `now` give the same words. */
export function autopsy(input: AutopsyInput): Autopsy {
  const { order } = input;
  if (order.dispute !== null) return disputed({ ...input, dispute: order.dispute });
  switch (order.state) {
    case "placed":
      return placed(input);
    case "rejected":
      return refusalOf(input);
    case "errored":
      return errored(input);
    case "attention":
      return needsPerson(input);
    case "received":
      if (order.attempt === 0) return waiting(input);
      return order.ambiguous ? inDoubt(input) : onItsWay(input);
    case "dispatching":
    case "unknown":
      return order.ambiguous || order.state === "unknown" ? inDoubt(input) : onItsWay(input);
    default:
      return assertNever(order.state);
  }
}

function placed({ order, store, attempts, events }: AutopsyInput): Autopsy {
  const took = order.finalAt === null ? null : order.finalAt.getTime() - order.receivedAt.getTime();
  const after = took === null ? "" : `, ${seconds(took)} after PAR sent it`;
  const tries = attempts.length;
  const isSettled = events.some((event) => event.kind === "dispute_settled");
  const story = isSettled
    ? " That was contradicted later; a person has looked after it."
    : byPerson(events, "placed")
      ? " A person confirmed it at the POS."
      : tries > 1
        ? ` It took ${tries} tries; the POS has it once.`
        : "";
  return {
    sentence: `Placed at ${store.code} as ${order.posOrderId}${after}.${story}`,
    causeClass: "placed",
    whoseJob: "Nobody's: all is well.",
    nextStep: null,
    tone: "ok",
  };
}

function errored(input: AutopsyInput): Autopsy {
  const { order, store, attempts, events } = input;
  if (byPerson(events, "errored")) {
    return {
      sentence: `Not placed: a person looked at the POS of ${store.code} and the order is not there. PAR hears so when it asks.`,
      causeClass: "pos_silent",
      whoseJob: "Nobody's any more.",
      nextStep: "The guest may be refunded and may order again.",
      tone: "problem",
    };
  }
  const end = lastEnd(input);
  const took =
    order.finalAt === null ? "" : ` in ${seconds(order.finalAt.getTime() - order.receivedAt.getTime())}`;
  const takenBack = order.cause === "voided" ? " Then it took the order back." : "";
  const tried = attempts.length === 0 ? "never sent" : times(attempts.length);
  return {
    sentence: `Not placed${took} (${tried}): ${lowerFirst(tellOf(end, store, "could not be reached"))}.${takenBack} The kitchen surely does not have it, and PAR hears so when it asks.`,
    ...blameFor(end),
    nextStep:
      "The guest may be refunded and may order again. Check the store's POS before the next guest does.",
    tone: "problem",
  };
}

function needsPerson(input: AutopsyInput): Autopsy {
  const { order, store, attempts, activity, now } = input;
  const since = ago(order.receivedAt, now);
  if (order.cause === "crossed_ack") {
    return {
      sentence: `The POS of ${store.code} answered with an order number that belongs to another order. We do not know whether the kitchen has this one.`,
      causeClass: "crossed_orders",
      whoseJob: "Support, then the POS provider.",
      nextStep: `${callStore(input)} Do not refund before they have looked. Send this trace to the POS provider.`,
      tone: "problem",
    };
  }
  if (order.cause === "never_tried") return neverTried(input);
  if (order.cause === "payload_unreadable") {
    return {
      sentence: `What we stored of the order for ${store.code} cannot be read, so we do not send it${order.ambiguous ? " again. We do not know whether the kitchen has it" : ""}; PAR sent it ${since}.`,
      causeClass: order.ambiguous ? "pos_silent" : "order_not_understood",
      whoseJob: "Support, now; then the integration engineers.",
      nextStep: `${callStore(input)} Do not refund before they have looked.`,
      tone: "problem",
    };
  }
  if (!order.ambiguous) {
    const end = lastEnd(input);
    const told =
      end === null ? "It was not sent to the POS." : `${tellOf(end, store)}. The kitchen does not have it.`;
    return {
      sentence: `The order for ${store.code} waits for a person; PAR sent it ${since}. ${told}`,
      causeClass: blameFor(end).causeClass,
      whoseJob: "Support, now.",
      nextStep: `${callStore(input)} Do not refund before they have looked.`,
      tone: "problem",
    };
  }
  const alone = failsAlone(failuresOf(input), activity);
  const doubt = endInDoubt(input);
  const answered = doubt === null || doubt.kind === "silent" ? "" : `${doubt.told} and `;
  return {
    sentence: `The POS of ${store.code} ${answered}never said whether it took the order, in ${times(attempts.length)}; PAR sent it ${since}.${alone} We do not know whether the kitchen has it.`,
    causeClass: alone !== "" ? "order_fails_alone" : blameInDoubt(doubt),
    whoseJob: "Support, now.",
    nextStep: `${callStore(input)} Do not refund before they have looked.`,
    tone: "problem",
  };
}

function inDoubt(input: AutopsyInput): Autopsy {
  const { order, store, attempts, activity, now } = input;
  const alone = failsAlone(failuresOf(input), activity);
  const doubt = endInDoubt(input);
  const next =
    order.dueAt === null || order.dueAt <= now
      ? "We are asking again now"
      : `We ask again ${atClock(order.dueAt, store.timezone)}`;
  return {
    sentence: `${tellOf(doubt, store, "did not answer")}; we do not know whether the kitchen has the order. ${next}, with the same reference, so it cannot be made twice.${alone}`,
    causeClass: alone !== "" ? "order_fails_alone" : blameInDoubt(doubt),
    whoseJob:
      attempts.length < 3 && alone === ""
        ? "Nobody's yet: we keep asking the POS."
        : "Support: the store can tell faster than its POS.",
    nextStep: `Do not refund yet. If the guest cannot wait: ${lowerFirst(callStore(input))}`,
    tone: now.getTime() - order.receivedAt.getTime() > PATIENCE_MS ? "problem" : "waiting",
  };
}

function onItsWay(input: AutopsyInput): Autopsy {
  const { order, store, attempts, now } = input;
  if (order.state === "dispatching") {
    return {
      sentence: `On its way to ${store.code}: PAR sent it ${ago(order.receivedAt, now)} and the POS has not answered yet.`,
      causeClass: "on_its_way",
      whoseJob: "Nobody's: it is being sent.",
      nextStep: null,
      tone: now.getTime() - order.receivedAt.getTime() > PATIENCE_MS ? "problem" : "waiting",
    };
  }
  const until = atClock(order.giveUpAt, store.timezone);
  const end = lastEnd(input);
  return {
    sentence: `${tellOf(end, store, "could not be reached")}, after ${times(attempts.length)}. The kitchen surely does not have the order yet.`,
    ...blameFor(end),
    nextStep: `We keep trying until ${until.replace(/^at /, "")}, then PAR is told that it failed. ${callStore(input)}`,
    tone: "problem",
  };
}

/** How many tries ended without a decision of the POS. */
function failuresOf({ results }: AutopsyInput): number {
  return new Set(
    results.filter(({ outcome }) => outcome !== "placed" && outcome !== "refused").map((r) => r.number),
  ).size;
}

function byPerson(events: readonly OrderEvent[], state: Order["state"]): boolean {
  // Settling a dispute leaves the state as it is, and says nothing about the ticket.
  return events.some(
    ({ toState, fromState, actor }) =>
      toState === state && fromState !== state && isPerson(parseActor(actor)),
  );
}

/** How the last try ended; null where none has, or nobody knows. */
function lastEnd({ results }: AutopsyInput): TryEnd | null {
  const last = results.findLast(({ fenced }) => !fenced);
  return last === undefined ? null : readTryEnd(last);
}

/** How the last of the tries ended that left the order in doubt. */
function endInDoubt({ results }: AutopsyInput): TryEnd | null {
  const ends = results.filter(({ fenced }) => !fenced).map(readTryEnd);
  return ends.findLast((end) => end !== null && !isProof(end)) ?? null;
}

function isProof({ kind }: TryEnd): boolean {
  return kind === "unsent" || kind === "unreached" || kind === "declined";
}

function tellOf(end: TryEnd | null, store: AutopsyInput["store"], otherwise = "was not called"): string {
  return `The POS of ${store.code} ${end?.told ?? otherwise}`;
}

function blameInDoubt(end: TryEnd | null): CauseClass {
  return end === null || end.kind === "silent" ? "pos_silent" : "pos_fault";
}

/** Who must do something about a POS that provably has not made the order. */
function blameFor(end: TryEnd | null): Pick<Autopsy, "causeClass" | "whoseJob"> {
  switch (end?.kind) {
    case "unsent":
      return {
        causeClass: "pos_unreachable",
        whoseJob: "Ours: the gateway could not send it. Look at the store's POS settings here.",
      };
    case "declined":
      return {
        causeClass: "pos_fault",
        whoseJob:
          "The POS provider: the POS answers, but takes no order. The store's POS settings may be wrong.",
      };
    default:
      return {
        causeClass: "pos_unreachable",
        whoseJob: "The store and its POS provider: the POS must be reachable.",
      };
  }
}

function times(count: number): string {
  return count === 1 ? "one try" : `${count} tries`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
