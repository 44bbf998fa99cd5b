import { divideRounded } from "./cents.ts";
import type { IndexedTax, MenuIndex } from "./menu-index.ts";
import type { PricedTax } from "./types.ts";

/** An exact fraction of cents, so that a tax is rounded once, at its very end. */
interface Fraction {
  numerator: bigint;
  denominator: bigint;
}

interface RunningTax {
  indexed: IndexedTax;
  taxableCents: number;
  exact: Fraction;
}

/**
 * The taxes of an order: each over all cents that it falls on (discounts already off), at its exact rate,
 * rounded once, half away from zero. An inclusive tax is found inside the price: of two on one price each
 * has its part of the same net.
 */
export function computeTaxes(
  taxable: readonly { taxClass: string; cents: number }[],
  index: MenuIndex,
): PricedTax[] {
  const centsByClass = new Map<string, number>();
  for (const { taxClass, cents } of taxable) {
    centsByClass.set(taxClass, (centsByClass.get(taxClass) ?? 0) + cents);
  }

  const running = new Map<string, RunningTax>();
  for (const [taxClass, cents] of centsByClass) {
    const members = index.taxClasses.get(taxClass) ?? [];
    const base = { numerator: 100n, denominator: 1n };
    const inclusiveWhole = members
      .filter((member) => member.tax.inclusive)
      .reduce((sum, rate) => add(sum, rate), base);
    for (const member of members) {
      const known = running.get(member.tax.id);
      const part = partOf(cents, member, member.tax.inclusive ? inclusiveWhole : base);
      running.set(member.tax.id, {
        indexed: member,
        taxableCents: (known?.taxableCents ?? 0) + cents,
        exact: known === undefined ? part : add(known.exact, part),
      });
    }
  }

  return [...running.values()]
    .sort((a, b) => a.indexed.position - b.indexed.position)
    .map(({ indexed: { tax }, taxableCents, exact }) => ({
      taxId: tax.id,
      name: tax.name,
      ratePercent: tax.ratePercent,
      inclusive: tax.inclusive,
      taxableCents,
      amountCents: Number(divideRounded(exact.numerator, exact.denominator)),
    }));
}

/** cents × rate / whole. */
function partOf(cents: number, rate: Fraction, whole: Fraction): Fraction {
  return {
    numerator: BigInt(cents) * rate.numerator * whole.denominator,
    denominator: rate.denominator * whole.numerator,
  };
}

function add(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === b.denominator) {
    return { numerator: a.numerator + b.numerator, denominator: a.denominator };
  }
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}
