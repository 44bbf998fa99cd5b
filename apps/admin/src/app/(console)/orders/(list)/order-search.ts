import type { OrderStateName } from "@/components/order/order-status.tsx";
import { listAddress } from "@/navigation/list-address.ts";

const orderShows = ["pending", "attention", "disputed", "placed", "rejected", "errored"] as const;
export type OrderShow = (typeof orderShows)[number];

const orderSinces = ["1h", "24h", "7d"] as const;
export type OrderSince = (typeof orderSinces)[number];

/** The list's whole state; every part of it is in the address. */
export const orderAddress = listAddress("/orders", ({ text, oneOf }) => ({
  /** Anything pasted: an id, a phone number, an e-mail, a name. */
  q: text("q"),
  show: oneOf("show", orderShows),
  brand: text("brand"),
  store: text("store"),
  since: oneOf("since", orderSinces),
}));

export type OrderSearch = ReturnType<typeof orderAddress.parse>;

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
