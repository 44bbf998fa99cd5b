import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { withParams } from "@/navigation/search-params.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { asOfTime } from "../as-of.ts";
import { keyOf, matches } from "../mapping.ts";
import { mappingsAsOfQuery } from "../mappings.graphql.ts";
import { AsOfTable } from "./as-of-table.tsx";
import { MappingFilter } from "./mapping-filter.tsx";

/** The page as of a moment: what PAR's ids meant then, and the way back to now. Nothing can be changed on it. */
export async function AsOfView({ asOf, typed }: { asOf: string; typed: string | null }) {
  const say = await words("mappings");
  const at = asOfTime(asOf) ?? asOf;
  const reading = await readQuery(mappingsAsOfQuery, { asOf: at });
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const shown = reading.data.mappings.filter((mapping) => matches(mapping, typed));
  return (
    <ClientWords rooms={["mappings"]}>
      <PageHeader
        name={say("name")}
        sentence={say("asOf.sentence", { count: shown.length })}
        note={say("asOf.note")}
      />
      <div className="flex flex-col gap-4">
        <Notice tone="wait">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <span>
              {say.rich("asOf.marked", { at: () => <Moment at={at} zone="UTC" precision="minute" /> })}
            </span>
            <Link href={withParams("/mappings", { q: typed })} className={buttonClass("plain", "row")}>
              {say("asOf.back")}
            </Link>
          </div>
        </Notice>
        <MappingFilter typed={typed} asOf={asOf} />
        <AsOfTable
          mappings={shown.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))}
          isFiltered={typed !== null}
        />
      </div>
    </ClientWords>
  );
}
