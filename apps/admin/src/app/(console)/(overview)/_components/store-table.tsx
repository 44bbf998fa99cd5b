import type { Words } from "@parley/words";
import type { Language } from "@parley/words/language";
import Link from "next/link";
import { formatValue } from "@/components/chart/format.ts";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Icon } from "@/components/display/icon.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { TestChip } from "@/components/store/test-chip.tsx";
import type { ResultOf } from "@/graphql/document.ts";
import { language, words } from "@/words/server.tsx";
import type { overviewQuery } from "../overview.graphql.ts";

type Store = ResultOf<typeof overviewQuery>["overview"]["stores"][number];

/** Each store's last day: orders in the kitchen, orders that are not, and whether its menu is fresh. */
export async function StoreTable({ stores, now }: { stores: readonly Store[]; now: string }) {
  const [say, reader] = await Promise.all([words("overview"), language()]);
  return (
    <Panel title={say("stores.title")} aside={say("stores.lately")}>
      <DataTable
        caption={say("stores.caption")}
        columns={columnsAt(now, say, reader)}
        rows={stores}
        rowKey={({ location }) => location.id}
        rowLink={({ location }) => `/stores/${location.id}`}
        empty={
          <EmptyState title={say("stores.none")}>
            {say.rich("stores.noneHelp", {
              link: (text) => (
                <Link href="/stores" className="underline underline-offset-2">
                  {text}
                </Link>
              ),
            })}
          </EmptyState>
        }
      />
    </Panel>
  );
}

function columnsAt(now: string, say: Words<"overview">, reader: Language): readonly Column<Store>[] {
  return [
    {
      header: say("stores.store"),
      isLead: true,
      cell: ({ location }) => location.name,
      beside: ({ location }) => (
        <>
          {" "}
          <span className="whitespace-nowrap text-ink-faint max-sm:hidden">{location.code}</span>
          <TestChip store={location} />
          {location.pauses.map(({ of, name, since }) => (
            <span key={`${name} ${since}`} className="ml-2 text-wait">
              {say(`stores.paused.${of}`)}
            </span>
          ))}
        </>
      ),
    },
    {
      header: say("stores.placed"),
      isNumber: true,
      cell: ({ placed }) => formatValue(placed, "count", reader),
    },
    {
      header: say("stores.notPlaced"),
      hint: say("stores.notPlacedHint"),
      isNumber: true,
      cell: ({ notPlaced }) => (
        <span className={notPlaced > 0 ? "font-medium" : "text-ink-faint"}>
          {formatValue(notPlaced, "count", reader)}
        </span>
      ),
    },
    {
      header: say("stores.lastOrder"),
      from: "sm",
      cell: ({ lastOrderAt, location }) =>
        lastOrderAt ? (
          <Age at={lastOrderAt} zone={location.timezone} now={now} words />
        ) : (
          <span className="text-ink-faint">{say("stores.noneYet")}</span>
        ),
    },
    { header: say("stores.menu"), cell: (store) => <MenuState store={store} now={now} say={say} /> },
  ];
}

function MenuState({ store, now, say }: { store: Store; now: string; say: Words<"overview"> }) {
  const zone = store.location.timezone;
  const age = store.menuConfirmedAt && <Age at={store.menuConfirmedAt} zone={zone} now={now} words />;
  if (store.menuError !== null) {
    return (
      <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-wait" title={store.menuError}>
        <Icon name="errored" size={14} />
        {age ? <span>{say.rich("stores.stale", { at: () => age })}</span> : say("stores.noMenu")}
      </span>
    );
  }
  return age ?? <span className="text-ink-faint">{say("stores.noneYet")}</span>;
}
