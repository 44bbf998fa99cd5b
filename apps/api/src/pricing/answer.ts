import {
  type AnswerDetails,
  type AnswerModifier,
  type OrderCustomer,
  type OrderRequest,
  toHundredths,
} from "@parley/par-contract";
import type { PosModifier, PosOrder } from "../pos/adapter.ts";
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

/** The order as the store's POS gets it: our prices and names, PAR's guest, hand-over and notes. */
export function toPosOrder(
  priced: PricedOrder,
  request: OrderRequest,
  address: { reference: string; store: string },
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
    notes: order.notes,
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
