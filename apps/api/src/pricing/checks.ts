import { majorUnits, type OrderDetails } from "@parley/par-contract";
import { amountText } from "./cents.ts";
import type { IssueList } from "./issues.ts";
import type { PricedOrder, PricingNote } from "./types.ts";

/** Two amounts within a connection's tolerance, which covers rounding at the other end. */
export type IsClose = (a: number, b: number) => boolean;

/**
 * Compares the request's totals with ours. The subtotal may be meant before or after discounts. Where none
 * of the four totals between subtotal and grand total is sent, they are taken as left out, not as zero.
 */
export function checkTotals(input: {
  sent: OrderDetails;
  ours: PricedOrder;
  isClose: IsClose;
  issues: IssueList;
  notes: PricingNote[];
}): void {
  const { sent, ours, isClose, issues, notes } = input;
  const mismatch = (field: string, expected: number, actual: number) =>
    issues.add({
      code: field === "tax_total" ? "tax_mismatch" : "price_mismatch",
      message: `The ${field.replace("_", " ")} is ${amountText(expected)}`,
      field: `order_details.${field}`,
      expected: majorUnits(expected),
      actual: majorUnits(actual),
    });

  checkSubtotal({ sent, ours, isClose, notes, mismatch });
  checkListedTaxes({ sent, ours, isClose, issues });

  const hasBreakdown =
    sent.discountTotalCents + sent.taxTotalCents + sent.feeTotalCents + sent.tipTotalCents > 0;
  if (hasBreakdown) {
    const { discountTotalCents, feeTotalCents, taxTotalCents } = ours;
    if (!isClose(sent.discountTotalCents, discountTotalCents)) {
      mismatch("discount_total", discountTotalCents, sent.discountTotalCents);
    }
    if (sent.feeTotalCents !== feeTotalCents) mismatch("fee_total", feeTotalCents, sent.feeTotalCents);
    if (!isClose(sent.taxTotalCents, taxTotalCents)) {
      mismatch("tax_total", taxTotalCents, sent.taxTotalCents);
    } else if (sent.taxTotalCents !== taxTotalCents) {
      notes.push({ kind: "tax_differs", computedCents: taxTotalCents, sentCents: sent.taxTotalCents });
    }
  } else if (ours.discountTotalCents + ours.taxTotalCents + ours.feeTotalCents > 0) {
    notes.push({ kind: "breakdown_absent" });
  }

  if (!isClose(sent.grandTotalCents, ours.computedGrandTotalCents)) {
    mismatch("grand_total", ours.computedGrandTotalCents, sent.grandTotalCents);
  }
}

function checkSubtotal(input: {
  sent: OrderDetails;
  ours: PricedOrder;
  isClose: IsClose;
  notes: PricingNote[];
  mismatch: (field: string, expected: number, actual: number) => void;
}): void {
  const { sent, ours, isClose, notes, mismatch } = input;
  const netCents = ours.grossSubtotalCents - ours.discountTotalCents;
  const isGross = isClose(sent.subtotalCents, ours.grossSubtotalCents);
  if (!isGross && !isClose(sent.subtotalCents, netCents)) {
    mismatch("subtotal", ours.subtotalCents, sent.subtotalCents);
    return;
  }
  const computedCents = isGross ? ours.grossSubtotalCents : netCents;
  if (sent.subtotalCents !== computedCents) {
    notes.push({ kind: "subtotal_differs", computedCents, sentCents: sent.subtotalCents });
  }
  if (ours.discountTotalCents > 0) notes.push({ kind: "subtotal_read_as", basis: isGross ? "gross" : "net" });
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
      message: `${tax.name} comes to ${amountText(tax.amountCents)}`,
      field: `order_details.taxes[${position}].amount`,
      expected: majorUnits(tax.amountCents),
      actual: majorUnits(cents),
    });
  }
}

/**
 * Payments must come to the order's own grand total. Cash may be more, since change is given. Payments
 * without an amount say nothing.
 */
export function checkPayments(order: OrderDetails, isClose: IsClose, issues: IssueList): void {
  let paidCents = 0;
  let hasCash = false;
  for (const payment of order.payments) {
    if (payment.amountCents === null) return;
    paidCents += payment.amountCents;
    hasCash ||= payment.type === "cash";
  }
  if (order.payments.length === 0) return;
  const differenceCents = paidCents - order.grandTotalCents;
  const isEnough = differenceCents >= 0 && (hasCash || isClose(paidCents, order.grandTotalCents));
  if (isEnough) return;
  issues.add({
    code: differenceCents < 0 ? "payment_insufficient" : "price_mismatch",
    message: `The payments come to ${amountText(paidCents)}, the order to ${amountText(order.grandTotalCents)}`,
    field: "order_details.payments",
    expected: majorUnits(order.grandTotalCents),
    actual: majorUnits(paidCents),
  });
}

/** What the order type needs to be carried out at all, and the currency that the store counts in. */
export function checkHandover(order: OrderDetails, currency: string, issues: IssueList): void {
  if (order.currency !== null && order.currency !== currency) {
    issues.add({
      code: "price_mismatch",
      message: `The store's currency is ${currency}`,
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
