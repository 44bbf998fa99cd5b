import { findOrder, listOrders, type Order as OrderRow, orderStates, searchOrders } from "@parley/db/orders";
import { statusOf } from "../../orders/lifecycle.ts";
import { placeAndTimeOf } from "../../orders/submit-filter.ts";
import { builder, type SearchUnderstood } from "../kernel/builder.ts";
import { pageArgs, pageComplexity, readPage } from "../kernel/page.ts";
import { recordSearch } from "./guest.ts";
import { Order } from "./order.ts";
import { OrderSearchInfo, searchTextOf } from "./order-search.ts";
import { OrderState, OrderStatus } from "./order-state.ts";

const OrderFilter = builder.inputType("OrderFilter", {
  description: "Which orders to list; everything given must hold.",
  fields: (t) => ({
    states: t.field({ type: [OrderState], description: "Only these states." }),
    status: t.field({ type: OrderStatus, description: "Only what PAR is told this about." }),
    brandId: t.id({ description: "Only this brand." }),
    locationId: t.id({ description: "Only this store." }),
    disputed: t.boolean({ description: "True: only those that their POS contradicts." }),
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
    fields: (t) => ({
      search: t.field({
        type: OrderSearchInfo,
        nullable: true,
        description: "What was made of the search; null where nothing was searched for.",
        resolve: (page) => page.search ?? null,
      }),
    }),
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
    complexity: pageComplexity,
    args: {
      ...pageArgs(t),
      search: t.arg.string({
        description:
          "Anything typed or pasted, such as an id, a phone number or its last four digits, an e-mail, a name, an amount, a digest, an address of the admin.",
      }),
      filter: t.arg({ type: OrderFilter, description: "Which ones." }),
    },
    resolve: async (_root, { filter, search, ...args }, context) => {
      const text = searchTextOf(search);
      let understood: SearchUnderstood | null = null;
      const conditions = {
        states: statesOf(filter?.states ?? null, filter?.status ?? null),
        isDisputed: filter?.disputed ?? undefined,
        ...placeAndTimeOf(filter, context.now()),
      };
      const page = await readPage(
        args,
        (row: OrderRow) => row.receivedAt,
        async (slice) => {
          if (text === "")
            return await listOrders(context.db, {
              scope: context.scopeFor("orders.read"),
              filter: conditions,
              page: slice,
            });
          const { orders, ...rest } = await searchOrders(context.db, {
            text,
            scope: context.scopeFor("orders.read"),
            guestScope: context.scopeFor("guests.read"),
            filter: conditions,
            page: slice,
          });
          understood = { text, ...rest };
          await recordSearch(text, rest.readings, context);
          return orders;
        },
      );
      return { ...page, search: understood };
    },
  }),
);

/** The ledger's states that pass both filters; undefined for all of them. */
function statesOf(
  states: readonly OrderRow["state"][] | null,
  status: string | null,
): OrderRow["state"][] | undefined {
  if (states === null && status === null) return undefined;
  return (states ?? orderStates).filter((state) => status === null || statusOf(state) === status);
}

builder.queryField("order", (t) =>
  t.field({
    type: Order,
    nullable: true,
    description: "One order; null where it does not exist for you.",
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ required: true, description: "Our id, `ord_…`." }) },
    resolve: (_root, { id }, { db, scopeFor }) =>
      findOrder(db, { scope: scopeFor("orders.read"), orderId: id }),
  }),
);
