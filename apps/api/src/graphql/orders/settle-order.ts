import { findOrder, type Order as OrderRow } from "@parley/db/orders";
import type { ActArgs, ActResult } from "../../orders/people/acts.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import { covers, type GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  NotWaiting,
  notWaiting,
  PosOrderTaken,
  posOrderTaken,
  type Refusal,
  refuse,
  resultType,
  TooEarly,
  tooEarly,
} from "../kernel/error.ts";
import { Order } from "./order.ts";

// What a person may do about an order in `ATTENTION`. The ledger guards each act; this file only checks who
// may do it.

const ATTEMPT =
  "The order's `attempt` when you looked at the POS: where it was sent again since, your look says nothing.";
const NOTE = "What you found out, in your own words; kept with the order's events.";

const ConfirmOrderPlacedInput = builder.inputType("ConfirmOrderPlacedInput", {
  description: "An order that somebody found at the POS.",
  fields: (t) => ({
    orderId: t.id({ required: true, description: "The order." }),
    posOrderId: t.string({ required: true, description: "The POS's own id of it, as the till shows it." }),
    overrules: t.boolean({
      defaultValue: false,
      description:
        "True where the ticket names this order, so that another order's claim on it is wrong: that one is disputed, and PAR keeps what it was told of it.",
    }),
    note: t.string({ description: NOTE }),
  }),
});

const ConfirmOrderAbsentInput = builder.inputType("ConfirmOrderAbsentInput", {
  description: "An order that somebody looked for at the POS and did not find.",
  fields: (t) => ({
    orderId: t.id({ required: true, description: "The order." }),
    attempt: t.int({ required: true, description: ATTEMPT }),
    note: t.string({ description: NOTE }),
  }),
});

const ResendOrderInput = builder.inputType("ResendOrderInput", {
  description: "An order to send to the POS once more.",
  fields: (t) => ({
    orderId: t.id({ required: true, description: "The order." }),
    attempt: t.int({ required: true, description: ATTEMPT }),
    note: t.string({ description: NOTE }),
  }),
});

const ConfirmOrderPlacedResult = builder.unionType("ConfirmOrderPlacedResult", {
  description: "The order, placed, or why nothing was changed.",
  types: [Order, NotFound, NotAllowed, NotWaiting, PosOrderTaken, InvalidInput],
  resolveType: resultType("Order"),
});

const ConfirmOrderAbsentResult = builder.unionType("ConfirmOrderAbsentResult", {
  description: "The order, errored, or why nothing was changed.",
  types: [Order, NotFound, NotAllowed, NotWaiting, TooEarly, Conflict, InvalidInput],
  resolveType: resultType("Order"),
});

const ResendOrderResult = builder.unionType("ResendOrderResult", {
  description: "The order as it stands after the try, which need not have settled it, or why none was made.",
  types: [Order, NotFound, NotAllowed, NotWaiting, TooEarly, Conflict, InvalidInput],
  resolveType: resultType("Order"),
});

builder.mutationField("confirmOrderPlaced", (t) =>
  t.field({
    type: ConfirmOrderPlacedResult,
    description:
      "Says that the POS has an order that waits for a person; PAR's next poll hears `placed`. For admins and support.",
    authScopes: { signedIn: true },
    args: {
      input: t.arg({ type: ConfirmOrderPlacedInput, required: true, description: "What was found." }),
    },
    resolve: (_root, { input }, context) =>
      settle(context, input, (args) =>
        context.dispatcher.acts.confirmPlaced({
          ...args,
          posOrderId: input.posOrderId,
          overrules: input.overrules ?? false,
        }),
      ),
  }),
);

builder.mutationField("confirmOrderAbsent", (t) =>
  t.field({
    type: ConfirmOrderAbsentResult,
    description:
      "Says that the POS has no such order; PAR's next poll hears `errored` and the guest may be refunded. Not before `quietFrom`. For admins and support.",
    authScopes: { signedIn: true },
    args: {
      input: t.arg({ type: ConfirmOrderAbsentInput, required: true, description: "What was not found." }),
    },
    resolve: (_root, { input }, context) =>
      settle(context, input, (args) =>
        context.dispatcher.acts.confirmAbsent({ ...args, attempt: input.attempt }),
      ),
  }),
);

builder.mutationField("resendOrder", (t) =>
  t.field({
    type: ResendOrderResult,
    description:
      "Sends an order that waits for a person to the POS again, under the same reference. A POS that does not know references may make it twice, so not before `quietFrom` there. For admins and support.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ResendOrderInput, required: true, description: "The order." }) },
    resolve: (_root, { input }, context) =>
      settle(context, input, (args) =>
        context.dispatcher.acts.resendNow({ ...args, attempt: input.attempt }),
      ),
  }),
);

async function settle(
  context: GraphqlContext,
  input: { orderId: string; note?: string | null | undefined },
  act: (args: ActArgs) => Promise<ActResult>,
): Promise<OrderRow | Refusal> {
  const { db, scope, guestScope, loaders } = context;
  const { orderId } = input;
  const order = await findOrder(db, { scope, orderId });
  if (order === null) return refuse("NOT_FOUND", "There is no such order.");
  if (!covers(guestScope, order.brandId)) {
    return refuse("NOT_ALLOWED", "Only an admin or support of this brand may settle its orders.");
  }
  const note = input.note ?? null;
  const result = await act({ orderId, actor: actorOf(context), scope: guestScope, note });
  switch (result.kind) {
    case "done":
      loaders.trace.clear(orderId);
      return result.order;
    case "not_found":
      return refuse("NOT_FOUND", "There is no such order.");
    case "not_waiting":
      return notWaiting(result.state);
    case "too_early":
      return tooEarly(result.from);
    case "sent_again":
      return refuse(
        "CONFLICT",
        `This order was sent again since you looked: tries so far: ${result.attempt}. Have the store look once more.`,
      );
    case "pos_order_taken":
      return posOrderTaken(result.posOrderId, result.holder);
    case "unreadable":
      return refuse(
        "CONFLICT",
        "What we stored of this order cannot be read, so it cannot be sent again. Have the store look for it, and confirm what they find.",
      );
    case "invalid":
      return refuse("INVALID", result.message, result.field);
  }
}
