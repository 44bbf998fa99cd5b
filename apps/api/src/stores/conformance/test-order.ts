import { randomUUID } from "node:crypto";
import type { Location } from "@parley/db/stores";
import {
  composeOrder,
  defaultSwitches,
  indexMenu,
  ORDER_TYPES,
  parseOrderRequest,
  randomLines,
  SchemaError,
} from "@parley/par-contract";
import { toParMenu } from "../../menus/par-menu.ts";
import type { PosOrder } from "../../pos/adapter.ts";
import type { Menu } from "../../pos/menu.ts";
import { priceOrder, toPosOrder } from "../../pricing/price-order.ts";

/** For whoever sees it at the POS. */
const NOTES = "TEST - do not make";

/**
 * Makes orders that a store's POS should accept, by its menu: what a guest might order, each under a reference of its
 * own, marked as a test. They are in no ledger.
 * @param storeName what the POS calls the store
 * @returns null where nothing on the menu can be ordered
 */
export function testOrders(args: {
  menu: Menu;
  location: Location;
  storeName: string;
  now: Date;
}): (() => PosOrder) | null {
  const { menu, location, storeName, now } = args;
  const { timezone, currency } = location;
  const index = indexMenu(toParMenu(menu));
  const lines = randomLines(Math.random, index);
  if (lines.length === 0) return null;
  for (const orderType of ORDER_TYPES) {
    const ids = { organizationId: "TEST", locationId: "TEST", onlineOrderId: "TEST" };
    const address = { ...ids, requestUid: "TEST", requestDatetime: now.toISOString() };
    const manner = { orderType, currency, scheduledAt: null, tipCents: 0, firstName: "Test", notes: NOTES };
    // Numbers with 555-01xx are nobody's.
    const { body } = composeOrder(index, lines, address, { ...manner, phone: "+12135550100" });
    const request = requestOf(body);
    if (request === null) continue;
    const store = { timezone, currency, isPaused: false };
    const operation = "validate_order";
    const judged = priceOrder({ operation, request, menu, store, switches: defaultSwitches, now });
    const { order } = judged;
    // Out of hours the order is priced all the same; whether it is taken is for the POS to say.
    if (order === null) continue;
    const plain = toPosOrder(order, request, { reference: randomUUID(), store: storeName, timezone });
    return () => {
      const reference = randomUUID();
      return { ...plain, reference, requestUid: reference, onlineOrderId: `TEST-${reference.slice(0, 8)}` };
    };
  }
  return null;
}

function requestOf(body: object) {
  try {
    return parseOrderRequest(body, { judgesPayments: false }).request;
  } catch (error) {
    if (error instanceof SchemaError) return null;
    throw error;
  }
}
