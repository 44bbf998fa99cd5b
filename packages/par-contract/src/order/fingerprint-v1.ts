import type { OrderDetails, OrderLine, OrderModifier, OrderRequest } from "./request-model.ts";

/**
 * What version 1 of the fingerprint hashes. Frozen: hashes of it are stored beside orders that PAR may repeat at
 * any time, and a repeat that hashes differently is answered 409. So every member is named here, apart from the
 * names of `OrderRequest`, which may change; a field that is added there is no part of version 1. A member that
 * is absent from the body is null, or the default that the parser gives it.
 */
export function projectVersion1({ locationId, asSent }: OrderRequest) {
  return { locationId: locationId, order: projectDetails(asSent) };
}

/**
 * The members of an order's details, as versions 1 and 2 hash them, in the order of RFC 8785 (by UTF-16 code unit), so
 * that they need no sorting before they are hashed.
 */
export function projectDetails(order: OrderDetails) {
  const { customer, delivery, curbside } = order;
  return {
    curbside: curbside && {
      licensePlate: curbside.licensePlate,
      notes: curbside.notes,
      vehicleColor: curbside.vehicleColor,
      vehicleMake: curbside.vehicleMake,
      vehicleModel: curbside.vehicleModel,
    },
    currency: order.currency,
    customer: customer && {
      email: customer.email,
      firstName: customer.firstName,
      id: customer.id,
      lastName: customer.lastName,
      loyaltyId: customer.loyaltyId,
      phone: customer.phone,
    },
    delivery: delivery && {
      addressLine1: delivery.addressLine1,
      addressLine2: delivery.addressLine2,
      city: delivery.city,
      country: delivery.country,
      instructions: delivery.instructions,
      latitude: delivery.latitude,
      longitude: delivery.longitude,
      postalCode: delivery.postalCode,
      state: delivery.state,
    },
    discountTotalCents: order.discountTotalCents,
    discounts: order.discounts.map((discount) => ({
      amountCents: discount.amountCents,
      discountId: discount.discountId,
      lineIds: discount.lineIds,
      loyaltyRewardId: discount.loyaltyRewardId,
      name: discount.name,
      percent: discount.percent,
    })),
    feeTotalCents: order.feeTotalCents,
    fees: order.fees.map((fee) => ({ amountCents: fee.amountCents, feeId: fee.feeId, name: fee.name })),
    grandTotalCents: order.grandTotalCents,
    isAsap: order.isAsap,
    items: order.items.map(line),
    notes: order.notes,
    onlineOrderId: order.onlineOrderId,
    orderType: order.orderType,
    // Without the reference: a retry may carry another one.
    payments: order.payments.map((payment) => ({
      amountCents: payment.amountCents,
      cardLast4: payment.cardLast4,
      tenderId: payment.tenderId,
      tipCents: payment.tipCents,
      type: payment.type,
    })),
    scheduledAt: order.scheduledAt,
    subtotalCents: order.subtotalCents,
    tableNumber: order.tableNumber,
    taxTotalCents: order.taxTotalCents,
    taxes: order.taxes.map((tax) => ({
      amountCents: tax.amountCents,
      name: tax.name,
      rate: tax.rate,
      taxId: tax.taxId,
    })),
    tipTotalCents: order.tipTotalCents,
  };
}

function line(item: OrderLine) {
  return {
    comment: item.comment,
    itemId: item.itemId,
    lineId: item.lineId,
    modifiers: item.modifiers.map(modifier),
    name: item.name,
    priceLevelId: item.priceLevelId,
    quantity: item.quantity,
    unitPriceCents: item.unitPriceCents,
  };
}

function modifier(chosen: OrderModifier): unknown {
  return {
    modifierGroupId: chosen.modifierGroupId,
    modifierId: chosen.modifierId,
    modifiers: chosen.modifiers.map(modifier),
    name: chosen.name,
    quantity: chosen.quantity,
    unitPriceCents: chosen.unitPriceCents,
  };
}
