import { cutText, TEXT_MAX } from "@parley/limits";
import {
  type AnswerDetails,
  type AnswerModifier,
  type OrderCustomer,
  type OrderRequest,
  parseInstant,
  toHundredths,
} from "@parley/par-contract";
import type { PosModifier, PosOrder } from "../pos/adapter.ts";
import { wallClockMs } from "./clock.ts";
import type { PricedModifier, PricedOrder } from "./types.ts";

/** What PAR gets for a priced order, in its hundredths: ids, our totals, our priced lines; never guest, address or payments. */
export function toAnswerDetails(
  priced: PricedOrder,
  ids: { onlineOrderId: string | null; posOrderId: string | null; estimatedReadyAt?: Date | null },
): AnswerDetails {
  const par = (cents: number) => toHundredths(cents, priced.currency);
  return {
    onlineOrderId: ids.onlineOrderId,
    posOrderId: ids.posOrderId,
    currency: priced.currency,
    subtotalCents: par(priced.subtotalCents),
    taxTotalCents: par(priced.taxTotalCents),
    discountTotalCents: par(priced.discountTotalCents),
    feeTotalCents: par(priced.feeTotalCents),
    tipTotalCents: par(priced.tipTotalCents),
    grandTotalCents: par(priced.grandTotalCents),
    items: priced.lines.map((line) => ({
      lineId: line.lineId,
      itemId: line.itemId,
      priceLevelId: line.priceLevelId,
      name: line.name,
      quantity: line.quantity,
      unitPriceCents: par(line.unitPriceCents),
      comment: line.comment,
      modifiers: line.modifiers.map((modifier) => toAnswerModifier(modifier, par)),
      totalCents: par(line.totalCents),
    })),
    taxes: priced.taxes.map(({ taxId, name, ratePercent, inclusive, amountCents }) => ({
      taxId,
      name,
      ratePercent,
      inclusive,
      amountCents: par(amountCents),
    })),
    fees: priced.fees.map(({ feeId, name, amountCents }) => ({ feeId, name, amountCents: par(amountCents) })),
    estimatedReadyAt: ids.estimatedReadyAt ?? null,
  };
}

/**
 * Where nothing could be priced (an unknown item, an unmapped id): the request's own totals and no lines.
 * `store` is null where no store is known.
 */
export function requestAnswerDetails(
  request: OrderRequest,
  store: { currency: string } | null,
): AnswerDetails {
  const { order } = request;
  return {
    onlineOrderId: order.onlineOrderId,
    posOrderId: null,
    currency: order.currency ?? store?.currency ?? null,
    subtotalCents: order.subtotalCents,
    taxTotalCents: order.taxTotalCents,
    discountTotalCents: order.discountTotalCents,
    feeTotalCents: order.feeTotalCents,
    tipTotalCents: order.tipTotalCents,
    grandTotalCents: order.grandTotalCents,
    items: [],
    taxes: [],
    fees: [],
    estimatedReadyAt: null,
  };
}

/**
 * The order as the store's POS gets it: our prices and names, PAR's guest, hand-over and notes.
 * @param address `timezone`: the store's, in which its kitchen reads a time.
 */
export function toPosOrder(
  priced: PricedOrder,
  request: OrderRequest,
  address: { reference: string; store: string; timezone: string },
): PosOrder {
  const { order } = request;
  return {
    reference: address.reference,
    store: address.store,
    onlineOrderId: order.onlineOrderId,
    requestUid: request.requestUid,
    orderType: priced.orderType,
    scheduledAt: priced.scheduledAt,
    currency: priced.currency,
    guest: order.customer === null ? null : toGuest(order.customer),
    delivery: order.delivery,
    curbside: order.curbside,
    tableNumber: order.tableNumber,
    notes: notesFor(request, priced, address.timezone),
    lines: priced.lines.map((line) => ({
      lineId: line.lineId,
      itemId: line.itemId,
      priceLevelId: line.priceLevelId,
      name: line.name,
      quantity: line.quantity,
      unitPriceCents: line.unitPriceCents,
      totalCents: line.totalCents,
      comment: line.comment,
      modifiers: line.modifiers.map(toPosModifier),
    })),
    discounts: priced.discounts.map(({ discountId, name, amountCents, lineIds }) => ({
      discountId,
      name,
      amountCents,
      lineIds,
    })),
    taxes: priced.taxes.map(({ taxId, name, ratePercent, inclusive, amountCents }) => ({
      taxId,
      name,
      ratePercent,
      inclusive,
      amountCents,
    })),
    fees: priced.fees.map(({ feeId, name, amountCents }) => ({ feeId, name, amountCents })),
    totals: {
      subtotalCents: priced.grossSubtotalCents,
      discountCents: priced.discountTotalCents,
      taxCents: priced.taxTotalCents,
      feeCents: priced.feeTotalCents,
      tipCents: priced.tipTotalCents,
      grandCents: priced.grandTotalCents,
    },
  };
}

/** A time this little before the request is when the order was written, not when it was wanted. */
const WRITTEN_MS = 15 * 60_000;
/** Times before that are nobody's lunch, and told as they were sent. */
const YEAR_MS = 366 * 86_400_000;

/** The order's notes, below the time that it was wanted at where that has passed and the POS gets none. */
function notesFor(request: OrderRequest, priced: PricedOrder, timezone: string): string | null {
  const { isAsap, scheduledAt, notes } = request.order;
  const wanted = scheduledAt === null || priced.scheduledAt !== null ? null : parseInstant(scheduledAt);
  if (wanted === null) return notes;
  const askedAt = parseInstant(request.requestDatetime)?.milliseconds ?? wanted.milliseconds;
  if (isAsap && askedAt - wanted.milliseconds <= WRITTEN_MS) return notes;
  const local = new Date(wallClockMs(wanted.milliseconds, timezone)).toISOString();
  const isOfThisYear = askedAt - wanted.milliseconds < YEAR_MS;
  const time = isOfThisYear ? local.slice(0, 16).replace("T", " ") : scheduledAt;
  const hint = `Wanted at ${time}, which has passed: now`;
  return cutText(notes === null ? hint : `${hint}\n${notes}`, TEXT_MAX.orderNote);
}

function toAnswerModifier(modifier: PricedModifier, par: (cents: number) => number): AnswerModifier {
  return {
    modifierId: modifier.modifierId,
    modifierGroupId: modifier.modifierGroupId,
    name: modifier.name,
    quantity: modifier.quantity,
    unitPriceCents: par(modifier.unitPriceCents),
    modifiers: modifier.modifiers.map((nested) => toAnswerModifier(nested, par)),
  };
}

function toPosModifier(modifier: PricedModifier): PosModifier {
  return {
    modifierId: modifier.modifierId,
    modifierGroupId: modifier.modifierGroupId,
    name: modifier.name,
    quantity: modifier.quantity,
    freeQuantity: modifier.freeQuantity,
    unitPriceCents: modifier.unitPriceCents,
    modifiers: modifier.modifiers.map(toPosModifier),
  };
}

function toGuest(customer: OrderCustomer): NonNullable<PosOrder["guest"]> {
  const name = [customer.firstName, customer.lastName].filter((part) => part !== null).join(" ");
  return { name: name === "" ? null : name, phone: customer.phone, email: customer.email };
}
