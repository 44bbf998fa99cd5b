import Link from "next/link";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Moment } from "@/components/display/moment.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { withParams } from "@/navigation/search-params.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { guestMenu, menusFor, orderTypeAsked } from "../guest-menu.ts";
import { keptMenuQuery } from "../menu.graphql.ts";
import { GuestMenu } from "./guest-menu.tsx";
import { OrderTypeTabs } from "./order-type-tabs.tsx";

/** One version of the store's menu, to read: by what an order was judged, whatever holds today. */
export async function KeptMenu({ locationId, version, asked }: KeptMenuProps) {
  const [reading, say, frame] = await Promise.all([
    readQuery(keptMenuQuery, { id: locationId, version }),
    words("menu"),
    words("shell"),
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const store = reading.data.location;
  if (store === null) notFound();
  const menu = store.menuVersion;
  const orderType = orderTypeAsked(menu?.menus ?? [], asked);
  const categories = menu === null ? [] : guestMenu(menu, orderType);
  const count = new Set(categories.flatMap((each) => each.products.map(({ product }) => product.id))).size;
  return (
    <>
      <PageHeader
        back={{ href: "/menus", name: frame("places.menus.name") }}
        name={
          <>
            {store.name} <span className="text-ink-faint">{store.code}</span>
          </>
        }
        sentence={menu === null ? say("kept.gone") : say("kept.sentence", { count })}
      />
      <div className="mb-3">
        <Notice tone={menu?.isCurrent ? "quiet" : "wait"}>
          {menu !== null && (
            <>
              {say.rich(menu.isCurrent ? "kept.current" : "kept.banner", {
                time: () => <Moment at={menu.fetchedAt} zone={store.timezone} />,
                last: () => <Moment at={menu.confirmedAt} zone={store.timezone} precision="minute" />,
                history: linkTo(`/menus/${store.id}?view=history`),
              })}{" "}
            </>
          )}
          {say.rich("kept.today", { today: linkTo(`/menus/${store.id}`) })}
        </Notice>
      </div>
      {menu !== null && (
        <>
          <div className="mb-3 flex">
            <OrderTypeTabs
              menus={menu.menus}
              orderType={orderType}
              pathOf={(type) => withParams(`/menus/${store.id}`, { version, type })}
            />
          </div>
          <ClientWords rooms={["takeoff"]}>
            <GuestMenu
              categories={categories}
              menus={menusFor(menu.menus, orderType)}
              currency={store.currency}
              place={{ zone: store.timezone, now: new Date() }}
            />
          </ClientWords>
        </>
      )}
    </>
  );
}

interface KeptMenuProps {
  locationId: string;
  version: string;
  /** The order type that the address asks for. */
  asked: string | null;
}

/** Says of a menu that is not kept any more by when it was; nothing where no time is asked for. */
export async function GoneMenu({ at, zone }: { at: string | null; zone: string }) {
  if (at === null || Number.isNaN(Date.parse(at))) return null;
  const say = await words("menu");
  return (
    <div className="mb-3">
      <Notice tone="wait">{say.rich("kept.goneOf", { time: () => <Moment at={at} zone={zone} /> })}</Notice>
    </div>
  );
}

function linkTo(href: string) {
  return (text: ReactNode) => (
    <Link href={href} className="underline underline-offset-2">
      {text}
    </Link>
  );
}
