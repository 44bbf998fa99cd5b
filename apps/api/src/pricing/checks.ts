import { currencyProblem, type OrderDetails } from "@parley/par-contract";
import type { IssueList } from "./issues.ts";
import type { PricedOrder, PricingNote } from "./types.ts";

/** Two amounts within a connection's tolerance, which covers rounding at the other end. */
export type IsClose = (a: number, b: number) => boolean;

/**
 * Compares the request's totals with ours. A total of 0 is one that was not set: it is computed from its list, or
 * not judged. The subtotal may be meant before or after discounts, and inclusive tax may be stated as tax, with or
 * without being part of the subtotal; the grand total decides whether the order is paid as it must be.
 */
export function checkTotals(input: {
  sent: OrderDetails;
  ours: PricedOrder;
  isClose: IsClose;
  issues: IssueList;
  notes: PricingNote[];
}): void {
  const { sent, ours, isClose, issues, notes } = input;
  const mismatch: Mismatch = (field, expected, actual) =>
    issues.add({
      code: field === "tax_total" ? "tax_mismatch" : "price_mismatch",
      message: `The ${field.replace("_", " ")} is ${issues.text(expected)}`,
      field: `order_details.${field}`,
      ...issues.compare(expected, actual),
    });

  checkListedTaxes({ sent, ours, isClose, issues });
  const inclusiveCents = ours.taxes.reduce((sum, tax) => sum + (tax.inclusive ? tax.amountCents : 0), 0);
  const hasBreakdown =
    sent.discountTotalCents + sent.taxTotalCents + sent.feeTotalCents + sent.tipTotalCents > 0;
  let readsInclusive = false;
  if (hasBreakdown) {
    const { discountTotalCents, feeTotalCents } = ours;
    if (sent.discountTotalCents > 0 && !isClose(sent.discountTotalCents, discountTotalCents)) {
      mismatch("discount_total", discountTotalCents, sent.discountTotalCents);
    }
    if (sent.feeTotalCents > 0 && sent.feeTotalCents !== feeTotalCents) {
      mismatch("fee_total", feeTotalCents, sent.feeTotalCents);
    }
    readsInclusive = checkTaxTotal({ sent, ours, inclusiveCents, isClose, notes, mismatch });
  } else if (ours.discountTotalCents + ours.taxTotalCents + ours.feeTotalCents > 0) {
    notes.push({ kind: "breakdown_absent" });
  }

  const isBeforeTax = checkSubtotal({ sent, ours, inclusiveCents, isClose, notes, mismatch });
  if (readsInclusive || isBeforeTax) {
    notes.push({ kind: "inclusive_tax_read_as", reading: isBeforeTax ? "before_tax" : "stated" });
  }
  if (!isClose(sent.grandTotalCents, ours.computedGrandTotalCents)) {
    mismatch("grand_total", ours.computedGrandTotalCents, sent.grandTotalCents);
  }
}

type Mismatch = (field: string, expected: number, actual: number) => void;

interface TotalsCheck {
  sent: OrderDetails;
  ours: PricedOrder;
  inclusiveCents: number;
  isClose: IsClose;
  notes: PricingNote[];
  mismatch: Mismatch;
}

/** Returns whether the tax total was read as one that holds inclusive tax too. */
function checkTaxTotal({ sent, ours, inclusiveCents, isClose, notes, mismatch }: TotalsCheck): boolean {
  const { taxTotalCents } = ours;
  const listedCents = sent.taxes.reduce((sum, tax) => sum + tax.amountCents, 0);
  const statedCents = sent.taxTotalCents > 0 ? sent.taxTotalCents : listedCents;
  if (statedCents === 0) return false;
  if (isClose(statedCents, taxTotalCents)) {
    if (statedCents !== taxTotalCents) {
      notes.push({ kind: "tax_differs", computedCents: taxTotalCents, sentCents: statedCents });
    }
    return false;
  }
  if (inclusiveCents > 0 && isClose(statedCents, taxTotalCents + inclusiveCents)) return true;
  // A list without a total says nothing against an order that we do not tax at all.
  if (sent.taxTotalCents > 0 || !isClose(0, taxTotalCents)) {
    mismatch("tax_total", taxTotalCents, statedCents);
  }
  return false;
}

/** Returns whether the subtotal was read as one without its inclusive tax. */
function checkSubtotal({ sent, ours, inclusiveCents, isClose, notes, mismatch }: TotalsCheck): boolean {
  const grossCents = ours.grossSubtotalCents;
  const netCents = grossCents - ours.discountTotalCents;
  const readings = [
    { basis: "gross", cents: grossCents, isBeforeTax: false },
    { basis: "net", cents: netCents, isBeforeTax: false },
    { basis: "gross", cents: grossCents - inclusiveCents, isBeforeTax: true },
    { basis: "net", cents: netCents - inclusiveCents, isBeforeTax: true },
  ] as const;
  const read = readings.find(({ cents }) => isClose(sent.subtotalCents, cents));
  if (read === undefined) {
    mismatch("subtotal", ours.subtotalCents, sent.subtotalCents);
    return false;
  }
  if (sent.subtotalCents !== read.cents) {
    notes.push({ kind: "subtotal_differs", computedCents: read.cents, sentCents: sent.subtotalCents });
  }
  if (ours.discountTotalCents > 0) notes.push({ kind: "subtotal_read_as", basis: read.basis });
  return read.isBeforeTax;
}

/** Taxes sent with an id of ours are compared one by one; the others count in the total only. */
function checkListedTaxes(input: {
  sent: OrderDetails;
  ours: PricedOrder;
  isClose: IsClose;
  issues: IssueList;
}): void {
  const { sent, ours, isClose, issues } = input;
  const oursById = new Map(ours.taxes.map((tax) => [tax.taxId, tax]));
  const sentById = new Map<string, { cents: number; position: number }>();
  for (const [position, tax] of sent.taxes.entries()) {
    if (tax.taxId === null || !oursById.has(tax.taxId)) continue;
    const before = sentById.get(tax.taxId);
    sentById.set(tax.taxId, { cents: (before?.cents ?? 0) + tax.amountCents, position });
  }
  for (const [taxId, { cents, position }] of sentById) {
    const tax = oursById.get(taxId);
    if (tax === undefined || isClose(cents, tax.amountCents)) continue;
    issues.add({
      code: "tax_mismatch",
      message: `${tax.name} comes to ${issues.text(tax.amountCents)}`,
      field: `order_details.taxes[${position}].amount`,
      ...issues.compare(tax.amountCents, cents),
    });
  }
}

/**
 * Payments must come to the order's own grand total, with the tips among them or on top. Cash in any amount is
 * payment at the store, where the rest is paid and change is given. Payments without an amount say nothing.
 */
export function checkPayments(input: {
  order: OrderDetails;
  isClose: IsClose;
  issues: IssueList;
  notes: PricingNote[];
}): void {
  const { order, isClose, issues, notes } = input;
  const dueCents = order.grandTotalCents;
  let paidCents = 0;
  for (const payment of order.payments) {
    if (payment.amountCents === null) return;
    paidCents += payment.amountCents;
  }
  if (order.payments.length === 0) return;
  const tipCents = tipOfPayments(order);
  const covers = (cents: number) => cents >= dueCents && isClose(cents, dueCents);
  const reading = covers(paidCents) ? "inside" : covers(paidCents + tipCents) ? "besides" : null;
  if (reading !== null) {
    if (tipCents > 0) notes.push({ kind: "payment_tips_read_as", reading });
    return;
  }
  if (order.payments.some(({ type }) => isCash(type))) {
    if (paidCents < dueCents) notes.push({ kind: "paid_at_store", paidCents });
    return;
  }
  issues.add({
    code: paidCents < dueCents ? "payment_insufficient" : "price_mismatch",
    message: `The payments come to ${issues.text(paidCents)}, the order to ${issues.text(dueCents)}`,
    field: "order_details.payments",
    ...issues.compare(dueCents, paidCents),
  });
}

/** The tips of all payments. */
export function tipOfPayments({ payments }: OrderDetails): number {
  return payments.reduce((sum, { tipCents }) => sum + (tipCents ?? 0), 0);
}

function isCash(type: string | null): boolean {
  return type?.trim().toLowerCase() === "cash";
}

/** What the order type needs to be carried out at all, and the currency that the store counts in. */
export function checkHandover(order: OrderDetails, currency: string, issues: IssueList): void {
  if (order.currency !== null && order.currency !== currency) {
    const problem = currencyProblem(order.currency);
    issues.add({
      code: "price_mismatch",
      message: `The store's currency is ${currency}${problem === null ? "" : `; ${problem}`}`,
      field: "order_details.currency",
      expected: currency,
      actual: order.currency,
    });
  }
  if (order.orderType === "delivery" && isBlank(order.delivery?.addressLine1)) {
    issues.add({
      code: "invalid_field",
      message: "A delivery needs an address",
      field: order.delivery === null ? "order_details.delivery" : "order_details.delivery.address_line1",
    });
  }
  if (order.orderType === "table_service" && isBlank(order.tableNumber)) {
    const message = "Table service needs a table number";
    issues.add({ code: "invalid_field", message, field: "order_details.table_number" });
  }
}

function isBlank(text: string | null | undefined): boolean {
  return text === null || text === undefined || text.trim() === "";
}
