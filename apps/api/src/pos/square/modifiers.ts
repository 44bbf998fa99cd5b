import type { BridgeMenu } from "@parley/bridge-contract";
import {
  centsIn,
  isAt,
  type MenuPlace,
  type SquareListInfo,
  type SquareModifier,
  type SquareModifierList,
  type SquareObject,
  wordsOf,
} from "./catalog.ts";

/** Means "no limit" for the units of one modifier and of one group: nobody orders more on one line. */
const NO_LIMIT = 99;

export interface GroupBook {
  /** The group through which an item offers a list; null if it offers nothing of the list. */
  groupFor(info: SquareListInfo, itemId: string): string | null;
  /** The groups that `groupFor` was asked for, and all groups under them. */
  groups(): BridgeMenu["modifier_groups"];
  modifiers(): BridgeMenu["modifiers"];
}

/**
 * Modifier lists as groups. A list has one group for all items that use it unchanged, and one more for
 * each item that changes its limits or hides some of its modifiers. Orders name modifiers, never groups,
 * so we may make up the ids of groups. Lists of free text are left out.
 */
export function createGroups(here: readonly SquareObject[], place: MenuPlace): GroupBook {
  const lists = new Map<string, SquareModifierList>();
  for (const object of here) {
    if (object.type === "MODIFIER_LIST" && object.modifierListData.modifierType !== "TEXT")
      lists.set(object.id, object);
  }
  const groups = new Map<string, BridgeMenu["modifier_groups"][number]>();
  const modifiers = new Map<string, BridgeMenu["modifiers"][number]>();

  function offered(list: SquareModifierList, info: SquareListInfo | null): SquareModifier[] {
    return (list.modifierListData.modifiers ?? [])
      .filter((modifier) => isAt(modifier, place.location.id) && !isHidden(modifier, info))
      .sort((a, b) => (a.modifierData.ordinal ?? 0) - (b.modifierData.ordinal ?? 0));
  }

  function add(list: SquareModifierList, info: SquareListInfo | null, id: string): string | null {
    if (groups.has(id)) return id;
    const members = offered(list, info);
    if (members.length === 0) return null;
    const repeats = allowsQuantities(list, info);
    const most = repeats ? NO_LIMIT : members.length;
    const { min, max } = limitsOf(list, info, most);
    groups.set(id, {
      id,
      name: wordsOf(list.modifierListData.name, list.id),
      min_selected: min,
      max_selected: max,
      free_quantity: 0,
      modifier_ids: members.map((member) => member.id),
    });
    for (const member of members) addModifier(member, repeats);
    return id;
  }

  function addModifier({ id, modifierData: data }: SquareModifier, repeats: boolean): void {
    const known = modifiers.get(id);
    if (known !== undefined) {
      // One item may allow more than another; the wider limit is kept, and Square decides in the end.
      if (repeats) known.max_quantity = NO_LIMIT;
      return;
    }
    const override = data.locationOverrides?.find(({ locationId }) => locationId === place.location.id);
    const price = override?.priceMoney ?? data.priceMoney;
    const made: BridgeMenu["modifiers"][number] = {
      id,
      name: wordsOf(data.name, id),
      price_cents: price == null ? 0 : centsIn(price, place, `modifier ${id}`),
      is_available: override?.soldOut !== true,
      max_quantity: repeats ? NO_LIMIT : 1,
      default_quantity: data.onByDefault === true ? 1 : 0,
      modifier_group_ids: [],
      tax_ids: [],
    };
    // Stored before its children are visited, so that a cycle ends here and the menu's rules find it.
    modifiers.set(id, made);
    made.modifier_group_ids = [...new Set(data.childModifierListIds ?? [])].flatMap((listId) => {
      const list = lists.get(listId);
      return list === undefined ? [] : (add(list, null, list.id) ?? []);
    });
  }

  return {
    groupFor(info, itemId) {
      const list = lists.get(info.modifierListId);
      if (list === undefined || info.enabled === false) return null;
      return changesList(info) ? add(list, info, `${list.id}:${itemId}`) : add(list, null, list.id);
    },
    groups: () => [...groups.values()],
    modifiers: () => [...modifiers.values()],
  };
}

function changesList({
  minSelectedModifiers,
  maxSelectedModifiers,
  allowQuantities,
  modifierOverrides,
}: SquareListInfo) {
  const hasLimits = isSet(minSelectedModifiers) || isSet(maxSelectedModifiers);
  const hasQuantities = allowQuantities === "YES" || allowQuantities === "NO";
  return (
    hasLimits ||
    hasQuantities ||
    (modifierOverrides ?? []).some(
      ({ hiddenOnlineOverride }) => hiddenOnlineOverride === "YES" || hiddenOnlineOverride === "NO",
    )
  );
}

/** Square uses -1 for a limit that is not set. */
function isSet(limit: number | null | undefined): limit is number {
  return limit != null && limit !== -1;
}

function isHidden({ id, modifierData }: SquareModifier, info: SquareListInfo | null): boolean {
  const override = info?.modifierOverrides?.find(({ modifierId }) => modifierId === id)?.hiddenOnlineOverride;
  if (override === "YES") return true;
  return override === "NO" ? false : modifierData.hiddenOnline === true;
}

function allowsQuantities({ modifierListData }: SquareModifierList, info: SquareListInfo | null): boolean {
  if (info?.allowQuantities === "YES") return true;
  return info?.allowQuantities === "NO" ? false : modifierListData.allowQuantities === true;
}

/** The item's own limits if it has set any, else the list's. A maximum of 0 or less means no limit. */
function limitsOf({ modifierListData: data }: SquareModifierList, info: SquareListInfo | null, most: number) {
  const isOwn = info !== null && (isSet(info.minSelectedModifiers) || isSet(info.maxSelectedModifiers));
  const source = isOwn ? info : data;
  const single = data.selectionType === "SINGLE" && !isSet(source.maxSelectedModifiers);
  const asked = source.maxSelectedModifiers ?? 0;
  const max = single ? 1 : asked > 0 ? Math.min(asked, most) : most;
  // If fewer are offered than must be chosen, all must be chosen; else nobody could order the item.
  return { min: Math.min(Math.max(0, source.minSelectedModifiers ?? 0), max), max };
}
