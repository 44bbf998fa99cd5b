import Link from "next/link";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { OrderStatus } from "@/components/order/order-status.tsx";
import { formatMoney } from "@/format/money.ts";
import type { ResultOf } from "@/graphql/document.ts";
import type { ordersQuery } from "../orders.graphql.ts";

type Order = ResultOf<typeof ordersQuery>["orders"]["edges"][number]["node"];

/** 25 rows of one line. On a phone the row keeps what identifies the order, and folds the rest under it. */
export function OrderTable({ orders, isNarrowed, now }: OrderTableProps) {
  return (
    <DataTable
      caption="Orders"
      columns={columnsAt(now)}
      rows={orders}
      rowKey={(order) => order.id}
      rowLink={(order) => `/orders/${order.id}`}
      empty={<NoOrders isNarrowed={isNarrowed} />}
    />
  );
}

interface OrderTableProps {
  orders: readonly Order[];
  isNarrowed: boolean;
  /** ISO 8601. */
  now: string;
}

function columnsAt(now: string): readonly Column<Order>[] {
  const age = (order: Order) => <Age at={order.receivedAt} zone={order.location.timezone} now={now} />;
  return [
    {
      header: "Status",
      cell: (order) => <OrderStatus state={order.state} />,
      beside: (order) =>
        order.dispute !== null && (
          <span className="font-medium text-problem max-md:block md:ml-1.5">disputed</span>
        ),
      title: (order) => order.cause,
    },
    {
      header: "Order",
      isLead: true,
      cell: (order) => (
        <span className="block truncate font-normal">
          <Mono short={24}>{order.onlineOrderId ?? order.requestUid}</Mono>
        </span>
      ),
      folded: (order) => (
        <>
          {order.location.name} · {age(order)}
        </>
      ),
    },
    { header: "Age", from: "md", cell: age },
    {
      header: "Store",
      from: "md",
      className: "max-w-56 truncate",
      cell: (order) => order.location.name,
      title: (order) => order.location.code,
    },
    {
      header: "Guest",
      from: "md",
      className: "max-w-48 truncate",
      cell: (order) => order.guest?.name ?? <span className="text-ink-faint">–</span>,
    },
    { header: "Items", from: "lg", isNumber: true, cell: (order) => order.itemCount },
    { header: "Total", isNumber: true, cell: (order) => formatMoney(order.grandTotalCents, order.currency) },
    {
      header: "POS id",
      from: "lg",
      cell: ({ posOrderId }) =>
        posOrderId === null ? (
          <span className="text-ink-faint">–</span>
        ) : (
          <Mono short={22}>{posOrderId}</Mono>
        ),
    },
  ];
}

function NoOrders({ isNarrowed }: { isNarrowed: boolean }) {
  return isNarrowed ? (
    <EmptyState icon="search" title="No order was found by this.">
      That does not mean that there is none. Try anything else that is known of it: another id, the last four
      digits of the phone, the name, the amount; or take a filter away. An order that PAR only validated has
      no row here:{" "}
      <Link href="/exchanges" className="font-medium text-accent underline">
        look at the exchanges
      </Link>
      .
    </EmptyState>
  ) : (
    <EmptyState icon="orders" title="No order yet.">
      Every order that PAR submits appears here.{" "}
      <Link href="/" className="font-medium text-accent underline">
        The overview
      </Link>{" "}
      shows the way to the first one.
    </EmptyState>
  );
}
