import type { OrderModifier } from "@parley/par-contract";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Menu, MenuModifier, MenuModifierGroup, MenuProduct } from "../pos/menu.ts";
import { deriveAvailability } from "./derived-availability.ts";
import { choiceOf, groupOf, lineOf, menuOf, modifierOf, price, productOf } from "./testing/orders.ts";

/**
 * On generated menus: what is told as available can be ordered, and what is told as off by derivation cannot, however
 * its choices are made.
 */

const RUNS = 10_000;

type Draw = (max: number) => number;

/** A small menu with much of it off; modifiers and groups are shared, and nest by their numbers without a circle. */
function drawMenu(upTo: Draw): Menu {
  const isRare = () => upTo(4) === 0;
  const groupCount = 1 + upTo(3);
  const modifierCount = 1 + upTo(4);
  const some = <T>(all: readonly T[], max: number): T[] => {
    const picked = Array.from({ length: all.length === 0 ? 0 : upTo(max) }, () => all[upTo(all.length - 1)]);
    return [...new Set(picked.flatMap((each) => (each === undefined ? [] : [each])))];
  };
  const groupIds = Array.from({ length: groupCount }, (_, at) => `g${at}`);
  const modifiers: MenuModifier[] = Array.from({ length: modifierCount }, (_, at) =>
    modifierOf({
      id: `m${at}`,
      priceCents: upTo(200),
      isAvailable: upTo(3) > 0,
      maxQuantity: 1 + upTo(1),
      // A modifier leads to groups after its own number only, and a group to modifiers after its own.
      modifierGroupIds: isRare() || upTo(1) === 0 ? some(groupIds.slice(at + 1), 2) : [],
    }),
  );
  const modifierGroups: MenuModifierGroup[] = groupIds.map((id, at) => {
    const minSelected = upTo(2);
    return groupOf({
      id,
      minSelected,
      maxSelected: isRare() ? upTo(3) : minSelected + upTo(2),
      freeQuantity: upTo(1),
      modifierIds: some(
        modifiers.slice(at).map((modifier) => modifier.id),
        3,
      ),
    });
  });
  const products: MenuProduct[] = Array.from({ length: 1 + upTo(1) }, (_, at) =>
    productOf({
      id: `p${at}`,
      priceCents: upTo(900),
      isAvailable: !isRare(),
      modifierGroupIds: some(groupIds, 2),
      priceLevels: Array.from({ length: upTo(2) }, (_, level) => {
        return { id: `p${at}l${level}`, name: "", priceCents: upTo(900), isAvailable: upTo(1) === 0 };
      }),
    }),
  );
  const menu = menuOf({ products, modifierGroups, modifiers });
  return isRare()
    ? { ...menu, categories: menu.categories.map((c) => ({ ...c, productIds: ["p0"] })) }
    : menu;
}

const aMenu = fc.gen().map((gen) => drawMenu((max) => gen(fc.integer, { min: 0, max })));

const byId = <T extends { id: string }>(nodes: readonly T[], id: string) =>
  nodes.find((node) => node.id === id);

/**
 * Every way to choose for these groups that keeps every rule of the menu, by trying them all; of each way only so many
 * as tell whether there is one. Nothing here knows what pricing derives.
 */
function selections(menu: Menu, groupIds: readonly string[]): OrderModifier[][] {
  let ways: OrderModifier[][] = [[]];
  for (const groupId of groupIds) {
    const group = byId(menu.modifierGroups, groupId);
    if (group === undefined) continue;
    const inGroup = waysOf(menu, group);
    ways = ways.flatMap((way) => inGroup.map((more) => [...way, ...more]));
  }
  return ways;
}

function waysOf(menu: Menu, group: MenuModifierGroup): OrderModifier[][] {
  let ways: { entries: OrderModifier[]; count: number }[] = [{ entries: [], count: 0 }];
  for (const id of group.modifierIds) {
    const modifier = byId(menu.modifiers, id);
    if (modifier === undefined) continue;
    const [below] = modifier.isAvailable ? selections(menu, modifier.modifierGroupIds) : [];
    if (below === undefined) continue;
    const quantities = Array.from({ length: modifier.maxQuantity }, (_, at) => at + 1);
    ways = ways.flatMap((way) => [
      way,
      ...quantities.map((quantity) => ({
        entries: [...way.entries, choiceOf(id, { modifierGroupId: group.id, quantity, modifiers: below })],
        count: way.count + quantity,
      })),
    ]);
  }
  const right = ways.filter(({ count }) => count >= group.minSelected && count <= group.maxSelected);
  return right.slice(0, 1).map(({ entries }) => entries);
}

/** Whether validate takes the line, with the totals that it finds itself. */
function validates(
  menu: Menu,
  itemId: string,
  priceLevelId: string | null,
  modifiers: OrderModifier[],
): boolean {
  const items = [lineOf({ itemId, priceLevelId, modifiers })];
  const first = price(menu, { items }, { operation: "validate_order" });
  if (first.order === null) return false;
  const totals = {
    subtotalCents: first.order.subtotalCents,
    grandTotalCents: first.order.computedGrandTotalCents,
  };
  return price(menu, { items, ...totals }, { operation: "validate_order" }).kind === "priced";
}

/** Whether some line of the product validates; the levels that are tried include none at all. */
function canBeOrdered(menu: Menu, product: MenuProduct): boolean {
  return [null, ...product.priceLevels.map(({ id }) => id)].some((levelId) =>
    selections(menu, product.modifierGroupIds).some((way) => validates(menu, product.id, levelId, way)),
  );
}

it("H: an item that is told as available can be ordered, and one that is not cannot", () => {
  const seen = { available: 0, off: 0 };
  fc.assert(
    fc.property(aMenu, (menu) => {
      const derived = deriveAvailability(menu);
      for (const product of menu.products) {
        const isTold = product.isAvailable && derived.blockerOf("product", product.id) === null;
        expect(canBeOrdered(menu, product)).toBe(isTold);
        if (isTold) seen.available += 1;
        else if (product.isAvailable) seen.off += 1;
      }
    }),
    { numRuns: RUNS },
  );
  expect(seen.available).toBeGreaterThan(RUNS / 10);
  expect(seen.off).toBeGreaterThan(RUNS / 10);
});
