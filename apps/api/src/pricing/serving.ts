import { ORDER_TYPES } from "@parley/par-contract";
import { clockChangesBetween, type LocalMoment, localMomentOf, wallClockMs, wallTimeAt } from "./clock.ts";
import type { IndexedCard } from "./menu-index.ts";

/**
 * When a menu card is served: the one rule, by which orders are judged and by which people are shown what a guest
 * sees.
 */

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** A card that serves on one day of the week begins again after seven, on whichever side of a change of clocks. */
const DAYS_AHEAD = 8;

/** Whether a card is offered for orders of this type, at any time. A type that the contract does not know has none. */
export function isOffered(card: IndexedCard, orderType: string): boolean {
  const known: readonly string[] = ORDER_TYPES;
  return known.includes(orderType) && (card.orderTypes === null || card.orderTypes.has(orderType));
}

/** Whether a card is served when the store's clock shows this. */
export function isServing(card: IndexedCard, moment: LocalMoment): boolean {
  if (card.windows.length === 0) return true;
  const yesterday = moment.weekday === 1 ? 7 : moment.weekday - 1;
  return card.windows.some(
    ({ days, fromMinute, untilMinute }) =>
      (days.has(moment.weekday) && fromMinute <= moment.minute && moment.minute < untilMinute) ||
      (days.has(yesterday) && moment.minute + 1440 < untilMinute),
  );
}

/** Whether a card is served at an instant, and when that changes next: null where it never does. */
export interface Serving {
  isServed: boolean;
  changesAt: Date | null;
}

/** A card's serving at an instant, on the clock of a store in `timezone`. */
export function servingAt(card: IndexedCard, at: Date, timezone: string): Serving {
  const isServed = isServing(card, localMomentOf(at, timezone));
  if (card.windows.length === 0) return { isServed, changesAt: null };
  const changesAt = edgesAfter(card, at, timezone).find(
    (edge) => isServing(card, localMomentOf(edge, timezone)) !== isServed,
  );
  return { isServed, changesAt: changesAt ?? null };
}

/** The instants, in order, at which the card's serving may change: where its windows begin and end, and where the clocks do. */
function edgesAfter(card: IndexedCard, at: Date, timezone: string): Date[] {
  const today = Math.floor(wallClockMs(at.getTime(), timezone) / DAY_MS);
  const days = Array.from({ length: DAYS_AHEAD + 2 }, (_, index) => today - 1 + index);
  const minutes = new Set(card.windows.flatMap(({ fromMinute, untilMinute }) => [fromMinute, untilMinute]));
  const shown = days.flatMap((day) =>
    [...minutes].flatMap((minute) => wallTimeAt(day * DAY_MS + minute * MINUTE_MS, timezone)),
  );
  const changed = clockChangesBetween(at.getTime(), at.getTime() + DAYS_AHEAD * DAY_MS, timezone);
  return [...new Set([...shown, ...changed])]
    .filter((edgeMs) => edgeMs > at.getTime())
    .sort((one, other) => one - other)
    .map((edgeMs) => new Date(edgeMs));
}
