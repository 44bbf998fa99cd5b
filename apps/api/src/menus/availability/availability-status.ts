import type { AvailabilityItem, AvailabilityOverride } from "@parley/db/menus";
import type { Menu } from "../../pos/menu.ts";

/** Whether an item can be ordered now, and who decided it. */
export interface AvailabilityStatus {
  isAvailable: boolean;
  source: "operator" | "pos" | "menu";
  /** The override that decides; null where the menu itself does. */
  override: AvailabilityOverride | null;
  /** True where the POS itself reports it sold out: then an operator cannot bring it back. */
  isSoldOutAtPos: boolean;
}

/** An item that cannot be ordered now. */
export interface OffItem extends AvailabilityItem {
  /** Null for an item that has left the menu. */
  name: string | null;
  status: AvailabilityStatus;
}

/** Judges items by the overrides in force. */
export interface AvailabilityStatuses {
  /** @param item `isAvailable` is what the menu says, with or without the overrides applied */
  of(kind: AvailabilityItem["kind"], item: { id: string; isAvailable: boolean }): AvailabilityStatus;
}

/**
 * The one rule of precedence, for PAR's menu, pricing, the admin and the CLI: an operator takes an item off
 * whatever the POS says; otherwise the POS decides both ways, since an override of the POS that is still in
 * force is newer than the menu; otherwise the menu does.
 */
export function statusesOf(overrides: readonly AvailabilityOverride[]): AvailabilityStatuses {
  const byItem = new Map<string, AvailabilityOverride[]>();
  for (const override of overrides) {
    const key = keyOf(override);
    byItem.set(key, [...(byItem.get(key) ?? []), override]);
  }
  return {
    of(kind, { id, isAvailable }) {
      const own = byItem.get(keyOf({ kind, itemId: id })) ?? [];
      const operator = own.find(({ source }) => source === "operator");
      const pos = own.find(({ source }) => source === "pos");
      const isSoldOutAtPos = pos?.isAvailable === false;
      if (operator !== undefined) {
        return { isAvailable: false, source: "operator", override: operator, isSoldOutAtPos };
      }
      if (pos !== undefined) {
        return { isAvailable: pos.isAvailable, source: "pos", override: pos, isSoldOutAtPos };
      }
      return { isAvailable, source: "menu", override: null, isSoldOutAtPos };
    },
  };
}

/**
 * Everything that cannot be ordered now: products, then modifiers, in the menu's order, and last the items that
 * somebody took off and that have left the menu since. Without a menu, only these.
 */
export function offItems(menu: Menu | null, overrides: readonly AvailabilityOverride[]): OffItem[] {
  const statuses = statusesOf(overrides);
  const of = (
    kind: AvailabilityItem["kind"],
    items: readonly { id: string; name: string; isAvailable: boolean }[],
  ) =>
    items.map((item): OffItem => {
      return { kind, itemId: item.id, name: item.name, status: statuses.of(kind, item) };
    });
  const known = [...of("product", menu?.products ?? []), ...of("modifier", menu?.modifiers ?? [])];
  const keys = new Set(known.map(keyOf));
  const gone = overrides
    .filter((override) => !override.isAvailable && !keys.has(keyOf(override)))
    .map((override): OffItem => {
      const { kind, itemId } = override;
      const status = statuses.of(kind, { id: itemId, isAvailable: false });
      return { kind, itemId, name: null, status };
    });
  const goneOnce = [...new Map(gone.map((item) => [keyOf(item), item])).values()];
  return [...known.filter(({ status }) => !status.isAvailable), ...goneOnce];
}

/** One text for one item of a store. */
export function keyOf({ kind, itemId }: AvailabilityItem): string {
  return `${kind} ${itemId}`;
}
