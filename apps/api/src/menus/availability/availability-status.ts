import type { AvailabilityItem, AvailabilityOverride } from "@parley/db/menus";
import type { Menu } from "../../pos/menu.ts";
import { type Blocker, deriveAvailability } from "../../pricing/price-order.ts";

/** Whether an item can be ordered now, and who decided it. */
export interface AvailabilityStatus {
  isAvailable: boolean;
  /** `derived`: nobody has said so; what the item needs is off. */
  source: "operator" | "pos" | "menu" | "derived";
  /** The override that decides; null where the menu itself does, or what the item needs. */
  override: AvailabilityOverride | null;
  /** True where the POS itself reports it sold out: then an operator cannot bring it back. */
  isSoldOutAtPos: boolean;
  /** Why no order can have it, whoever decides otherwise; null where nothing stands in the way. */
  blocker: Blocker | null;
}

/** An item that cannot be ordered now. */
export interface OffItem extends AvailabilityItem {
  /** Null for an item that has left the menu. */
  name: string | null;
  status: AvailabilityStatus;
}

/** What holds for each item of a menu; without one, for each that was overridden. */
export type AvailabilityStatuses = ReadonlyMap<string, AvailabilityStatus>;

const UNKNOWN: AvailabilityStatus = {
  isAvailable: false,
  source: "menu",
  override: null,
  isSoldOutAtPos: false,
  blocker: null,
};

/** An item that nobody has said anything about cannot be ordered. */
export function statusOf(statuses: AvailabilityStatuses, item: AvailabilityItem): AvailabilityStatus {
  return statuses.get(keyOf(item)) ?? UNKNOWN;
}

/**
 * The one rule of precedence, for PAR's menu, pricing, the admin and the CLI: an operator takes an item off
 * whatever the POS says; otherwise the POS decides both ways, since an override of the POS that is still in
 * force is newer than the menu; otherwise the menu does. And what is left on is off all the same where no order
 * could have it.
 * @param menu as the POS gave it, without the overrides
 */
export function statusesOf(
  menu: Menu | null,
  overrides: readonly AvailabilityOverride[],
): AvailabilityStatuses {
  const said = saidOf(menu, overrides);
  const isOn = (item: AvailabilityItem) => said.get(keyOf(item))?.isAvailable === true;
  const derived = menu === null ? null : deriveAvailability(withAvailability(menu, isOn));
  const judged = [...said].map(([key, { item, ...status }]): [string, AvailabilityStatus] => {
    const blocker = derived?.blockerOf(item.kind, item.itemId) ?? null;
    if (!status.isAvailable || blocker === null) return [key, { ...status, blocker }];
    return [key, { ...status, isAvailable: false, source: "derived", override: null, blocker }];
  });
  return new Map(judged);
}

/** The menu with other flags on its items; the same object where none differs. */
export function withAvailability(menu: Menu, isAvailable: (item: AvailabilityItem) => boolean): Menu {
  let isSame = true;
  const judge = <Item extends { id: string; isAvailable: boolean }>(
    kind: AvailabilityItem["kind"],
    items: readonly Item[],
  ) =>
    items.map((item) => {
      const flag = isAvailable({ kind, itemId: item.id });
      if (flag === item.isAvailable) return item;
      isSame = false;
      return { ...item, isAvailable: flag };
    });
  const products = judge("product", menu.products);
  const modifiers = judge("modifier", menu.modifiers);
  return isSame ? menu : { ...menu, products, modifiers };
}

type Said = Omit<AvailabilityStatus, "blocker"> & { item: AvailabilityItem };

/** What people, the POS and the menu say about each item by itself. */
function saidOf(menu: Menu | null, overrides: readonly AvailabilityOverride[]): Map<string, Said> {
  const said = new Map<string, Said>();
  const onMenu = (
    kind: AvailabilityItem["kind"],
    items: readonly { id: string; isAvailable: boolean }[] = [],
  ) => {
    for (const { id: itemId, isAvailable } of items) {
      const item = { kind, itemId };
      said.set(keyOf(item), { item, isAvailable, source: "menu", override: null, isSoldOutAtPos: false });
    }
  };
  onMenu("product", menu?.products);
  onMenu("modifier", menu?.modifiers);
  for (const override of overrides) {
    const { kind, itemId, source, isAvailable } = override;
    const item = { kind, itemId };
    const before = said.get(keyOf(item));
    if (menu !== null && before === undefined) continue;
    const isSoldOutAtPos = before?.isSoldOutAtPos === true || (source === "pos" && !isAvailable);
    if (source === "operator") {
      said.set(keyOf(item), { item, isAvailable: false, source, override, isSoldOutAtPos });
    } else if (before?.source === "operator") {
      said.set(keyOf(item), { ...before, isSoldOutAtPos });
    } else {
      said.set(keyOf(item), { item, isAvailable, source, override, isSoldOutAtPos });
    }
  }
  return said;
}

/**
 * Everything that cannot be ordered now: products, then modifiers, in the menu's order, and last the items that
 * somebody took off and that have left the menu since. Without a menu, only these.
 * @param statuses of this menu and these overrides, where they are known already
 */
export function offItems(
  menu: Menu | null,
  overrides: readonly AvailabilityOverride[],
  statuses = statusesOf(menu, overrides),
): OffItem[] {
  const of = (kind: AvailabilityItem["kind"], items: readonly { id: string; name: string }[]) =>
    items.map(
      ({ id, name }): OffItem => ({
        kind,
        itemId: id,
        name,
        status: statusOf(statuses, { kind, itemId: id }),
      }),
    );
  const known = [...of("product", menu?.products ?? []), ...of("modifier", menu?.modifiers ?? [])];
  const keys = new Set(known.map(keyOf));
  const goneStatuses = statusesOf(null, overrides);
  const gone = overrides
    .filter((override) => !override.isAvailable && !keys.has(keyOf(override)))
    .map((override): OffItem => {
      const { kind, itemId } = override;
      return { kind, itemId, name: null, status: statusOf(goneStatuses, override) };
    });
  const goneOnce = [...new Map(gone.map((item) => [keyOf(item), item])).values()];
  return [...known.filter(({ status }) => !status.isAvailable), ...goneOnce];
}

/** One text for one item of a store. */
export function keyOf({ kind, itemId }: AvailabilityItem): string {
  return `${kind} ${itemId}`;
}
