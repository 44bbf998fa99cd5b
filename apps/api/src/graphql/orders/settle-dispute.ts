import { findOrder, type Order as OrderRow } from "@parley/db/orders";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  InvalidInput,
  NotAllowed,
  NotDisputed,
  NotFound,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { invalidAct } from "./invalid-act.ts";
import { Order } from "./order.ts";

const SettleDisputeInput = builder.inputType("SettleDisputeInput", {
  description: "A disputed order that somebody has looked after.",
  fields: (t) => ({
    orderId: t.id({ required: true, description: "The order." }),
    note: t.string({
      description: "What was done for the guest, in your own words; kept with the order's events.",
    }),
  }),
});

const SettleDisputeResult = builder.unionType("SettleDisputeResult", {
  description: "The order, disputed no more, or why nothing was changed.",
  types: [Order, NotFound, NotAllowed, NotDisputed, InvalidInput],
  resolveType: resultType("Order"),
});

builder.mutationField("settleDispute", (t) =>
  t.field({
    type: SettleDisputeResult,
    description:
      "Says that somebody has looked after an order that its POS contradicts. PAR and the POS are told nothing. For admins and support.",
    authScopes: { signedIn: true },
    args: {
      input: t.arg({
        type: SettleDisputeInput,
        required: true,
        description: "Which one, and what was done.",
      }),
    },
    resolve: (_root, { input }, context) => settleDispute(context, input.orderId, input.note ?? null),
  }),
);

async function settleDispute(
  context: GraphqlContext,
  orderId: string,
  note: string | null,
): Promise<OrderRow | Refusal> {
  const { db, scopeFor, may, loaders, dispatcher, words } = context;
  const say = words("mending");
  const order = await findOrder(db, { scope: scopeFor("orders.read"), orderId });
  if (order === null) return refuse("NOT_FOUND", say("refused.no_order"));
  if (!may("orders.mend", order)) {
    return refuse("NOT_ALLOWED", say("refused.not_allowed"));
  }
  const args = { orderId, actor: actorOf(context), scope: scopeFor("orders.mend"), note };
  const result = await dispatcher.acts.settleDispute(args);
  switch (result.kind) {
    case "done":
      loaders.trace.clear(orderId);
      return result.order;
    case "not_found":
      return refuse("NOT_FOUND", say("refused.no_order"));
    case "not_disputed":
      return refuse("NOT_DISPUTED", say("refused.not_disputed"));
    case "invalid":
      return invalidAct(result, say);
  }
}
