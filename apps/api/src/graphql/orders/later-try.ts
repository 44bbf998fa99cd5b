import { findLaterTry, type LaterTry as LaterTryRow } from "@parley/db/exchanges";
import { Exchange } from "../exchanges/exchange.ts";
import { builder } from "../kernel/builder.ts";
import { Order } from "./order.ts";

const LaterTry = builder.objectRef<LaterTryRow>("LaterTry").implement({
  description: "What PAR sent about the same order after a submit that was refused.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    at: t.expose("at", { type: "DateTime", description: "When PAR sent it." }),
    order: t.field({
      type: Order,
      nullable: true,
      description: "The order that it became; null where that try was refused as well.",
      resolve: ({ orderId }, _args, { loaders }) => (orderId === null ? null : loaders.order.load(orderId)),
    }),
    exchangeId: t.exposeID("exchangeId", {
      nullable: true,
      description: "The last refused try; null for an order.",
    }),
  }),
});

/** Three look-ups by index, so that no long list of calls asks for it. */
const LOOKING = 50;

builder.objectFields(Exchange, (t) => ({
  laterTry: t.field({
    type: LaterTry,
    nullable: true,
    description:
      "Of a refused submit: the order, or else the last refused try, with the same request uid or online order id that came after it. Null where nothing came.",
    complexity: LOOKING,
    resolve: (exchange, _args, { db, scopeFor }) =>
      findLaterTry(db, { scope: scopeFor("orders.read"), exchange }),
  }),
}));
