import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { AutoRefresh } from "@/components/controls/auto-refresh.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { readQuery } from "@/graphql/read.ts";
import { AttemptList } from "./_components/attempt-list.tsx";
import { Autopsy } from "./_components/autopsy.tsx";
import { EventList } from "./_components/event-list.tsx";
import { GuestView } from "./_components/guest-view.tsx";
import { IdList } from "./_components/id-list.tsx";
import { SettleDispute } from "./_components/settle-dispute.tsx";
import { SettleOrder } from "./_components/settle-order.tsx";
import { TraceExchanges } from "./_components/trace-exchanges.tsx";
import { Waterfall } from "./_components/waterfall.tsx";
import { traceQuery } from "./trace.graphql.ts";

interface TracePageProps {
  params: Promise<{ id: string }>;
}

/** Asked once, for the title and for the page. */
const readTrace = cache((id: string) => readQuery(traceQuery, { id }));

export async function generateMetadata({ params }: TracePageProps): Promise<Metadata> {
  const reading = await readTrace((await params).id);
  const order = reading.kind === "data" ? reading.data.order : null;
  return { title: order === null ? "Order" : (order.onlineOrderId ?? order.requestUid) };
}

export default async function TracePage({ params }: TracePageProps) {
  const reading = await readTrace((await params).id);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what="this order" />;
  const { order } = reading.data;
  if (order === null) notFound();
  const now = new Date().toISOString();
  const { timezone } = order.location;

  return (
    <>
      {order.finalAt === null && <AutoRefresh everyMs={2000} />}
      <Autopsy order={order} now={now} />
      <SettleOrder order={order} />
      <SettleDispute order={order} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Waterfall exchanges={order.exchanges} zone={timezone} />
          <AttemptList
            attempts={order.attempts}
            zone={timezone}
            adapterClass={order.location.pos.adapterClass}
          />
          <TraceExchanges exchanges={order.exchanges} zone={timezone} />
          <EventList events={order.events} zone={timezone} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 max-xl:-order-1 max-xl:grid max-xl:items-start lg:max-xl:grid-cols-2">
          <GuestView order={order} />
          <IdList order={order} />
        </div>
      </div>
    </>
  );
}
