export const WAVES_MAX = 20;

/** One store, then a tenth of all rounded up, then the rest. */
export function usualWaves(stores: number): number[] {
  const second = Math.min(Math.ceil(stores / 10), stores - 1);
  return [1, second, stores - 1 - second].filter((count) => count > 0);
}

/** Why stores cannot be let go of in such waves: no such counts, or not as many as there are; null where they can. */
export function problemOfWaves(waves: readonly number[], stores: number): "none" | "sum" | null {
  if (waves.length === 0 || waves.length > WAVES_MAX) return "none";
  if (!waves.every((count) => Number.isInteger(count) && count >= 1)) return "none";
  return waves.reduce((sum, count) => sum + count, 0) === stores ? null : "sum";
}

/** The wave of each store, from 1, in their order. */
export function waveOfEach(waves: readonly number[]): number[] {
  return waves.flatMap((count, index) => Array.from({ length: count }, () => index + 1));
}
