import type { Menu } from "../pos/menu.ts";
import { type Blocker, deriveAvailability } from "./derived-availability.ts";

type MenuProduct = Menu["products"][number];
type MenuModifierGroup = Menu["modifierGroups"][number];
type MenuModifier = Menu["modifiers"][number];
type MenuTax = Menu["taxes"][number];
type MenuFee = Menu["fees"][number];
type MenuCard = Menu["menus"][number];

/** A stretch of the day; `untilMinute` is exclusive and passes 1440 where it runs over midnight. */
export interface ServingWindow {
  /** ISO weekdays, 1 = Monday, of the day on which the stretch begins; a menu's empty list is every day. */
  days: ReadonlySet<number>;
  fromMinute: number;
  untilMinute: number;
}

/** One menu card of the store, ready to be asked "is it offered, and now?". */
export interface IndexedCard {
  /** null: every order type. */
  orderTypes: ReadonlySet<string> | null;
  /** Empty: all day, every day. */
  windows: readonly ServingWindow[];
}

export interface IndexedGroup {
  group: MenuModifierGroup;
  members: ReadonlySet<string>;
  isFillable: boolean;
}

/** A tax with its rate as an exact fraction: percent = numerator / denominator. */
export interface IndexedTax {
  tax: MenuTax;
  position: number;
  numerator: bigint;
  denominator: bigint;
}

export interface IndexedProduct {
  product: MenuProduct;
  blocker: Blocker | null;
  groups: readonly IndexedGroup[];
  cards: readonly IndexedCard[];
  taxClass: string;
}

export interface IndexedModifier {
  modifier: MenuModifier;
  blocker: Blocker | null;
  groups: readonly IndexedGroup[];
  /** null: taxed as the item that it belongs to. */
  taxClass: string | null;
}

export interface IndexedFee {
  fee: MenuFee;
  taxClass: string;
}

/** Everything pricing looks up, by id. A tax class is the sorted set of tax ids that falls on a price. */
export interface MenuIndex {
  cards: readonly IndexedCard[];
  products: ReadonlyMap<string, IndexedProduct>;
  modifiers: ReadonlyMap<string, IndexedModifier>;
  taxes: ReadonlyMap<string, IndexedTax>;
  fees: ReadonlyMap<string, IndexedFee>;
  /** Tax class → its taxes in the menu's order. */
  taxClasses: ReadonlyMap<string, readonly IndexedTax[]>;
}

const remembered = new WeakMap<Menu, MenuIndex>();

/**
 * The menu's index, built once per menu object (about 1 ms for 1,000 products), so a menu must not be
 * changed after it was first priced with: a new version is a new object.
 */
export function indexMenu(menu: Menu): MenuIndex {
  const known = remembered.get(menu);
  if (known !== undefined) return known;
  const index = buildIndex(menu);
  remembered.set(menu, index);
  return index;
}

/** `8.75` → 875/100. Throws on anything but a plain decimal: such a menu must not have been stored. */
export function parseRate(text: string): { numerator: bigint; denominator: bigint } {
  const match = /^(\d{1,6})(?:\.(\d{1,12}))?$/.exec(text);
  if (match === null) throw new RangeError(`not a tax rate in percent: ${JSON.stringify(text)}`);
  const fraction = match[2] ?? "";
  return { numerator: BigInt(`${match[1]}${fraction}`), denominator: 10n ** BigInt(fraction.length) };
}

function buildIndex(menu: Menu): MenuIndex {
  const taxes = new Map<string, IndexedTax>();
  for (const [position, tax] of menu.taxes.entries()) {
    taxes.set(tax.id, { tax, position, ...parseRate(tax.ratePercent) });
  }

  const taxClasses = new Map<string, readonly IndexedTax[]>();
  const classOf = (taxIds: readonly string[]): string => {
    const members = [...new Set(taxIds)].flatMap((id) => taxes.get(id) ?? []);
    members.sort((a, b) => a.position - b.position);
    const key = members.map((member) => member.position).join(",");
    taxClasses.set(key, members);
    return key;
  };

  const groups = new Map<string, IndexedGroup>();
  const derived = deriveAvailability(menu);
  for (const group of menu.modifierGroups) {
    const isFillable = derived.isFillable(group.id);
    groups.set(group.id, { group, members: new Set(group.modifierIds), isFillable });
  }
  const groupsOf = (ids: readonly string[]) => [...new Set(ids)].flatMap((id) => groups.get(id) ?? []);

  const cards = menu.menus.map(indexCard);
  const cardsOf = cardsByProduct(menu, cards);

  return {
    cards,
    products: new Map(
      menu.products.map((product) => [
        product.id,
        {
          product,
          blocker: derived.blockerOf("product", product.id),
          groups: groupsOf(product.modifierGroupIds),
          cards: cardsOf.get(product.id) ?? [],
          taxClass: classOf(product.taxIds),
        },
      ]),
    ),
    modifiers: new Map(
      menu.modifiers.map((modifier) => [
        modifier.id,
        {
          modifier,
          blocker: derived.blockerOf("modifier", modifier.id),
          groups: groupsOf(modifier.modifierGroupIds),
          taxClass: modifier.taxIds.length === 0 ? null : classOf(modifier.taxIds),
        },
      ]),
    ),
    taxes,
    fees: new Map(menu.fees.map((fee) => [fee.id, { fee, taxClass: classOf(fee.taxIds) }])),
    taxClasses,
  };
}

function indexCard(card: MenuCard): IndexedCard {
  const windows = card.servingTimes.map((time) => {
    const fromMinute = minuteOf(time.from);
    const untilMinute = endMinuteOf(time.to);
    return {
      days: new Set(time.days.length === 0 ? [1, 2, 3, 4, 5, 6, 7] : time.days),
      fromMinute,
      untilMinute: untilMinute > fromMinute ? untilMinute : untilMinute + 1440,
    };
  });
  const isAllDay = windows.some((w) => w.days.size === 7 && w.untilMinute - w.fromMinute >= 1440);
  return {
    orderTypes: card.orderTypes.length === 0 ? null : new Set(card.orderTypes),
    windows: isAllDay ? [] : windows,
  };
}

function minuteOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
}

/** People write the end of the day as 23:59, and mean that the last minute is served too. */
function endMinuteOf(text: string): number {
  return text === "23:59" ? 1440 : minuteOf(text);
}

function cardsByProduct(menu: Menu, cards: readonly IndexedCard[]): Map<string, IndexedCard[]> {
  const categories = new Map(menu.categories.map((category) => [category.id, category]));
  const found = new Map<string, IndexedCard[]>();
  for (const [position, card] of menu.menus.entries()) {
    const indexed = cards[position];
    if (indexed === undefined) continue;
    const productIds = card.categoryIds.flatMap((id) => categories.get(id)?.productIds ?? []);
    for (const productId of new Set(productIds)) {
      const list = found.get(productId);
      if (list === undefined) found.set(productId, [indexed]);
      else list.push(indexed);
    }
  }
  return found;
}
