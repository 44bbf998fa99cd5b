import type { Issue } from "@parley/par-contract";

/**
 * The door out: what a room asks of a store's POS, whatever kind it is, and what it may hear.
 *
 * *Outcome* is what an adapter reports after one call. `placed` needs the POS's own order id.
 * `refused` is the POS's decision. `not_sent` means that no byte of the request left this process
 * (proof). `not_placed` means that the POS itself declared that no order exists or will exist from
 * this call (proof, by its word). Everything else is `unknown`: the kitchen may or may not have it.
 *
 * *Class* is what the POS can promise after an unknown outcome:
 * A honours our reference as an idempotency key; B refuses a duplicate reference; C can be asked by
 * reference; D can do neither; X can void an order.
 */

export type AdapterClass = "A" | "B" | "C" | "D" | "X";

// ---- the menu as rooms know it ----

/** All money in cents. Flat lists joined by ids, so that nesting of modifiers is free. */
export interface Menu {
  /** ISO 4217. */
  currency: string;
  menus: MenuSection[];
  categories: MenuCategory[];
  products: MenuProduct[];
  modifierGroups: MenuModifierGroup[];
  modifiers: MenuModifier[];
  taxes: MenuTax[];
  fees: MenuFee[];
}

export interface MenuSection {
  id: string;
  name: string;
  orderTypes: string[];
  /** Empty: always. `days` 1 = Monday … 7 = Sunday; times `HH:MM` in the store's zone. */
  servingTimes: { days: number[]; from: string; to: string }[];
  categoryIds: string[];
}

export interface MenuCategory {
  id: string;
  name: string;
  description: string | null;
  sortOrder: number;
  productIds: string[];
}

export interface MenuProduct {
  id: string;
  name: string;
  description: string | null;
  type: "item" | "combo";
  /** The price where no price level is named. */
  priceCents: number;
  isAvailable: boolean;
  imageUrl: string | null;
  calories: number | null;
  priceLevels: { id: string; name: string; priceCents: number; isAvailable: boolean }[];
  modifierGroupIds: string[];
  taxIds: string[];
  plu: string | null;
}

export interface MenuModifierGroup {
  id: string;
  name: string;
  minSelected: number;
  maxSelected: number;
  /** The first so many units of the group cost nothing. */
  freeQuantity: number;
  modifierIds: string[];
}

export interface MenuModifier {
  id: string;
  name: string;
  priceCents: number;
  isAvailable: boolean;
  maxQuantity: number;
  defaultQuantity: number;
  /** Groups under this modifier. The graph of groups and modifiers has no cycle. */
  modifierGroupIds: string[];
  taxIds: string[];
}

export interface MenuTax {
  id: string;
  name: string;
  /** Exact decimal text in percent, such as `8.75`. */
  ratePercent: string;
  inclusive: boolean;
}

export interface MenuFee {
  id: string;
  name: string;
  /** null: the amount comes with the order. */
  amountCents: number | null;
  taxIds: string[];
}

// ---- the order as it is handed to a POS ----

/** An order in our prices, addressed to one store of one POS. All money in cents. */
export interface PosOrder {
  /** Ours, a UUID, constant over all attempts at one order. */
  reference: string;
  /** The store's name at the POS. */
  store: string;
  onlineOrderId: string | null;
  requestUid: string;
  orderType: string;
  /** ISO 8601; null: as soon as possible. */
  scheduledAt: string | null;
  /** ISO 4217. */
  currency: string;
  guest: { name: string | null; phone: string | null; email: string | null } | null;
  delivery: PosDelivery | null;
  curbside: PosCurbside | null;
  tableNumber: string | null;
  notes: string | null;
  lines: PosLine[];
  discounts: PosDiscount[];
  taxes: PosTax[];
  fees: PosFee[];
  totals: PosTotals;
}

export interface PosDelivery {
  addressLine1: string | null;
  addressLine2: string | null;
  city: string | null;
  state: string | null;
  postalCode: string | null;
  country: string | null;
  latitude: number | null;
  longitude: number | null;
  instructions: string | null;
}

export interface PosCurbside {
  vehicleMake: string | null;
  vehicleModel: string | null;
  vehicleColor: string | null;
  licensePlate: string | null;
  notes: string | null;
}

export interface PosLine {
  lineId: string;
  itemId: string;
  priceLevelId: string | null;
  name: string | null;
  quantity: number;
  /** One item or price level, without modifiers. */
  unitPriceCents: number;
  /** quantity × (unit price + modifiers), before discounts. */
  totalCents: number;
  comment: string | null;
  modifiers: PosModifier[];
}

export interface PosModifier {
  modifierId: string;
  modifierGroupId: string | null;
  name: string | null;
  /** Per one parent. */
  quantity: number;
  /** How many of `quantity` the group gives away. */
  freeQuantity: number;
  /** The menu's price of one, also where units are free. */
  unitPriceCents: number;
  modifiers: PosModifier[];
}

export interface PosDiscount {
  discountId: string | null;
  name: string | null;
  amountCents: number;
  /** Empty: the whole order. */
  lineIds: string[];
}

export interface PosTax {
  taxId: string | null;
  name: string | null;
  ratePercent: string | null;
  inclusive: boolean;
  amountCents: number;
}

export interface PosFee {
  feeId: string | null;
  name: string | null;
  amountCents: number;
}

/** subtotal − discount + tax + fee + tip = grand, within one cent (a paid total is kept). */
export interface PosTotals {
  /** Lines before discounts. */
  subtotalCents: number;
  discountCents: number;
  /** Exclusive taxes only; inclusive tax is inside the subtotal. */
  taxCents: number;
  feeCents: number;
  tipCents: number;
  grandCents: number;
}

// ---- what an adapter answers ----

/** One HTTP call to a POS for the exchange record. Carries no secret: headers are left out. */
export interface PosCall {
  method: string;
  /** The path as called, without the origin. */
  path: string;
  /** null: no answer's head arrived. */
  status: number | null;
  requestBody: string;
  /** Cut to 64 KiB. */
  responseBody: string;
  durationMs: number;
  startedAt: Date;
}

/** What the last call was, or null where none was begun. */
interface WithCall {
  call: PosCall | null;
}

export type PlaceOutcome = (
  | {
      kind: "placed";
      posOrderId: string;
      readyAt: Date | null;
      /** The POS's own grand total; one that differs from ours is worth an alert, no more. */
      totalCents?: number;
    }
  | { kind: "refused"; issues: Issue[] }
  | { kind: "not_sent"; reason: string }
  | { kind: "not_placed"; reason: string }
  | { kind: "unknown"; reason: string; retryAfterMs: number | null }
) &
  WithCall;

export type LookUpOutcome = (
  | { kind: "found"; posOrderId: string; readyAt: Date | null; totalCents?: number }
  | { kind: "in_progress"; retryAfterMs: number | null }
  /** The POS knows no such reference *now*. Whether that is proof is the class's matter. */
  | { kind: "absent" }
  | { kind: "unknown"; reason: string; retryAfterMs: number | null }
) &
  WithCall;

export type CheckOutcome = (
  | { kind: "accepted" }
  | { kind: "refused"; issues: Issue[] }
  /** The POS could not be asked or did not say; the stored menu decides. */
  | { kind: "failed"; reason: string }
) &
  WithCall;

export type MenuOutcome =
  | { kind: "menu"; menu: Menu; etag: string | null }
  | { kind: "unchanged" }
  /** `reason` is a stable word, then a colon and detail where there is any. */
  | { kind: "failed"; reason: string };

/** How long a call may take and who may stop it. */
export interface CallControl {
  signal: AbortSignal;
  /** An instant of `performance.now()`, so that no clock change moves it. Judged right before the write. */
  deadlineMs: number;
}

/** One store's POS. No method throws for what a POS may do; each tells it as an outcome. */
export interface PosAdapter {
  /** `bridge`, … */
  readonly kind: string;
  readonly adapterClass: AdapterClass;
  /** Places the order, once for each reference as far as the class promises. Never retries by itself. */
  place(order: PosOrder, ctl: CallControl): Promise<PlaceOutcome>;
  /** Asks for the order of our reference; changes nothing. */
  lookUp(reference: string, ctl: CallControl): Promise<LookUpOutcome>;
  /** Asks whether the POS would take this order now; commits nothing. */
  check(order: PosOrder, ctl: CallControl): Promise<CheckOutcome>;
  /** The menu, or `unchanged` where `etag` still names the current one. */
  fetchMenu(known: { etag: string | null }, ctl: CallControl): Promise<MenuOutcome>;
}
