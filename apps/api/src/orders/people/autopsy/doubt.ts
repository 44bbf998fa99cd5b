import { causeClassOf } from "../../../explain/causes/order-cause.ts";
import { act, link } from "../../../explain/next-step.ts";
import { compose } from "./compose.ts";
import { type Autopsy, type AutopsyInput, callStore, callStoreIfUrgent, sentences } from "./finding.ts";
import { age, clock } from "./time.ts";
import { endInDoubt, failsAlone, lastEnd, quoteOf, tellEnd } from "./tries.ts";
import { neverTried, PATIENCE_MS } from "./waiting.ts";

/** A try may have reached the POS, and the POS is asked again: nobody knows yet, and it is said so. */
export function inDoubt(input: AutopsyInput): Autopsy {
  const { order, store, attempts, now, words } = input;
  const say = words("autopsy");
  const alone = failsAlone(input);
  const isAsked = order.dueAt === null || order.dueAt <= now;
  const isLong = attempts.length >= 3 || alone !== null;
  return compose(input, {
    sentence: sentences(
      tellDoubt(input),
      formerTill(input),
      say("doNotKnow"),
      isAsked || order.dueAt === null
        ? say("askAgainNow")
        : say("askAgainAt", { time: clock(order.dueAt, store.timezone) }),
      alone,
      quoteOf(input),
    ),
    job: isLong ? "tellsFaster" : "asking",
    guest: say("guest.unknown"),
    next: sentences(say("next.doNotRefund"), callStoreIfUrgent(input)),
    steps: isAsked ? [act(say, "assign")] : [act(say, "tryNow"), act(say, "assign")],
    tone: now.getTime() - order.receivedAt.getTime() > PATIENCE_MS ? "problem" : "waiting",
  });
}

/** The gateway gave up, or cannot go on: a person decides, and PAR still gets pending. */
export function needsPerson(input: AutopsyInput): Autopsy {
  const { order, words } = input;
  const say = words("autopsy");
  if (order.cause === "never_tried") return neverTried(input);
  const alone = order.cause === "crossed_ack" || !order.ambiguous ? null : failsAlone(input);
  const isNowhere = !order.ambiguous && order.cause !== "crossed_ack";
  return compose(input, {
    sentence: sentences(...whyPerson(input), alone, isNowhere ? say("notThere") : null, quoteOf(input)),
    job: jobOfPerson(input, alone),
    guest: isNowhere ? say("guest.waits") : say("guest.unknown"),
    next: isNowhere
      ? say("next.sendOrMark")
      : sentences(
          callStore(input),
          say("next.noRefundYet"),
          order.cause === "crossed_ack" ? say("next.sendTrace") : null,
        ),
    steps: [act(say, "settle"), act(say, "assign"), link(say, "pos_calls", order.locationId)],
    tone: "problem",
  });
}

function jobOfPerson(input: AutopsyInput, alone: string | null) {
  if (alone !== null) return "alone";
  switch (causeClassOf(input.order)) {
    case "crossed_orders":
      return "crossed";
    case "our_fault":
      return "ours";
    default:
      return input.order.ambiguous ? "tellsFaster" : undefined;
  }
}

/** Why it waits for a person, in sentences. */
function whyPerson(input: AutopsyInput): (string | null)[] {
  const { order, store, attempts, now, words } = input;
  const say = words("autopsy");
  const about = { store: store.name, age: age(order.receivedAt, now, say) };
  const doubt = order.ambiguous ? say("doNotKnow") : null;
  switch (order.cause) {
    case "crossed_ack":
      return [say("crossed", about)];
    case "payload_unreadable":
      return [say("unreadable", about), doubt];
    case "store_gone":
      return [say("storeGone", about), doubt];
    default:
  }
  if (!order.ambiguous) {
    const end = lastEnd(input);
    return [say("waitsForPerson", about), end === null ? say("notSent") : tellEnd(input, end)];
  }
  const end = endInDoubt(input);
  const heard = end === null || end.kind === "silent" ? null : tellEnd(input, end);
  return [heard, say("neverSaid", { ...about, tries: attempts.length }), formerTill(input), doubt];
}

/** Where the order is to be looked for, if that is not the POS that the store has now. */
function formerTill({ store, words }: AutopsyInput): string | null {
  const { former = null, timezone } = store;
  if (former === null) return null;
  return words("autopsy")("formerTill", { where: former.where, time: clock(former.endedAt, timezone) });
}

/** What left the order in doubt; where no try of the trail says so, the process that made it is gone. */
function tellDoubt(input: AutopsyInput): string {
  const { order, store, words } = input;
  const end = endInDoubt(input);
  const say = words("autopsy");
  if (order.cause === "worker_lost" || order.cause === "in_doubt")
    return say("tried.restarted", { store: store.name });
  return end === null ? say("tried.silent", { store: store.name, why: "" }) : tellEnd(input, end);
}
