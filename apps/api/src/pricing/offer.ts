import type { OrderDetails } from "@parley/par-contract";
import { localMomentOf } from "./clock.ts";
import type { IssueList } from "./issues.ts";
import type { IndexedCard, MenuIndex } from "./menu-index.ts";
import { isOffered, isServing } from "./serving.ts";
import type { PricingStore } from "./types.ts";

/** Which of the store's menu cards serve this order: by its type, and at the time it is wanted. */
export interface Offer {
  /** Why an item on these cards cannot be had ("is not …"), or null. */
  reasonAgainst(cards: readonly IndexedCard[]): string | null;
}

/**
 * Judges order type and opening. Where the whole store is out (`unsupported_order_type`, `location_closed`)
 * no item is blamed for it as well.
 */
export function judgeOffer(input: {
  order: OrderDetails;
  index: MenuIndex;
  store: PricingStore;
  wantedAt: Date;
  issues: IssueList;
}): Offer {
  const { order, index, store, wantedAt, issues } = input;
  const offering = index.cards.filter((card) => isOffered(card, order.orderType));
  if (store.isPaused === true) {
    issues.add({ code: "location_closed", message: "The store takes no orders at the moment" });
  }
  if (offering.length === 0) {
    issues.add({
      code: "unsupported_order_type",
      message: `The store does not take orders of type "${order.orderType}"`,
      field: "order_details.order_type",
      actual: order.orderType,
    });
    return { reasonAgainst: () => null };
  }

  const isTimed = offering.some((card) => card.windows.length > 0);
  const moment = isTimed ? localMomentOf(wantedAt, store.timezone) : null;
  const serving = new Set(offering.filter((card) => moment === null || isServing(card, moment)));
  if (serving.size === 0) {
    issues.add({
      code: "location_closed",
      message: "The store is closed at the time of the order",
      field: order.scheduledAt === null ? "order_details.order_type" : "order_details.scheduled_at",
    });
    return { reasonAgainst: () => null };
  }
  return {
    reasonAgainst(cards) {
      if (cards.some((card) => serving.has(card))) return null;
      if (cards.some((card) => offering.includes(card))) return "is not served at that time";
      return `is not offered for ${order.orderType.replace("_", " ")}`;
    },
  };
}
