import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { mayEditMappings } from "@/app/(console)/operator.ts";
import { Age } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { HeldLine } from "@/components/menu/held-line.tsx";
import { MenuTabs, menuViews } from "@/components/menu/menu-tabs.tsx";
import { orderTypeName } from "@/components/order/order-type.ts";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { one, type SearchParams, withParams } from "@/navigation/search-params.ts";
import { ClientWords, language, words } from "@/words/server.tsx";
import { RefreshMenuButton } from "../refresh-menu-button.tsx";
import { DrillLine } from "./_components/drill-line.tsx";
import { Findings } from "./_components/findings.tsx";
import { GuestMenu } from "./_components/guest-menu.tsx";
import { ItemActs } from "./_components/item-acts.tsx";
import { GoneMenu, KeptMenu } from "./_components/kept-menu.tsx";
import { OffLine } from "./_components/off-line.tsx";
import { OffList } from "./_components/off-list.tsx";
import { OrderTypeTabs } from "./_components/order-type-tabs.tsx";
import { OverrideTable } from "./_components/override-table.tsx";
import { ParJson } from "./_components/par-json.tsx";
import { type ShopMenu, shopQuery } from "./_shop/shop.graphql.ts";
import { ShopView } from "./_shop/shop-view.tsx";
import { type ShopAsked, shopSentence, timeAsked } from "./_shop/shown.ts";
import { findingsOf } from "./findings-of.ts";
import { guestMenu, menusFor, orderTypeAsked } from "./guest-menu.ts";
import { type Menu, menuQuery, type Store } from "./menu.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("menu"))("name") };
}

interface MenuPageProps {
  params: Promise<{ location: string }>;
  searchParams: SearchParams;
}

export default async function MenuPage({ params, searchParams }: MenuPageProps) {
  const [{ location: id }, search] = await Promise.all([params, searchParams]);
  const version = one(search.version);
  const asked = one(search.type);
  if (version !== null) return <KeptMenu locationId={id} version={version} asked={asked} />;
  const view = menuViews.find((each) => each === one(search.view)) ?? "guest";
  const shopAsked = { type: asked, at: timeAsked(one(search.at)), level: one(search.size) };
  const [reading, shop, mayRefresh, say] = await Promise.all([
    readQuery(menuQuery, { id }),
    view === "guest" ? readQuery(shopQuery, { id, type: asked, at: shopAsked.at }) : null,
    mayEditMappings(),
    words("menu"),
  ]);
  if (shop !== null && shop.kind !== "data") return <ReadFailed failure={shop} what={say("what")} />;
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const store = reading.data.location;
  if (store === null) notFound();
  const now = new Date().toISOString();
  const place = { zone: store.timezone, now: new Date(now) };
  const shopMenu = shop?.data.location?.menu ?? null;
  const orderType = orderTypeAsked(store.menu?.menus ?? [], asked);

  return (
    <>
      <Head
        store={store}
        now={now}
        sentence={
          shopMenu === null
            ? await stockSentence(store.menu, orderType)
            : await shopSentenceOf(shopMenu, shopAsked, store.timezone)
        }
      >
        {mayRefresh && (
          <ClientWords rooms={["menus"]}>
            <RefreshMenuButton locationId={store.id} storeName={store.name} />
          </ClientWords>
        )}
      </Head>
      {/* Before all that comes and goes, so that the tabs stand where they stand on the pages beside. */}
      {store.menu !== null && (
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <MenuTabs
            locationId={store.id}
            here={view}
            orderType={orderType}
            offCount={store.offItems.length}
            findingCount={store.menu.findings.length}
          />
          {view === "items" && (
            <OrderTypeTabs
              menus={store.menu.menus}
              orderType={orderType}
              pathOf={(type) => withParams(`/menus/${store.id}`, { view, type })}
            />
          )}
        </div>
      )}
      {store.menu !== null && view !== "guest" && <OffLine store={store} place={place} />}
      <HeldLine store={store} />
      <DrillLine store={store} now={now} />
      {store.menuError && (
        <div className="mb-3">
          <Notice tone="wait">
            {say(store.menu === null ? "pullFailed" : "pullFailedServed", { why: store.menuError })}
          </Notice>
        </div>
      )}
      {store.menu === null ? (
        <Surface>
          <EmptyState icon="menus" title={say("empty.title")}>
            {say("empty.help")}
          </EmptyState>
        </Surface>
      ) : (
        <>
          {shopMenu !== null && (
            <ShopView
              store={{ ...store, isPaused: shop?.data.location?.pausedAt != null }}
              menu={shopMenu}
              asked={shopAsked}
            />
          )}
          {view === "history" && <GoneMenu at={one(search.at)} zone={store.timezone} />}
          <ClientWords rooms={["takeoff"]}>
            <ItemActs
              locationId={store.id}
              storeName={store.name}
              day={{ zone: store.timezone, endOfDayAt: store.endOfDayAt, opensAt: store.opensAt }}
              mayAct={store.canSetAvailability}
            >
              {view === "json" && <ParJson json={store.menu.parJson} version={store.menu.version} />}
              {view === "findings" && <Findings findings={store.menu.findings} />}
              {view === "off" && <OffList items={store.offItems} place={place} />}
              {view === "history" && (
                <OverrideTable locationId={store.id} nameOf={namesOf(store.menu)} place={place} />
              )}
              {view === "items" && (
                <GuestMenu
                  categories={guestMenu(store.menu, orderType)}
                  menus={menusFor(store.menu.menus, orderType)}
                  currency={store.currency}
                  findings={findingsOf(store.menu.findings)}
                  place={place}
                />
              )}
            </ItemActs>
          </ClientWords>
        </>
      )}
    </>
  );
}

async function Head({ store, sentence, now, children }: HeadProps) {
  const [say, frame] = await Promise.all([words("menu"), words("shell")]);
  const age = (at: string) => <Age at={at} zone={store.timezone} now={now} words />;
  const { menu } = store;
  return (
    <PageHeader
      back={{ href: "/menus", name: frame("places.menus.name") }}
      name={
        <>
          {store.name} <span className="text-ink-faint">{store.code}</span>
        </>
      }
      sentence={sentence}
      note={
        <>
          <span data-name="">{[store.brand.name, store.address].filter((part) => part).join(", ")}</span>
          {menu && (
            <>
              {" · "}
              {say.rich("version", {
                code: () => (
                  <Link href={`/menus/${store.id}/versions`} className="underline underline-offset-2">
                    <Mono short={12}>{menu.storedVersion}</Mono>
                  </Link>
                ),
                first: () => age(menu.fetchedAt),
                last: () => age(menu.confirmedAt),
              })}
              {menu.version !== menu.storedVersion && (
                <>
                  {" · "}
                  {say.rich("versionNow", { code: () => <Mono short={12}>{menu.version}</Mono> })}
                </>
              )}
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
  sentence: string;
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

async function shopSentenceOf(menu: ShopMenu, asked: ShopAsked, zone: string): Promise<string> {
  const [say, ofOrder, reader] = await Promise.all([words("shop"), words("order"), language()]);
  return shopSentence(menu, asked, { zone, language: reader, say, ofOrder });
}

async function stockSentence(menu: Menu | null, orderType: string | null): Promise<string> {
  const [say, ofOrder] = await Promise.all([words("menu"), words("order")]);
  if (menu === null) return say("sentence.none");
  const ids = new Set(
    guestMenu(menu, orderType).flatMap((each) => each.products.map(({ product }) => product.id)),
  );
  const off = menu.products.filter((product) => ids.has(product.id) && !product.isAvailable).length;
  const count = ids.size;
  if (orderType === null)
    return off === 0 ? say("sentence.all", { count }) : say("sentence.some", { count, off });
  const type = orderTypeName(orderType, ofOrder);
  return off === 0 ? say("sentence.allFor", { type, count }) : say("sentence.someFor", { type, count, off });
}
