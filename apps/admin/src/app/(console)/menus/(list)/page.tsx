import type { Metadata } from "next";
import Link from "next/link";
import { mayEditMappings } from "@/app/(console)/operator.ts";
import { Icon } from "@/components/display/icon.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
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
    <>
      <PageHeader
        name="Menus"
        sentence={sentence(locations)}
        note="PAR is served from here. Parley pulls each menu at its start, every half an hour, and on demand."
      />
      <div className="overflow-x-auto rounded-lg border bg-surface">
        {locations.length === 0 ? (
          <EmptyState icon="menus" title="No store yet.">
            Add one with <code className="font-mono">npm run parley</code>; its menu is pulled from its POS.
          </EmptyState>
        ) : (
          <table className="data-table" aria-label="Menus">
            <thead>
              <tr>
                <th scope="col">Store</th>
                <th scope="col" className="max-md:hidden">
                  Brand
                </th>
                <th scope="col" className="max-lg:hidden">
                  PAR location
                </th>
                <th scope="col">Menu</th>
                <th scope="col" className="max-md:hidden">
                  Version
                </th>
                <th scope="col" className="max-lg:hidden">
                  POS
                </th>
                {mayRefresh && (
                  <th scope="col">
                    <span className="sr-only">Acts</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {locations.map((store) => (
                <StoreRow key={store.id} store={store} mayRefresh={mayRefresh} now={now} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </>
  );
}

function StoreRow({ store, mayRefresh, now }: { store: Store; mayRefresh: boolean; now: string }) {
  return (
    <tr className="row-link">
      <td>
        <Link href={`/menus/${store.id}`} data-row-link className="font-medium">
          {store.name}
        </Link>{" "}
        <span className="whitespace-nowrap text-ink-faint">{store.code}</span>
        {store.pausedAt && <span className="ml-2 text-wait">paused</span>}
      </td>
      <td className="max-md:hidden">{store.brand.name}</td>
      <td className="max-lg:hidden">
        {store.parLocationIds.length === 0 ? (
          <span className="text-ink-faint">not mapped</span>
        ) : (
          <Mono>{store.parLocationIds.join(", ")}</Mono>
        )}
      </td>
      <td>
        <MenuState store={store} now={now} />
      </td>
      <td className="max-md:hidden">{store.menu ? <Mono short={10}>{store.menu.version}</Mono> : "–"}</td>
      <td className="text-ink-soft max-lg:hidden">
        {store.pos.kind}, class {store.pos.adapterClass}
      </td>
      {mayRefresh && (
        <td className="w-px">
          <span className="row-above">
            <RefreshMenuButton locationId={store.id} storeName={store.name} isInRow />
          </span>
        </td>
      )}
    </tr>
  );
}

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
