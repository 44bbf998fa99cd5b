import type { Metadata } from "next";
import { RetryButton } from "@/components/controls/retry-button.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { ListPage } from "@/components/list-page/list-page.tsx";
import { readQuery } from "@/graphql/read.ts";
import { pagerOf } from "@/navigation/list-address.ts";
import type { SearchParams } from "@/navigation/search-params.ts";
import { OrderFilters } from "./_components/order-filters.tsx";
import { OrderTable } from "./_components/order-table.tsx";
import { SearchFindings } from "./_components/search-findings.tsx";
import { type OrderSearch, orderAddress, orderVariables } from "./order-search.ts";
import { ordersQuery } from "./orders.graphql.ts";

export const metadata: Metadata = { title: "Orders" };

export default async function OrdersPage({ searchParams }: { searchParams: SearchParams }) {
  const search = orderAddress.parse(await searchParams);
  const now = new Date();
  const reading = await readQuery(ordersQuery, orderVariables(search, now));
  if (reading.kind !== "data") return <ReadFailed failure={reading} what="the orders" />;
  const { orders, brands, locations } = reading.data;
  const rows = orders.edges.map((edge) => edge.node);

  return (
    <ListPage
      name="Orders"
      sentence={sentence(search, rows.length, orders.pageInfo.hasNextPage)}
      actions={<RetryButton label="Refresh" />}
      filters={<OrderFilters search={search} brands={brands} locations={locations} />}
      pager={pagerOf(orderAddress, search, orders.pageInfo)}
    >
      {orders.search && <SearchFindings search={orders.search} count={rows.length} />}
      <OrderTable orders={rows} isNarrowed={orderAddress.isNarrowed(search)} now={now.toISOString()} />
    </ListPage>
  );
}

/** Nothing is counted that was not asked for: more than a page is "the newest 25". */
function sentence(search: OrderSearch, count: number, hasMore: boolean): string {
  const what = search.show === "attention" ? "that need a person" : search.show === null ? "" : search.show;
  if (count === 0)
    return search.q === null ? `No ${adjective(what)}orders here.` : `No order was found by “${search.q}”.`;
  if (search.q !== null) return `${count}${hasMore ? " or more" : ""} found for “${search.q}”.`;
  if (search.after !== null) return `Older ${adjective(what)}orders.`;
  const orders = what === "that need a person" ? `orders ${what}` : `${adjective(what)}orders`;
  return hasMore
    ? `The newest ${count} ${orders}.`
    : `${count} ${count === 1 ? orders.replace("orders", "order") : orders}.`;
}

function adjective(what: string): string {
  return what === "" || what.startsWith("that") ? "" : `${what} `;
}
