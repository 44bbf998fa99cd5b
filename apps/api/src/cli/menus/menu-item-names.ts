import type { AvailabilityItem } from "@parley/db/menus";
import type { CurrentMenu } from "../../menus/current-menu.ts";
import { plain } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";

export interface NamedItem extends AvailabilityItem {
  /** Null for an item that has left the menu. */
  name: string | null;
}

const HINTS_MAX = 5;

/**
 * The items that a person named by the POS's ids. Where a product and a modifier share an id, it is written
 * `product:ID` or `modifier:ID`. An item that is off may have left the menu.
 * @param off the items that are off, so that they can be put back
 * @throws Refusal for an id that means nothing or two things; it names ids that look like it.
 */
export function findItems(
  given: readonly string[],
  menu: CurrentMenu["menu"] | null,
  off: readonly AvailabilityItem[],
): NamedItem[] {
  const known = knownItems(menu, off);
  return given.map((text) => {
    const found = known.filter(({ kind, itemId }) => text === itemId || text === `${kind}:${itemId}`);
    const [item, ...others] = found;
    if (item === undefined) throw unknown(text, known);
    if (others.length > 0) {
      throw new Refusal(
        "ambiguous_item",
        `"${plain(text)}" is a product and a modifier.`,
        `Say which: product:${plain(text)} or modifier:${plain(text)}`,
      );
    }
    return item;
  });
}

function knownItems(menu: CurrentMenu["menu"] | null, off: readonly AvailabilityItem[]): NamedItem[] {
  const known: NamedItem[] = [
    ...(menu?.products ?? []).map(({ id, name }) => ({ kind: "product" as const, itemId: id, name })),
    ...(menu?.modifiers ?? []).map(({ id, name }) => ({ kind: "modifier" as const, itemId: id, name })),
  ];
  const gone = off
    .filter((each) => !known.some((item) => item.kind === each.kind && item.itemId === each.itemId))
    .map(({ kind, itemId }) => ({ kind, itemId, name: null }));
  const goneOnce = new Map(gone.map((item) => [`${item.kind} ${item.itemId}`, item]));
  return [...known, ...goneOnce.values()];
}

function unknown(text: string, known: readonly NamedItem[]): Refusal {
  const wanted = text.toLowerCase();
  const alike = known.filter(({ itemId, name }) =>
    [itemId, name ?? ""].some((text) => text.toLowerCase().includes(wanted)),
  );
  const hint =
    known.length === 0
      ? "The store has no menu yet."
      : alike.length === 0
        ? "Items are named by the POS's id; the admin shows it below each name."
        : `Did you mean: ${alike
            .slice(0, HINTS_MAX)
            .map(({ itemId, name }) => `${plain(itemId)}${name === null ? "" : ` (${plain(name)})`}`)
            .join(", ")}`;
  return new Refusal("unknown_item", `The store's menu has no item "${plain(text)}".`, hint);
}
