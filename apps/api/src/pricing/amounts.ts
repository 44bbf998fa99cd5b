import {
  amountLimitCents,
  amountText,
  fromHundredths,
  hundredthsPerCent,
  type Issue,
  type OrderDetails,
  type OrderModifier,
} from "@parley/par-contract";

/** What is wrong with more amounts than this helps nobody. */
const ISSUES_MAX = 20;

/**
 * An order's amounts in cents of a currency, out of PAR's hundredths. The issues name the amounts that the
 * currency does not have (half a yen) or that pass its bound; the order has the nearest that it has instead.
 */
export function amountsIn(order: OrderDetails, currency: string): { order: OrderDetails; issues: Issue[] } {
  const issues: Issue[] = [];
  const limitCents = amountLimitCents(currency);
  // Of nearly all currencies the cent is PAR's hundredth, and nearly all amounts are below the bound.
  if (hundredthsPerCent(currency) === 1 && isBelow(order, limitCents)) return { order, issues };
  const tooMuch = `must be below ${amountText(limitCents, currency)} ${currency}`;
  const notWhole = `must be a whole number, since ${currency} has no decimals`;

  function cents(hundredths: number, field: string): number {
    const exact = fromHundredths(hundredths, currency);
    const nearest = exact ?? Math.round(hundredths / hundredthsPerCent(currency));
    const problem = exact === null ? notWhole : nearest >= limitCents ? tooMuch : null;
    if (problem !== null && issues.length < ISSUES_MAX) {
      issues.push({ code: "invalid_field", message: `${field} ${problem}`, field });
    }
    return Math.min(nearest, limitCents - 1);
  }

  function maybeCents(hundredths: number | null, field: string): number | null {
    return hundredths === null ? null : cents(hundredths, field);
  }

  function modifiers(entries: readonly OrderModifier[], path: string): OrderModifier[] {
    return entries.map((entry, at) => {
      const own = `${path}.modifiers[${at}]`;
      const unitPriceCents = maybeCents(entry.unitPriceCents, `${own}.unit_price`);
      return { ...entry, unitPriceCents, modifiers: modifiers(entry.modifiers, own) };
    });
  }

  const at = (name: string) => `order_details.${name}`;
  const read: OrderDetails = {
    ...order,
    items: order.items.map((item, index) => {
      const path = at(`items[${index}]`);
      const unitPriceCents = maybeCents(item.unitPriceCents, `${path}.unit_price`);
      return { ...item, unitPriceCents, modifiers: modifiers(item.modifiers, path) };
    }),
    discounts: order.discounts.map((discount, index) => {
      return { ...discount, amountCents: maybeCents(discount.amountCents, at(`discounts[${index}].amount`)) };
    }),
    taxes: order.taxes.map((tax, index) => {
      return { ...tax, amountCents: cents(tax.amountCents, at(`taxes[${index}].amount`)) };
    }),
    fees: order.fees.map((fee, index) => {
      return { ...fee, amountCents: cents(fee.amountCents, at(`fees[${index}].amount`)) };
    }),
    payments: order.payments.map((payment, index) => {
      const path = at(`payments[${index}]`);
      return {
        ...payment,
        amountCents: maybeCents(payment.amountCents, `${path}.amount`),
        tipCents: maybeCents(payment.tipCents, `${path}.tip_amount`),
      };
    }),
    subtotalCents: cents(order.subtotalCents, at("subtotal")),
    taxTotalCents: cents(order.taxTotalCents, at("tax_total")),
    discountTotalCents: cents(order.discountTotalCents, at("discount_total")),
    feeTotalCents: cents(order.feeTotalCents, at("fee_total")),
    tipTotalCents: cents(order.tipTotalCents, at("tip_total")),
    grandTotalCents: cents(order.grandTotalCents, at("grand_total")),
  };
  return { order: read, issues };
}

/** Whether each amount of an order is a whole number below a limit. */
function isBelow(order: OrderDetails, limit: number): boolean {
  const isGood = (amount: number | null) => amount === null || (Number.isInteger(amount) && amount < limit);
  const areGood = (modifiers: readonly OrderModifier[]): boolean =>
    modifiers.every((entry) => isGood(entry.unitPriceCents) && areGood(entry.modifiers));
  return (
    order.items.every((item) => isGood(item.unitPriceCents) && areGood(item.modifiers)) &&
    order.discounts.every(({ amountCents }) => isGood(amountCents)) &&
    order.taxes.every(({ amountCents }) => isGood(amountCents)) &&
    order.fees.every(({ amountCents }) => isGood(amountCents)) &&
    order.payments.every(({ amountCents, tipCents }) => isGood(amountCents) && isGood(tipCents)) &&
    isGood(order.subtotalCents) &&
    isGood(order.taxTotalCents) &&
    isGood(order.discountTotalCents) &&
    isGood(order.feeTotalCents) &&
    isGood(order.tipTotalCents) &&
    isGood(order.grandTotalCents)
  );
}
