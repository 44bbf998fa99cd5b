import { freshId, type OrderBody, workedOrder } from "../orders.ts";
import type { StoreClass } from "./history.ts";
import type { Random } from "./random.ts";

/** The store that an order is for, as PAR knows it. */
export interface OrderStore {
  storeClass: StoreClass;
  parLocationId: string;
}

export interface DrillOrder {
  store: OrderStore;
  requestUid: string;
  onlineOrderId: string;
  /** The JSON text that every submit of it sends. */
  text: string;
  /** How it would end in an undisturbed run. */
  expect: "placed" | "any";
}

export interface OrderPlan {
  organizationId: string;
  store: OrderStore;
  random: Random;
  /** Part of the ids, so that a finding shows where it comes from. */
  label: string;
  /** A test item of the simulated POS to add, for 1.00. */
  item?: string;
}

const TRIO_CENTS = 1_075;
const AGUA_CENTS = 250;
const ITEM_CENTS = 100;
const TAX_PERCENT = 8.75;

/** A guest's order of full size with random quantities, so that two orders are hardly ever alike. */
export function drillOrder({ organizationId, store, random, label, item }: OrderPlan): DrillOrder {
  const worked = workedOrder();
  const trios = random.between(1, 6);
  const aguas = random.between(1, 6);
  const tipCents = random.between(0, 900);
  const subtotalCents = trios * TRIO_CENTS + aguas * AGUA_CENTS + (item === undefined ? 0 : ITEM_CENTS);
  const taxCents = Math.round((subtotalCents * TAX_PERCENT) / 100);
  const grandTotal = (subtotalCents + taxCents + tipCents) / 100;
  const requestUid = freshId(`uid-${label}`);
  const onlineOrderId = freshId(`ONL-${label}`);
  const body: OrderBody = {
    ...worked,
    request_uid: requestUid,
    request_datetime: new Date().toISOString(),
    organization_id: organizationId,
    location_id: store.parLocationId,
    order_details: {
      ...worked.order_details,
      online_order_id: onlineOrderId,
      items: [...linesOf(worked, trios, aguas), ...(item === undefined ? [] : [testLine(item)])],
      subtotal: subtotalCents / 100,
      tax_total: taxCents / 100,
      tip_total: tipCents / 100,
      grand_total: grandTotal,
      payments: [
        {
          type: "card",
          tender_id: "online",
          amount: grandTotal,
          tip_amount: tipCents / 100,
          reference: "pay",
        },
      ],
    },
  };
  return { store, requestUid, onlineOrderId, text: JSON.stringify(body), expect: "placed" };
}

function linesOf(worked: OrderBody, trios: number, aguas: number): unknown[] {
  const { items } = worked.order_details;
  if (!Array.isArray(items)) return [];
  return items.map((line: object, at) => ({ ...line, quantity: at === 0 ? trios : aguas }));
}

function testLine(itemId: string) {
  return { line_id: "3", item_id: itemId, quantity: 1, unit_price: ITEM_CENTS / 100, modifiers: [] };
}
