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

/** The members of an order's details, as versions 1 and 2 hash them. */
export function projectDetails(order: OrderDetails) {
  const { customer, delivery, curbside } = order;
  return {
    onlineOrderId: order.onlineOrderId,
    orderType: order.orderType,
    isAsap: order.isAsap,
    scheduledAt: order.scheduledAt,
    currency: order.currency,
    customer: customer && {
      id: customer.id,
      firstName: customer.firstName,
      lastName: customer.lastName,
      email: customer.email,
      phone: customer.phone,
      loyaltyId: customer.loyaltyId,
    },
    delivery: delivery && {
      addressLine1: delivery.addressLine1,
      addressLine2: delivery.addressLine2,
      city: delivery.city,
      state: delivery.state,
      postalCode: delivery.postalCode,
      country: delivery.country,
      latitude: delivery.latitude,
      longitude: delivery.longitude,
      instructions: delivery.instructions,
    },
    curbside: curbside && {
      vehicleMake: curbside.vehicleMake,
      vehicleModel: curbside.vehicleModel,
      vehicleColor: curbside.vehicleColor,
      licensePlate: curbside.licensePlate,
      notes: curbside.notes,
    },
    tableNumber: order.tableNumber,
    notes: order.notes,
    items: order.items.map(line),
    discounts: order.discounts.map((discount) => ({
      discountId: discount.discountId,
      name: discount.name,
      amountCents: discount.amountCents,
      percent: discount.percent,
      lineIds: discount.lineIds,
      loyaltyRewardId: discount.loyaltyRewardId,
    })),
    taxes: order.taxes.map((tax) => ({
      taxId: tax.taxId,
      name: tax.name,
      rate: tax.rate,
      amountCents: tax.amountCents,
    })),
    fees: order.fees.map((fee) => ({ feeId: fee.feeId, name: fee.name, amountCents: fee.amountCents })),
    // Without the reference: a retry may carry another one.
    payments: order.payments.map((payment) => ({
      tenderId: payment.tenderId,
      type: payment.type,
      amountCents: payment.amountCents,
      tipCents: payment.tipCents,
      cardLast4: payment.cardLast4,
    })),
    subtotalCents: order.subtotalCents,
    taxTotalCents: order.taxTotalCents,
    discountTotalCents: order.discountTotalCents,
    feeTotalCents: order.feeTotalCents,
    tipTotalCents: order.tipTotalCents,
    grandTotalCents: order.grandTotalCents,
  };
}

function line(item: OrderLine) {
  return {
    lineId: item.lineId,
    itemId: item.itemId,
    priceLevelId: item.priceLevelId,
    name: item.name,
    quantity: item.quantity,
    unitPriceCents: item.unitPriceCents,
    comment: item.comment,
    modifiers: item.modifiers.map(modifier),
  };
}

function modifier(chosen: OrderModifier): unknown {
  return {
    modifierId: chosen.modifierId,
    modifierGroupId: chosen.modifierGroupId,
    name: chosen.name,
    quantity: chosen.quantity,
    unitPriceCents: chosen.unitPriceCents,
    modifiers: chosen.modifiers.map(modifier),
  };
}
