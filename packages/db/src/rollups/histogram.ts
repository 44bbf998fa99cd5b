import { type SQL, sql } from "drizzle-orm";

/**
 * Times are counted in buckets that grow by a tenth: bucket n holds 1.1^(n-1) to 1.1^n microseconds and stands for its
 * geometric middle, which is within 4.9 % of each of them.
 */
const GROWTH = 1.1;
/** Beyond three minutes nothing waits. */
const BUCKETS = 200;

/** The number of a duration's bucket, for a column of microseconds. */
export function bucketOf(durationUs: SQL): SQL {
  return sql`least(${BUCKETS}::int, 1 + floor(ln(greatest(${durationUs}, 1)) / ln(${GROWTH}::float8))::int)`;
}

function middleMs(bucket: number): number {
  return GROWTH ** (bucket - 0.5) / 1000;
}

/** How many calls are in each bucket. */
export type Histogram = ReadonlyMap<number, number>;

/**
 * Percentiles in milliseconds as `percentile_cont` gives them, within 5 %; null of an empty histogram.
 *
 * @param shares of the calls that are at least as fast, such as 0.95
 */
export function percentilesOf(histogram: Histogram, shares: readonly number[]): (number | null)[] {
  const buckets = [...histogram].filter(([, calls]) => calls > 0).sort(([a], [b]) => a - b);
  const count = buckets.reduce((sum, [, calls]) => sum + calls, 0);
  if (count === 0) return shares.map(() => null);
  /** The time of the call with this rank, from 0 on. */
  const timeAt = (rank: number) => {
    let seen = 0;
    for (const [bucket, calls] of buckets) {
      seen += calls;
      if (rank < seen) return middleMs(bucket);
    }
    return middleMs(buckets.at(-1)?.[0] ?? 1);
  };
  return shares.map((share) => {
    const rank = share * (count - 1);
    const [below, above] = [timeAt(Math.floor(rank)), timeAt(Math.ceil(rank))];
    return below + (above - below) * (rank - Math.floor(rank));
  });
}
