import { percentile } from "../load.ts";

/** What one kind of call needs, in milliseconds of one core. */
export interface Work {
  name: string;
  perSecond: number;
  apiMs: number;
  databaseMs: number;
}

export interface Simulated {
  /** The share of its cores' time that each is busy. */
  apiBusy: number;
  databaseBusy: number;
  p50Ms: number;
  p99Ms: number;
  p999Ms: number;
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Cores that take work in the order of its coming: whoever is free first does the next. */
function createCores(count: number) {
  const freeAt = new Float64Array(count);
  let busyMs = 0;
  return {
    /** When work that comes at `atMs` and takes `ms` is done. */
    serve(atMs: number, ms: number): number {
      let first = 0;
      for (let core = 1; core < count; core += 1)
        if ((freeAt[core] ?? 0) < (freeAt[first] ?? 0)) first = core;
      const startMs = Math.max(atMs, freeAt[first] ?? 0);
      freeAt[first] = startMs + ms;
      busyMs += ms;
      return startMs + ms;
    },
    busyMs: () => busyMs,
  };
}

/**
 * Calls that come by chance at their rates, first to the API's cores, then to the database's, and back. How long each
 * takes is by chance, too: exponential around what was measured, which is more uneven than what was measured. What
 * they wait for beside, such as a disk and a POS, is not in it.
 */
export function simulate(args: {
  work: readonly Work[];
  apiCores: number;
  databaseCores: number;
  seconds: number;
  random: () => number;
}): Simulated {
  const { work, seconds, random } = args;
  const exponential = (mean: number) => -Math.log(1 - random()) * mean;
  const total = work.reduce((sum, { perSecond }) => sum + perSecond, 0);
  const pick = (): Work | undefined => {
    let at = random() * total;
    return work.find(({ perSecond }) => {
      at -= perSecond;
      return at < 0;
    });
  };
  const [api, database] = [createCores(args.apiCores), createCores(args.databaseCores)];
  const arrivals: { atMs: number; startMs: number; databaseMs: number }[] = [];
  for (
    let startMs = exponential(1_000 / total);
    startMs < seconds * 1_000;
    startMs += exponential(1_000 / total)
  ) {
    const one = pick() ?? work[0];
    if (one === undefined) break;
    arrivals.push({
      ...{ startMs, atMs: api.serve(startMs, exponential(one.apiMs)) },
      databaseMs: exponential(one.databaseMs),
    });
  }
  // The database takes them as the API is done with them.
  arrivals.sort((a, b) => a.atMs - b.atMs);
  const times = arrivals.map(({ startMs, atMs, databaseMs }) => database.serve(atMs, databaseMs) - startMs);
  times.sort((a, b) => a - b);
  return {
    apiBusy: api.busyMs() / (seconds * 1_000 * args.apiCores),
    databaseBusy: database.busyMs() / (seconds * 1_000 * args.databaseCores),
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    p999Ms: percentile(times, 0.999),
  };
}
