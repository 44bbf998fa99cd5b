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
  const { db, scopeFor, may, loaders, dispatcher } = context;
  const order = await findOrder(db, { scope: scopeFor("orders.read"), orderId });
  if (order === null) return refuse("NOT_FOUND", "There is no such order.");
  if (!may("orders.mend", order)) {
    return refuse("NOT_ALLOWED", "Only an admin or support of this brand may settle its orders.");
  }
  const args = { orderId, actor: actorOf(context), scope: scopeFor("orders.mend"), note };
  const result = await dispatcher.acts.settleDispute(args);
  switch (result.kind) {
    case "done":
      loaders.trace.clear(orderId);
      return result.order;
    case "not_found":
      return refuse("NOT_FOUND", "There is no such order.");
    case "not_disputed":
      return refuse(
        "NOT_DISPUTED",
        "Nothing contradicts this order any more: somebody settled it. Look at it again.",
      );
    case "invalid":
      return refuse("INVALID", result.message, result.field);
  }
}
