import type { Metadata } from "next";
import { AutoRefresh } from "@/components/controls/auto-refresh.tsx";
import { Age } from "@/components/display/moment.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { AttentionList } from "./_components/attention-list.tsx";
import { FirstSteps } from "./_components/first-steps.tsx";
import { OperationTable } from "./_components/operation-table.tsx";
import { StoreTable } from "./_components/store-table.tsx";
import { overviewQuery } from "./overview.graphql.ts";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const reading = await readQuery(overviewQuery, {});
  if (reading.kind !== "data") return <ReadFailed failure={reading} what="the overview" />;
  const { overview } = reading.data;
  const now = new Date().toISOString();
  const isFirstRun = overview.lastOrderAt === null;

  return (
    <>
      <AutoRefresh everyMs={10_000} />
      <PageHeader
        name="Overview"
        sentence={sentence(overview.attention, isFirstRun)}
        note={
          isFirstRun ? (
            "Orders appear here as soon as PAR sends the first one."
          ) : (
            <>
              {overview.placedToday.toLocaleString("en-US")} placed in the last 24 hours
              {overview.lastOrderAt && (
                <>
                  {", the last order "}
                  <Age at={overview.lastOrderAt} zone="UTC" now={now} words />
                </>
              )}
              {overview.acceptedShare202 !== null &&
                ` · ${formatShare(overview.acceptedShare202)} of the last hour answered 202`}
            </>
          )
        }
      />
      <div className="flex flex-col gap-4">
        {isFirstRun && <FirstSteps steps={overview.firstSteps} />}
        {overview.attention.length > 0 && <AttentionList items={overview.attention} now={now} />}
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <OperationTable operations={overview.operations} />
          <StoreTable stores={overview.stores} now={now} />
        </div>
      </div>
    </>
  );
}

function sentence(attention: { title: string }[], isFirstRun: boolean): string {
  const [first, ...others] = attention;
  if (first === undefined) return isFirstRun ? "Ready for the first order." : "Nothing needs you right now.";
  return others.length === 0 ? first.title : `${attention.length} things need somebody.`;
}

function formatShare(share: number): string {
  return new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 }).format(share);
}
