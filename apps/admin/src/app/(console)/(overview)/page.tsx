import type { Metadata } from "next";
import Link from "next/link";
import { Fragment } from "react";
import { formatValue } from "@/components/chart/format.ts";
import { AutoRefresh } from "@/components/controls/auto-refresh.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { IssueRows } from "@/components/issue/issue-rows.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { PauseLines } from "@/components/pause/pause-lines.tsx";
import type { ResultOf } from "@/graphql/document.ts";
import { readQuery } from "@/graphql/read.ts";
import type { SearchParams } from "@/navigation/search-params.ts";
import { language, words } from "@/words/server.tsx";
import { FirstSteps } from "./_components/first-steps.tsx";
import { OperationTable } from "./_components/operation-table.tsx";
import { Statistics } from "./_components/statistics.tsx";
import { StoreTable } from "./_components/store-table.tsx";
import { overviewQuery } from "./overview.graphql.ts";
import { statsQuery } from "./stats.graphql.ts";
import { statsAddress } from "./stats-address.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("overview"))("name") };
}

export default async function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  const state = statsAddress.parse(await searchParams);
  const { brand: brandId, store: locationId } = state;
  const range = state.range ?? "HOUR";
  const [reading, counted, say, sayIssues, sayStats] = await Promise.all([
    readQuery(overviewQuery, {}),
    readQuery(statsQuery, { range, brandId, locationId }),
    words("overview"),
    words("issues"),
    words("stats"),
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { overview, connections } = reading.data;
  const now = new Date().toISOString();
  const isFirstRun = overview.lastOrderAt === null;

  return (
    <>
      <AutoRefresh everyMs={10_000} />
      <PageHeader
        name={say("name")}
        sentence={overview.sentence}
        note={isFirstRun ? say("firstOrder") : <Lately overview={overview} now={now} />}
      />
      <div className="flex flex-col gap-4">
        {isFirstRun && <FirstSteps steps={overview.firstSteps} />}
        {overview.clockAheadMs !== null && (
          <Notice tone="problem">
            {sayIssues("page.clock", { seconds: Math.round(Math.abs(overview.clockAheadMs) / 1_000) })}
          </Notice>
        )}
        <PauseLines pauses={connections.flatMap(({ pause }) => pause ?? [])} zone="UTC" />
        {overview.issues.length > 0 && (
          <Panel title={sayIssues("page.needs")} aside={<Link href="/issues">{sayIssues("page.all")}</Link>}>
            <IssueRows issues={overview.issues} now={now} />
          </Panel>
        )}
        <Others overview={overview} />
        {counted.kind !== "data" ? (
          <Notice tone="problem">{sayStats("unread", { reason: counted.message })}</Notice>
        ) : (
          !isFirstRun && <Statistics data={counted.data} state={state} now={now} />
        )}
        <div className="grid items-start gap-4 xl:grid-cols-2">
          {counted.kind === "data" && (
            <OperationTable operations={counted.data.stats.operations} lately={sayStats(`lately.${range}`)} />
          )}
          <StoreTable stores={overview.stores} now={now} />
        </div>
      </div>
    </>
  );
}

type Overview = ResultOf<typeof overviewQuery>["overview"];

/** Issues that need nobody now: those that rest, and those at test stores. */
async function Others({ overview: { restingCount, testIssueCount } }: { overview: Overview }) {
  if (restingCount + testIssueCount === 0) return null;
  const say = await words("issues");
  return (
    <p className="flex flex-wrap gap-x-4 text-ink-soft">
      {restingCount > 0 && (
        <Link href="/issues?state=snoozed" className="hover:underline">
          {say("besides.rest", { count: restingCount })}
        </Link>
      )}
      {testIssueCount > 0 && (
        <Link href="/issues" className="hover:underline">
          {say("besides.test", { count: testIssueCount })}
        </Link>
      )}
    </p>
  );
}

/** How much came lately, and when the last of it. */
async function Lately({ overview, now }: { overview: Overview; now: string }) {
  const [say, reader] = await Promise.all([words("overview"), language()]);
  const { placedToday, lastOrderAt, acceptedShare202 } = overview;
  const parts = [
    say("note.placed", { count: placedToday }),
    ...(lastOrderAt === null
      ? []
      : [say.rich("note.last", { at: () => <Age at={lastOrderAt} zone="UTC" now={now} words /> })]),
    ...(acceptedShare202 === null
      ? []
      : [say("note.pending", { share: formatValue(acceptedShare202, "share", reader) })]),
  ];
  return parts.map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts stand in a fixed order
    <Fragment key={at}>
      {at > 0 && " · "}
      {part}
    </Fragment>
  ));
}
