import type { Words } from "@parley/words";
import type { Metadata } from "next";
import Link from "next/link";
import { mayEditMappings } from "@/app/(console)/operator.ts";
import { buttonClass } from "@/components/controls/button.tsx";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Icon } from "@/components/display/icon.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { ListPage } from "@/components/list-page/list-page.tsx";
import type { ResultOf } from "@/graphql/document.ts";
import { readQuery } from "@/graphql/read.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { RefreshMenuButton } from "../refresh-menu-button.tsx";
import { menusQuery } from "./menus.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("menus"))("name") };
}

type Store = ResultOf<typeof menusQuery>["locations"][number];

export default async function MenusPage() {
  const [say, ofVersions, ofRollouts] = await Promise.all([
    words("menus"),
    words("versions"),
    words("rollouts"),
  ]);
  const [reading, mayRefresh] = await Promise.all([readQuery(menusQuery, {}), mayEditMappings()]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { locations } = reading.data;
  const now = new Date().toISOString();

  return (
    <ClientWords rooms={["menus"]}>
      <ListPage
        name={say("name")}
        sentence={sentence(locations, say)}
        note={say("note")}
        actions={
          locations.some(({ canPinMenu }) => canPinMenu) && (
            <>
              <Link href="/menus/rollouts" className={buttonClass()}>
                {ofRollouts("link")}
              </Link>
              <Link href="/menus/hold" className={buttonClass()}>
                {ofVersions("several.link")}
              </Link>
            </>
          )
        }
      >
        <DataTable
          caption={say("name")}
          columns={mayRefresh ? [...columnsAt(now, say), actsIn(say)] : columnsAt(now, say)}
          rows={locations}
          rowKey={(store) => store.id}
          rowLink={(store) => `/menus/${store.id}`}
          empty={
            <EmptyState icon="menus" title={say("sentence.none")}>
              {say.rich("emptyHelp", {
                link: (text) => (
                  <Link href="/stores" className="underline underline-offset-2">
                    {text}
                  </Link>
                ),
              })}
            </EmptyState>
          }
        />
      </ListPage>
    </ClientWords>
  );
}

function columnsAt(now: string, say: Words<"menus">): readonly Column<Store>[] {
  return [
    {
      header: say("column.store"),
      isLead: true,
      cell: (store) => store.name,
      beside: (store) => (
        <>
          {" "}
          <span className="whitespace-nowrap text-ink-faint">{store.code}</span>
          {store.pausedAt && <span className="ml-2 text-wait">{say("paused")}</span>}
        </>
      ),
    },
    { header: say("column.brand"), from: "md", cell: (store) => store.brand.name },
    {
      header: say("column.parLocation"),
      from: "lg",
      cell: ({ parLocationIds }) =>
        parLocationIds.length === 0 ? (
          <span className="text-ink-faint">{say("notMapped")}</span>
        ) : (
          <Mono>{parLocationIds.join(", ")}</Mono>
        ),
    },
    {
      header: say("column.changes"),
      from: "md",
      cell: (store) =>
        store.menu !== null && (
          <Link
            href={`/menus/${store.id}/diff`}
            prefetch={false}
            className="row-above underline underline-offset-2"
          >
            {say.rich("changes", {
              store: store.code,
              hidden: (text) => <span className="sr-only">{text}</span>,
            })}
          </Link>
        ),
    },
    { header: say("column.menu"), cell: (store) => <MenuState store={store} now={now} say={say} /> },
    {
      header: say("column.version"),
      from: "md",
      cell: ({ menu }) => (menu ? <Mono short={10}>{menu.storedVersion}</Mono> : "–"),
    },
    {
      header: say("column.pos"),
      from: "lg",
      className: "text-ink-soft",
      cell: ({ pos }) => say("pos", { kind: pos.kind, letter: pos.adapterClass }),
    },
  ];
}

const actsIn = (say: Words<"menus">): Column<Store> => ({
  header: say("column.acts"),
  isHeaderHidden: true,
  className: "w-px",
  cell: (store) => (
    <span className="row-above">
      <RefreshMenuButton locationId={store.id} storeName={store.name} isInRow />
    </span>
  ),
});

function MenuState({ store, now, say }: { store: Store; now: string; say: Words<"menus"> }) {
  if (store.menu === null) {
    return (
      <span className="inline-flex items-center gap-1.5 text-problem" title={store.menuError ?? undefined}>
        <Icon name="errored" size={14} />
        {say("state.none")}
      </span>
    );
  }
  const { confirmedAt } = store.menu;
  const at = () => <Age at={confirmedAt} zone={store.timezone} now={now} words />;
  return (
    <>
      {store.menuError === null ? (
        <span>{say.rich("state.confirmed", { at })}</span>
      ) : (
        <span className="inline-flex items-center gap-1.5 text-wait" title={store.menuError}>
          <Icon name="errored" size={14} />
          <span>{say.rich("state.stale", { at })}</span>
        </span>
      )}
      {store.menuPin !== null && (
        <Link
          href={`/menus/${store.id}/versions`}
          prefetch={false}
          className="row-above block w-fit text-wait underline underline-offset-2"
        >
          {say.rich("state.held", {
            waits: store.menuPin.waiting === null ? "no" : "yes",
            store: store.code,
            hidden: (text) => <span className="sr-only">{text}</span>,
          })}
        </Link>
      )}
    </>
  );
}

function sentence(stores: readonly Store[], say: Words<"menus">): string {
  const missing = stores.filter((store) => store.menu === null).length;
  const stale = stores.filter((store) => store.menu !== null && store.menuError !== null).length;
  const pins = stores.flatMap(({ menuPin }) => menuPin ?? []);
  const waiting = pins.filter((pin) => pin.waiting !== null).length;
  const parts = [
    ...(missing > 0 ? [say("sentence.missing", { count: missing })] : []),
    ...(missing === 0 && stale > 0 ? [say("sentence.stale", { count: stale })] : []),
    ...(pins.length > 0 ? [say("sentence.held", { count: pins.length, waiting })] : []),
  ];
  if (parts.length > 0) return parts.join(" ");
  return stores.length === 0 ? say("sentence.none") : say("sentence.current");
}
