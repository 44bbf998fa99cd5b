import type { OrderDetails, OrderModifier, OrderRequest } from "@parley/par-contract";
import { maskCards } from "../../redact.ts";

/**
 * An order as it may be kept and passed on: card numbers masked in what people write, never in ids, phone
 * numbers or addresses of e-mail. Masked before anything is priced, stored or sent, so that the POS gets the same
 * bytes at every attempt. What tells a repeat from another order is taken from the request as it came.
 */
export function keepable(request: OrderRequest): OrderRequest {
  return { ...request, order: keepableOrder(request.order) };
}

function keepableOrder(order: OrderDetails): OrderDetails {
  const { customer, delivery, curbside } = order;
  return {
    ...order,
    notes: masked(order.notes),
    customer: customer && {
      ...customer,
      firstName: masked(customer.firstName),
      lastName: masked(customer.lastName),
    },
    delivery: delivery && {
      ...delivery,
      addressLine1: masked(delivery.addressLine1),
      addressLine2: masked(delivery.addressLine2),
      city: masked(delivery.city),
      state: masked(delivery.state),
      instructions: masked(delivery.instructions),
    },
    curbside: curbside && {
      vehicleMake: masked(curbside.vehicleMake),
      vehicleModel: masked(curbside.vehicleModel),
      vehicleColor: masked(curbside.vehicleColor),
      licensePlate: masked(curbside.licensePlate),
      notes: masked(curbside.notes),
    },
    items: order.items.map((line) => ({
      ...line,
      name: masked(line.name),
      comment: masked(line.comment),
      modifiers: keepableModifiers(line.modifiers),
    })),
    discounts: order.discounts.map((discount) => ({ ...discount, name: masked(discount.name) })),
    taxes: order.taxes.map((tax) => ({ ...tax, name: masked(tax.name) })),
    fees: order.fees.map((fee) => ({ ...fee, name: masked(fee.name) })),
    payments: order.payments.map((payment) => ({ ...payment, reference: masked(payment.reference) })),
  };
}

function keepableModifiers(modifiers: readonly OrderModifier[]): readonly OrderModifier[] {
  return modifiers.map((modifier) => ({
    ...modifier,
    name: masked(modifier.name),
    modifiers: keepableModifiers(modifier.modifiers),
  }));
}

function masked(text: string | null): string | null {
  return text === null ? null : maskCards(text);
}
