import type { Metadata } from "next";
import { mayEditMappings } from "@/app/(console)/operator.ts";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Icon } from "@/components/display/icon.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { ListPage } from "@/components/list-page/list-page.tsx";
import type { ResultOf } from "@/graphql/document.ts";
import { readQuery } from "@/graphql/read.ts";
import { RefreshMenuButton } from "../refresh-menu-button.tsx";
import { menusQuery } from "./menus.graphql.ts";

export const metadata: Metadata = { title: "Menus" };

type Store = ResultOf<typeof menusQuery>["locations"][number];

export default async function MenusPage() {
  const [reading, mayRefresh] = await Promise.all([readQuery(menusQuery, {}), mayEditMappings()]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what="the menus" />;
  const { locations } = reading.data;
  const now = new Date().toISOString();

  return (
    <ListPage
      name="Menus"
      sentence={sentence(locations)}
      note="PAR is served from here. Parley pulls each menu at its start, every half an hour, and on demand."
    >
      <DataTable
        caption="Menus"
        columns={mayRefresh ? [...columnsAt(now), acts] : columnsAt(now)}
        rows={locations}
        rowKey={(store) => store.id}
        rowLink={(store) => `/menus/${store.id}`}
        empty={
          <EmptyState icon="menus" title="No store yet.">
            Add one with <code className="font-mono">npm run parley</code>; its menu is pulled from its POS.
          </EmptyState>
        }
      />
    </ListPage>
  );
}

function columnsAt(now: string): readonly Column<Store>[] {
  return [
    {
      header: "Store",
      isLead: true,
      cell: (store) => store.name,
      beside: (store) => (
        <>
          {" "}
          <span className="whitespace-nowrap text-ink-faint">{store.code}</span>
          {store.pausedAt && <span className="ml-2 text-wait">paused</span>}
        </>
      ),
    },
    { header: "Brand", from: "md", cell: (store) => store.brand.name },
    {
      header: "PAR location",
      from: "lg",
      cell: ({ parLocationIds }) =>
        parLocationIds.length === 0 ? (
          <span className="text-ink-faint">not mapped</span>
        ) : (
          <Mono>{parLocationIds.join(", ")}</Mono>
        ),
    },
    { header: "Menu", cell: (store) => <MenuState store={store} now={now} /> },
    {
      header: "Version",
      from: "md",
      cell: ({ menu }) => (menu ? <Mono short={10}>{menu.version}</Mono> : "–"),
    },
    {
      header: "POS",
      from: "lg",
      className: "text-ink-soft",
      cell: ({ pos }) => `${pos.kind}, class ${pos.adapterClass}`,
    },
  ];
}

const acts: Column<Store> = {
  header: "Acts",
  isHeaderHidden: true,
  className: "w-px",
  cell: (store) => (
    <span className="row-above">
      <RefreshMenuButton locationId={store.id} storeName={store.name} isInRow />
    </span>
  ),
};

function MenuState({ store, now }: { store: Store; now: string }) {
  if (store.menu === null) {
    return (
      <span className="inline-flex items-center gap-1.5 text-problem" title={store.menuError ?? undefined}>
        <Icon name="errored" size={14} />
        none: PAR cannot order here
      </span>
    );
  }
  const confirmed = <Age at={store.menu.confirmedAt} zone={store.timezone} now={now} words />;
  if (store.menuError === null) return <span>confirmed {confirmed}</span>;
  return (
    <span className="inline-flex items-center gap-1.5 text-wait" title={store.menuError}>
      <Icon name="errored" size={14} />
      <span>last pull failed, confirmed {confirmed}</span>
    </span>
  );
}

function sentence(stores: readonly Store[]): string {
  const missing = stores.filter((store) => store.menu === null).length;
  const stale = stores.filter((store) => store.menu !== null && store.menuError !== null).length;
  if (missing > 0)
    return `${missing} ${missing === 1 ? "store has" : "stores have"} no menu: PAR cannot order there.`;
  if (stale > 0) return `${stale} ${stale === 1 ? "menu" : "menus"} could not be refreshed.`;
  return stores.length === 0 ? "No store yet." : "Every store's menu is current.";
}
