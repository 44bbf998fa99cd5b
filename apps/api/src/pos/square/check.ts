import { currencyExponent } from "@parley/bridge-contract";
import type { Issue } from "@parley/par-contract";
import type { PosLine, PosModifier, PosOrder } from "../adapter.ts";
import type { CalculatedOrder } from "./answers.ts";
import { lineUid } from "./order.ts";

/**
 * The differences between an order in our prices and Square's own calculation, before the guest pays.
 * If the price of one item differs, the menu has changed. In the total, a difference of one cent per line
 * is rounding (Square rounds each line's tax, we round each tax once); more means another tax.
 */
export function compareOrders(order: PosOrder, calculated: CalculatedOrder): Issue[] {
  const exponent = currencyExponent(order.currency);
  const major = (cents: number) => cents / 10 ** exponent;
  const comparePrice = priceComparer(exponent);
  const priceIssues = order.lines.flatMap((line, index) =>
    compareLine(line, index, calculated, comparePrice),
  );
  if (priceIssues.length > 0) return priceIssues;
  const expectedCents = calculated.totalMoney.amount - (calculated.totalTipMoney?.amount ?? 0);
  const actualCents = order.totals.grandCents - order.totals.tipCents;
  const toleranceCents = order.lines.length + 1;
  if (Math.abs(expectedCents - actualCents) <= toleranceCents) return [];
  return [
    {
      code: "tax_mismatch",
      message: "Square reckons another total for this order",
      expected: major(expectedCents),
      actual: major(actualCents),
    },
  ];
}

function compareLine(
  line: PosLine,
  index: number,
  { lineItems }: CalculatedOrder,
  comparePrice: ComparePrice,
): Issue[] {
  const theirs = lineItems?.find(({ uid }) => uid === lineUid(index));
  const { lineId } = line;
  const issues = comparePrice(lineId, line.unitPriceCents, theirs?.basePriceMoney?.amount);
  const prices = pricesOf(theirs?.modifiers ?? []);
  return [...issues, ...compareModifiers({ lineId, prices, comparePrice }, line.modifiers, lineUid(index))];
}

interface ComparedLine {
  lineId: string;
  /** Square's prices, by the uid of the line's modifier. */
  prices: ReadonlyMap<string, number>;
  comparePrice: ComparePrice;
}

function compareModifiers(line: ComparedLine, entries: readonly PosModifier[], uid: string): Issue[] {
  const { lineId, prices, comparePrice } = line;
  return entries.flatMap((entry, index) => {
    const own = `${uid}m${index}`;
    // A free modifier has no price of its own there. If it was written in parts, any paid part comes first.
    const isFree = entry.freeQuantity >= entry.quantity;
    const name = prices.has(own) ? own : `${own}u0`;
    const issues = isFree ? [] : comparePrice(lineId, entry.unitPriceCents, prices.get(name));
    return [...issues, ...compareModifiers(line, entry.modifiers, name)];
  });
}

function pricesOf(
  modifiers: readonly { uid?: string | undefined; basePriceMoney?: { amount: number } | undefined }[],
) {
  const prices = new Map<string, number>();
  for (const { uid, basePriceMoney } of modifiers) {
    if (uid !== undefined && basePriceMoney !== undefined) prices.set(uid, basePriceMoney.amount);
  }
  return prices;
}

type ComparePrice = (lineId: string, ourCents: number, theirCents: number | undefined) => Issue[];

/** Reports nothing if Square gives no price: a mismatch must be Square's own statement. */
function priceComparer(exponent: number): ComparePrice {
  const major = (cents: number) => cents / 10 ** exponent;
  return (lineId, ourCents, theirCents) => {
    if (theirCents === undefined || theirCents === ourCents) return [];
    return [
      {
        code: "price_mismatch",
        message: `Square's price is ${major(theirCents).toFixed(exponent)}`,
        lineId,
        expected: major(theirCents),
        actual: major(ourCents),
      },
    ];
  };
}
