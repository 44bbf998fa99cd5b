/**
 * Splits an amount by weights, by the largest remainder, so that the parts add up to it. If all weights
 * are zero, the first part gets everything.
 *
 * @example
 * spreadCents(100, [1, 1, 1]) // [34, 33, 33]
 */
export function spreadCents(amountCents: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total <= 0n) return weights.map((_, at) => (at === 0 ? amountCents : 0));
  const exact = weights.map((weight) => BigInt(amountCents) * BigInt(weight));
  const parts = exact.map((share) => Number(share / total));
  const left = amountCents - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact
    .map((share, at) => ({ at, remainder: share % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1));
  for (const { at } of byRemainder.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1;
  return parts;
}
