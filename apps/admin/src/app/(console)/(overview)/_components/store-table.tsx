import Link from "next/link";
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
      {stores.length === 0 ? (
        <EmptyState title="No store yet.">
          Add one with <code className="font-mono">npm run parley</code>.
        </EmptyState>
      ) : (
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">Store</th>
              <th scope="col" className="number">
                Placed
              </th>
              <th scope="col" className="number">
                Not placed
              </th>
              <th scope="col" className="max-sm:hidden">
                Last order
              </th>
              <th scope="col">Menu</th>
            </tr>
          </thead>
          <tbody>
            {stores.map(({ location, ...store }) => (
              <tr key={location.id} className="row-link">
                <td>
                  <Link href={`/orders?store=${location.id}`} data-row-link className="font-medium">
                    {location.name}
                  </Link>{" "}
                  <span className="whitespace-nowrap text-ink-faint max-sm:hidden">{location.code}</span>
                  {location.pausedAt && <span className="ml-2 text-wait">paused</span>}
                </td>
                <td className="number">{store.placed.toLocaleString("en-US")}</td>
                <td className={`number ${store.notPlaced > 0 ? "font-medium" : "text-ink-faint"}`}>
                  {store.notPlaced}
                </td>
                <td className="max-sm:hidden">
                  {store.lastOrderAt ? (
                    <Age at={store.lastOrderAt} zone={location.timezone} now={now} words />
                  ) : (
                    <span className="text-ink-faint">none yet</span>
                  )}
                </td>
                <td>
                  <MenuState store={store} zone={location.timezone} now={now} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function MenuState({ store, zone, now }: { store: Omit<Store, "location">; zone: string; now: string }) {
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
