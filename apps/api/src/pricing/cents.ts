/** numerator / denominator to a whole number, half away from zero. The denominator is positive. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

/** `percent` (as parsed from JSON) of an amount, rounded once. The exact text of the number counts. */
export function percentOf(cents: number, percent: number): number {
  const { digits, scale } = decimalOf(percent);
  return Number(divideRounded(BigInt(cents) * digits, 100n * 10n ** BigInt(scale)));
}

/**
 * Splits `amount` over the weights in proportion, in whole cents, by largest remainder; equal remainders
 * go to the earlier weight. The shares add up to `amount` and none passes its weight while
 * `amount` ≤ Σ weights. All are non-negative integers; with no weight at all every share is 0.
 */
export function spread(amount: number, weights: readonly number[]): number[] {
  let total = 0;
  for (const weight of weights) total += weight;
  if (total === 0 || amount === 0) return weights.map(() => 0);

  const shares: number[] = [];
  const remainders: { position: number; remainder: number }[] = [];
  let left = amount;
  for (const [position, weight] of weights.entries()) {
    const { quotient, remainder } = multiplyDivide(amount, weight, total);
    shares.push(quotient);
    remainders.push({ position, remainder });
    left -= quotient;
  }
  if (left > 0) {
    remainders.sort((a, b) => b.remainder - a.remainder || a.position - b.position);
    for (const { position } of remainders.slice(0, left)) shares[position] = (shares[position] ?? 0) + 1;
  }
  return shares;
}

/** a × b / c in whole numbers; by BigInt only where the product would pass 2^53. */
function multiplyDivide(a: number, b: number, c: number): { quotient: number; remainder: number } {
  const product = a * b;
  if (product <= Number.MAX_SAFE_INTEGER) {
    const remainder = product % c;
    return { quotient: (product - remainder) / c, remainder };
  }
  const exact = BigInt(a) * BigInt(b);
  const divisor = BigInt(c);
  return { quotient: Number(exact / divisor), remainder: Number(exact % divisor) };
}

/** The shortest round-trip text of a number, as digits and a scale: 12.5 → 125 / 10^1. */
function decimalOf(value: number): { digits: bigint; scale: number } {
  const match = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (match === null) throw new RangeError(`not a plain decimal: ${value}`);
  const fraction = match[2] ?? "";
  const scale = fraction.length - Number(match[3] ?? 0);
  const digits = BigInt(`${match[1]}${fraction}`);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}
