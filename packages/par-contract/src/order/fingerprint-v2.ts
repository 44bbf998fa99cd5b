import { projectDetails } from "./fingerprint-v1.ts";
import type { OrderDetails, OrderLine, OrderModifier, OrderRequest } from "./request-model.ts";

/**
 * What version 2 of the fingerprint hashes, frozen like version 1, of which it has the members: what the order says,
 * however absent is spelled. Beyond what `foldOrder` takes for absent, a zero does not tell two orders apart where
 * a serializer writes it for a value that was never set: as an optional id, a price, a rate or a tip.
 */
export function projectVersion2({ locationId, order }: Pick<OrderRequest, "locationId" | "order">) {
  return { locationId, order: projectDetails(withoutZeros(order)) };
}

function withoutZeros(order: OrderDetails): OrderDetails {
  const { customer } = order;
  return {
    ...order,
    customer: customer && { ...customer, id: id(customer.id), loyaltyId: id(customer.loyaltyId) },
    items: order.items.map(line),
    discounts: order.discounts.map((discount) => ({
      ...discount,
      discountId: id(discount.discountId),
      loyaltyRewardId: id(discount.loyaltyRewardId),
    })),
    taxes: order.taxes.map((tax) => ({ ...tax, taxId: id(tax.taxId), rate: tax.rate || null })),
    fees: order.fees.map((fee) => ({ ...fee, feeId: id(fee.feeId) })),
    payments: order.payments.map((payment) => ({
      ...payment,
      tenderId: id(payment.tenderId),
      tipCents: payment.tipCents || null,
    })),
  };
}

function line(item: OrderLine, index: number): OrderLine {
  return {
    ...item,
    lineId: id(item.lineId) ?? String(index + 1),
    priceLevelId: id(item.priceLevelId),
    unitPriceCents: item.unitPriceCents || null,
    modifiers: item.modifiers.map(modifier),
  };
}

function modifier(chosen: OrderModifier): OrderModifier {
  return {
    ...chosen,
    modifierGroupId: id(chosen.modifierGroupId),
    unitPriceCents: chosen.unitPriceCents || null,
    modifiers: chosen.modifiers.map(modifier),
  };
}

function id(ref: string | null): string | null {
  return ref === "0" ? null : ref;
}
