import type { RefusedSubmit as RefusedSubmitRow } from "@parley/db/exchanges";
import { isRefusedSubmit } from "../../cases/subject.ts";
import { causeClassOfCall } from "../../explain/causes/call-cause.ts";
import { refusedActs } from "../../orders/people/refused-acts.ts";
import { Brand } from "../brands/brand.ts";
import { callFields } from "../exchanges/call-fields.ts";
import { Exchange } from "../exchanges/exchange.ts";
import { builder } from "../kernel/builder.ts";
import { CauseClass } from "./cause-class.ts";
import { Guest, guestOf } from "./guest.ts";
import { Order } from "./order.ts";
import { OrderAct } from "./order-acts.ts";

/** A submit that was refused before it became an order. */
export const RefusedSubmit = builder.objectRef<RefusedSubmitRow>("RefusedSubmit").implement({
  description:
    "A submit that was refused before it became an order. What its body says is read as far as it can be, only where the caller is known, and proves nothing.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    ...callFields(t),
    id: t.exposeID("id", { description: "The id of its call, `exc_…`." }),
    exchange: t.field({ type: Exchange, description: "The call as it was recorded.", resolve: (row) => row }),
    at: t.expose("at", { type: "DateTime", description: "When PAR sent it." }),
    causeClass: t.field({ type: CauseClass, description: "The kind of cause.", resolve: causeClassOfCall }),
    totalHundredths: t.int({
      nullable: true,
      description: "What the guest was to pay, in hundredths whatever the currency; null where unreadable.",
      resolve: ({ content }) => content?.totalHundredths ?? null,
    }),
    currency: t.string({
      nullable: true,
      description: "ISO 4217, where the body or its store says it.",
      resolve: async ({ content, locationId }, _args, { loaders }) =>
        content?.currency ??
        (locationId === null ? null : (await loaders.location.load(locationId)).currency),
    }),
    orderType: t.string({
      nullable: true,
      description: "For example `pickup`, as sent.",
      resolve: ({ content }) => content?.orderType ?? null,
    }),
    itemCount: t.int({
      nullable: true,
      description: "How many items, modifiers not counted.",
      resolve: ({ content }) => content?.itemCount ?? null,
    }),
    guest: t.field({
      type: Guest,
      nullable: true,
      description: "Who ordered; null where that is not known. Masked as an order's guest is.",
      resolve: ({ content, brandId, locationId }, _args, context) =>
        content === null ? null : guestOf({ ...content, brandId, locationId }, context),
    }),
    brand: t.field({
      type: Brand,
      nullable: true,
      description: "The brand, where it is known.",
      resolve: ({ brandId }, _args, { loaders }) => (brandId === null ? null : loaders.brand.load(brandId)),
    }),
    order: t.field({
      type: Order,
      nullable: true,
      description: "The order that the same request, or the same online order, became.",
      resolve: async (row, _args, { loaders }) => {
        const orderId = (await loaders.refusedFate.load(row))?.orderId ?? null;
        return orderId === null ? null : await loaders.order.load(orderId);
      },
    }),
    earlierTries: t.int({
      description: "How often the same request had been refused before, at most 100.",
      resolve: async (row, _args, { loaders }) => (await loaders.refusedFate.load(row))?.earlier ?? 0,
    }),
    acts: t.field({
      type: [OrderAct],
      description: "What you may do about it. Empty where your role may do nothing.",
      resolve: (row, _args, { may }) =>
        may("orders.mend", row) ? refusedActs(row.connectionId, causeClassOfCall(row)) : [],
    }),
  }),
});

builder.objectFields(Exchange, (t) => ({
  refusedSubmit: t.field({
    type: RefusedSubmit,
    nullable: true,
    description:
      "The same call as the submit that it was, where that never became an order: who ordered, and what PAR sent.",
    resolve: async (exchange, _args, { loaders }) =>
      isRefusedSubmit(exchange)
        ? { ...exchange, content: await loaders.refusedContent.load(exchange.id) }
        : null,
  }),
}));
