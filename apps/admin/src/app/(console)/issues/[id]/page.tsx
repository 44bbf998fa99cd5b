import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { CasePanel } from "@/components/case/case-panel.tsx";
import { Age, Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { IssueRows } from "@/components/issue/issue-rows.tsx";
import { OrderStatus } from "@/components/order/order-status.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { PauseLines } from "@/components/pause/pause-lines.tsx";
import { formatMoney } from "@/format/money.ts";
import { readQuery } from "@/graphql/read.ts";
import { withParams } from "@/navigation/search-params.ts";
import { words } from "@/words/server.tsx";
import { issueQuery } from "./issue.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("issues"))("page.name") };
}

/** What stands above an issue: whether it needs somebody, or what else is so. */
const standing = {
  OPEN: "page.needs",
  ACKNOWLEDGED: "page.needs",
  SNOOZED: "page.snoozed",
  OVER: "page.overTab",
  RESOLVED: "page.resolved",
} as const;

export default async function IssuePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const say = await words("issues");
  const reading = await readQuery(issueQuery, { id });
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("page.whatOne")} />;
  const { issue, me } = reading.data;
  if (issue === null) notFound();
  const now = new Date().toISOString();
  const zone = issue.location?.timezone ?? "UTC";
  const narrowed = { issue: issue.id };
  const orders = issue.orders.edges.map(({ node }) => node);
  const calls = issue.calls.edges.map(({ node }) => node);
  return (
    <>
      <PageHeader
        name={<Mono>{issue.id.slice(0, 12)}</Mono>}
        back={{ href: "/issues", name: say("page.name") }}
        sentence={issue.title}
        note={
          <>
            {say("page.spells", { count: issue.spells })}{" "}
            <Moment at={issue.firstSeenAt} zone={zone} precision="minute" />
          </>
        }
      />
      <PauseLines pauses={issue.location?.pauses ?? [issue.connection?.pause ?? []].flat()} zone={zone} />
      <div className="flex flex-col gap-4">
        <Panel title={say(standing[issue.state])}>
          <IssueRows issues={[issue]} now={now} />
        </Panel>
        <CasePanel about={issue.case} me={me?.id ?? null} zone={zone} now={now} />
        <Panel title={say("page.orders")}>
          {orders.length > 0 && (
            <p className="flex flex-wrap gap-4 border-b px-3 py-2">
              <Link href={withParams("/orders", narrowed)} className="text-accent underline">
                {say("page.seeOrders")}
              </Link>
              {issue.case.canAct && (
                <Link
                  href={withParams("/orders/bulk", narrowed)}
                  prefetch={false}
                  className="text-accent underline"
                >
                  {say("page.actOnOrders")}
                </Link>
              )}
            </p>
          )}
          {orders.length === 0 && <p className="p-3 text-ink-soft">{say("page.noOrders")}</p>}
          <ul>
            {orders.map((order) => (
              <li
                key={order.id}
                className="row-link flex flex-wrap items-center gap-x-4 border-b px-3 py-2 last:border-b-0"
              >
                <Link href={`/orders/${order.id}`} data-row-link className="grow">
                  <Mono short={24}>{order.onlineOrderId ?? order.requestUid}</Mono>
                </Link>
                <OrderStatus state={order.state} />
                <Age at={order.receivedAt} zone={zone} now={now} />
                <span className="font-medium">{formatMoney(order.grandTotalCents, order.currency)}</span>
              </li>
            ))}
          </ul>
        </Panel>
        <Panel title={say("page.calls")}>
          {calls.length > 0 && (
            <p className="border-b px-3 py-2">
              <Link href={withParams("/exchanges", narrowed)} className="text-accent underline">
                {say("step.calls")}
              </Link>
            </p>
          )}
          {calls.length === 0 && <p className="p-3 text-ink-soft">{say("page.noCalls")}</p>}
          <ul>
            {calls.map((call) => (
              <li key={call.id} className="row-link flex gap-4 border-b px-3 py-2 last:border-b-0">
                <Link href={`/exchanges/${call.id}`} data-row-link className="grow">
                  <Moment at={call.at} zone={zone} />
                </Link>
                <span>{call.code ?? call.status ?? "–"}</span>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </>
  );
}
