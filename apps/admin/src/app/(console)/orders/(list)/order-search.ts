import { placeAndTime, readOrders, submitsAskedFor } from "@parley/limits";
import { upper } from "@/components/submit/submit-row.ts";
import { listAddress } from "@/navigation/list-address.ts";
import { withParams } from "@/navigation/search-params.ts";

const address = listAddress("/orders", readOrders);

/** The list's whole state; every part of it is in the address. */
export const orderAddress: typeof address = {
  ...address,
  // These hide none.
  isNarrowed: (search) =>
    address.isNarrowed({ ...search, live: null, columns: null, sort: null, operation: null, zone: null }),
};

export type OrderSearch = ReturnType<typeof orderAddress.parse>;

/** Where what a search lists is got as a file, from its first row on. */
export function exportPath(search: OrderSearch): string {
  return withParams("/orders/export", { ...search, ...notOfRows });
}

/** Where what a search lists can be acted on together. */
export function bulkPath(search: OrderSearch): string {
  return withParams("/orders/bulk", { ...search, ...notOfRows });
}

/** What says nothing of which rows there are. */
const notOfRows = { after: null, live: null, columns: null, operation: null, view: null } as const;

/** The search as the API takes it; a look-back is counted from `now`. */
export function submitVariables(search: OrderSearch, now: Date) {
  const { states, causes, from, to, ...rest } = submitsAskedFor(search, now);
  return {
    search: search.q,
    after: search.after,
    order: search.sort === "oldest" ? ("OLDEST_FIRST" as const) : null,
    filter: {
      ...rest,
      states: states?.map(upper) ?? null,
      causes: causes?.map(upper) ?? null,
      from: from?.toISOString() ?? null,
      to: to?.toISOString() ?? null,
    },
  };
}

/** The same for validates that no submit followed. */
export function validateVariables(search: OrderSearch, now: Date) {
  const { from, to, ...place } = placeAndTime(search, now);
  const times = { from: from?.toISOString() ?? null, to: to?.toISOString() ?? null };
  return { after: search.after, filter: { ...place, ...times } };
}
