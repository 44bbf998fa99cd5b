import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Icon } from "@/components/display/icon.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import type { ResultOf } from "@/graphql/document.ts";
import type { overviewQuery } from "../overview.graphql.ts";

type Store = ResultOf<typeof overviewQuery>["overview"]["stores"][number];

/** Each store's last day: orders in the kitchen, orders that are not, and whether its menu is fresh. */
export function StoreTable({ stores, now }: { stores: readonly Store[]; now: string }) {
  return (
    <Panel title="Stores" aside="last 24 hours">
      <DataTable
        caption="Stores in the last 24 hours"
        columns={columnsAt(now)}
        rows={stores}
        rowKey={({ location }) => location.id}
        rowLink={({ location }) => `/orders?store=${location.id}`}
        empty={
          <EmptyState title="No store yet.">
            Add one with <code className="font-mono">npm run parley</code>.
          </EmptyState>
        }
      />
    </Panel>
  );
}

function columnsAt(now: string): readonly Column<Store>[] {
  return [
    {
      header: "Store",
      isLead: true,
      cell: ({ location }) => location.name,
      beside: ({ location }) => (
        <>
          {" "}
          <span className="whitespace-nowrap text-ink-faint max-sm:hidden">{location.code}</span>
          {location.pausedAt && <span className="ml-2 text-wait">paused</span>}
        </>
      ),
    },
    { header: "Placed", isNumber: true, cell: ({ placed }) => placed.toLocaleString("en-US") },
    {
      header: "Not placed",
      isNumber: true,
      cell: ({ notPlaced }) => (
        <span className={notPlaced > 0 ? "font-medium" : "text-ink-faint"}>{notPlaced}</span>
      ),
    },
    {
      header: "Last order",
      from: "sm",
      cell: ({ lastOrderAt, location }) =>
        lastOrderAt ? (
          <Age at={lastOrderAt} zone={location.timezone} now={now} words />
        ) : (
          <span className="text-ink-faint">none yet</span>
        ),
    },
    { header: "Menu", cell: (store) => <MenuState store={store} now={now} /> },
  ];
}

function MenuState({ store, now }: { store: Store; now: string }) {
  const zone = store.location.timezone;
  const age = store.menuConfirmedAt && <Age at={store.menuConfirmedAt} zone={zone} now={now} words />;
  if (store.menuError !== null) {
    return (
      <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-wait" title={store.menuError}>
        <Icon name="errored" size={14} />
        {age ? <span>stale, {age}</span> : "none"}
      </span>
    );
  }
  return age ?? <span className="text-ink-faint">none yet</span>;
}
