import type { AvailabilityItem } from "@parley/db/menus";
import type { Menu } from "../../pos/menu.ts";

/** What one store's menu has of an item of another store's menu. */
export type SameItem =
  | { kind: "found"; item: AvailabilityItem; name: string; by: "id" | "name" }
  /** Its menu has neither the id nor the name. */
  | { kind: "none" }
  /** It has another id there, and several items have the name. */
  | { kind: "ambiguous" };

/** An item as the person sees it at one store; `name` null where it has left the menu. */
export interface SeenItem extends AvailabilityItem {
  name: string | null;
}

/** The item of a menu, with its name there; null where the menu does not have it. */
export function itemOf(menu: Menu, { kind, itemId }: AvailabilityItem): SeenItem | null {
  const found = listOf(menu, kind).find(({ id }) => id === itemId);
  return found === undefined ? null : { kind, itemId, name: found.name };
}

/**
 * Finds an item of one store on the menu of another: by its id, which stores of one POS account share; else by its
 * name, case and blanks aside, where exactly one item of the kind has it.
 */
export function sameItem(menu: Menu, { kind, itemId, name }: SeenItem): SameItem {
  const items = listOf(menu, kind);
  const byId = items.find(({ id }) => id === itemId);
  if (byId !== undefined) return { kind: "found", item: { kind, itemId }, name: byId.name, by: "id" };
  const wanted = name === null ? "" : plainName(name);
  if (wanted === "") return { kind: "none" };
  const [byName, ...others] = items.filter((item) => plainName(item.name) === wanted);
  if (byName === undefined) return { kind: "none" };
  if (others.length > 0) return { kind: "ambiguous" };
  return { kind: "found", item: { kind, itemId: byName.id }, name: byName.name, by: "name" };
}

function listOf(menu: Menu, kind: AvailabilityItem["kind"]): readonly { id: string; name: string }[] {
  return kind === "product" ? menu.products : menu.modifiers;
}

function plainName(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}
