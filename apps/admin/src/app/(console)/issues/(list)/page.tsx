import { issueCauses } from "@parley/limits";
import type { Metadata } from "next";
import { AutoRefresh } from "@/components/controls/auto-refresh.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { choicesOf, FilterBar } from "@/components/filter-bar/filter-bar.tsx";
import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import { IssueRows } from "@/components/issue/issue-rows.tsx";
import { ListPage } from "@/components/list-page/list-page.tsx";
import { ViewBar } from "@/components/views/view-bar.tsx";
import { readQuery } from "@/graphql/read.ts";
import { pagerOf } from "@/navigation/list-address.ts";
import type { SearchParams } from "@/navigation/search-params.ts";
import { words } from "@/words/server.tsx";
import { issueAddress, issueVariables } from "./issue-search.ts";
import { issuesQuery } from "./issues.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("issues"))("page.name") };
}

export default async function IssuesPage({ searchParams }: { searchParams: SearchParams }) {
  const search = issueAddress.parse(await searchParams);
  const [say, causes] = await Promise.all([words("issues"), words("causes")]);
  const reading = await readQuery(issuesQuery, issueVariables(search));
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("page.what")} />;
  const { issues, brands, locations } = reading.data;
  const rows = issues.edges.map(({ node }) => node);
  const isPast = search.state === "over" || search.state === "resolved";
  const tabs = [
    { state: null, word: say("page.current") },
    { state: "open", word: say("page.open") },
    { state: "acknowledged", word: say("page.acknowledged") },
    { state: "snoozed", word: say("page.snoozed") },
    { state: "over", word: say("page.overTab") },
    { state: "resolved", word: say("page.resolved") },
  ] as const;
  const byBrand = {
    name: "brand",
    label: say("filter.brand"),
    all: say("filter.everyBrand"),
    options: choicesOf(brands),
  } as const;
  return (
    <>
      <AutoRefresh everyMs={10_000} />
      <ListPage
        name={say("page.name")}
        sentence={say(isPast ? "page.past" : "page.sentence", { count: rows.length })}
        filters={
          <>
            <ViewBar list="issues" search={search} />
            <FilterBar
              address={issueAddress}
              state={search}
              fields={[
                ...(brands.length > 1 ? [byBrand] : []),
                {
                  name: "store",
                  label: say("filter.store"),
                  all: say("filter.everyStore"),
                  options: choicesOf(locations),
                },
                {
                  name: "cause",
                  label: say("filter.cause"),
                  all: say("filter.everyCause"),
                  options: issueCauses.map((value) => ({ value, word: causes(`name.${value}`) })),
                },
              ]}
            >
              <TabLinks
                label={say("page.state")}
                tabs={tabs.map(({ state, word }) => ({
                  word,
                  href: issueAddress.print(search, { state }),
                  isHere: search.state === state,
                }))}
              />
            </FilterBar>
          </>
        }
        pager={pagerOf(issueAddress, search, issues.pageInfo)}
      >
        {rows.length === 0 ? (
          <EmptyState title={say("page.emptyTitle")}>{say("page.empty")}</EmptyState>
        ) : (
          <IssueRows issues={rows} now={new Date().toISOString()} />
        )}
      </ListPage>
    </>
  );
}
