import type { StoredDispute } from "@parley/db/orders";
import { assertNever } from "../../../errors.ts";
import { act } from "../../../explain/next-step.ts";
import { compose } from "./compose.ts";
import { type Autopsy, type AutopsyInput, callStore, sentences } from "./finding.ts";
import { age, clock } from "./time.ts";

/**
 * A final order that its POS, or a ticket that a person saw, contradicts. PAR keeps its answer, so a person
 * has to put things right for the guest: the sentence says which way it is wrong.
 */
export function disputed(input: AutopsyInput & { dispute: StoredDispute }): Autopsy {
  const say = input.words("autopsy");
  const { sentence, next, guest } = partsOf(input);
  return compose(input, {
    sentence,
    guest,
    next: sentences(callStore(input), next),
    steps: [act(say, "settleDispute"), act(say, "assign")],
    tone: "problem",
  });
}

function partsOf(input: AutopsyInput & { dispute: StoredDispute }) {
  const { order, store, now, words } = input;
  const say = words("autopsy");
  const number = order.posOrderId ?? "?";
  const about = {
    store: store.name,
    number,
    when: order.disputedAt === null ? "" : say("foundAgo", { age: age(order.disputedAt, now, say) }),
    told: order.finalAt === null ? "" : say("toldAt", { time: clock(order.finalAt, store.timezone) }),
  };
  switch (input.dispute) {
    case "pos_cancelled":
    case "pos_refused":
      return {
        sentence: say(input.dispute === "pos_cancelled" ? "tookBack" : "refusedAfterAll", about),
        next: say("next.makeOrRefund"),
        guest: say("guest.tookBack"),
      };
    case "pos_has_it":
      return {
        sentence: say("hasItAfterAll", about),
        next: say("next.voidOrPay"),
        guest: say("guest.unknown"),
      };
    case "pos_order_of_another":
      return {
        sentence: say("ticketOfAnother", about),
        next: say("next.findTicket", { number }),
        guest: say("guest.unknown"),
      };
    case "unlisted":
      return {
        sentence: say("contradicted", about),
        next: say("next.putRight"),
        guest: say("guest.unknown"),
      };
    default:
      return assertNever(input.dispute);
  }
}
