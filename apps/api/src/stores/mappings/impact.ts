import type { Database } from "@parley/db";
import { countImpact, type MappingImpact, type MappingKind, type Meaning } from "@parley/db/mappings";
import type { Words } from "@parley/words";
import type { ImportPlan } from "./plan.ts";

/** Orders are looked back so far. */
export const IMPACT_DAYS = 7;
/** Of so many orders one is told how many there are; of more, that there are more. */
export const IMPACT_ORDERS_MAX = 10_000;

/** What hangs on mappings that somebody is about to change or end. */
export interface Impact extends MappingImpact {
  /** How far back its orders are counted. */
  days: number;
  /** True where more orders came than are counted: `orders` is then the least. */
  isMore: boolean;
}

/**
 * What hangs on mappings in force: the stores that PAR reaches by them, and the orders that came by them lately or are
 * open. It only reads.
 */
export async function impactOf(
  orm: Pick<Database["orm"], "execute">,
  { meanings, now }: { meanings: readonly Meaning[]; now: Date },
): Promise<Impact> {
  const since = new Date(now.getTime() - IMPACT_DAYS * 86_400_000);
  const counted = await countImpact(orm, { meanings, since, max: IMPACT_ORDERS_MAX });
  return {
    ...counted,
    orders: Math.min(counted.orders, IMPACT_ORDERS_MAX),
    days: IMPACT_DAYS,
    isMore: counted.orders > IMPACT_ORDERS_MAX,
  };
}

/** What the PAR ids mean now that a plan would give another meaning. */
export function meaningsChangedBy({ rows }: ImportPlan, kind: MappingKind): Meaning[] {
  return rows.flatMap(({ change }) =>
    change?.newest?.isLive ? [{ kind, ...change, targetId: change.newest.targetId }] : [],
  );
}

/** The same as a sentence, of the changes of an import or of one's own. */
export function impactSentence(impact: Impact, what: "changes" | "own", say: Words<"mappings">): string {
  const { stores, orders, days, openOrders, isMore } = impact;
  return say("impact.sentence", { what, stores, orders, days, open: openOrders, more: String(isMore) });
}
