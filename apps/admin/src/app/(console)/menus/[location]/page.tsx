import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayEditMappings } from "@/app/(console)/operator.ts";
import { Age } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { one, type SearchParams, withParams } from "@/navigation/search-params.ts";
import { RefreshMenuButton } from "../refresh-menu-button.tsx";
import { Findings } from "./_components/findings.tsx";
import { GuestMenu } from "./_components/guest-menu.tsx";
import { ItemActs } from "./_components/item-acts.tsx";
import { OffLine } from "./_components/off-line.tsx";
import { OffList } from "./_components/off-list.tsx";
import { OverrideTable } from "./_components/override-table.tsx";
import { ParJson } from "./_components/par-json.tsx";
import { guestMenu, menusFor, orderTypesOf } from "./guest-menu.ts";
import { type Menu, menuQuery, type Store } from "./menu.graphql.ts";

export const metadata: Metadata = { title: "Menu" };

const views = ["guest", "off", "json", "history", "findings"] as const;

interface MenuPageProps {
  params: Promise<{ location: string }>;
  searchParams: SearchParams;
}

export default async function MenuPage({ params, searchParams }: MenuPageProps) {
  const [{ location: id }, search] = await Promise.all([params, searchParams]);
  const [reading, mayRefresh] = await Promise.all([readQuery(menuQuery, { id }), mayEditMappings()]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what="this menu" />;
  const store = reading.data.location;
  if (store === null) notFound();
  const now = new Date().toISOString();
  const place = { zone: store.timezone, now: new Date(now) };
  const view = views.find((each) => each === one(search.view)) ?? "guest";
  const orderTypes = store.menu === null ? [] : orderTypesOf(store.menu.menus);
  const orderType = orderTypes.find((type) => type === one(search.type)) ?? null;
  const path = (change: { view?: string | null; type?: string | null }) =>
    withParams(`/menus/${store.id}`, { view: view === "guest" ? null : view, type: orderType, ...change });

  return (
    <>
      <Head store={store} orderType={orderType} now={now}>
        {mayRefresh && <RefreshMenuButton locationId={store.id} storeName={store.name} />}
      </Head>
      {store.menu !== null && <OffLine store={store} place={place} />}
      {store.menuError && (
        <div className="mb-3">
          <Notice tone="wait">
            The last pull from the POS failed. {store.menuError}
            {store.menu !== null && " PAR is served the menu below meanwhile."}
          </Notice>
        </div>
      )}
      {store.menu === null ? (
        <Surface>
          <EmptyState icon="menus" title="This store has no menu.">
            PAR's orders for it are refused until its POS gives one.
          </EmptyState>
        </Surface>
      ) : (
        <>
          <div className="mb-3 flex flex-wrap items-center gap-2">
            <TabLinks
              label="View"
              tabs={[
                { word: "As a guest", href: path({ view: null }), isHere: view === "guest" },
                {
                  word: `Off now (${store.offItems.length})`,
                  href: path({ view: "off" }),
                  isHere: view === "off",
                },
                { word: "As PAR gets it", href: path({ view: "json" }), isHere: view === "json" },
                { word: "Off and back", href: path({ view: "history" }), isHere: view === "history" },
                ...(store.menu.findings.length === 0 && view !== "findings"
                  ? []
                  : [
                      {
                        word: `To mend (${store.menu.findings.length})`,
                        href: path({ view: "findings" }),
                        isHere: view === "findings",
                      },
                    ]),
              ]}
            />
            {view === "guest" && (
              <TabLinks
                label="Order type"
                tabs={[
                  { word: "Every order type", href: path({ type: null }), isHere: orderType === null },
                  ...orderTypes.map((type) => ({
                    word: typeInWords(type),
                    href: path({ type }),
                    isHere: orderType === type,
                  })),
                ]}
              />
            )}
          </div>
          <ItemActs
            locationId={store.id}
            storeName={store.name}
            zone={store.timezone}
            mayAct={store.canSetAvailability}
          >
            {view === "json" && <ParJson json={store.menu.parJson} version={store.menu.version} />}
            {view === "findings" && <Findings findings={store.menu.findings} />}
            {view === "off" && <OffList items={store.offItems} place={place} />}
            {view === "history" && (
              <OverrideTable locationId={store.id} nameOf={namesOf(store.menu)} place={place} />
            )}
            {view === "guest" && (
              <GuestMenu
                categories={guestMenu(store.menu, orderType)}
                menus={menusFor(store.menu.menus, orderType)}
                currency={store.currency}
                place={place}
              />
            )}
          </ItemActs>
        </>
      )}
    </>
  );
}

function Head({ store, orderType, now, children }: HeadProps) {
  return (
    <PageHeader
      back={{ href: "/menus", name: "Menus" }}
      name={
        <>
          {store.name} <span className="text-ink-faint">{store.code}</span>
        </>
      }
      sentence={sentence(store.menu, orderType)}
      note={
        <>
          {[store.brand.name, store.address].filter((part) => part).join(", ")}
          {store.menu && (
            <>
              {" · version "}
              <Mono short={12}>{store.menu.version}</Mono>
              {" first seen "}
              <Age at={store.menu.fetchedAt} zone={store.timezone} now={now} words />
              {", confirmed by the POS "}
              <Age at={store.menu.confirmedAt} zone={store.timezone} now={now} words />
            </>
          )}
        </>
      }
      actions={children}
    />
  );
}

interface HeadProps {
  store: Store;
  orderType: string | null;
  /** ISO 8601. */
  now: string;
  children: React.ReactNode;
}

/** Finds an item's name on today's menu. */
function namesOf({ products, modifiers }: Menu) {
  const names = new Map<string, string>([
    ...products.map((product) => [`PRODUCT ${product.id}`, product.name] as const),
    ...modifiers.map((modifier) => [`MODIFIER ${modifier.id}`, modifier.name] as const),
  ]);
  return ({ kind, itemId }: { kind: string; itemId: string }) => names.get(`${kind} ${itemId}`) ?? null;
}

function sentence(menu: Menu | null, orderType: string | null): string {
  if (menu === null) return "PAR cannot order here: there is no menu.";
  const ids = new Set(
    guestMenu(menu, orderType).flatMap((each) => each.products.map(({ product }) => product.id)),
  );
  const soldOut = menu.products.filter((product) => ids.has(product.id) && !product.isAvailable).length;
  const type = orderType === null ? "" : ` for ${typeInWords(orderType).toLowerCase()}`;
  const gone = soldOut === 0 ? "all available" : `${soldOut} of them off or sold out`;
  return `PAR sees ${ids.size} ${ids.size === 1 ? "product" : "products"}${type}, ${gone}.`;
}

function typeInWords(type: string): string {
  const words = type.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
