import type { Words } from "@parley/words";
import type { Metadata } from "next";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { ListPage } from "@/components/list-page/list-page.tsx";
import type { PauseShown } from "@/components/pause/pause.graphql.ts";
import { PauseLines } from "@/components/pause/pause-lines.tsx";
import { TestChip } from "@/components/store/test-chip.tsx";
import { readQuery } from "@/graphql/read.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { AddStore } from "./_components/add-store.tsx";
import { PauseSeveral } from "./_components/pause-several.tsx";
import { type ListedStore, storesQuery } from "./stores.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("stores"))("list.title") };
}

/** Every store, and what it lacks before an order can reach its kitchen; where stores are added. */
export default async function StoresPage() {
  const [reading, say] = await Promise.all([readQuery(storesQuery, {}), words("stores")]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("list.what")} />;
  const { locations, brands, me } = reading.data;
  const ours = brands.filter(({ canAddStore }) => canAddStore);
  const mayAddBrand = me?.canAddBrand ?? false;
  const mayAdd = mayAddBrand || ours.length > 0;
  const pausable = locations.filter(({ canPause }) => canPause);
  const incomplete = locations.filter((store) => !isReady(store)).length;
  return (
    <ListPage
      name={say("list.title")}
      sentence={say("list.sentence", { count: locations.length, incomplete })}
      note={say("list.note")}
      filters={
        <>
          <PauseLines pauses={connectionPauses(locations)} zone={locations[0]?.timezone ?? "UTC"} />
          <div className="flex flex-wrap gap-x-2">
            {mayAdd && (
              <ClientWords rooms={["shell", "stores"]}>
                <AddStore brands={ours} mayAddBrand={mayAddBrand} />
              </ClientWords>
            )}
            {pausable.length > 1 && (
              <ClientWords rooms={["shell", "pause", "takeoff"]}>
                <PauseSeveral stores={pausable} />
              </ClientWords>
            )}
          </div>
        </>
      }
    >
      <DataTable
        caption={say("list.title")}
        columns={columnsOf(say)}
        rows={locations}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/stores/${id}`}
        empty={
          <EmptyState title={say("list.empty")}>
            {say(mayAdd ? "list.emptyHelp" : "list.emptyOther")}
          </EmptyState>
        }
      />
    </ListPage>
  );
}

/** The pauses of connections that stores are reached by, each once. */
function connectionPauses(stores: readonly ListedStore[]): PauseShown[] {
  const all = stores.flatMap(({ pauses }) => pauses).filter(({ of }) => of === "CONNECTION");
  return [...new Map(all.map((pause) => [pause.slug ?? pause.name, pause])).values()];
}

function isReady({ pos, parLocationIds, menu }: ListedStore): boolean {
  return pos.kind !== "none" && parLocationIds.length > 0 && menu !== null;
}

function columnsOf(say: Words<"stores">): readonly Column<ListedStore>[] {
  const missing = (words: string) => <span className="text-problem">{words}</span>;
  return [
    {
      header: say("name"),
      isLead: true,
      cell: ({ name }) => name,
      beside: (store) => (
        <>
          {" "}
          <span className="whitespace-nowrap text-ink-faint">{store.code}</span>
          <TestChip store={store} />
          {store.pauses.map(({ of, name, since }) => (
            <span key={`${name} ${since}`} className="ml-2 text-wait">
              {say(`list.paused.${of}`)}
            </span>
          ))}
        </>
      ),
    },
    { header: say("list.brand"), from: "md", cell: ({ brand }) => brand.name },
    {
      header: say("list.pos"),
      cell: ({ pos }) =>
        pos.kind === "none" ? (
          missing(say("list.posNone"))
        ) : (
          <>
            {say("list.posKind", { kind: pos.kind })}
            <span className="text-ink-faint max-sm:hidden"> {pos.store}</span>
          </>
        ),
    },
    {
      header: say("list.parId"),
      from: "sm",
      cell: ({ parLocationIds }) =>
        parLocationIds.length === 0 ? (
          missing(say("list.parIdNone"))
        ) : (
          <Mono>{parLocationIds.join(", ")}</Mono>
        ),
    },
    {
      header: say("list.menu"),
      cell: ({ menu, menuError }) => {
        if (menu === null) return missing(say("list.menuNone"));
        return menuError === null ? (
          say("list.menuWell")
        ) : (
          <span className="text-wait" title={menuError}>
            {say("list.menuOld")}
          </span>
        );
      },
    },
  ];
}
