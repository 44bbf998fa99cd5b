import Link from "next/link";
import { Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { OrderStatus } from "@/components/order/order-status.tsx";
import { words } from "@/words/server.tsx";
import type { Trace } from "../trace.graphql.ts";

/** The same online order under other request uids, and submits of it that never became an order. */
export async function OtherTries({ order }: { order: Trace }) {
  if (order.otherTries.length === 0) return null;
  const say = await words("story");
  return (
    <Panel title={say("page.otherTries")}>
      <ul className="py-1">
        {order.otherTries.map((each) => (
          <li
            key={each.order?.id ?? each.exchangeId}
            className="flex flex-wrap items-baseline gap-x-3 px-3 py-1"
          >
            <span className="text-xs text-ink-faint">
              <Moment at={each.at} zone={order.location.timezone} />
            </span>
            <Link
              href={each.order === null ? `/exchanges/${each.exchangeId}` : `/orders/${each.order.id}`}
              className="underline decoration-line-strong underline-offset-2"
            >
              <Mono short={18}>{each.requestUid ?? "–"}</Mono>
            </Link>
            {each.order === null ? (
              <span className="text-problem">{say("page.otherTryRefused")}</span>
            ) : (
              <OrderStatus state={each.order.state} />
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
