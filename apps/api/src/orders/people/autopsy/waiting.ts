import { act, link, type NextStep } from "../../../explain/next-step.ts";
import { compose, type Parts } from "./compose.ts";
import { type Autopsy, type AutopsyInput, sentences } from "./finding.ts";
import { age, clock } from "./time.ts";
import { lastEnd, quoteOf, tellEnd } from "./tries.ts";

/** A guest who waits longer than this should be told that it is slow. */
export const PATIENCE_MS = 30_000;

/**
 * An order that was never tried: for what it waits, since when, and what will end that. All of it is read from the
 * ledger, so that it is the same whichever process holds it up. The store has no ticket of it, so nobody is sent to
 * ask for one, and nobody is to make it by hand: it may still be sent.
 */
export function waiting(input: AutopsyInput): Autopsy {
  const { order, store, activity, words } = input;
  const say = words("autopsy");
  const until = clock(order.giveUpAt, store.timezone);
  const about = aboutOf(input);
  const isBehindOne = activity.failing === 1;
  switch (order.cause) {
    case "pos_busy":
      return slow(input, { sentence: say("waitsForTurn", about), job: "turn" });
    case "pos_failing":
      return slow(input, {
        sentence: say(isBehindOne ? "waitsBehindOne" : "waitsForFailing", about),
        job: isBehindOne ? "behindOne" : "failing",
        next: say("next.personAsked", { time: until }),
        steps: [...failingOrder(input), act(say, "tryNow"), link(say, "pos_calls", order.locationId)],
      });
    case "pos_unavailable":
      return slow(input, {
        sentence: say("waitsForSilent", about),
        job: "reachable",
        next: activity.hasAnswered
          ? say("next.personAsked", { time: until })
          : say("next.parToldFailed", { time: until }),
        steps: [act(say, "tryNow"), link(say, "pos_calls", order.locationId)],
      });
    default:
      return slow(input, { sentence: say("toBeSent", about), job: "sending" });
  }
}

/** Under way for the first time, or to be sent again because the try before provably did not arrive. */
export function onItsWay(input: AutopsyInput): Autopsy {
  const { order, store, attempts, words } = input;
  const say = words("autopsy");
  if (order.state === "dispatching") {
    return slow(input, { sentence: say("sending", aboutOf(input)), job: "sending", next: decidedBy(input) });
  }
  const end = lastEnd(input);
  return slow(input, {
    sentence: sentences(
      end === null ? say("tried.unreached", { store: store.name, why: "" }) : tellEnd(input, end),
      say("triedBefore", { tries: attempts.length }),
      say("surelyNotYet"),
      quoteOf(input),
    ),
    job: end?.kind === "unsent" ? "settings" : end?.kind === "declined" ? "takesNone" : "reachable",
    next: say("next.keepTrying", { time: clock(order.giveUpAt, store.timezone) }),
    steps: [act(say, "tryNow"), link(say, "pos_calls", order.locationId)],
    tone: "problem",
  });
}

/** Its give-up time came before its first try, although the POS answered others: nobody but a person may end it. */
export function neverTried(input: AutopsyInput): Autopsy {
  const { order, words } = input;
  const say = words("autopsy");
  return compose(input, {
    sentence: say("neverTried", aboutOf(input)),
    job: input.activity.failing === 1 ? "behindOne" : "failing",
    guest: say("guest.waits"),
    next: say("next.sendOrMark"),
    steps: [
      act(say, "resend"),
      act(say, "settle"),
      ...failingOrder(input),
      link(say, "pos_calls", order.locationId),
    ],
    tone: "problem",
  });
}

/** While it is being sent nobody can do anything about it: that, and by when it is decided. */
function decidedBy({ order, store, words }: AutopsyInput): string {
  return words("autopsy")("next.nothingYet", { time: clock(order.giveUpAt, store.timezone) });
}

function slow(input: AutopsyInput, parts: Omit<Parts, "tone"> & Partial<Pick<Parts, "tone">>): Autopsy {
  const { order, now, words } = input;
  const isSlow = now.getTime() - order.receivedAt.getTime() > PATIENCE_MS;
  return compose(input, {
    guest: words("autopsy")("guest.waits"),
    tone: isSlow ? "problem" : "waiting",
    ...parts,
  });
}

function aboutOf(input: AutopsyInput) {
  const { order, store, now, words } = input;
  return { store: store.name, age: age(order.receivedAt, now, words("autopsy")), since: since(input) };
}

/** Since when, and over how many orders, as far as the ledger knows. */
function since({ store, activity, words }: AutopsyInput): string {
  const { failing, failingSince } = activity;
  if (failingSince === null) return "";
  return words("autopsy")("since", { time: clock(failingSince, store.timezone), orders: failing });
}

/** The one order that holds up all others, to be looked at first. */
function failingOrder({ activity, words }: AutopsyInput): NextStep[] {
  const { failing, failingOrderId } = activity;
  if (failing !== 1 || failingOrderId === null) return [];
  const say = words("autopsy");
  return [{ ...link(say, "order", failingOrderId), label: say("step.failingOrder") }];
}
