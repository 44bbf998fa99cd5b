import type { RolloutCount, RolloutStop } from "@parley/db/menus";

/** The codes by which PAR is told that an order does not fit the menu: what it had was another one. */
export const MENU_REJECTS = [
  "item_not_found",
  "item_unavailable",
  "modifier_not_found",
  "modifier_unavailable",
  "modifier_min",
  "modifier_max",
  "price_level_not_found",
  "price_mismatch",
  "tax_mismatch",
] as const;

/** Rejects below which nothing is said about a share. */
export const REJECTS_MIN = 5;

/** A share in percent; none of none is none. */
export function shareOf(refused: number, calls: number): number {
  return calls === 0 ? 0 : (refused / calls) * 100;
}

/**
 * Whether a rollout has to stop, and why; null where it may go on, also where nobody ordered.
 * @param seen.rise percentage points by which the share of rejects may rise
 * @param seen.changed released stores at which another version is in force than came at their turn
 * @param seen.withFindings released stores whose new version has findings that keep guests from ordering
 */
export function stopOf(seen: {
  counts: RolloutCount;
  rise: number;
  changed: number;
  withFindings: number;
}): Exclude<RolloutStop, "person"> | null {
  const { calls, refused, callsBefore, refusedBefore } = seen.counts;
  const risen = shareOf(refused, calls) - shareOf(refusedBefore, callsBefore);
  if (refused >= REJECTS_MIN && risen > seen.rise) return "rejects";
  if (seen.withFindings > 0) return "findings";
  return seen.changed > 0 ? "not_in_force" : null;
}
