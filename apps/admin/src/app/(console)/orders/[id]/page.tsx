import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { CasePanel } from "@/components/case/case-panel.tsx";
import { AutoRefresh } from "@/components/controls/auto-refresh.tsx";
import { Gone } from "@/components/exchange/gone.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import { GuestPanel } from "@/components/guest/guest-panel.tsx";
import { PauseLines } from "@/components/pause/pause-lines.tsx";
import { SharePanel } from "@/components/share/share-panel.tsx";
import { Story } from "@/components/story/story.tsx";
import { readTraceView, type TraceView, tracePath } from "@/components/story/trace-view.ts";
import { readQuery } from "@/graphql/read.ts";
import type { SearchParams } from "@/navigation/search-params.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { Autopsy } from "./_components/autopsy.tsx";
import { BillPanel } from "./_components/bill.tsx";
import { EngineerView } from "./_components/engineer-view.tsx";
import { ActsToCome } from "./_components/order-acts.tsx";
import { OrderIds } from "./_components/order-ids.tsx";
import { OrderPos } from "./_components/order-pos.tsx";
import { OtherTries } from "./_components/other-tries.tsx";
import { PaletteActs } from "./_components/palette-acts.tsx";
import { PassageBar } from "./_components/passage-bar.tsx";
import { SettleDispute } from "./_components/settle-dispute.tsx";
import { SettleOrder } from "./_components/settle-order.tsx";
import { type Trace, traceQuery } from "./trace.graphql.ts";

interface TracePageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

/** Asked once, for the title and for the page. */
const readTrace = cache((id: string) => readQuery(traceQuery, { id }));

export async function generateMetadata({ params }: TracePageProps): Promise<Metadata> {
  const [reading, say] = await Promise.all([readTrace((await params).id), words("order")]);
  const order = reading.kind === "data" ? reading.data.order : null;
  return { title: order === null ? say("name") : (order.onlineOrderId ?? order.requestUid) };
}

/** The answer and the acts first; then who ordered, what happened, and the bill. */
export default async function TracePage({ params, searchParams }: TracePageProps) {
  const [reading, say] = await Promise.all([readTrace((await params).id), words("order")]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { order } = reading.data;
  if (order === null) notFound();
  const now = new Date().toISOString();
  const view = readTraceView(await searchParams);
  const [sayStory, pause] = await Promise.all([words("story"), words("pause")]);
  const tabs = [
    { word: sayStory("page.tabStory"), view: "story" as const },
    { word: sayStory("page.tabEngineer"), view: "engineer" as const },
  ].map((tab) => ({
    word: tab.word,
    href: tracePath(order.id, { ...view, view: tab.view }),
    isHere: tab.view === view.view,
  }));
  return (
    <>
      {order.finalAt === null && <AutoRefresh everyMs={2000} />}
      <PaletteActs order={order} />
      <Autopsy order={order} now={now} />
      <PauseLines
        pauses={order.pauses}
        zone={order.location.timezone}
        lead={pause("told.refused")}
        still={order.location.pauses}
      />
      <div id="settle">
        <ClientWords rooms={["shell", "settle"]}>
          <SettleOrder order={order} />
          <SettleDispute order={order} />
        </ClientWords>
      </div>
      <ActsToCome order={order} />
      <div className="mb-3 flex">
        <TabLinks label={sayStory("page.tabs")} tabs={tabs} />
      </div>
      {view.view === "engineer" ? (
        <EngineerView order={order} />
      ) : (
        <StoryView order={order} view={view} me={reading.data.me?.id ?? null} now={now} />
      )}
    </>
  );
}

/** Two columns where there is room; on a phone, the guest leads. */
function StoryView({ order, view, me, now }: StoryViewProps) {
  return (
    <div className="flex flex-col gap-4 xl:grid xl:grid-cols-[minmax(0,1fr)_22rem] xl:items-start">
      <div className="flex min-w-0 flex-col gap-4 max-xl:contents">
        <Story order={order} view={view} />
        <PassageBar passage={order.passage} />
        <OtherTries order={order} />
        <BillPanel order={order} />
      </div>
      <div className="flex min-w-0 flex-col gap-4 max-xl:contents">
        <div className="max-xl:-order-1">
          <GuestPanel
            subjectId={order.id}
            orderType={order.orderType}
            guest={order.guest}
            unknown={
              order.guestKeptUntil && (
                <Gone kept={order.guestKeptUntil} of="guest" zone={order.location.timezone} />
              )
            }
            canReveal={order.guest?.canReveal === true}
          />
        </div>
        <div id="case">
          <CasePanel about={order.case} me={me} zone={order.location.timezone} now={now} />
        </div>
        <OrderPos order={order} />
        <OrderIds order={order} />
        <SharePanel orderId={order.id} shares={order.shares} zone={order.location.timezone} />
      </div>
    </div>
  );
}

interface StoryViewProps {
  order: Trace;
  view: TraceView;
  /** The id of whoever looks at it. */
  me: string | null;
  now: string;
}
