import fc from "fast-check";
import { expect, it } from "vitest";
import type { Menu } from "../../pos/menu.ts";
import { groupOf, menuOf, modifierOf, productOf, taxOf } from "../../pricing/testing/orders.ts";
import type { MenuChange } from "./changes.ts";
import { diffMenus } from "./diff.ts";
import { keyOfNode, nodesOf } from "./nodes.ts";

const cents = fc.integer({ min: 0, max: 3_000 });
const name = fc.constantFrom("Tea", "Cake", "Soup");
const some = (ids: string[]) => fc.subarray(ids);

const product = fc.record({
  id: fc.constantFrom("p1", "p2", "p3", "p4"),
  name,
  priceCents: cents,
  isAvailable: fc.boolean(),
  modifierGroupIds: some(["g1", "g2"]),
  taxIds: some(["t1", "t2"]),
  description: fc.option(name),
  priceLevels: fc.uniqueArray(
    fc.record({ id: fc.constantFrom("s", "l"), name, priceCents: cents, isAvailable: fc.boolean() }),
    { selector: ({ id }) => id, maxLength: 2 },
  ),
});
const group = fc.record({
  id: fc.constantFrom("g1", "g2", "g3"),
  minSelected: fc.integer({ min: 0, max: 2 }),
  maxSelected: fc.integer({ min: 2, max: 4 }),
  modifierIds: some(["m1", "m2", "m3"]),
});
const modifier = fc.record({ id: fc.constantFrom("m1", "m2", "m3"), name, priceCents: cents });
const unique = <T extends { id: string }>(one: fc.Arbitrary<T>) =>
  fc.uniqueArray(one, { selector: ({ id }) => id, maxLength: 4 });

const menu: fc.Arbitrary<Menu> = fc
  .record({
    products: unique(product),
    groups: unique(group),
    modifiers: unique(modifier),
    rate: fc.constantFrom("8.75", "19"),
  })
  .map(({ products, groups, modifiers, rate }) =>
    menuOf({
      products: products.map(productOf),
      modifierGroups: groups.map(groupOf),
      modifiers: modifiers.map(modifierOf),
      taxes: [taxOf("t1", rate)],
    }),
  );

const keyOf = ({ node: kind, productId, id }: MenuChange) => keyOfNode({ kind, productId, id });
/** One text for one change, whatever the order of its fields; the ratio is not the same the other way round. */
function text({ kind, node, id, productId, names, field, price, before, after }: MenuChange): string {
  const cents = [price?.beforeCents ?? null, price?.afterCents ?? null];
  return JSON.stringify([kind, node, id, productId, names.before, names.after, field, cents, before, after]);
}

function mirrored({ kind, names, price, before, after, ...rest }: MenuChange): MenuChange {
  return {
    kind: kind === "added" ? "gone" : kind === "gone" ? "added" : kind,
    names: { before: names.after, after: names.before },
    price: price && { beforeCents: price.afterCents, afterCents: price.beforeCents, ratio: null },
    before: after,
    after: before,
    ...rest,
  };
}

it("finds nothing between a menu and itself", () => {
  fc.assert(
    fc.property(menu, (one) => {
      expect(diffMenus(one, structuredClone(one))).toEqual([]);
    }),
  );
});

it("tells the same the other way round, mirrored", () => {
  fc.assert(
    fc.property(menu, menu, (one, other) => {
      const there = diffMenus(one, other).map(text).sort();
      const back = diffMenus(other, one).map(mirrored).map(text).sort();
      expect(back).toEqual(there);
    }),
  );
});

it("leads from the things of one menu to those of the other by what it says came and went", () => {
  fc.assert(
    fc.property(menu, menu, (one, other) => {
      const things = new Set(nodesOf(one).keys());
      for (const change of diffMenus(one, other)) {
        if (change.kind === "added") things.add(keyOf(change));
        if (change.kind === "gone") things.delete(keyOf(change));
      }
      expect([...things].sort()).toEqual([...nodesOf(other).keys()].sort());
    }),
  );
});

it("misses no difference but that of places in a list", () => {
  const plain = (one: Menu) =>
    JSON.stringify(
      [...nodesOf(one)].sort().map(([key, node]) => [
        key,
        {
          ...node,
          lists: Object.entries(node.lists).map(([field, list]) => [
            field,
            [...(list ?? [])].map(([id]) => id).sort(),
          ]),
        },
      ]),
    );
  fc.assert(
    fc.property(menu, menu, (one, other) => {
      const isSame = plain(one) === plain(other);
      expect(diffMenus(one, other).length === 0).toBe(isSame);
    }),
  );
});
