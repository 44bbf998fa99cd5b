import type { BridgeMenu } from "@parley/bridge-contract";
import type { Menu } from "../menu.ts";
import { MenuError } from "./menu-error.ts";

/**
 * Turns a bridge menu into the menu that rooms use. Nobody needs to check the result again: every id is
 * unique in its list, every referenced id exists, and groups and modifiers form no cycle.
 * @throws MenuError
 */
export function readBridgeMenu(source: BridgeMenu): Menu {
  const faults = [...idFaults(source), ...groupFaults(source)];
  // Where ids are wrong nobody can tell what leads to what.
  if (faults.length === 0) faults.push(...cycleFaults(source));
  if (faults.length > 0) throw new MenuError(faults);
  return {
    currency: source.currency,
    menus: source.menus.map((menu) => ({
      id: menu.id,
      name: menu.name,
      orderTypes: menu.order_types,
      servingTimes: menu.serving_times,
      categoryIds: menu.category_ids,
    })),
    categories: source.categories.map((category) => ({
      id: category.id,
      name: category.name,
      description: category.description,
      sortOrder: category.sort_order,
      productIds: category.product_ids,
    })),
    products: source.products.map((product) => ({
      id: product.id,
      name: product.name,
      description: product.description,
      type: product.type,
      priceCents: product.price_cents,
      isAvailable: product.is_available,
      imageUrl: product.image_url,
      calories: product.calories,
      priceLevels: product.price_levels.map((level) => ({
        id: level.id,
        name: level.name,
        priceCents: level.price_cents,
        isAvailable: level.is_available,
      })),
      modifierGroupIds: product.modifier_group_ids,
      taxIds: product.tax_ids,
      plu: product.plu,
    })),
    modifierGroups: source.modifier_groups.map((group) => ({
      id: group.id,
      name: group.name,
      minSelected: group.min_selected,
      maxSelected: group.max_selected,
      freeQuantity: group.free_quantity,
      modifierIds: group.modifier_ids,
    })),
    modifiers: source.modifiers.map((modifier) => ({
      id: modifier.id,
      name: modifier.name,
      priceCents: modifier.price_cents,
      isAvailable: modifier.is_available,
      maxQuantity: modifier.max_quantity,
      defaultQuantity: modifier.default_quantity,
      modifierGroupIds: modifier.modifier_group_ids,
      taxIds: modifier.tax_ids,
    })),
    taxes: source.taxes.map((tax) => ({
      id: tax.id,
      name: tax.name,
      ratePercent: tax.rate_percent,
      inclusive: tax.inclusive,
    })),
    fees: source.fees.map((fee) => ({
      id: fee.id,
      name: fee.name,
      amountCents: fee.amount_cents,
      taxIds: fee.tax_ids,
    })),
  };
}

function idFaults(source: BridgeMenu): string[] {
  const faults: string[] = [];

  function uniqueIds(what: string, entries: readonly { id: string }[]): ReadonlySet<string> {
    const ids = new Set<string>();
    for (const { id } of entries) {
      if (ids.has(id)) faults.push(`two entries of ${what} share the id ${id}`);
      ids.add(id);
    }
    return ids;
  }

  /** Each entry of a list of references is named once, and exists. */
  function allKnown(where: string, what: string, ids: readonly string[], known: ReadonlySet<string>): void {
    for (const id of ids) if (!known.has(id)) faults.push(`${where} names the unknown ${what} ${id}`);
    if (new Set(ids).size !== ids.length) faults.push(`${where} names a ${what} twice`);
  }

  uniqueIds("menu", source.menus);
  const categories = uniqueIds("category", source.categories);
  const products = uniqueIds("product", source.products);
  const groups = uniqueIds("modifier group", source.modifier_groups);
  const modifiers = uniqueIds("modifier", source.modifiers);
  const taxes = uniqueIds("tax", source.taxes);
  uniqueIds("fee", source.fees);
  for (const menu of source.menus) allKnown(`menu ${menu.id}`, "category", menu.category_ids, categories);
  for (const { id, product_ids } of source.categories)
    allKnown(`category ${id}`, "product", product_ids, products);
  for (const product of source.products) {
    uniqueIds(`price level of product ${product.id}`, product.price_levels);
    allKnown(`product ${product.id}`, "modifier group", product.modifier_group_ids, groups);
    allKnown(`product ${product.id}`, "tax", product.tax_ids, taxes);
  }
  for (const { id, modifier_ids } of source.modifier_groups) {
    allKnown(`modifier group ${id}`, "modifier", modifier_ids, modifiers);
  }
  for (const modifier of source.modifiers) {
    allKnown(`modifier ${modifier.id}`, "modifier group", modifier.modifier_group_ids, groups);
    allKnown(`modifier ${modifier.id}`, "tax", modifier.tax_ids, taxes);
  }
  for (const fee of source.fees) allKnown(`fee ${fee.id}`, "tax", fee.tax_ids, taxes);
  return faults;
}

function groupFaults(source: BridgeMenu): string[] {
  return source.modifier_groups
    .filter((group) => group.min_selected > group.max_selected)
    .map((group) => `modifier group ${group.id} asks for more than it allows`);
}

/**
 * Repeatedly removes groups that no remaining modifier leads to. If some cannot be removed, there is a
 * cycle. A loop instead of recursion, so that a deep menu costs no stack.
 */
function cycleFaults(source: BridgeMenu): string[] {
  const groupsUnder = new Map(source.modifiers.map((modifier) => [modifier.id, modifier.modifier_group_ids]));
  const childrenOf = new Map(
    source.modifier_groups.map((group) => [
      group.id,
      group.modifier_ids.flatMap((id) => groupsUnder.get(id) ?? []),
    ]),
  );
  const parents = new Map<string, number>();
  for (const children of childrenOf.values()) {
    for (const child of children) parents.set(child, (parents.get(child) ?? 0) + 1);
  }
  const free = [...childrenOf.keys()].filter((id) => !parents.has(id));
  let takenAway = 0;
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    takenAway += 1;
    for (const child of childrenOf.get(id) ?? []) {
      const left = (parents.get(child) ?? 0) - 1;
      parents.set(child, left);
      if (left === 0) free.push(child);
    }
  }
  return takenAway < childrenOf.size ? ["modifier groups and modifiers contain each other in a cycle"] : [];
}
