import type { OrderModifier } from "@parley/par-contract";
import type { IssueList } from "./issues.ts";
import type { IndexedGroup, IndexedModifier, MenuIndex } from "./menu-index.ts";
import type { PricedModifier } from "./types.ts";
import { isUnsetId } from "./unset.ts";

/** What one line gathers while its tree of modifiers is walked. */
export interface LineTally {
  index: MenuIndex;
  issues: IssueList;
  lineId: string;
  /** Tax class → cents of the whole line that are taxed that way. */
  centsByTaxClass: Map<string, number>;
  /** Set once something of the line has no known price. */
  isUnpriced: boolean;
}

/** An item or a modifier whose choices are being priced. */
interface Parent {
  name: string;
  groups: readonly IndexedGroup[];
  taxClass: string;
  /** Field path of the parent, without `.modifiers`. */
  path: string;
  /** How many of this parent the whole line holds: quantities multiply downwards. */
  units: number;
}

interface GroupTally {
  indexed: IndexedGroup;
  selected: number;
  freeLeft: number;
  /** Per modifier, because the same one may be listed twice. */
  byModifier: Map<string, number>;
}

/**
 * Prices the choices made for one parent, nested ones included. Free units go to the first in request order.
 * Returns what one parent pays; every broken rule goes to the tally's issues.
 */
export function priceModifiers(
  parent: Parent,
  entries: readonly OrderModifier[],
  tally: LineTally,
): { totalCents: number; modifiers: PricedModifier[] } {
  const groups = parent.groups.map(
    (indexed): GroupTally => ({
      indexed,
      selected: 0,
      freeLeft: indexed.group.freeQuantity,
      byModifier: new Map(),
    }),
  );
  const modifiers: PricedModifier[] = [];
  let totalCents = 0;
  let position = -1;
  for (const entry of entries) {
    position += 1;
    const path = `${parent.path}.modifiers[${position}]`;
    const known = tally.index.modifiers.get(entry.modifierId);
    const group = known === undefined ? undefined : chooseGroup(groups, entry);
    if (known === undefined || group === undefined) {
      tally.isUnpriced = true;
      tally.issues.add(notFound(parent.name, entry, path, tally.lineId));
      continue;
    }
    const priced = priceEntry({ parent, entry, known, group, path, tally });
    totalCents += priced.totalCents;
    modifiers.push(priced);
  }
  checkGroups(parent, groups, tally);
  return { totalCents, modifiers };
}

/** The group that is named; else the first that has the modifier and room for it; else the first that has it. */
function chooseGroup(groups: readonly GroupTally[], entry: OrderModifier): GroupTally | undefined {
  const having = (tally: GroupTally) => tally.indexed.members.has(entry.modifierId);
  const isNamed = groups.some(({ indexed }) => indexed.group.id === entry.modifierGroupId);
  if (entry.modifierGroupId !== null && (isNamed || !isUnsetId(entry.modifierGroupId))) {
    return groups.find((tally) => tally.indexed.group.id === entry.modifierGroupId && having(tally));
  }
  return (
    groups.find((t) => having(t) && t.selected + entry.quantity <= t.indexed.group.maxSelected) ??
    groups.find(having)
  );
}

interface EntryInput {
  parent: Parent;
  entry: OrderModifier;
  known: IndexedModifier;
  group: GroupTally;
  path: string;
  tally: LineTally;
}

function priceEntry({ parent, entry, known, group, path, tally }: EntryInput): PricedModifier {
  const { modifier } = known;
  const freeQuantity = Math.min(group.freeLeft, entry.quantity);
  group.freeLeft -= freeQuantity;
  group.selected += entry.quantity;
  group.byModifier.set(modifier.id, (group.byModifier.get(modifier.id) ?? 0) + entry.quantity);

  const { blocker } = known;
  if (!modifier.isAvailable || blocker !== null) {
    const why = blocker === null ? "is not available" : `cannot be chosen: ${blocker.because}`;
    tally.issues.add({
      code: "modifier_unavailable",
      message: `${modifier.name} ${why}`,
      field: `${path}.modifier_id`,
      lineId: tally.lineId,
    });
  }
  checkUnitPrice({ entry, priceCents: modifier.priceCents, name: modifier.name, path, tally });

  const taxClass = known.taxClass ?? parent.taxClass;
  const chargedCents = (entry.quantity - freeQuantity) * modifier.priceCents;
  const inLine = tally.centsByTaxClass.get(taxClass) ?? 0;
  tally.centsByTaxClass.set(taxClass, inLine + chargedCents * parent.units);

  const nested = priceModifiers(
    { name: modifier.name, groups: known.groups, taxClass, path, units: parent.units * entry.quantity },
    entry.modifiers,
    tally,
  );
  return {
    modifierId: modifier.id,
    modifierGroupId: group.indexed.group.id,
    name: modifier.name,
    quantity: entry.quantity,
    freeQuantity,
    unitPriceCents: modifier.priceCents,
    totalCents: chargedCents + entry.quantity * nested.totalCents,
    modifiers: nested.modifiers,
  };
}

/** A sent price must be the menu's; 0 is a price that was not set. */
function checkUnitPrice(input: {
  entry: OrderModifier;
  priceCents: number;
  name: string;
  path: string;
  tally: LineTally;
}): void {
  const { entry, priceCents, name, path, tally } = input;
  const sentCents = entry.unitPriceCents;
  if (sentCents === null || sentCents === 0 || sentCents === priceCents) return;
  tally.issues.add({
    code: "price_mismatch",
    message: `${name} costs ${tally.issues.text(priceCents)}`,
    field: `${path}.unit_price`,
    lineId: tally.lineId,
    ...tally.issues.compare(priceCents, sentCents),
  });
}

function checkGroups(parent: Parent, groups: readonly GroupTally[], tally: LineTally): void {
  const field = `${parent.path}.modifiers`;
  const { lineId } = tally;
  for (const { indexed, selected, byModifier } of groups) {
    const { group, isFillable } = indexed;
    // A group that nobody can fill makes its parent unavailable, which has been said.
    if (selected < group.minSelected && isFillable) {
      const message = `${parent.name} needs at least ${group.minSelected} of ${group.name}`;
      const expected = group.minSelected;
      tally.issues.add({ code: "modifier_min", message, field, lineId, expected, actual: selected });
    }
    if (selected > group.maxSelected) {
      const message = `${parent.name} takes at most ${group.maxSelected} of ${group.name}`;
      const expected = group.maxSelected;
      tally.issues.add({ code: "modifier_max", message, field, lineId, expected, actual: selected });
    }
    for (const [modifierId, quantity] of byModifier) {
      const modifier = tally.index.modifiers.get(modifierId)?.modifier;
      if (modifier === undefined || quantity <= modifier.maxQuantity) continue;
      const message = `${parent.name} takes at most ${modifier.maxQuantity} of ${modifier.name}`;
      const expected = modifier.maxQuantity;
      tally.issues.add({ code: "modifier_max", message, field, lineId, expected, actual: quantity });
    }
  }
}

function notFound(parentName: string, entry: OrderModifier, path: string, lineId: string) {
  const where = entry.modifierGroupId === null ? "" : ` in its group "${entry.modifierGroupId}"`;
  return {
    code: "modifier_not_found" as const,
    message: `${parentName} offers no modifier "${entry.modifierId}"${where}`,
    field: `${path}.modifier_id`,
    lineId,
  };
}
