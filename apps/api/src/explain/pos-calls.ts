import { type CallInput, callFacts } from "./call-facts.ts";
import type { Parts } from "./call-parts.ts";
import type { CauseClass } from "./causes/cause-class.ts";
import { link } from "./next-step.ts";

/** Of a call of ours to a POS. */
export function toPos(input: CallInput, causeClass: CauseClass): Parts {
  const { exchange, words } = input;
  const say = words("autopsy");
  const { store, end } = callFacts(input);
  const provider = { next: say("callNext.posProvider") };
  const orderSteps = exchange.orderId === null ? [] : [link(say, "order", exchange.orderId)];
  switch (causeClass) {
    case "answered":
      return { sentence: say("call.posTook", { store }), steps: orderSteps };
    case "crossed_orders":
      return { sentence: say("call.posCrossed", { store }), ...provider, steps: orderSteps };
    case "pos_silent":
    case "pos_fault":
    case "pos_unreachable":
    case "store_setup":
    case "our_fault":
      return { sentence: end, ...provider, steps: orderSteps };
    default:
      return {
        sentence: say("call.posRefused", { store }),
        next: say("next.askWhyRefused"),
        steps: orderSteps,
      };
  }
}

/** Of a message that a POS sent us. */
export function ofPosEvent(input: CallInput, causeClass: CauseClass): Parts {
  const say = input.words("autopsy");
  const { store } = callFacts(input);
  switch (causeClass) {
    case "answered":
      return { sentence: say("call.posMessage", { store }) };
    case "pos_not_verified":
      return { sentence: say("call.posNotVerified"), next: say("callNext.posProvider") };
    case "too_many_calls":
      return { sentence: say("call.posTooMany", { store }), next: say("callNext.posProvider") };
    case "database_away":
      return { sentence: say("call.posLater", { store }), next: say("callNext.sendOperations") };
    case "our_fault":
      return { sentence: say("call.posOurFault", { store }), next: say("callNext.sendOperations") };
    default:
      return { sentence: say("call.posNotUnderstood", { store }), next: say("callNext.posProvider") };
  }
}
