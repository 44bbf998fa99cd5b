import { cutText, TEXT_MAX } from "@parley/limits";
import {
  mapKept,
  type OrderDetails,
  type OrderModifier,
  type OrderRequest,
  withoutUnsaidCharges,
} from "@parley/par-contract";
import { maskCards, redactSecrets } from "../../redact.ts";

/**
 * An order as it may be kept and passed on: texts as long as everybody takes them, no charges that say nothing,
 * and card numbers and credentials masked in what people write, never in ids, phone numbers or addresses of e-mail.
 * Done before anything is priced, stored or sent, so that the POS gets the same bytes at every attempt. What tells
 * a repeat from another order is taken from the request as it came.
 * @param secrets the SharedIds of the connection: their form says nothing
 */
export function keepable(request: OrderRequest, secrets: readonly string[]): OrderRequest {
  // Masked first: a card number that the end of a text cuts into would not be known for one.
  const kept: Kept = (text, max) =>
    text === null ? null : cutText(redactSecrets(maskCards(text), secrets), max);
  return { ...request, order: keepableOrder(withoutUnsaidCharges(request.order), kept) };
}

/** What people write, as it may be kept. */
type Kept = (text: string | null, max: number) => string | null;

function keepableOrder(order: OrderDetails, kept: Kept): OrderDetails {
  const { customer, delivery, curbside } = order;
  return {
    ...order,
    tableNumber: cut(order.tableNumber, TEXT_MAX.tableNumber),
    notes: kept(order.notes, TEXT_MAX.orderNote),
    customer: customer && {
      ...customer,
      firstName: kept(customer.firstName, TEXT_MAX.guestName),
      lastName: kept(customer.lastName, TEXT_MAX.guestName),
      phone: cut(customer.phone, TEXT_MAX.phone),
      // The beginning of an address may be somebody else's.
      email: customer.email !== null && customer.email.length > TEXT_MAX.email ? null : customer.email,
    },
    delivery: delivery && {
      ...delivery,
      addressLine1: kept(delivery.addressLine1, TEXT_MAX.addressLine),
      addressLine2: kept(delivery.addressLine2, TEXT_MAX.addressLine),
      city: kept(delivery.city, TEXT_MAX.addressLine),
      state: kept(delivery.state, TEXT_MAX.region),
      postalCode: cut(delivery.postalCode, TEXT_MAX.postalCode),
      country: cut(delivery.country, TEXT_MAX.region),
      instructions: kept(delivery.instructions, TEXT_MAX.orderNote),
    },
    curbside: curbside && {
      vehicleMake: kept(curbside.vehicleMake, TEXT_MAX.vehicle),
      vehicleModel: kept(curbside.vehicleModel, TEXT_MAX.vehicle),
      vehicleColor: kept(curbside.vehicleColor, TEXT_MAX.vehicle),
      licensePlate: kept(curbside.licensePlate, TEXT_MAX.licensePlate),
      notes: kept(curbside.notes, TEXT_MAX.orderNote),
    },
    items: mapKept(order.items, (line) => {
      const name = kept(line.name, TEXT_MAX.menuName);
      const comment = kept(line.comment, TEXT_MAX.orderNote);
      const modifiers = keepableModifiers(line.modifiers, kept);
      const isSame = name === line.name && comment === line.comment && modifiers === line.modifiers;
      return isSame ? line : { ...line, name, comment, modifiers };
    }),
    discounts: order.discounts.map((discount) => ({
      ...discount,
      name: kept(discount.name, TEXT_MAX.menuName),
    })),
    taxes: order.taxes.map((tax) => ({ ...tax, name: kept(tax.name, TEXT_MAX.menuName) })),
    fees: order.fees.map((fee) => ({ ...fee, name: kept(fee.name, TEXT_MAX.menuName) })),
    payments: order.payments.map((payment) => ({
      ...payment,
      reference: kept(payment.reference, TEXT_MAX.paymentReference),
    })),
  };
}

function keepableModifiers(modifiers: readonly OrderModifier[], kept: Kept): readonly OrderModifier[] {
  return mapKept(modifiers, (modifier) => {
    const name = kept(modifier.name, TEXT_MAX.menuName);
    const within = keepableModifiers(modifier.modifiers, kept);
    const isSame = name === modifier.name && within === modifier.modifiers;
    return isSame ? modifier : { ...modifier, name, modifiers: within };
  });
}

function cut(text: string | null, max: number): string | null {
  return text === null ? null : cutText(text, max);
}
