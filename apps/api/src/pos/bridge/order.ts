import type { BridgeModifier, BridgeOrder } from "@parley/bridge-contract";
import type { PosLine, PosModifier, PosOrder } from "../adapter.ts";
import { shortCodeOf } from "../short-code.ts";

/** The bridge's limit on a text. */
const NOTES_MAX = 65_536;

/** The order in the bridge's format; `hasShortCode` starts its note with the code that people look for. */
export function writeBridgeOrder(
  order: PosOrder,
  { hasShortCode }: { hasShortCode: boolean } = { hasShortCode: false },
): BridgeOrder {
  return {
    reference: order.reference,
    store: order.store,
    online_order_id: order.onlineOrderId,
    request_uid: order.requestUid,
    order_type: order.orderType,
    scheduled_at: order.scheduledAt,
    currency: order.currency,
    guest: order.guest && { name: order.guest.name, phone: order.guest.phone, email: order.guest.email },
    delivery: order.delivery && {
      address_line1: order.delivery.addressLine1,
      address_line2: order.delivery.addressLine2,
      city: order.delivery.city,
      state: order.delivery.state,
      postal_code: order.delivery.postalCode,
      country: order.delivery.country,
      latitude: order.delivery.latitude,
      longitude: order.delivery.longitude,
      instructions: order.delivery.instructions,
    },
    curbside: order.curbside && {
      vehicle_make: order.curbside.vehicleMake,
      vehicle_model: order.curbside.vehicleModel,
      vehicle_color: order.curbside.vehicleColor,
      license_plate: order.curbside.licensePlate,
      notes: order.curbside.notes,
    },
    table_number: order.tableNumber,
    notes: hasShortCode ? codedNotes(order) : order.notes,
    lines: order.lines.map(writeLine),
    discounts: order.discounts.map((discount) => ({
      discount_id: discount.discountId,
      name: discount.name,
      amount_cents: discount.amountCents,
      line_ids: discount.lineIds,
    })),
    taxes: order.taxes.map((tax) => ({
      tax_id: tax.taxId,
      name: tax.name,
      rate_percent: tax.ratePercent,
      inclusive: tax.inclusive,
      amount_cents: tax.amountCents,
    })),
    fees: order.fees.map((fee) => ({ fee_id: fee.feeId, name: fee.name, amount_cents: fee.amountCents })),
    totals: {
      subtotal_cents: order.totals.subtotalCents,
      discount_cents: order.totals.discountCents,
      tax_cents: order.totals.taxCents,
      fee_cents: order.totals.feeCents,
      tip_cents: order.totals.tipCents,
      grand_cents: order.totals.grandCents,
    },
  };
}

function codedNotes({ reference, notes }: PosOrder): string {
  const code = `Parley ${shortCodeOf(reference)}`;
  return notes === null ? code : `${code}\n${notes}`.slice(0, NOTES_MAX);
}

function writeLine(line: PosLine): BridgeOrder["lines"][number] {
  return {
    line_id: line.lineId,
    item_id: line.itemId,
    price_level_id: line.priceLevelId,
    name: line.name,
    quantity: line.quantity,
    unit_price_cents: line.unitPriceCents,
    total_cents: line.totalCents,
    comment: line.comment,
    modifiers: line.modifiers.map(writeModifier),
  };
}

function writeModifier(modifier: PosModifier): BridgeModifier {
  return {
    modifier_id: modifier.modifierId,
    modifier_group_id: modifier.modifierGroupId,
    name: modifier.name,
    quantity: modifier.quantity,
    free_quantity: modifier.freeQuantity,
    unit_price_cents: modifier.unitPriceCents,
    modifiers: modifier.modifiers.map(writeModifier),
  };
}
