import { idFrom } from "@parley/db";
import type { Order } from "@parley/db/orders";
import type { FormerPos } from "@parley/db/stores";
import { readStorePos } from "../pos/store-pos.ts";
import type { Store } from "./store.ts";

/** What of an order says which POS it is at. */
export type OrderAtPos = Pick<Order, "locationId" | "state" | "ambiguous" | "posLink" | "receivedAt">;

/** By which name the way that an order went to its POS is kept once it is a thing of the past. */
export function posLinkOf({ posLink, locationId }: Pick<OrderAtPos, "posLink" | "locationId">): string {
  return posLink ?? locationId;
}

/** The POS that an order may be at, where its store has another one by now; else null. */
export function formerPosOf<Way extends { id: string }>(order: OrderAtPos, ways: readonly Way[]): Way | null {
  return isAtNoPos(order) ? null : (ways.find(({ id }) => id === posLinkOf(order)) ?? null);
}

/**
 * The store of an order, with the POS that the order is to be asked for at: that of its last try, under the promises of
 * then, as long as the order may be there. What provably is not may go to the POS that the store has now. Null where
 * there is no such store.
 */
export type FindStoreOf = (order: OrderAtPos) => Promise<Store | null>;

/** A store, and how its POS was reached before, the oldest first. */
export interface StoreWays {
  store: Store;
  former: readonly FormerPos[];
}

/** A way that nobody knows: nothing is sent, nothing believed, and a person asks the store. */
const NOWHERE = { kind: "unknown", settings: null, secret: null };

/**
 * @returns null where the order names a way that is not known here, because it is newer than what was read
 */
export function storeOf(order: OrderAtPos, { store, former }: StoreWays): Store | null {
  if (isAtNoPos(order) || order.posLink === store.via.posLink) return store;
  const way = former.find(({ id }) => id === posLinkOf(order));
  if (way === undefined) return null;
  // A release that knows no ways writes none down: of an order that it sent after the first way had ended, it is not
  // known which one it took.
  const isFirst = order.posLink === null;
  return isFirst && order.receivedAt >= way.endedAt ? nowhere(store) : formerly(store, way);
}

/** The same store with a POS of which nothing is known. */
export function nowhere(store: Store): Store {
  return { ...store, lane: "former unknown", pos: readStorePos(NOWHERE) };
}

function formerly(store: Store, { id, posAccount, posKind, posSettings, posSecret }: FormerPos): Store {
  return {
    ...store,
    pos: readStorePos({ kind: posKind, settings: posSettings, secret: posSecret }),
    via: { posLink: id === store.locationId ? null : idFrom("pol", id), posAccount },
    lane: `former ${id}`,
  };
}

/** Whether an order is provably at no POS, so that its next try may go to another one. */
function isAtNoPos({ state, ambiguous }: OrderAtPos): boolean {
  return !ambiguous && (state === "received" || state === "unknown" || state === "attention");
}
