import type { Menu } from "../pos/menu.ts";
import type { MenuFinding } from "./finding.ts";

/**
 * What an order could have and is most likely not meant: items that cost nothing, items without a tax among others
 * that have one, and names that a guest cannot tell apart. Nothing is changed for it; only what its POS says is
 * looked at, and never whether something is sold out.
 */
export function doubtsOf(menu: Menu): MenuFinding[] {
  return [...costNothing(menu), ...withoutTax(menu), ...sameNames(menu)];
}

/** Free by itself, in each of its sizes, and with whatever has to be chosen. */
function costNothing(menu: Menu): MenuFinding[] {
  const groups = new Map(menu.modifierGroups.map((group) => [group.id, group]));
  const paid = new Set(menu.modifiers.filter(({ priceCents }) => priceCents > 0).map(({ id }) => id));
  return menu.products.flatMap(({ id, priceCents, priceLevels, modifierGroupIds }): MenuFinding[] => {
    const isPaidByChoice = modifierGroupIds.some((groupId) => {
      const group = groups.get(groupId);
      return group !== undefined && group.minSelected > 0 && group.modifierIds.some((each) => paid.has(each));
    });
    const prices = priceLevels.length === 0 ? [priceCents] : priceLevels.map((level) => level.priceCents);
    if (isPaidByChoice || prices.every((cents) => cents > 0)) return [];
    if (priceLevels.length === 0) return [{ code: "zero_price", kind: "product", id, size: null }];
    return priceLevels.flatMap((level) =>
      level.priceCents > 0 ? [] : [{ code: "zero_price", kind: "product", id, size: level.name }],
    );
  });
}

/** Where most items have a tax, one that has none was most likely forgotten. */
function withoutTax({ products }: Menu): MenuFinding[] {
  const taxed = products.filter(({ taxIds }) => taxIds.length > 0).length;
  // Groceries among a deli's plates are often untaxed, so a few are no doubt where many are.
  if (taxed * 4 < products.length * 3) return [];
  return products.flatMap(({ id, taxIds, priceLevels, priceCents }): MenuFinding[] => {
    const isFree = priceCents === 0 && priceLevels.every((level) => level.priceCents === 0);
    return taxIds.length > 0 || isFree ? [] : [{ code: "no_tax", kind: "product", id, taxed }];
  });
}

/** Two items under one heading, or two options of one group, that a guest reads as the same. */
function sameNames(menu: Menu): MenuFinding[] {
  const names = {
    product: new Map(menu.products.map(({ id, name }) => [id, name])),
    modifier: new Map(menu.modifiers.map(({ id, name }) => [id, name])),
  };
  const found = new Map<string, MenuFinding>();
  const look = (kind: "product" | "modifier", ids: readonly string[], within: string) => {
    const first = new Map<string, string>();
    for (const id of new Set(ids)) {
      const name = names[kind].get(id);
      if (name === undefined) continue;
      const read = name.normalize("NFKC").trim().toLowerCase().replaceAll(/\s+/g, " ");
      const other = first.get(read);
      if (other === undefined) first.set(read, id);
      else if (!found.has(`${kind} ${id}`))
        found.set(`${kind} ${id}`, { code: "duplicate_name", kind, id, other, within });
    }
  };
  for (const { name, productIds } of menu.categories) look("product", productIds, name);
  for (const { name, modifierIds } of menu.modifierGroups) look("modifier", modifierIds, name);
  return [...found.values()];
}
