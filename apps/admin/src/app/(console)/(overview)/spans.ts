import type { ResultOf } from "@/graphql/document.ts";
import type { statsQuery } from "./stats.graphql.ts";
import type { Range } from "./stats-address.ts";

export type Stats = ResultOf<typeof statsQuery>["stats"];

/** How many spans each range has; the last one is under way. */
const SPANS: Record<Range, number> = { HOUR: 60, DAY: 24, MONTH: 30 };

/** What charts draw: one value for every span, where the API leaves out those in which nothing happened. */
export function spansOf(stats: Stats, range: Range, operation: string) {
  const { since, spanSeconds, calls, orders, operations } = stats;
  const first = Date.parse(since) / 1000;
  const starts = Array.from({ length: SPANS[range] }, (_, at) => first + at * spanSeconds);
  const callsAt = byStart(calls);
  const ordersAt = byStart(orders);
  const timesAt = byStart(operations.find((each) => each.operation === operation)?.spans ?? []);
  const share = (of: "well" | "pending", among: "calls" | "submits") =>
    starts.map((start) => {
      const [span] = callsAt.get(start) ?? [];
      return span === undefined || span[among] === 0 ? null : span[of] / span[among];
    });
  const counted = (of: "received" | "placed" | "notPlaced") =>
    starts.map((start) => (ordersAt.get(start) ?? []).reduce((sum, span) => sum + span[of], 0));
  const times = (of: "p50Ms" | "p95Ms" | "p99Ms") =>
    starts.map((start) => timesAt.get(start)?.[0]?.[of] ?? null);
  return {
    starts,
    received: counted("received"),
    placed: counted("placed"),
    notPlaced: counted("notPlaced"),
    well: share("well", "calls"),
    pending: share("pending", "submits"),
    p50: times("p50Ms"),
    p95: times("p95Ms"),
    p99: times("p99Ms"),
  };
}

/** Several are of one span where orders have several currencies. */
function byStart<Span extends { start: string }>(spans: readonly Span[]): Map<number, Span[]> {
  const grouped = new Map<number, Span[]>();
  for (const span of spans) {
    const start = Date.parse(span.start) / 1000;
    grouped.set(start, [...(grouped.get(start) ?? []), span]);
  }
  return grouped;
}
