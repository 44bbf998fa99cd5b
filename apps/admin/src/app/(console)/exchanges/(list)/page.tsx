import type { Metadata } from "next";
import { RetryButton } from "@/components/controls/retry-button.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { Pager } from "@/components/list-page/pager.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import type { SearchParams } from "@/navigation/search-params.ts";
import { ExchangeFilters } from "./_components/exchange-filters.tsx";
import { ExchangeTable } from "./_components/exchange-table.tsx";
import {
  type ExchangeSearch,
  exchangeSearchPath,
  exchangeVariables,
  isNarrowed,
  parseExchangeSearch,
} from "./exchange-search.ts";
import { exchangesQuery } from "./exchanges.graphql.ts";

export const metadata: Metadata = { title: "Exchanges" };

export default async function ExchangesPage({ searchParams }: { searchParams: SearchParams }) {
  const search = parseExchangeSearch(await searchParams);
  const reading = await readQuery(exchangesQuery, exchangeVariables(search));
  if (reading.kind !== "data") return <ReadFailed failure={reading} what="the exchanges" />;
  const { exchanges, connections, locations } = reading.data;
  const rows = exchanges.edges.map((edge) => edge.node);
  const refused = rows.filter((row) => row.status !== null && row.status >= 400).length;

  return (
    <>
      <PageHeader name="Exchanges" sentence={sentence(search, rows.length, refused)}>
        <RetryButton label="Refresh" />
      </PageHeader>
      <ExchangeFilters search={search} connections={connections} locations={locations} />
      <ExchangeTable exchanges={rows} isNarrowed={isNarrowed(search)} now={new Date().toISOString()} />
      <Pager
        label="Exchanges"
        newestPath={search.after === null ? null : exchangeSearchPath(search)}
        olderPath={
          exchanges.pageInfo.hasNextPage
            ? exchangeSearchPath(search, { after: exchanges.pageInfo.endCursor ?? null })
            : null
        }
      />
    </>
  );
}

function sentence(search: ExchangeSearch, count: number, refused: number): string {
  const which = search.after === null ? "newest" : "older";
  if (count === 0) return "No call here.";
  const calls = `The ${count} ${which} calls`;
  if (search.show !== null) return `${calls} of this kind.`;
  if (refused === 0) return `${calls}: none was refused.`;
  return `${calls}: ${refused} ${refused === 1 ? "was" : "were"} refused.`;
}
