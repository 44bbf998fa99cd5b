import { builder } from "./builder.ts";
import { Order, type OrderRow, OrderState, OrderStatus } from "./order.ts";
import { emptyPage, pageArgs } from "./page.ts";

const OrderFilter = builder.inputType("OrderFilter", {
  description: "Which orders to list; everything given must hold.",
  fields: (t) => ({
    states: t.field({ type: [OrderState], description: "Only these states." }),
    status: t.field({ type: OrderStatus, description: "Only what PAR is told this about." }),
    brandId: t.id({ description: "Only this brand." }),
    locationId: t.id({ description: "Only this store." }),
    from: t.field({ type: "DateTime", description: "Received at or after." }),
    to: t.field({ type: "DateTime", description: "Received before." }),
  }),
});

const OrdersConnection = builder.connectionObject(
  {
    type: Order,
    name: "QueryOrdersConnection",
    description: "A page of orders.",
    authScopes: { signedIn: true },
  },
  {
    name: "QueryOrdersConnectionEdge",
    description: "One order of the page.",
    authScopes: { signedIn: true },
  },
);

builder.queryField("orders", (t) =>
  t.field({
    type: OrdersConnection,
    description: "Orders, newest first.",
    authScopes: { signedIn: true },
    args: {
      ...pageArgs(t),
      search: t.arg.string({
        description: "Anything pasted: request uid, online order id, POS order id, phone, e-mail or name.",
      }),
      filter: t.arg({ type: OrderFilter, description: "Which ones." }),
    },
    resolve: () => emptyPage<OrderRow>(),
  }),
);

builder.queryField("order", (t) =>
  t.field({
    type: Order,
    nullable: true,
    description: "One order; null where it does not exist for you.",
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ required: true, description: "Our id, `ord_…`." }) },
    resolve: (): OrderRow | null => null,
  }),
);
