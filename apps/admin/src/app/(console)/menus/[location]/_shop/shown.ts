import type { Words } from "@parley/words";
import { intlLocales, type Language } from "@parley/words/language";
import { orderTypeName } from "@/components/order/order-type.ts";
import type { ShopMenu } from "./shop.graphql.ts";

/** What an address asks for of a shop. */
export interface ShopAsked {
  type: string | null;
  /** On the store's clock, as `2026-11-01T08:30`; null: now. */
  at: string | null;
  /** The name of a size. */
  level: string | null;
}

const WALL = /^20\d\d-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/;

/** The time of an address where it is one that a calendar has; else null, which is now. */
export function timeAsked(text: string | null): string | null {
  if (text === null || !WALL.test(text)) return null;
  const at = new Date(`${text}:00Z`);
  return Number.isNaN(at.getTime()) || !at.toISOString().startsWith(text) ? null : text;
}

/** The names of sizes that products have, each once. */
export function levelNamesOf({ products }: Pick<ShopMenu, "products">): string[] {
  return [...new Set(products.flatMap(({ priceLevels }) => priceLevels.map(({ name }) => name)))];
}

/** The page's sentence: how much a guest sees, for what and when. */
export function shopSentence(
  { shown, products }: Pick<ShopMenu, "shown" | "products">,
  asked: ShopAsked,
  reader: { zone: string; language: Language; say: Words<"shop">; ofOrder: Words<"order"> },
): string {
  const { say, ofOrder, zone, language } = reader;
  const ids = new Set(shown.categories.flatMap(({ productIds }) => productIds));
  const off = products.filter(({ id, isAvailable }) => ids.has(id) && !isAvailable).length;
  const type = orderTypeName(shown.orderType, ofOrder);
  const when = asked.at === null ? say("now") : say("at", { time: momentInWords(shown.at, zone, language) });
  const count = ids.size;
  return off === 0
    ? say("sentence", { count, type, when })
    : say("sentenceSoldOut", { count, type, when, off });
}

/** A moment at a store with its weekday: `Sun, Nov 1, 08:30 PST`. */
export function momentInWords(at: string, zone: string, language: Language): string {
  return new Intl.DateTimeFormat(intlLocales[language], {
    timeZone: zone,
    weekday: "short",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).format(new Date(at));
}
