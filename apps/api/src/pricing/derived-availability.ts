import { LIST_MAX } from "@parley/limits";
import { JSON_MAX_DEPTH } from "@parley/par-contract";
import type { Menu } from "../pos/menu.ts";

/** Why no order can have an item that is not off itself. It ends when what it needs is back. */
export type Blocker = {
  /** A clause as PAR is told it, such as `no option is left in Size`. */
  because: string;
} & (
  | { kind: "price_levels" | "no_menu" | "too_many_choices" | "too_deep" }
  /** The name of the group that cannot be filled, and whether some of its options can still be had. */
  | { kind: "group"; group: string; isAnyLeft: boolean }
);

/** What the flags of a menu mean for orders. */
export interface DerivedAvailability {
  /** What stands in the way of an item besides its own flag; null where nothing does. */
  blockerOf(kind: "product" | "modifier", id: string): Blocker | null;
  /** Whether some choice among what can be had meets a group's rules. */
  isFillable(groupId: string): boolean;
}

/**
 * How deep choices can nest in an order: the body, its details, the items and the item take a level of JSON each,
 * and every level of modifiers two, the list and the modifier.
 */
export const CHOICE_LEVELS_MAX = Math.floor((JSON_MAX_DEPTH - 4) / 2);

const remembered = new WeakMap<Menu, DerivedAvailability>();

/**
 * Derives from a menu's flags what can be ordered, over the whole tree: an item can be had where some choice of
 * modifiers would be taken by pricing and fits into an order. Told once for PAR's menu, validate, the admin and
 * the CLI. Kept per menu object, which must not be changed afterwards. Amounts beyond the currency's bound are not
 * looked at.
 */
export function deriveAvailability(menu: Menu): DerivedAvailability {
  const known = remembered.get(menu);
  if (known !== undefined) return known;
  const derived = derive(menu);
  remembered.set(menu, derived);
  return derived;
}

function derive(menu: Menu): DerivedAvailability {
  const groups = new Map(menu.modifierGroups.map((group) => [group.id, group]));
  const { choosable, entriesOf } = findChoosable(menu);
  const depths = depthsOf(menu);
  const offered = offeredProducts(menu);

  function groupBlocker(groupIds: readonly string[]): Blocker | null {
    const blocking = groupIds.find((id) => entriesOf.get(id) === Infinity);
    const group = blocking === undefined ? undefined : groups.get(blocking);
    if (group !== undefined) {
      const isAnyLeft = group.modifierIds.some((id) => choosable.has(id));
      const because = `${isAnyLeft ? "too few options are" : "no option is"} left in ${group.name}`;
      return { kind: "group", group: group.name, isAnyLeft, because };
    }
    if (canBeMade(groupIds, entriesOf)) return null;
    return { kind: "too_many_choices", because: "it needs more choices than an order can list" };
  }

  function productBlocker({ id, priceLevels, modifierGroupIds }: Menu["products"][number]): Blocker | null {
    if (!offered.has(id)) return { kind: "no_menu", because: "no menu of the store offers it" };
    if (priceLevels.length > 0 && priceLevels.every(({ isAvailable }) => !isAvailable)) {
      return { kind: "price_levels", because: "all of its sizes are sold out" };
    }
    return groupBlocker(modifierGroupIds);
  }

  function modifierBlocker({ id, isAvailable, modifierGroupIds }: Menu["modifiers"][number]): Blocker | null {
    const blocker = groupBlocker(modifierGroupIds);
    if (blocker !== null || !isAvailable) return blocker;
    const levels = choosable.get(id);
    // What no product leads to cannot be ordered at any depth, so nothing is said of it.
    const fits = levels !== undefined && (depths.get(id) ?? 1) + levels - 1 <= CHOICE_LEVELS_MAX;
    return fits ? null : { kind: "too_deep", because: "its choices nest deeper than an order can" };
  }

  const blockers = {
    product: new Map(menu.products.map((product) => [product.id, productBlocker(product)])),
    modifier: new Map(menu.modifiers.map((modifier) => [modifier.id, modifierBlocker(modifier)])),
  };
  return {
    blockerOf: (kind, id) => blockers[kind].get(id) ?? null,
    isFillable: (groupId) => entriesOf.get(groupId) !== Infinity,
  };
}

interface Choosable {
  /** Modifier → how many levels of an order it takes with what it requires: 1 where it requires nothing. */
  choosable: ReadonlyMap<string, number>;
  /** Group → the fewest entries of an order that meet its minimum; Infinity where nothing does. */
  entriesOf: ReadonlyMap<string, number>;
}

/**
 * Finds in rounds what can be chosen: first the modifiers that require nothing, then those whose required groups
 * can be filled with what was found, one level of nesting more with each round. So a deep menu costs no stack,
 * and modifiers that require each other in a circle are never found.
 */
function findChoosable(menu: Menu): Choosable {
  const maxOf = new Map(menu.modifiers.map(({ id, maxQuantity }) => [id, maxQuantity]));
  const choosable = new Map<string, number>();
  let entriesOf = new Map<string, number>();
  let waiting = menu.modifiers.filter(({ isAvailable }) => isAvailable);
  for (let levels = 0; levels <= CHOICE_LEVELS_MAX; levels += 1) {
    const maxima = (ids: readonly string[]) =>
      ids.flatMap((id) => (choosable.has(id) ? (maxOf.get(id) ?? []) : []));
    entriesOf = new Map(menu.modifierGroups.map((group) => [group.id, fewestEntries(group, maxima)]));
    // What was found in the last round has no room for another level above it.
    if (levels === CHOICE_LEVELS_MAX) break;
    const found = waiting.filter(({ modifierGroupIds }) => canBeMade(modifierGroupIds, entriesOf));
    if (found.length === 0) break;
    for (const { id } of found) choosable.set(id, levels + 1);
    waiting = waiting.filter(({ id }) => !choosable.has(id));
  }
  return { choosable, entriesOf };
}

/** Modifier → the level at which an order can list it first: 1 for a product's own choices. Without recursion. */
function depthsOf(menu: Menu): ReadonlyMap<string, number> {
  const modifiersOf = new Map(menu.modifierGroups.map(({ id, modifierIds }) => [id, modifierIds]));
  const groupsUnder = new Map(menu.modifiers.map(({ id, modifierGroupIds }) => [id, modifierGroupIds]));
  const depths = new Map<string, number>();
  let level = menu.products.flatMap(({ modifierGroupIds }) => modifierGroupIds);
  const reached = new Set<string>();
  for (let depth = 1; level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const groupId of level) {
      if (reached.has(groupId)) continue;
      reached.add(groupId);
      for (const id of modifiersOf.get(groupId) ?? []) {
        if (depths.has(id)) continue;
        depths.set(id, depth);
        for (const under of groupsUnder.get(id) ?? []) next.push(under);
      }
    }
    level = next;
  }
  return depths;
}

/** @param maximaOf how many may be taken of each modifier that can be chosen at all */
function fewestEntries(
  { minSelected, maxSelected, modifierIds }: Menu["modifierGroups"][number],
  maximaOf: (ids: readonly string[]) => number[],
): number {
  if (maxSelected < Math.max(minSelected, 0)) return Infinity;
  if (minSelected <= 0) return 0;
  const maxima = maximaOf(modifierIds).sort((a, b) => b - a);
  let lacking = minSelected;
  for (const [at, most] of maxima.entries()) {
    lacking -= most;
    if (lacking <= 0) return at + 1;
  }
  return Infinity;
}

/** Whether one parent's required choices can be made, in the one list that an order has for them. */
function canBeMade(groupIds: readonly string[], entriesOf: ReadonlyMap<string, number>): boolean {
  let entries = 0;
  for (const id of groupIds) entries += entriesOf.get(id) ?? 0;
  return entries <= LIST_MAX.choices;
}

/** The products that some menu of the store leads to. */
function offeredProducts(menu: Menu): ReadonlySet<string> {
  const shown = new Set(menu.menus.flatMap(({ categoryIds }) => categoryIds));
  return new Set(menu.categories.flatMap(({ id, productIds }) => (shown.has(id) ? productIds : [])));
}
