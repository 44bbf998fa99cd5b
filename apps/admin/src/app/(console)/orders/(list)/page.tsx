import { submitCauses } from "@parley/limits";
import type { Words } from "@parley/words";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { RetryButton } from "@/components/controls/retry-button.tsx";
import { Zoned } from "@/components/display/moment.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { OfIssue } from "@/components/issue/of-issue.tsx";
import { ListPage } from "@/components/list-page/list-page.tsx";
import { LiveTail } from "@/components/live/live-tail.tsx";
import { type SubmitRow, submitRow } from "@/components/submit/submit-row.ts";
import { ViewBar } from "@/components/views/view-bar.tsx";
import { formatDateTime } from "@/format/time.ts";
import { readQuery } from "@/graphql/read.ts";
import { pagerOf } from "@/navigation/list-address.ts";
import type { SearchParams } from "@/navigation/search-params.ts";
import { ClientWords, language, words } from "@/words/server.tsx";
import { ExportButton } from "./_components/export-button.tsx";
import { OrderFilters } from "./_components/order-filters.tsx";
import { SearchFindings } from "./_components/search-findings.tsx";
import { SubmitTable } from "./_components/submit-table.tsx";
import { ValidateTable } from "./_components/validate-table.tsx";
import { columnsCookie, columnsOf } from "./columns.ts";
import {
  bulkPath,
  exportPath,
  type OrderSearch,
  orderAddress,
  submitVariables,
  validateVariables,
} from "./order-search.ts";
import { submitsQuery, validatesQuery } from "./submits.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("orders"))("name") };
}

export default async function OrdersPage({ searchParams }: { searchParams: SearchParams }) {
  const search = orderAddress.parse(await searchParams);
  return search.operation === null ? <Submits search={search} /> : <Validates search={search} />;
}

async function Submits({ search }: { search: OrderSearch }) {
  const [say, status, causes, bulk, jar] = await Promise.all([
    words("orders"),
    words("status"),
    words("causes"),
    words("bulk"),
    cookies(),
  ]);
  const now = new Date();
  const reading = await readQuery(submitsQuery, submitVariables(search, now));
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { submits, brands, locations, me } = reading.data;
  const canAct = me?.permissions.includes("CASES_EDIT") ?? false;
  const rows = submits.edges.map(({ node }) => submitRow(node));
  const columns = columnsOf(search.columns, jar.get(columnsCookie)?.value);
  const isLiveable =
    search.after === null && search.q === null && search.sort === null && search.issue === null;

  return (
    <ClientWords rooms={["live", "orders"]}>
      <ListPage
        name={say("name")}
        sentence={sentence(search, rows, submits.pageInfo.hasNextPage, say, status)}
        actions={
          <>
            {isLiveable && (
              <LiveTail
                isOn={search.live !== null}
                togglePath={orderAddress.print(search, { live: search.live === null ? "1" : null })}
                brandId={search.brand}
                locationId={search.store}
                isNarrowed={search.show !== null}
              />
            )}
            {canAct && rows.length > 0 && (
              <Link href={bulkPath(search)} prefetch={false} className={buttonClass()}>
                {bulk("page.open")}
              </Link>
            )}
            {rows.length > 0 && <ExportButton path={exportPath(search)} />}
            <RetryButton label={say("refresh")} />
          </>
        }
        filters={
          <>
            <ViewBar list="orders" search={search} />
            <OrderFilters
              search={search}
              brands={brands}
              locations={locations}
              columns={columns}
              causes={submitCauses.map((value) => ({ value, word: causes(`name.${value}`) }))}
              say={say}
              status={status}
            />
            {search.issue !== null && (
              <OfIssue id={search.issue} everything={orderAddress.print(search, { issue: null })} />
            )}
            {submits.search && <SearchFindings found={submits.search} search={search} say={say} />}
          </>
        }
        pager={pagerOf(orderAddress, search, submits.pageInfo)}
      >
        <SubmitTable
          rows={rows}
          columns={columns}
          search={submits.search}
          isNarrowed={orderAddress.isNarrowed(search)}
          now={now.toISOString()}
          say={say}
          status={status}
          causeName={(cause) => causes(`name.${cause}`)}
        />
      </ListPage>
    </ClientWords>
  );
}

async function Validates({ search }: { search: OrderSearch }) {
  const [say, status] = await Promise.all([words("orders"), words("status")]);
  const now = new Date();
  const reading = await readQuery(validatesQuery, validateVariables(search, now));
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { validates, brands, locations } = reading.data;
  const rows = validates.edges.map(({ node }) => node);
  const looked = validates.lookedUntil;
  return (
    <ClientWords rooms={["orders"]}>
      <ListPage
        name={say("name")}
        sentence={
          rows.length === 0 ? say("validates.none") : say("validates.sentence", { count: rows.length })
        }
        note={
          looked !== null && rows.length < 25 ? (
            <Zoned at={looked} zone="UTC">
              {say("validates.looked", {
                time: formatDateTime(new Date(looked), "UTC", "minute", await language()),
              })}
            </Zoned>
          ) : (
            say("validates.note")
          )
        }
        actions={<RetryButton label={say("refresh")} />}
        filters={
          <>
            <ViewBar list="validates" search={search} />
            <OrderFilters
              search={search}
              brands={brands}
              locations={locations}
              columns={[]}
              causes={[]}
              say={say}
              status={status}
            />
          </>
        }
        pager={pagerOf(orderAddress, search, validates.pageInfo)}
      >
        <ValidateTable rows={rows} now={now.toISOString()} say={say} />
      </ListPage>
    </ClientWords>
  );
}

/** Nothing is counted that was not asked for: more than a page is "the newest 25". */
function sentence(
  search: OrderSearch,
  rows: readonly SubmitRow[],
  hasMore: boolean,
  say: Words<"orders">,
  status: Words<"status">,
): string {
  const count = rows.length;
  const refused = rows.filter(({ state }) => state === "REFUSED").length;
  const { q } = search;
  const number = String(count);
  if (q !== null) {
    if (count === 0) return say("found.none", { q });
    if (refused === count) return say("found.refused", { q, refused });
    if (refused > 0) return say("found.both", { q, refused, orders: count - refused });
    return hasMore ? say("found.more", { q, count: number }) : say("found.orders", { q, count });
  }
  const state = search.show === null ? null : status(`${search.show}.word`);
  if (count === 0) return state === null ? say("list.none") : say("list.noneOf", { state });
  if (search.after !== null) return say("list.further", { state: state ?? say("filter.all") });
  if (search.sort !== null) return say("list.oldest", { count: number });
  if (state !== null) return say(hasMore ? "list.newestOf" : "list.allOf", { state, count: number });
  return hasMore ? say("list.newest", { count: number, refused }) : say("list.all", { count, refused });
}
