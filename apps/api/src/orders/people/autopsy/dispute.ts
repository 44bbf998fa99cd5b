import type { StoredDispute } from "@parley/db/orders";
import { assertNever } from "../../../errors.ts";
import { type Autopsy, type AutopsyInput, callStore } from "./finding.ts";
import { ago, atClock } from "./time.ts";

/**
 * A final order that its POS, or a ticket that a person saw, contradicts. PAR keeps its answer, so a person
 * has to put things right for the guest: the sentence says which way it is wrong.
 */
export function disputed(input: AutopsyInput & { dispute: StoredDispute }): Autopsy {
  const { order, store, now } = input;
  const when = order.disputedAt === null ? "" : ` ${ago(order.disputedAt, now)}`;
  const told = order.finalAt === null ? "" : ` ${atClock(order.finalAt, store.timezone)}`;
  const base = { whoseJob: "Support, now.", tone: "problem" } as const;
  switch (input.dispute) {
    case "pos_cancelled":
    case "pos_refused": {
      const did = input.dispute === "pos_cancelled" ? "took it back" : "refused it after all";
      return {
        ...base,
        sentence: `PAR was told${told} that it is placed at ${store.code} as ${order.posOrderId}, and${when} the POS ${did}. The guest waits for food that nobody makes.`,
        causeClass: "pos_took_back",
        nextStep: `${callStore(input)} Have it made again, or refund the guest. Then mark it as settled.`,
      };
    }
    case "pos_has_it":
      return {
        ...base,
        sentence: `PAR was told${told} that it is not placed at ${store.code}, and${when} the POS said that it has it. The kitchen may be making an order that nobody pays for.`,
        causeClass: "pos_has_it",
        nextStep: `${callStore(input)} Have it voided, or agree with the guest who pays. Then mark it as settled.`,
      };
    case "pos_order_of_another":
      return {
        ...base,
        sentence: `PAR was told${told} that it is placed at ${store.code} as ${order.posOrderId}, and${when} a person found that this ticket names another order. This one probably has a ticket of its own; else the guest waits for food that nobody makes.`,
        causeClass: "crossed_orders",
        nextStep: `${callStore(input)} It is not ${order.posOrderId}: have them find its own ticket by that id. Where there is none, have it made, or refund the guest. Then mark it as settled.`,
      };
    case "unlisted":
      return {
        ...base,
        sentence: `Something said${when} contradicts what PAR was told${told} of this order at ${store.code}.`,
        causeClass: "pos_took_back",
        nextStep: `${callStore(input)} Put it right for the guest. Then mark it as settled.`,
      };
    default:
      return assertNever(input.dispute);
  }
}
