import { findConnection } from "@parley/db/connections";
import { findOrder } from "@parley/db/orders";
import { findBrand, findLocation } from "@parley/db/stores";
import { exchangeById } from "../exchanges/exchange-list.ts";
import { builder } from "./builder.ts";
import type { GraphqlContext } from "./context.ts";
import { Node, typeOfId } from "./node.ts";

builder.queryField("node", (t) =>
  t.field({
    type: Node,
    nullable: true,
    description: "Anything by its id; null where it does not exist for you.",
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ required: true, description: "An id of ours." }) },
    resolve: (_root, { id }, context) => nodeById(context, id),
  }),
);

async function nodeById(context: GraphqlContext, id: string): Promise<{ id: string } | null> {
  const { db, scopeFor } = context;
  switch (typeOfId(id)) {
    case "Brand":
      return await findBrand(db, { scope: scopeFor("stores.read"), idOrCode: id });
    case "Location":
      return await findLocation(db, { scope: scopeFor("stores.read"), idOrCode: id });
    case "Connection":
      return await findConnection(db, { scope: scopeFor("connections.read"), idOrSlug: id });
    case "Order":
      return await findOrder(db, { scope: scopeFor("orders.read"), orderId: id });
    case "Exchange":
      return await exchangeById(context, id);
    default:
      return null;
  }
}
