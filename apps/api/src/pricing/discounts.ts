import type { OrderDetails, OrderDiscount } from "@parley/par-contract";
import { percentOf, spread } from "./cents.ts";
import type { IssueList } from "./issues.ts";
import type { TaxedPart } from "./lines.ts";
import type { PricedDiscount, PricedLine } from "./types.ts";

/**
 * Takes the discounts off the lines, in request order, each from what the ones before it left; none takes
 * more than its lines still cost. An amount counts before a percentage. PAR grants discounts, so they are
 * believed; a `discount_total` without a list is one unnamed discount on the whole order.
 *
 * A discount is spread by amount with the largest remainder, first over tax classes and then over the
 * lines of each. Thus no tax depends on whether an item is on one line twice or on two lines once.
 *
 * Lowers the parts' cents and raises the lines' `discountCents`.
 */
export function applyDiscounts(input: {
  order: OrderDetails;
  lines: readonly PricedLine[];
  parts: readonly TaxedPart[];
  issues: IssueList;
}): PricedDiscount[] {
  const { order, lines, parts, issues } = input;
  return listedDiscounts(order).map((discount, position) => {
    const path = `order_details.discounts[${position}]`;
    const isMeant = linesMeant({ discount, lines, path, issues });
    const targets = parts.filter((part) => isMeant(part.lineIndex));
    const availableCents = sumCents(targets);
    const wantedCents = wantedOf({ discount, availableCents, path, issues });
    const amountCents = Math.min(wantedCents, availableCents);
    takeOff({ amountCents, targets, lines });
    const { discountId, name, lineIds, loyaltyRewardId } = discount;
    return { discountId, name, amountCents, lineIds: [...lineIds], loyaltyRewardId };
  });
}

function listedDiscounts(order: OrderDetails): readonly OrderDiscount[] {
  if (order.discounts.length > 0 || order.discountTotalCents === 0) return order.discounts;
  const unnamed = { discountId: null, name: null, percent: null, lineIds: [], loyaltyRewardId: null };
  return [{ ...unnamed, amountCents: order.discountTotalCents }];
}

function linesMeant(input: {
  discount: OrderDiscount;
  lines: readonly PricedLine[];
  path: string;
  issues: IssueList;
}): (lineIndex: number) => boolean {
  const { discount, lines, path, issues } = input;
  if (discount.lineIds.length === 0) return () => true;
  const wanted = new Set(discount.lineIds);
  const meant = new Set<number>();
  const unknown = new Set(discount.lineIds);
  for (const [lineIndex, line] of lines.entries()) {
    if (!wanted.has(line.lineId)) continue;
    meant.add(lineIndex);
    unknown.delete(line.lineId);
  }
  for (const lineId of unknown) {
    const message = `The order has no line "${lineId}"`;
    issues.add({ code: "invalid_field", message, field: `${path}.line_ids`, actual: lineId });
  }
  return (lineIndex) => meant.has(lineIndex);
}

function wantedOf(input: {
  discount: OrderDiscount;
  availableCents: number;
  path: string;
  issues: IssueList;
}): number {
  const { discount, availableCents, path, issues } = input;
  if (discount.amountCents !== null) return discount.amountCents;
  if (discount.percent !== null) return percentOf(availableCents, discount.percent);
  issues.add({ code: "invalid_field", message: "A discount needs an amount or a percentage", field: path });
  return 0;
}

function takeOff(input: {
  amountCents: number;
  targets: readonly TaxedPart[];
  lines: readonly PricedLine[];
}): void {
  const { amountCents, targets, lines } = input;
  if (amountCents <= 0) return;
  const classes = [...new Set(targets.map((part) => part.taxClass))].sort();
  const partsOf = classes.map((taxClass) => targets.filter((part) => part.taxClass === taxClass));
  const classShares = spread(amountCents, partsOf.map(sumCents));
  for (const [position, parts] of partsOf.entries()) {
    const weights = parts.map((part) => part.cents);
    for (const [at, share] of spread(classShares[position] ?? 0, weights).entries()) {
      const part = parts[at];
      const line = part === undefined ? undefined : lines[part.lineIndex];
      if (part === undefined || line === undefined) continue;
      part.cents -= share;
      line.discountCents += share;
    }
  }
}

function sumCents(parts: readonly TaxedPart[]): number {
  return parts.reduce((sum, part) => sum + part.cents, 0);
}
