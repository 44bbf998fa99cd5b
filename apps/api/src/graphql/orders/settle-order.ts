import { findOrder, type Order as OrderRow } from "@parley/db/orders";
import type { ActArgs, ActResult } from "../../orders/people/acts.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
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
  type TooEarlyRefusal,
  tooEarly,
  UnderWay,
} from "../kernel/error.ts";
import { invalidAct } from "./invalid-act.ts";
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

const TryOrderNowInput = builder.inputType("TryOrderNowInput", {
  description: "An order that waits for the gateway's next step.",
  fields: (t) => ({
    orderId: t.id({ required: true, description: "The order." }),
    note: t.string({ description: "Why, in your own words; kept with the order's events." }),
  }),
});

const TryOrderNowResult = builder.unionType("TryOrderNowResult", {
  description: "The order, whose next step is due now, or why that has to wait.",
  types: [Order, NotFound, NotAllowed, NotWaiting, UnderWay, TooEarly, InvalidInput],
  resolveType: resultType("Order"),
});

const ConfirmOrderPlacedResult = builder.unionType("ConfirmOrderPlacedResult", {
  description: "The order, placed, or why nothing was changed.",
  types: [Order, NotFound, NotAllowed, NotWaiting, UnderWay, PosOrderTaken, InvalidInput],
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

builder.mutationField("tryOrderNow", (t) =>
  t.field({
    type: TryOrderNowResult,
    description:
      "Has the gateway take the next step about a waiting order now instead of when it is due: it is sent, asked for, or goes to a person, as `acts` says. The POS's lane and all waits that protect the kitchen hold. For admins and support.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: TryOrderNowInput, required: true, description: "The order." }) },
    resolve: (_root, { input }, context) => tryNow(context, input),
  }),
);

builder.mutationField("confirmOrderPlaced", (t) =>
  t.field({
    type: ConfirmOrderPlacedResult,
    description:
      "Says that the POS has an order that is in doubt, whether it waits for a person or the gateway still looks for it; PAR's next poll hears `placed`. For admins and support.",
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
    resolve: (_root, { input }, context) => resend(context, input),
  }),
);

interface SettleInput {
  orderId: string;
  note?: string | null | undefined;
}

type Settled = OrderRow | Refusal | TooEarlyRefusal;

/** Has the gateway take an order's next step now. */
export async function tryNow(context: GraphqlContext, input: SettleInput): Promise<Settled> {
  const result = await settle(context, input, (args) => context.dispatcher.acts.tryNow(args));
  if (!("from" in result)) return result;
  const message = context.words("mending")("refused.too_early", { from: result.from.toISOString() });
  return { ...result, message };
}

/** Sends an order that waits for a person again. */
export async function resend(
  context: GraphqlContext,
  { attempt, ...input }: SettleInput & { attempt: number },
): Promise<Settled> {
  return await settle(context, input, (args) => context.dispatcher.acts.resendNow({ ...args, attempt }));
}

async function settle(
  context: GraphqlContext,
  input: SettleInput,
  act: (args: ActArgs) => Promise<ActResult>,
): Promise<Settled> {
  const { db, scopeFor, may, loaders } = context;
  const { orderId } = input;
  const say = context.words("mending");
  const order = await findOrder(db, { scope: scopeFor("orders.read"), orderId });
  if (order === null) return refuse("NOT_FOUND", say("refused.no_order"));
  if (!may("orders.mend", order)) {
    return refuse("NOT_ALLOWED", say("refused.not_allowed"));
  }
  const note = input.note ?? null;
  const result = await act({ orderId, actor: actorOf(context), scope: scopeFor("orders.mend"), note });
  switch (result.kind) {
    case "done":
      loaders.trace.clear(orderId);
      return result.order;
    case "not_found":
      return refuse("NOT_FOUND", say("refused.no_order"));
    case "not_waiting":
      return notWaiting(result.state, say);
    case "under_way":
      return refuse("UNDER_WAY", say("refused.under_way"));
    case "too_early":
      return tooEarly(result.from, say);
    case "sent_again":
      return refuse("CONFLICT", say("refused.sent_again", { tries: String(result.attempt) }));
    case "pos_order_taken":
      return posOrderTaken(result.posOrderId, result.holder, say);
    case "unreadable":
      return refuse("CONFLICT", say("refused.unreadable"));
    case "invalid":
      return invalidAct(result, say);
  }
}
