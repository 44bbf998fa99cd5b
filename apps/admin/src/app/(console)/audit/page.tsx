import type { Metadata } from "next";
import { buttonClass } from "@/components/controls/button.tsx";
import { HiddenPlace } from "@/components/feedback/hidden-place.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { ListPage } from "@/components/list-page/list-page.tsx";
import { readQuery } from "@/graphql/read.ts";
import { pagerOf } from "@/navigation/list-address.ts";
import { type SearchParams, withParams } from "@/navigation/search-params.ts";
import { words } from "@/words/server.tsx";
import { AuditFilters } from "./_components/audit-filters.tsx";
import { AuditTable } from "./_components/audit-table.tsx";
import { ChainCheck } from "./_components/chain-check.tsx";
import { auditFrameQuery, auditQuery } from "./audit.graphql.ts";
import { auditAddress, auditVariables } from "./audit-search.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("audit"))("page.name") };
}

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const given = await searchParams;
  const search = auditAddress.parse(given);
  const say = await words("audit");
  const frame = await readQuery(auditFrameQuery, {});
  if (frame.kind !== "data") return <ReadFailed failure={frame} what={say("page.hidden")} />;
  const { auditActions, auditChain, operators, brands } = frame.data;
  const reading = await readQuery(auditQuery, auditVariables(search, auditActions));
  if (reading.kind === "forbidden") return <HiddenPlace what={say("page.hidden")} needs="AUDIT_READ" />;
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("page.hidden")} />;
  const { auditEntries } = reading.data;
  const rows = auditEntries.edges.map(({ node }) => node);
  const { after, ...filters } = search;

  return (
    <ListPage
      name={say("page.name")}
      sentence={say("page.sentence", { count: rows.length, place: after === null ? "newest" : "older" })}
      note={
        auditChain && (
          <span title={say("page.chainHint")} className="text-xs wrap-anywhere">
            {say("page.chain", {
              number: String(auditChain.number),
              hash: `${auditChain.hash.slice(0, 16)}…`,
            })}
          </span>
        )
      }
      actions={
        <a href={withParams("/audit/export", filters)} download className={buttonClass()}>
          {say("page.export")}
        </a>
      }
      filters={<AuditFilters search={search} actions={auditActions} operators={operators} brands={brands} />}
      pager={pagerOf(auditAddress, search, auditEntries.pageInfo)}
    >
      {auditChain && (
        <ChainCheck asked={typeof given.verify === "string" ? given.verify : null} search={search} />
      )}
      <AuditTable rows={rows} />
    </ListPage>
  );
}
