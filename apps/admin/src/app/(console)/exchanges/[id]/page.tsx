import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Inspector } from "@/components/exchange/inspector.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import { readTraceView } from "@/components/story/trace-view.ts";
import { readQuery } from "@/graphql/read.ts";
import type { SearchParams } from "@/navigation/search-params.ts";
import { words } from "@/words/server.tsx";
import { CallFacts } from "./_components/call-facts.tsx";
import { CallGuest } from "./_components/call-guest.tsx";
import { CallHeader } from "./_components/call-header.tsx";
import { CallTools } from "./_components/call-tools.tsx";
import { LaterTry } from "./_components/later-try.tsx";
import { RefusedHeader } from "./_components/refused-header.tsx";
import { RefusedView } from "./_components/refused-view.tsx";
import { type Call, exchangeQuery, type RefusedCall } from "./exchange.graphql.ts";

interface ExchangePageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

/** Asked once, for the title and for the page. */
const readExchange = cache((id: string) => readQuery(exchangeQuery, { id }));

export async function generateMetadata({ params }: ExchangePageProps): Promise<Metadata> {
  const [reading, say] = await Promise.all([readExchange((await params).id), words("call")]);
  const call = reading.kind === "data" ? reading.data.exchange : null;
  return { title: (call?.refusedSubmit && (call.onlineOrderId ?? call.requestUid)) || say("name") };
}

/** A submit that never became an order reads as an order does, its call one click away; any other call is its bytes. */
export default async function ExchangePage({ params, searchParams }: ExchangePageProps) {
  const [reading, say] = await Promise.all([readExchange((await params).id), words("call")]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { exchange, me } = reading.data;
  if (exchange === null) notFound();
  const now = new Date().toISOString();
  const zone = exchange.location?.timezone ?? "UTC";
  if (isRefused(exchange)) {
    const { view } = readTraceView(await searchParams);
    return (
      <>
        <RefusedHeader exchange={exchange} zone={zone} now={now} />
        <LaterTry exchange={exchange} />
        <Tabs id={exchange.id} isRaw={view === "engineer"} />
        {view === "engineer" ? (
          <>
            <div className="mb-4">
              <CallFacts exchange={exchange} zone={zone} now={now} />
            </div>
            <RawCall exchange={exchange} />
          </>
        ) : (
          <RefusedView exchange={exchange} me={me?.id ?? null} zone={zone} now={now} />
        )}
      </>
    );
  }
  return (
    <>
      <CallHeader exchange={exchange} zone={zone} now={now} />
      {exchange.canRevealGuest && <CallGuest exchangeId={exchange.id} />}
      <RawCall exchange={exchange} />
    </>
  );
}

function isRefused(exchange: Call): exchange is RefusedCall {
  return exchange.refusedSubmit !== null;
}

async function Tabs({ id, isRaw }: { id: string; isRaw: boolean }) {
  const [say, ofStory] = await Promise.all([words("call"), words("story")]);
  return (
    <div className="mb-3 flex">
      <TabLinks
        label={say("views")}
        tabs={[
          { word: say("viewSubmit"), href: `/exchanges/${id}`, isHere: !isRaw },
          { word: ofStory("page.tabEngineer"), href: `/exchanges/${id}?view=engineer`, isHere: isRaw },
        ]}
      />
    </div>
  );
}

/** The bytes, and what an engineer does with them. */
async function RawCall({ exchange }: { exchange: Call }) {
  const say = await words("call");
  return (
    <>
      <CallTools exchange={exchange} />
      <Panel title={say("title")} aside={<Mono>{exchange.id}</Mono>} padded>
        <Inspector exchange={exchange} />
      </Panel>
    </>
  );
}
