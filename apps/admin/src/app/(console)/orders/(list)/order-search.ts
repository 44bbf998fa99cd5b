import type { OrderStateName } from "@/components/order/order-status.tsx";
import { one, withParams } from "@/navigation/search-params.ts";

/** The list's whole state; every part of it stands in the address. */
export interface OrderSearch {
  /** Anything pasted: an id, a phone number, an e-mail, a name. */
  q: string | null;
  show: OrderShow | null;
  brand: string | null;
  store: string | null;
  since: OrderSince | null;
  /** The cursor after which the page starts; null for the newest orders. */
  after: string | null;
}

export const orderShows = ["pending", "attention", "disputed", "placed", "rejected", "errored"] as const;
export type OrderShow = (typeof orderShows)[number];

export const orderSinces = ["1h", "24h", "7d"] as const;
export type OrderSince = (typeof orderSinces)[number];

const sinceMs: Record<OrderSince, number> = { "1h": 3_600_000, "24h": 86_400_000, "7d": 604_800_000 };

/** The ledger's states behind each choice. Unknown is not settled: it is under "pending" and asks for a person too. */
const showStates: Record<OrderShow, OrderStateName[]> = {
  pending: ["RECEIVED", "DISPATCHING", "UNKNOWN", "ATTENTION"],
  attention: ["ATTENTION"],
  // Only what is final can be contradicted.
  disputed: ["PLACED", "REJECTED", "ERRORED"],
  placed: ["PLACED"],
  rejected: ["REJECTED"],
  errored: ["ERRORED"],
};

/** Reads the address; what is not understood is left out, so that an old link still opens. */
export function parseOrderSearch(params: Record<string, string | string[] | undefined>): OrderSearch {
  return {
    q: one(params.q)?.trim() || null,
    show: orderShows.find((show) => show === one(params.show)) ?? null,
    brand: one(params.brand),
    store: one(params.store),
    since: orderSinces.find((since) => since === one(params.since)) ?? null,
    after: one(params.after),
  };
}

/** The address of a search. Changing anything but the cursor starts at the newest order again. */
export function orderSearchPath(search: OrderSearch, change: Partial<OrderSearch> = {}): string {
  return withParams("/orders", { ...search, after: null, ...change });
}

/** The search as the API takes it; a look-back is counted from `now`. */
export function orderVariables(search: OrderSearch, now: Date) {
  return {
    search: search.q,
    after: search.after,
    filter: {
      states: search.show === null ? null : showStates[search.show],
      disputed: search.show === "disputed",
      brandId: search.brand,
      locationId: search.store,
      from: search.since === null ? null : new Date(now.getTime() - sinceMs[search.since]).toISOString(),
    },
  };
}

/** Whether anything narrows the list. */
export function isNarrowed({ q, show, brand, store, since }: OrderSearch): boolean {
  return [q, show, brand, store, since].some((part) => part !== null);
}
