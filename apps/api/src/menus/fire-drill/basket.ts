import { randomUUID } from "node:crypto";
import type { DrillSkip } from "@parley/db/menus";
import {
  type ChosenLine,
  chooseLine,
  composeOrder,
  defaultSwitches,
  type Issue,
  indexMenu as indexParMenu,
  type MenuIndex as ParIndex,
  parseOrderRequest,
} from "@parley/par-contract";
import type { PosOrder } from "../../pos/adapter.ts";
import type { Menu } from "../../pos/menu.ts";
import {
  deriveAvailability,
  indexMenu,
  isOffered,
  priceOrder,
  servingAt,
  toPosOrder,
} from "../../pricing/price-order.ts";
import { toParMenu } from "../par-menu.ts";
import { orderTypesOf } from "../shown.ts";

type Product = Menu["products"][number];

/** What a POS is asked about one item. */
export type DrillBasket =
  /** One of it, in each size that is on sale, with the fewest choices that it needs. */
  | { kind: "order"; order: PosOrder; sizes: ReadonlyMap<string, string> }
  /** We sell none now: it is off, or nobody could order it. */
  | { kind: "skipped"; why: DrillSkip }
  /** Our own menu refuses it, so that no POS need be asked. */
  | { kind: "impossible"; issues: readonly Issue[] };

interface DrillStore {
  timezone: string;
  currency: string;
  /** The store's id at its POS. */
  posStore: string;
}

/**
 * Makes the baskets of a fire drill from one state of a menu: what PAR would send for a guest who orders the item and
 * nothing else, priced by the functions that price orders. An item that is not served at the moment is wanted for when
 * it is next.
 */
export function createDrillBaskets(
  menu: Menu,
  store: DrillStore,
): (product: Product, now: Date) => DrillBasket {
  const par = withoutBlocked(menu);
  return (product, now) => basketOf({ menu, par, store, product, now });
}

/** PAR's menu, in which what leads nowhere is off too, so that it is never chosen to fill a group. */
function withoutBlocked(menu: Menu): ParIndex {
  const { blockerOf } = deriveAvailability(menu);
  const modifiers = menu.modifiers.map((modifier) => {
    return { ...modifier, isAvailable: modifier.isAvailable && blockerOf("modifier", modifier.id) === null };
  });
  return indexParMenu(toParMenu({ ...menu, modifiers }));
}

function basketOf(args: {
  menu: Menu;
  par: ParIndex;
  store: DrillStore;
  product: Product;
  now: Date;
}): DrillBasket {
  const { menu, par, store, product, now } = args;
  if (!product.isAvailable) return { kind: "skipped", why: "off" };
  if (deriveAvailability(menu).blockerOf("product", product.id) !== null)
    return { kind: "skipped", why: "blocked" };
  const when = whenOf(menu, store, product.id, now);
  if (when === null) return { kind: "skipped", why: "not_served" };
  const lines = linesOf(par, product);
  const uid = randomUUID();
  const { body } = composeOrder(
    par,
    lines,
    {
      ...{ requestUid: uid, requestDatetime: now.toISOString(), onlineOrderId: null },
      ...{ organizationId: "fire-drill", locationId: "fire-drill" },
    },
    {
      ...{ orderType: when.orderType, currency: store.currency, tipCents: 0, notes: null },
      scheduledAt: when.at === null ? null : when.at.toISOString(),
      firstName: "Guest",
      // Nobody's: numbers with 555-01xx are kept for fiction.
      phone: "+12135550100",
    },
  );
  const { request } = parseOrderRequest(body, { judgesPayments: false });
  const { timezone, currency } = store;
  const priced = priceOrder({
    ...{ operation: "validate_order", request, menu, store: { timezone, currency } },
    ...{ switches: defaultSwitches, now },
  });
  if (priced.kind !== "priced") return { kind: "impossible", issues: priced.issues };
  const address = { reference: uid, store: store.posStore, timezone };
  const sizeOf = (id: string | null) => product.priceLevels.find((level) => level.id === id)?.name;
  return {
    kind: "order",
    order: toPosOrder(priced.order, request, address),
    sizes: new Map(
      lines.flatMap(({ priceLevelId }, at) => {
        const size = sizeOf(priceLevelId);
        return size === undefined ? [] : [[String(at + 1), size]];
      }),
    ),
  };
}

/** One line for each size that is on sale, or one without. */
function linesOf(par: ParIndex, product: Product): ChosenLine[] {
  const wish = { itemId: product.id, quantity: 1, unitPriceCents: null, modifiers: [] };
  const levels = product.priceLevels.filter(({ isAvailable }) => isAvailable).map(({ id }) => id);
  return (levels.length === 0 ? [null] : levels).map((priceLevelId) =>
    chooseLine(par, { ...wish, priceLevelId }),
  );
}

/** For which order type the item can be had, and when: null is now. Null as a whole where no card ever has it. */
function whenOf(
  menu: Menu,
  { timezone }: DrillStore,
  productId: string,
  now: Date,
): { orderType: string; at: Date | null } | null {
  const cards = indexMenu(menu).products.get(productId)?.cards ?? [];
  const times: { orderType: string; at: Date | null }[] = [];
  for (const orderType of orderTypesOf(menu)) {
    for (const card of cards.filter((each) => isOffered(each, orderType))) {
      const { isServed, changesAt } = servingAt(card, now, timezone);
      if (isServed || changesAt !== null) times.push({ orderType, at: isServed ? null : changesAt });
    }
  }
  const soonest = (one: { at: Date | null }) => one.at?.getTime() ?? 0;
  return times.toSorted((one, other) => soonest(one) - soonest(other))[0] ?? null;
}
