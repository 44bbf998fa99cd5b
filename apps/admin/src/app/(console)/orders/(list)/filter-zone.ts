import { minuteIn, minuteOf } from "@parley/limits";
import type { OrderSearch } from "./order-search.ts";

/**
 * The zone in which the list's exact times are typed and shown: that of the chosen store, as on its orders' pages;
 * where none is chosen, the one that all stores share, else the one that the address names, else UTC.
 */
export function filterZone(
  { store, zone }: Pick<OrderSearch, "store" | "zone">,
  stores: readonly { id: string; timezone: string }[],
): string {
  const chosen = stores.find(({ id }) => id === store);
  if (chosen !== undefined) return chosen.timezone;
  const [first, ...others] = new Set(stores.map(({ timezone }) => timezone));
  return first !== undefined && others.length === 0 ? first : (zone ?? "UTC");
}

/** The exact times of an address as the clocks of a zone show them: the same instants, whatever zone they were typed in. */
export function timesIn(zone: string, search: Pick<OrderSearch, "from" | "to" | "zone">) {
  const shown = (text: string | null) => {
    const at = minuteOf(text, search.zone);
    return at === null ? null : minuteIn(zone, at);
  };
  return { from: shown(search.from), to: shown(search.to) };
}
