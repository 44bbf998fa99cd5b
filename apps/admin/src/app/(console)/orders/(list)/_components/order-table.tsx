import Link from "next/link";
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
  if (orders.length === 0) return <NoOrders isNarrowed={isNarrowed} />;
  return (
    <div className="overflow-x-auto rounded-lg border bg-surface">
      <table className="data-table" aria-label="Orders">
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Order</th>
            <th scope="col" className="max-md:hidden">
              Age
            </th>
            <th scope="col" className="max-md:hidden">
              Store
            </th>
            <th scope="col" className="max-md:hidden">
              Guest
            </th>
            <th scope="col" className="number max-lg:hidden">
              Items
            </th>
            <th scope="col" className="number">
              Total
            </th>
            <th scope="col" className="max-lg:hidden">
              POS id
            </th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <OrderRow key={order.id} order={order} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface OrderTableProps {
  orders: readonly Order[];
  isNarrowed: boolean;
  /** ISO 8601. */
  now: string;
}

function OrderRow({ order, now }: { order: Order; now: string }) {
  const age = <Age at={order.receivedAt} zone={order.location.timezone} now={now} />;
  return (
    <tr className="row-link">
      <td title={order.cause ?? undefined}>
        <OrderStatus state={order.state} />
        {order.dispute !== null && (
          <span className="font-medium text-problem max-md:block md:ml-1.5">disputed</span>
        )}
      </td>
      <td className="max-md:w-full max-md:max-w-0">
        <Link href={`/orders/${order.id}`} data-row-link prefetch={false} className="block truncate">
          <Mono short={24}>{order.onlineOrderId ?? order.requestUid}</Mono>
        </Link>
        <p className="truncate text-xs text-ink-faint md:hidden">
          {order.location.name} · {age}
        </p>
      </td>
      <td className="max-md:hidden">{age}</td>
      <td className="max-w-56 truncate max-md:hidden" title={order.location.code}>
        {order.location.name}
      </td>
      <td className="max-w-48 truncate max-md:hidden">
        {order.guest?.name ?? <span className="text-ink-faint">–</span>}
      </td>
      <td className="number max-lg:hidden">{order.itemCount}</td>
      <td className="number whitespace-nowrap">{formatMoney(order.grandTotalCents, order.currency)}</td>
      <td className="max-lg:hidden">
        {order.posOrderId === null ? (
          <span className="text-ink-faint">–</span>
        ) : (
          <Mono short={22}>{order.posOrderId}</Mono>
        )}
      </td>
    </tr>
  );
}

function NoOrders({ isNarrowed }: { isNarrowed: boolean }) {
  return (
    <div className="rounded-lg border bg-surface">
      {isNarrowed ? (
        <EmptyState icon="search" title="No order matches.">
          Search takes a whole online order id or its beginning, a request uid, a POS order id, a phone
          number, an e-mail address or a name. An order that PAR only validated has no row here:{" "}
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
      )}
    </div>
  );
}
