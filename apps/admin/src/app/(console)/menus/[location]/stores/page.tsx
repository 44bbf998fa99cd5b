import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { one, type SearchParams, withParams } from "@/navigation/search-params.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { itemState } from "../item-state.ts";
import { offReader } from "../off-reader.ts";
import { StoresForm } from "./_components/stores-form.tsx";
import { sameItemsQuery } from "./stores.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("takeoff"))("stores.title") };
}

interface StoresPageProps {
  params: Promise<{ location: string }>;
  searchParams: SearchParams;
}

/** One item of a store's menu, off and back in other stores of its brand in one act. */
export default async function StoresPage({ params, searchParams }: StoresPageProps) {
  const [{ location: id }, search] = await Promise.all([params, searchParams]);
  const itemId = one(search.item);
  if (itemId === null) notFound();
  const kind = one(search.kind) === "MODIFIER" ? "MODIFIER" : "PRODUCT";
  const [reading, say, ofMenu, reader] = await Promise.all([
    readQuery(sameItemsQuery, { id, kind, itemId }),
    words("takeoff"),
    words("menu"),
    offReader(),
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("stores.what")} />;
  const store = reading.data.location;
  if (store === null) notFound();
  const found = store.sameItems;
  const name = found.find(({ location }) => location.id === store.id)?.name ?? itemId;
  const now = new Date();
  return (
    <>
      <PageHeader
        back={{ href: withParams(`/menus/${store.id}`, { view: "items" }), name: store.name }}
        name={<span data-name="">{say("stores.name", { item: name })}</span>}
        sentence={say("stores.sentence", { count: found.length, brand: store.brand.name })}
        note={say("stores.note")}
      />
      {found.length === 0 ? (
        <Surface>
          <EmptyState icon="menus" title={say("stores.none")}>
            {say("stores.noneHelp")}
          </EmptyState>
        </Surface>
      ) : (
        <ClientWords rooms={["takeoff"]}>
          <StoresForm
            locationId={store.id}
            actId={one(search.act)}
            item={{ kind, itemId }}
            day={{ zone: store.timezone, endOfDayAt: store.endOfDayAt, opensAt: store.opensAt }}
            rows={found.map(({ location, itemId: id, isByName, availability }) => ({
              id: location.id,
              name: location.name,
              code: location.code,
              mayAct: location.canSetAvailability,
              hasOpening: location.opensAt !== null,
              otherId: isByName ? id : null,
              isOff: !availability.isAvailable,
              state: itemState(availability, { zone: location.timezone, now }, ofMenu, reader).words,
            }))}
          />
        </ClientWords>
      )}
    </>
  );
}
