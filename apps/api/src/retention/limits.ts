import type { Database } from "@parley/db";
import type { Actor } from "@parley/db/orders";
import {
  NO_BRAND,
  type RetentionKind,
  type RetentionLimits,
  type RetentionPolicy,
  setRetentionPolicy,
} from "@parley/db/retention";

const DAY_MS = 86_400_000;

/** Within which days each limit may be set: what the pages of the last days and the charts need is always there. */
export const RETENTION_DAYS = {
  bodiesDays: { min: 7, max: 3_650 },
  exchangesDays: { min: 35, max: 3_650 },
  guestsDays: { min: 7, max: 3_650 },
} as const;

/** The moment before which a kind goes; null where it is kept for ever. */
export function limitOf(kind: RetentionKind, limits: RetentionLimits, now: Date): Date | null {
  const days = daysOf(kind, limits);
  return days === null ? null : new Date(now.getTime() - days * DAY_MS);
}

/** How many days a kind is kept; null: for ever. */
export function daysOf(kind: RetentionKind, limits: RetentionLimits): number | null {
  switch (kind) {
    case "bodies":
      return limits.bodiesDays;
    case "exchanges":
    case "pos_events":
      return limits.exchangesDays;
    case "guests":
    case "refused_guests":
      return limits.guestsDays;
  }
}

/** The kinds that there are for a brand: what belongs to none has no orders. */
export function kindsOf(id: string): readonly RetentionKind[] {
  return id === NO_BRAND
    ? ["bodies", "exchanges", "refused_guests"]
    : ["bodies", "exchanges", "guests", "refused_guests", "pos_events"];
}

/** Why limits cannot be. `order`: bodies would outlive their calls, or the guests that stand in them. */
export type LimitProblem =
  | { why: "range"; field: keyof RetentionLimits; min: number; max: number }
  | { why: "order"; field: "exchangesDays" | "guestsDays" };

/** What is wrong with limits; null where nothing is. */
export function problemOf(limits: RetentionLimits): LimitProblem | null {
  for (const field of ["bodiesDays", "exchangesDays", "guestsDays"] as const) {
    const [days, { min, max }] = [limits[field], RETENTION_DAYS[field]];
    if (days !== null && !(Number.isInteger(days) && days >= min && days <= max))
      return { why: "range", field, min, max };
  }
  if (limits.exchangesDays < limits.bodiesDays) return { why: "order", field: "exchangesDays" };
  if (limits.guestsDays !== null && limits.guestsDays < limits.bodiesDays)
    return { why: "order", field: "guestsDays" };
  return null;
}

export type LimitsOutcome =
  | { kind: "changed"; policy: RetentionPolicy }
  | { kind: "conflict" }
  | { kind: "invalid"; problem: LimitProblem };

/** Sets how long what is recorded at a brand is kept, from the next run on. Whoever asks makes sure that it is an owner. */
export async function changeRetention(
  deps: { db: Database; now: Date },
  args: { id: string; limits: RetentionLimits; expectedVersion: number; by: Actor },
): Promise<LimitsOutcome> {
  const problem = problemOf(args.limits);
  if (problem !== null) return { kind: "invalid", problem };
  const policy = await setRetentionPolicy(deps.db, { ...args, now: deps.now });
  return policy === null ? { kind: "conflict" } : { kind: "changed", policy };
}
