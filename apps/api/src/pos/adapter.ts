import type { Issue } from "@parley/par-contract";
import type { Menu } from "./menu.ts";

/**
 * The way out: what a room may ask of a store's POS, of whatever kind, and which answers it may get.
 *
 * *Outcome* is what an adapter reports after one call. `placed` needs the POS's own order id.
 * `refused` is the POS's decision. `not_sent` means that no byte of the request left this process
 * (proof). `not_placed` means that the POS itself declared that this call has made no order and will
 * make none (proof, because the POS says so). `duplicate` means that the POS has an order with this
 * reference from an earlier try and this try made none; a look-up shows which order it is. Everything
 * else is `unknown`: the kitchen may or may not have it.
 *
 * *Class* is what the POS can promise after an unknown outcome.
 */

export type AdapterClass = "A" | "B" | "C" | "D";

export interface ClassPromises {
  /** Our reference is an idempotency key: a second try is answered with the first order. */
  dedupes: boolean;
  /** Our reference is unique: a second try makes no order and is answered as a `duplicate`. */
  refusesDuplicates: boolean;
  /** An existing order is found by our reference. Absence is proof only after the quiet period. */
  canLookUp: boolean;
}

/** Whether an order can be voided does not depend on the class: see `PosAdapter.canVoid`. */
export const CLASS_PROMISES: Readonly<Record<AdapterClass, ClassPromises>> = {
  A: { dedupes: true, refusesDuplicates: false, canLookUp: true },
  B: { dedupes: false, refusesDuplicates: true, canLookUp: true },
  C: { dedupes: false, refusesDuplicates: false, canLookUp: true },
  D: { dedupes: false, refusesDuplicates: false, canLookUp: false },
};

// ---- the order as a POS gets it ----

/** An order in our prices, addressed to one store of one POS. All money in cents. */
export interface PosOrder {
  /** Our UUID, the same for all attempts at one order. */
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
  /** How many of `quantity` are free in the group. */
  freeQuantity: number;
  /** The menu's price for one, even if units are free. */
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

/** subtotal − discount + tax + fee + tip = grand, within one cent (a paid total is not changed). */
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

/** What an order costs at the POS, as the POS says: to be shown and compared, and never to decide anything. */
export interface PosBill {
  lines: PosBillLine[];
  totals: PosTotals;
}

export interface PosBillLine {
  /** The order's line; null where the POS does not keep it. */
  lineId: string | null;
  itemId: string | null;
  name: string | null;
  quantity: number;
  /** Without its modifiers. */
  totalCents: number;
  modifiers: PosBillModifier[];
}

export interface PosBillModifier {
  modifierId: string | null;
  name: string | null;
  /** For all parents. */
  quantity: number;
  /** For all parents, without what stands below it. */
  totalCents: number;
}

/** One HTTP call to a POS for the exchange record. Carries no secret: headers are left out. */
export interface PosCall {
  method: string;
  /** The path as called, without the origin. */
  path: string;
  /** null: no response headers arrived. */
  status: number | null;
  requestBody: string;
  /** Cut to 64 KiB. */
  responseBody: string;
  durationMs: number;
  startedAt: Date;
}

/** The last call, or null if none was started. */
interface WithCall {
  call: PosCall | null;
}

export type PlaceOutcome = (
  | {
      kind: "placed";
      posOrderId: string;
      readyAt: Date | null;
      /** The POS's own grand total, recorded as evidence only: the amount the guest paid decides. */
      totalCents?: number;
      /** Left out where the POS gives none, or one that cannot be read. */
      bill?: PosBill;
    }
  | { kind: "refused"; issues: Issue[] }
  | { kind: "not_sent"; reason: string }
  | { kind: "not_placed"; reason: string; said?: PosSaid }
  | { kind: "duplicate"; reason: string }
  | { kind: "unknown"; reason: string; retryAfterMs: number | null; said?: PosSaid }
) &
  WithCall;

/** What a POS wrote about a fault in its own words, as it came: it may be long, and may name a guest. */
type PosSaid = string;

export type LookUpOutcome = (
  | { kind: "found"; posOrderId: string; readyAt: Date | null; totalCents?: number; bill?: PosBill }
  | { kind: "in_progress"; retryAfterMs: number | null }
  /** The POS knows no such reference *now*. Whether that is proof depends on the class. */
  | { kind: "absent" }
  | { kind: "unknown"; reason: string; retryAfterMs: number | null }
) &
  WithCall;

export type VoidOutcome =
  /** The POS has taken the order back, now or earlier, and will not place its reference again. */
  (
    | { kind: "voided" }
    /** There is no order with this reference *now*; as in a look-up, proof only after the quiet period. */
    | { kind: "absent" }
    /** This POS does not offer voiding; nothing was changed. */
    | { kind: "not_offered" }
    | { kind: "unknown"; reason: string; retryAfterMs: number | null }
  ) &
    WithCall;

export type CheckOutcome =
  /** `totalCents`: what the order would cost at the POS, where it says so. */
  (
    | { kind: "accepted"; totalCents?: number }
    | { kind: "refused"; issues: Issue[] }
    /** The POS could not be asked or gave no usable answer; the stored menu decides. */
    | { kind: "failed"; reason: string }
  ) &
    WithCall;

export type MenuOutcome =
  | { kind: "menu"; menu: Menu; etag: string | null }
  | { kind: "unchanged" }
  /** `reason` is a stable code, followed by a colon and detail if there is any. */
  | { kind: "failed"; reason: string };

/** How long a call may take and who may stop it. */
export interface CallControl {
  /** Who may stop it before its deadline; null where nobody may. */
  signal: AbortSignal | null;
  /** A time of `performance.now()`, so that clock changes do not move it. Checked right before the write. */
  deadlineMs: number;
}

/** How long a POS may still work on an order if the store's settings do not say, in seconds. */
export const QUIET_PERIOD_S_DEFAULT = 45;

/** One store's POS. No method throws because of what a POS does; each returns it as an outcome. */
export interface PosAdapter {
  /** `bridge`, … */
  readonly kind: string;
  readonly adapterClass: AdapterClass;
  /** False: `voidOrder` only ever returns `not_offered`. */
  readonly canVoid: boolean;
  /**
   * How long after a try ended in doubt the POS may still be working on it (or the network may still
   * deliver it). Until then an absent order proves nothing. Already multiplied by TIME_SCALE.
   */
  readonly quietPeriodMs: number;
  /** Places the order, once per reference if the class promises that. Never retries by itself. */
  place(order: PosOrder, ctl: CallControl): Promise<PlaceOutcome>;
  /** Asks for the order with our reference; changes nothing. */
  lookUp(reference: string, ctl: CallControl): Promise<LookUpOutcome>;
  /** Voids the order with our reference. Safe to repeat. */
  voidOrder(reference: string, ctl: CallControl): Promise<VoidOutcome>;
  /** Asks whether the POS would take this order now; commits nothing. */
  check(order: PosOrder, ctl: CallControl): Promise<CheckOutcome>;
  /** The menu, or `unchanged` if `etag` still names the current one. */
  fetchMenu(known: { etag: string | null }, ctl: CallControl): Promise<MenuOutcome>;
}
