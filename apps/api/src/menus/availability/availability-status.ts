import type { AvailabilityItem, AvailabilityRow } from "@parley/db/menus";
import type { Menu } from "../../pos/menu.ts";

/** Whether an item can be ordered now, and whose word that is. */
export interface Standing {
  isAvailable: boolean;
  source: "operator" | "pos" | "menu";
  /** The word that decides; null where the menu itself does. */
  word: AvailabilityRow | null;
  /** True where the POS's own word is that it is sold out: then an operator cannot bring it back. */
  isSoldOutAtPos: boolean;
}

/** An item that cannot be ordered now. */
export interface OffItem extends AvailabilityItem {
  /** Null for an item that is not on the menu any more. */
  name: string | null;
  standing: Standing;
}

/** Words that hold now, by item. An operator's takes off, whatever the POS says; else the POS's decides. */
export interface Standings {
  of(kind: AvailabilityItem["kind"], item: { id: string; isAvailable: boolean }): Standing;
}

export function standingsOf(words: readonly AvailabilityRow[]): Standings {
  const byItem = new Map<string, AvailabilityRow[]>();
  for (const word of words) {
    const key = keyOf(word);
    byItem.set(key, [...(byItem.get(key) ?? []), word]);
  }
  return {
    of(kind, { id, isAvailable }) {
      const said = byItem.get(keyOf({ kind, itemId: id })) ?? [];
      const operator = said.find(({ source }) => source === "operator");
      const pos = said.find(({ source }) => source === "pos");
      const isSoldOutAtPos = pos?.isAvailable === false;
      if (operator !== undefined) {
        return { isAvailable: false, source: "operator", word: operator, isSoldOutAtPos };
      }
      if (pos !== undefined) {
        return { isAvailable: pos.isAvailable, source: "pos", word: pos, isSoldOutAtPos };
      }
      return { isAvailable, source: "menu", word: null, isSoldOutAtPos };
    },
  };
}

/**
 * Everything that cannot be ordered now: products, then modifiers, in the menu's order, and at last items that
 * somebody took off and that have left the menu since. Without a menu, only these.
 */
export function offItems(menu: Menu | null, words: readonly AvailabilityRow[]): OffItem[] {
  const standings = standingsOf(words);
  const of = (
    kind: AvailabilityItem["kind"],
    items: readonly { id: string; name: string; isAvailable: boolean }[],
  ) =>
    items.map((item): OffItem => {
      return { kind, itemId: item.id, name: item.name, standing: standings.of(kind, item) };
    });
  const known = [...of("product", menu?.products ?? []), ...of("modifier", menu?.modifiers ?? [])];
  const keys = new Set(known.map(keyOf));
  const gone = words
    .filter((word) => !word.isAvailable && !keys.has(keyOf(word)))
    .map((word): OffItem => {
      const { kind, itemId } = word;
      const standing = standings.of(kind, { id: itemId, isAvailable: false });
      return { kind, itemId, name: null, standing };
    });
  const goneOnce = [...new Map(gone.map((item) => [keyOf(item), item])).values()];
  return [...known.filter(({ standing }) => !standing.isAvailable), ...goneOnce];
}

/** One text for one item of a store. */
export function keyOf({ kind, itemId }: AvailabilityItem): string {
  return `${kind} ${itemId}`;
}
