import type { Words } from "@parley/words";
import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import type { ResultOf } from "@/graphql/document.ts";
import { readQuery } from "@/graphql/read.ts";
import { one, type SearchParams } from "@/navigation/search-params.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { mayEditMappings } from "../operator.ts";
import { AcceptCertain } from "./_components/accept-certain.tsx";
import { AddMapping } from "./_components/add-mapping.tsx";
import { AsOfView } from "./_components/as-of-view.tsx";
import { IgnoredList } from "./_components/ignored-list.tsx";
import { MappingFilter } from "./_components/mapping-filter.tsx";
import { MappingTable } from "./_components/mapping-table.tsx";
import { UnmappedQueue } from "./_components/unmapped-queue.tsx";
import { readAsOf } from "./as-of.ts";
import { keyOf, type Mapping, matches, targetLabel, zoneOf } from "./mapping.ts";
import { mappingHistoryQuery, mappingsQuery } from "./mappings.graphql.ts";
import { offersFor } from "./offers.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("mappings"))("name") };
}

export default async function MappingsPage({ searchParams }: { searchParams: SearchParams }) {
  const search = await searchParams;
  const typed = one(search.q);
  const asOf = readAsOf(search);
  if (asOf !== null) return <AsOfView asOf={asOf} typed={typed} />;
  const say = await words("mappings");
  const [reading, mayEdit, marked] = await Promise.all([
    readQuery(mappingsQuery, {}),
    mayEditMappings(),
    readMarked(one(search.version)),
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { unmappedIds, mappings, connections, brands, locations } = reading.data;
  const certain = {
    LOCATION: reading.data.certainLocations,
    ORGANIZATION: reading.data.certainOrganizations,
  };
  const shown = mappings.filter((mapping) => matches(mapping, typed));
  const targets = {
    ORGANIZATION: brands.map((brand) => ({ ...brand, brandId: brand.id })),
    LOCATION: locations.map((location) => ({ ...location, brandId: location.brand.id })),
  };
  const queue = unmappedIds.map((item) => ({ item, targets: offersFor(item, targets, mappings) }));
  const now = new Date().toISOString();

  return (
    <ClientWords rooms={["mappings"]}>
      <PageHeader
        name={say("name")}
        sentence={sentence(reading.data, say)}
        note={unmappedIds.length > 0 && !mayEdit ? say("noteLook") : say("note")}
      />
      <div className="flex flex-col gap-4">
        {marked && (
          <Notice tone="wait">
            {say.rich("marked", {
              parId: marked.parId,
              target: targetLabel(marked.target),
              from: () => <Moment at={marked.validFrom} zone={zoneOf(marked)} />,
            })}
          </Notice>
        )}
        <AcceptCertain certain={certain} />
        <UnmappedQueue queue={queue} mayEdit={mayEdit} now={now} />
        <IgnoredList items={reading.data.ignored} mayEdit={mayEdit} now={now} />
        <MappingFilter typed={typed} asOf={null}>
          {mayEdit && (
            <>
              <AddMapping connections={connections} targets={targets} />
              <Link href="/mappings/import" className={buttonClass("plain", "field")}>
                {say("importMany")}
              </Link>
            </>
          )}
        </MappingFilter>
        <MappingTable
          mappings={shown.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))}
          targets={targets}
          mayEdit={mayEdit}
          isFiltered={typed !== null}
          marked={marked}
          now={now}
        />
      </div>
    </ClientWords>
  );
}

/** The version that the address asks to be marked, as an order's page does; null where it is not for this reader. */
async function readMarked(version: string | null): Promise<Mapping | null> {
  if (version === null) return null;
  const reading = await readQuery(mappingHistoryQuery, { id: version });
  return reading.kind === "data"
    ? (reading.data.mappingHistory.find(({ id }) => id === version) ?? null)
    : null;
}

function sentence(
  { unmappedIds: unmapped, ignored }: Pick<ResultOf<typeof mappingsQuery>, "unmappedIds" | "ignored">,
  say: Words<"mappings">,
): string {
  if (unmapped.length === 0) return say(ignored.length === 0 ? "sentence.none" : "sentence.ignored");
  const calls = unmapped.reduce((sum, each) => sum + each.seenCount, 0);
  return say("sentence.some", { ids: unmapped.length, calls });
}
