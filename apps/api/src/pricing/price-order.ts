import { currencyProblem, type Issue, type OrderDetails } from "@parley/par-contract";
import { amountsIn } from "./amounts.ts";
import { checkHandover, checkPayments, checkTotals, type IsClose, tipOfPayments } from "./checks.ts";
import { applyDiscounts } from "./discounts.ts";
import { priceFees } from "./fees.ts";
import { createIssueList, type IssueList } from "./issues.ts";
import { type LinesOutcome, priceLines } from "./lines.ts";
import { indexMenu, type MenuIndex } from "./menu-index.ts";
import { judgeOffer } from "./offer.ts";
import { judgeSchedule } from "./schedule.ts";
import { computeTaxes } from "./taxes.ts";
import type { PricedOrder, PriceOrderInput, PriceOutcome, PricingNote } from "./types.ts";
import { noteZeroPrices } from "./unset.ts";

export { amountsIn } from "./amounts.ts";
export { requestAnswerDetails, toAnswerDetails, toPosOrder } from "./answer.ts";
export { type Blocker, deriveAvailability } from "./derived-availability.ts";
export { guessesSeen } from "./guesses-seen.ts";
export { indexMenu } from "./menu-index.ts";
export { isOffered, servingAt } from "./serving.ts";
export type * from "./types.ts";

/**
 * Prices an order from our menu and judges it: the digest covers two totals and no item, so nothing that the
 * request says about prices is believed, only compared. Pure: it reads no clock and nothing but its arguments.
 *
 * In this order: when and how it is wanted, the lines with their modifiers, discounts, taxes, fees, totals,
 * payments. Every refusal is collected (at most 50), each with its code, its field and, for a line, its id.
 * Rules: contract.md 2.7 and 2.7a.
 */
export function priceOrder(input: PriceOrderInput): PriceOutcome {
  const { store, now } = input;
  const notes: PricingNote[] = [];
  const { order, issues: unreadable } = readOrder(input);
  if (unreadable.length > 0) return { kind: "invalid", issues: unreadable, order: null, notes };
  const index = indexMenu(input.menu);
  const issues = createIssueList(store.currency);
  const isClose: IsClose = (a, b) => Math.abs(a - b) <= input.switches.price_tolerance_cents;

  checkHandover(order, store.currency, issues);
  const { operation } = input;
  const { timezone } = store;
  const { wantedAt, scheduledAt } = judgeSchedule({ operation, order, timezone, now, issues, notes });
  const offer = judgeOffer({ order, index, store, wantedAt, issues });
  const outcome = priceLines({ items: order.items, index, offer, issues });
  const priced = totalUp({ input, order, index, outcome, scheduledAt, isClose, issues, notes });
  if (priced !== null) checkTotals({ sent: order, ours: priced, isClose, issues, notes });
  if (operation === "submit_order") checkPayments({ order, isClose, issues, notes });

  if (issues.droppedCount > 0) notes.push({ kind: "issues_dropped", count: issues.droppedCount });
  if (issues.issues.length > 0 || priced === null) {
    return { kind: "refused", issues: [...issues.issues], order: priced, notes };
  }
  const judged = operation === "submit_order" ? withPaidTotal({ priced, order, notes }) : priced;
  return { kind: "priced", order: judged, notes };
}

/** The order in cents of the store's currency, and why it cannot be read so. */
function readOrder({ request, store }: PriceOrderInput): { order: OrderDetails; issues: Issue[] } {
  const read = amountsIn(request.order, store.currency);
  const { currency } = request.order;
  const problem = currencyProblem(store.currency);
  if (problem !== null) {
    const message = `The store cannot take orders: ${problem}`;
    return { ...read, issues: [{ code: "invalid_field", message, field: "order_details.currency" }] };
  }
  // An order in another currency is refused for that, and its amounts are none of this one.
  return currency !== null && currency !== store.currency ? { ...read, issues: [] } : read;
}

function totalUp(args: {
  input: PriceOrderInput;
  order: OrderDetails;
  index: MenuIndex;
  outcome: LinesOutcome;
  scheduledAt: string | null;
  isClose: IsClose;
  issues: IssueList;
  notes: PricingNote[];
}): PricedOrder | null {
  const { input, order, index, outcome, scheduledAt, isClose, issues, notes } = args;
  const { lines, parts } = outcome;
  if (lines === null) return null;

  const tooMuch = (what: string, field: string) => {
    const message = `The ${what} to ${issues.text(issues.limitCents)} or more`;
    issues.add({ code: "price_mismatch", message, field: `order_details.${field}` });
    return null;
  };
  const grossSubtotalCents = sum(lines.map((line) => line.totalCents));
  if (grossSubtotalCents >= issues.limitCents) return tooMuch("items come", "subtotal");
  const discounts = applyDiscounts({ order, lines, parts, issues });
  const { fees, taxable } = priceFees({ order, index, issues });
  const taxes = computeTaxes([...parts, ...taxable], index);

  const discountTotalCents = sum(discounts.map((discount) => discount.amountCents));
  const taxTotalCents = sum(taxes.map((tax) => (tax.inclusive ? 0 : tax.amountCents)));
  const feeTotalCents = sum(fees.map((fee) => fee.amountCents));
  const netCents = grossSubtotalCents - discountTotalCents;
  const beforeTipCents = netCents + taxTotalCents + feeTotalCents;
  const tipTotalCents = tipOf({ order, beforeTipCents, isClose, notes });
  const computedGrandTotalCents = beforeTipCents + tipTotalCents;
  if (computedGrandTotalCents >= issues.limitCents) return tooMuch("order comes", "grand_total");
  noteZeroPrices(order, lines, notes);
  return {
    currency: input.store.currency,
    orderType: order.orderType,
    scheduledAt,
    lines,
    discounts,
    taxes,
    fees,
    grossSubtotalCents,
    subtotalCents: input.switches.subtotal_basis === "net" ? netCents : grossSubtotalCents,
    discountTotalCents,
    taxTotalCents,
    feeTotalCents,
    tipTotalCents,
    computedGrandTotalCents,
    grandTotalCents: computedGrandTotalCents,
  };
}

/** The tip as sent; without one that of the payments, unless the grand total is complete without it. */
function tipOf(args: {
  order: OrderDetails;
  beforeTipCents: number;
  isClose: IsClose;
  notes: PricingNote[];
}): number {
  const { order, beforeTipCents, isClose, notes } = args;
  if (order.tipTotalCents > 0 || isClose(order.grandTotalCents, beforeTipCents)) return order.tipTotalCents;
  const cents = tipOfPayments(order);
  if (cents > 0) notes.push({ kind: "tip_from_payments", cents });
  return cents;
}

/** The guest has paid PAR's figure; a cent of rounding between us must not change it. */
function withPaidTotal(args: {
  priced: PricedOrder;
  order: OrderDetails;
  notes: PricingNote[];
}): PricedOrder {
  const { priced, order, notes } = args;
  const computedCents = priced.computedGrandTotalCents;
  const paidCents = order.grandTotalCents;
  if (paidCents === computedCents) return priced;
  notes.push({ kind: "grand_total_kept", computedCents, paidCents });
  return { ...priced, grandTotalCents: paidCents };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
