import type { OrderState } from "@parley/db/orders";
import { type OrderActName as Name, orderActs, type PossibleAct } from "../../orders/people/possible-acts.ts";
import { builder } from "../kernel/builder.ts";
import { Order } from "./order.ts";

const ACTS: Record<Name, string> = {
  try_now: "Takes the gateway's next step now: `tryOrderNow`.",
  resend: "Sends it to the POS again: `resendOrder`.",
  confirm_placed: "Says that the POS has it: `confirmOrderPlaced`.",
  confirm_absent: "Says that the POS does not have it: `confirmOrderAbsent`.",
  settle_dispute: "Says that somebody has looked after the contradiction: `settleDispute`.",
  recheck: "Judges what PAR sent by what holds today: `recheckSubmit`.",
};

export const OrderActName = builder.enumType("OrderActName", {
  description: "What a person may do about an order.",
  values: Object.fromEntries(
    orderActs.map((name) => [name.toUpperCase(), { value: name, description: ACTS[name] }]),
  ),
});

export const OrderAct = builder.objectRef<PossibleAct>("OrderAct").implement({
  description:
    "An act that has to do with the order, or the refused submit, as it stands, and what it would do: the dry run of it. When it is done the ledger judges it again.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    name: t.field({ type: OrderActName, description: "Which.", resolve: ({ name }) => name }),
    isAllowed: t.boolean({
      description: "True where it may be done now.",
      resolve: ({ blocked }) => blocked === null,
    }),
    sentence: t.string({
      description: "What it will do, in plain words.",
      resolve: ({ effect }, _args, { words }) => words("mending")(`effect.${effect}`),
    }),
    mayMakeTwice: t.boolean({
      description: "True where the kitchen may then make the order twice.",
      resolve: ({ effect }) => effect === "may_double",
    }),
    whyNot: t.string({
      nullable: true,
      description: "Why it may not be done now; null where it may.",
      resolve: ({ blocked }, _args, { words }) =>
        blocked === null ? null : words("mending")(`blocked.${blocked.why}`),
    }),
    from: t.field({
      type: "DateTime",
      nullable: true,
      description: "From when on it may be done, where that is known.",
      resolve: ({ blocked }) => blocked?.from ?? null,
    }),
  }),
});

/** In which the gateway itself still does something about an order. */
const TRIED_STATES: ReadonlySet<OrderState> = new Set(["received", "dispatching", "unknown"]);

builder.objectFields(Order, (t) => ({
  acts: t.field({
    type: [OrderAct],
    description:
      "What you may do about it as it stands, or from when on. Empty where your role may do nothing.",
    complexity: 20,
    resolve: (order, _args, { loaders, may }) =>
      may("orders.mend", order) ? loaders.possibleActs.load(order) : [],
  }),
  giveUpAt: t.field({
    type: "DateTime",
    nullable: true,
    description:
      "Until when the gateway tries or asks for it by itself; null once it is final or waits for a person.",
    resolve: ({ state, giveUpAt }) => (TRIED_STATES.has(state) ? giveUpAt : null),
  }),
}));
