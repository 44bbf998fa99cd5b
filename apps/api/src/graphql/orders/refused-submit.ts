import type { RefusedSubmit as RefusedSubmitRow } from "@parley/db/exchanges";
import { causeClassOfCall } from "../../explain/causes/call-cause.ts";
import { Brand } from "../brands/brand.ts";
import { Connection } from "../connections/connection.ts";
import { Exchange } from "../exchanges/exchange.ts";
import { builder } from "../kernel/builder.ts";
import { Location } from "../stores/location.ts";
import { CauseClass } from "./cause-class.ts";
import { Guest, guestOf } from "./guest.ts";
import { Order } from "./order.ts";

/** A submit that was refused before it became an order. */
export const RefusedSubmit = builder.objectRef<RefusedSubmitRow>("RefusedSubmit").implement({
  description:
    "A submit that was refused before it became an order. What its body says is read as far as it can be, only where the caller is known, and proves nothing.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "The id of its call, `exc_…`." }),
    exchange: t.field({ type: Exchange, description: "The call as it was recorded.", resolve: (row) => row }),
    at: t.expose("at", { type: "DateTime", description: "When PAR sent it." }),
    status: t.exposeInt("status", { nullable: true, description: "The HTTP status of our answer." }),
    code: t.exposeString("code", { nullable: true, description: "The error code that was answered." }),
    reason: t.exposeString("reason", { nullable: true, description: "The reason recorded and not told." }),
    causeClass: t.field({ type: CauseClass, description: "The kind of cause.", resolve: causeClassOfCall }),
    durationMs: t.float({
      description: "How long the answer took, in milliseconds.",
      resolve: ({ durationUs }) => durationUs / 1000,
    }),
    requestUid: t.exposeString("requestUid", { nullable: true, description: "PAR's request uid." }),
    onlineOrderId: t.exposeString("onlineOrderId", { nullable: true, description: "PAR's online order id." }),
    parLocationId: t.exposeString("parLocationId", {
      nullable: true,
      description: "PAR's location id as received.",
    }),
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
    location: t.field({
      type: Location,
      nullable: true,
      description: "The store, where it is known.",
      resolve: ({ locationId }, _args, { loaders }) =>
        locationId === null ? null : loaders.location.load(locationId),
    }),
    connection: t.field({
      type: Connection,
      nullable: true,
      description: "The connection; null where the caller was not recognised.",
      resolve: ({ connectionId }, _args, { loaders }) =>
        connectionId === null ? null : loaders.connection.load(connectionId),
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
  }),
});
