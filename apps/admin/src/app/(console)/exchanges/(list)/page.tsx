import type { Words } from "@parley/words";
import type { Metadata } from "next";
import { RetryButton } from "@/components/controls/retry-button.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { OfIssue } from "@/components/issue/of-issue.tsx";
import { ListPage } from "@/components/list-page/list-page.tsx";
import { ViewBar } from "@/components/views/view-bar.tsx";
import { readQuery } from "@/graphql/read.ts";
import { pagerOf } from "@/navigation/list-address.ts";
import type { SearchParams } from "@/navigation/search-params.ts";
import { words } from "@/words/server.tsx";
import { ExchangeFilters } from "./_components/exchange-filters.tsx";
import { ExchangeTable } from "./_components/exchange-table.tsx";
import { type ExchangeSearch, exchangeAddress, exchangeVariables } from "./exchange-search.ts";
import { exchangesQuery } from "./exchanges.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("exchanges"))("name") };
}

export default async function ExchangesPage({ searchParams }: { searchParams: SearchParams }) {
  const search = exchangeAddress.parse(await searchParams);
  const [reading, say, frame] = await Promise.all([
    readQuery(exchangesQuery, exchangeVariables(search, new Date())),
    words("exchanges"),
    words("shell"),
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { exchanges, connections, locations } = reading.data;
  const rows = exchanges.edges.map((edge) => edge.node);
  const refused = rows.filter((row) => row.direction === "IN" && isFailure(row)).length;
  const failed = rows.filter((row) => row.direction === "OUT" && isFailure(row)).length;

  return (
    <ListPage
      name={say("name")}
      sentence={sentence(search, { count: rows.length, refused, failed }, say)}
      actions={<RetryButton label={frame("act.refresh")} />}
      filters={
        <>
          <ViewBar list="exchanges" search={search} />
          <ExchangeFilters search={search} connections={connections} locations={locations} />
          {search.issue !== null && (
            <OfIssue id={search.issue} everything={exchangeAddress.print(search, { issue: null })} />
          )}
        </>
      }
      pager={pagerOf(exchangeAddress, search, exchanges.pageInfo)}
    >
      <ExchangeTable
        exchanges={rows}
        isNarrowed={exchangeAddress.isNarrowed(search)}
        now={new Date().toISOString()}
      />
    </ListPage>
  );
}

/** What it was for did not come about. */
function isFailure({ autopsy }: { autopsy: { tone: string } }): boolean {
  return autopsy.tone === "PROBLEM";
}

/** @param calls `refused`: PAR's calls that were; `failed`: calls of ours to a POS */
function sentence(
  search: ExchangeSearch,
  calls: { count: number; refused: number; failed: number },
  say: Words<"exchanges">,
): string {
  const { count, refused, failed } = calls;
  const shown = { count, which: search.after === null ? "newest" : "older" };
  if (count === 0) return say("sentence.none");
  if (search.show !== null || search.issue !== null) return say("sentence.ofKind", shown);
  if (refused > 0 && failed > 0) return say("sentence.both", { ...shown, refused, failed });
  if (refused > 0) return say("sentence.refused", { ...shown, refused });
  return failed > 0 ? say("sentence.failed", { ...shown, failed }) : say("sentence.fine", shown);
}
