import type { Metadata } from "next";
import { RetryButton } from "@/components/controls/retry-button.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { ListPage } from "@/components/list-page/list-page.tsx";
import { readQuery } from "@/graphql/read.ts";
import { pagerOf } from "@/navigation/list-address.ts";
import type { SearchParams } from "@/navigation/search-params.ts";
import { ExchangeFilters } from "./_components/exchange-filters.tsx";
import { ExchangeTable } from "./_components/exchange-table.tsx";
import { type ExchangeSearch, exchangeAddress, exchangeVariables } from "./exchange-search.ts";
import { exchangesQuery } from "./exchanges.graphql.ts";

export const metadata: Metadata = { title: "Exchanges" };

export default async function ExchangesPage({ searchParams }: { searchParams: SearchParams }) {
  const search = exchangeAddress.parse(await searchParams);
  const reading = await readQuery(exchangesQuery, exchangeVariables(search));
  if (reading.kind !== "data") return <ReadFailed failure={reading} what="the exchanges" />;
  const { exchanges, connections, locations } = reading.data;
  const rows = exchanges.edges.map((edge) => edge.node);
  const refused = rows.filter((row) => row.direction === "IN" && isFailure(row)).length;
  const failed = rows.filter((row) => row.direction === "OUT" && isFailure(row)).length;

  return (
    <ListPage
      name="Exchanges"
      sentence={sentence(search, { count: rows.length, refused, failed })}
      actions={<RetryButton label="Refresh" />}
      filters={<ExchangeFilters search={search} connections={connections} locations={locations} />}
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

/** No answer, or one that says no. */
function isFailure({ status }: { status: number | null }): boolean {
  return status === null || status >= 400;
}

/** @param calls `refused`: PAR's calls that were; `failed`: calls of ours to a POS */
function sentence(search: ExchangeSearch, shown: { count: number; refused: number; failed: number }): string {
  const { count, refused, failed } = shown;
  const which = search.after === null ? "newest" : "older";
  if (count === 0) return "No call here.";
  const calls = `The ${count} ${which} calls`;
  if (search.show !== null) return `${calls} of this kind.`;
  const told = [
    ...(refused === 0 ? [] : [`${refused} of PAR’s ${refused === 1 ? "was" : "were"} refused`]),
    ...(failed === 0 ? [] : [`${failed} of ours to a POS failed`]),
  ];
  return `${calls}: ${told.length === 0 ? "none was refused" : told.join(", ")}.`;
}
