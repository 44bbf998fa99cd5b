/**
 * The only source of chance in a drill: the same seed gives the same choices. Every round takes its own named
 * generator, so that one more choice in a round does not change those of the next.
 */
export interface Random {
  readonly seed: number;
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** A separate generator, which depends only on this seed and the name. */
  fork(name: string): Random;
}

/** mulberry32: 32 bits of state, which is plenty for choosing moments and places. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    seed: seed >>> 0,
    next,
    between: (min, max) => min + Math.floor(next() * (max - min + 1)),
    pick(from) {
      return from[Math.floor(next() * from.length)] ?? from[0];
    },
    fork: (name) => createRandom(hashOf(name, seed)),
  };
}

/** FNV-1a over the name, begun with the seed. */
function hashOf(name: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
