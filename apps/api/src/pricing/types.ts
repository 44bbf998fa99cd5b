import type { Issue, OrderRequest, Switches } from "@parley/par-contract";
import type { Menu } from "../pos/menu.ts";

/** What pricing must know about the store: its zone judges schedules, its currency judges totals. */
export interface PricingStore {
  /** IANA name, such as `America/Los_Angeles`. */
  timezone: string;
  /** ISO 4217. */
  currency: string;
  /** A paused store takes no orders (`location_closed`). */
  isPaused?: boolean;
}

export interface PriceOrderInput {
  /** Payments are judged on a submit only; validate comes before payment. */
  operation: "validate_order" | "submit_order";
  request: OrderRequest;
  /** One version of the store's menu; treated as frozen, its index is remembered per object. */
  menu: Menu;
  store: PricingStore;
  switches: Pick<Switches, "subtotal_basis" | "price_tolerance_cents">;
  now: Date;
}

export interface PricedModifier {
  modifierId: string;
  modifierGroupId: string;
  name: string;
  /** Per one parent. */
  quantity: number;
  /** How many of `quantity` the group gives away. */
  freeQuantity: number;
  /** The menu's price of one, also where units are free. */
  unitPriceCents: number;
  /** What one parent pays for this entry, nested modifiers included. */
  totalCents: number;
  modifiers: PricedModifier[];
}

export interface PricedLine {
  lineId: string;
  itemId: string;
  priceLevelId: string | null;
  name: string;
  quantity: number;
  /** The menu's price of one item or price level, without modifiers. */
  unitPriceCents: number;
  /** quantity × (unit price + modifiers), before discounts. */
  totalCents: number;
  /** The line's share of all discounts. */
  discountCents: number;
  comment: string | null;
  modifiers: PricedModifier[];
}

export interface PricedDiscount {
  discountId: string | null;
  name: string | null;
  /** What was really taken off: never more than its lines cost. */
  amountCents: number;
  /** Empty: the whole order. */
  lineIds: string[];
  loyaltyRewardId: string | null;
}

export interface PricedTax {
  taxId: string;
  name: string;
  /** Exact decimal text in percent, such as `8.75`. */
  ratePercent: string;
  inclusive: boolean;
  taxableCents: number;
  amountCents: number;
}

export interface PricedFee {
  feeId: string | null;
  name: string | null;
  amountCents: number;
}

/** An order in our prices, in cents: the currency's minor unit. JSON-safe: it is stored beside the order as it is. */
export interface PricedOrder {
  currency: string;
  orderType: string;
  /** The exact instant in UTC (ISO 8601); null: as soon as possible. */
  scheduledAt: string | null;
  lines: PricedLine[];
  discounts: PricedDiscount[];
  taxes: PricedTax[];
  fees: PricedFee[];
  /** Items with their modifiers, before discounts. */
  grossSubtotalCents: number;
  /** What `subtotal` says on the wire, by the connection's `subtotal_basis`. */
  subtotalCents: number;
  discountTotalCents: number;
  /** Exclusive taxes only; inclusive tax is inside the subtotal. */
  taxTotalCents: number;
  feeTotalCents: number;
  tipTotalCents: number;
  /** gross subtotal − discounts + tax + fees + tip, as computed from our menu. */
  computedGrandTotalCents: number;
  /** The computed one; on a submit the paid one where it is within the tolerance. */
  grandTotalCents: number;
}

/** Something worth recording that refuses nothing. Amounts are cents. */
export type PricingNote =
  | { kind: "grand_total_kept"; computedCents: number; paidCents: number }
  | { kind: "tax_differs"; computedCents: number; sentCents: number }
  | { kind: "subtotal_differs"; computedCents: number; sentCents: number }
  | { kind: "subtotal_read_as"; basis: "gross" | "net" }
  /** `tax_total` holds inclusive tax as well; `before_tax`: and the subtotal is without it. */
  | { kind: "inclusive_tax_read_as"; reading: "stated" | "before_tax" }
  /** The tips of the payments are part of their amounts, or come on top of them. */
  | { kind: "payment_tips_read_as"; reading: "inside" | "besides" }
  /** The order's tip is that of its payments: no `tip_total` was sent. */
  | { kind: "tip_from_payments"; cents: number }
  /** Cash covers the rest, to be paid at the store. */
  | { kind: "paid_at_store"; paidCents: number }
  /** Unit prices of 0 beside other prices in the menu were taken as left out. */
  | { kind: "zero_prices_ignored"; count: number }
  /** A time that has passed. */
  | { kind: "read_as_now" }
  | { kind: "breakdown_absent" }
  | { kind: "issues_dropped"; count: number };

export type PriceOutcome =
  | JudgedOrder
  /** Not even an order in the store's currency: nothing is judged, and nothing can be stored of it. */
  | { kind: "invalid"; issues: Issue[]; order: null; notes: PricingNote[] };

export type JudgedOrder =
  | { kind: "priced"; order: PricedOrder; notes: PricingNote[] }
  /** `order` is null where an item, level or modifier is unknown, so nothing could be priced. */
  | { kind: "refused"; issues: Issue[]; order: PricedOrder | null; notes: PricingNote[] };
