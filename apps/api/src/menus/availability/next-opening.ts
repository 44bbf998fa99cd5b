import type { Menu } from "../../pos/menu.ts";
import { indexMenu, servingAt } from "../../pricing/price-order.ts";
import { endOfDay } from "../../stores/until.ts";

/**
 * When a store opens on its next day, by the hours of its menus: the first moment at which one of them is served after
 * the coming night. Null where one is always served, so that nothing opens, and where none is served for a week.
 * @param timezone IANA name
 */
export function nextOpening(menu: Menu, { timezone, now }: { timezone: string; now: Date }): Date | null {
  const { cards } = indexMenu(menu);
  if (cards.length === 0 || cards.some(({ windows }) => windows.length === 0)) return null;
  const morning = endOfDay(timezone, now);
  const openings = cards.flatMap((card) => {
    const { isServed, changesAt } = servingAt(card, morning, timezone);
    return isServed ? [morning.getTime()] : (changesAt?.getTime() ?? []);
  });
  return openings.length === 0 ? null : new Date(Math.min(...openings));
}
