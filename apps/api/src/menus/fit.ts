import { cutText, NUMBER_MAX, TEXT_MAX } from "@parley/limits";
import type { Menu } from "../pos/menu.ts";
import { deriveAvailability } from "../pricing/price-order.ts";
import { withAvailability } from "./availability/availability-status.ts";
import { isBlank, visibleText } from "./visible-text.ts";

/** Something about a store's menu that a person should mend at the POS. The menu is served all the same. */
export interface MenuFinding {
  code:
    | "text_cleaned"
    | "name_blank"
    | "name_cut"
    | "description_cut"
    | "calories_left_out"
    | "image_left_out"
    | "order_changed"
    | "group_never_filled"
    | "item_never_ordered";
  /** What kind of thing it is about, and the POS's id of it. */
  kind: "menu" | "category" | "product" | "price_level" | "modifier_group" | "modifier" | "tax" | "fee";
  id: string;
  /** A sentence for people. */
  message: string;
}

interface Named {
  id: string;
  name: string;
}

/**
 * A menu as PAR may get it, what had to be changed for that, and what nobody could ever order of it. A POS may say more than PAR's fields take: names
 * of any length or none at all, places in any sequence of numbers. One such value must not cost PAR the menu.
 * What is stored is what the POS said; every reader gets it through here.
 */
export function fitMenu(menu: Menu): { menu: Menu; findings: MenuFinding[] } {
  const findings: MenuFinding[] = [];
  const find = (finding: MenuFinding) => findings.push(finding);

  /** What can be seen of a text; the rest is found. */
  function seen(
    { kind, id, what }: Pick<MenuFinding, "kind" | "id"> & { what: string },
    text: string,
  ): string {
    const visible = visibleText(text);
    if (visible !== text) {
      const message = `Its ${what} has line breaks or characters that cannot be seen; PAR gets it without them.`;
      if (visible !== text.trim()) find({ code: "text_cleaned", kind, id, message });
    }
    return visible;
  }

  function named<Node extends Named>(kind: MenuFinding["kind"], said: Node): Node {
    const { id } = said;
    const node = { ...said, name: seen({ kind, id, what: "name" }, said.name) };
    if (isBlank(node.name)) {
      find({ code: "name_blank", kind, id, message: "It has no name; guests see its id." });
      return { ...node, name: id };
    }
    if (node.name.length <= TEXT_MAX.menuName) return node;
    const message = `Its name has ${node.name.length} characters; PAR gets ${TEXT_MAX.menuName} of them.`;
    find({ code: "name_cut", kind, id, message });
    return { ...node, name: cutText(node.name, TEXT_MAX.menuName) };
  }

  function described<Node extends Named & { description: string | null }>(
    kind: MenuFinding["kind"],
    node: Node,
  ): Node {
    const { id } = node;
    const fitted = named(kind, node);
    if (node.description === null) return fitted;
    const description = seen({ kind, id, what: "description" }, node.description);
    const { length } = description;
    if (length <= TEXT_MAX.description)
      return { ...fitted, description: isBlank(description) ? null : description };
    const message = `Its description has ${length} characters; PAR gets ${TEXT_MAX.description} of them.`;
    find({ code: "description_cut", kind, id, message });
    return { ...fitted, description: cutText(description, TEXT_MAX.description) };
  }

  function product(node: Menu["products"][number]): Menu["products"][number] {
    const fitted = described("product", node);
    const hasTooMany = (node.calories ?? 0) > NUMBER_MAX.count;
    if (hasTooMany) {
      const message = `${node.calories} calories cannot be; PAR gets none.`;
      find({ code: "calories_left_out", kind: "product", id: node.id, message });
    }
    const hasImage = node.imageUrl === null || isWebAddress(node.imageUrl);
    if (!hasImage) {
      const message = "Its picture's address is not one of the web; PAR gets none.";
      find({ code: "image_left_out", kind: "product", id: node.id, message });
    }
    return {
      ...fitted,
      plu: node.plu === null ? null : visibleText(node.plu),
      imageUrl: hasImage ? node.imageUrl : null,
      calories: hasTooMany ? null : node.calories,
      priceLevels: node.priceLevels.map((level) => named("price_level", level)),
    };
  }

  const fitted: Menu = {
    currency: menu.currency,
    menus: menu.menus.map((section) => ({
      ...named("menu", section),
      orderTypes: [...new Set(section.orderTypes)],
    })),
    categories: inPlaces(
      menu.categories.map((category) => described("category", category)),
      find,
    ),
    products: menu.products.map(product),
    modifierGroups: menu.modifierGroups.map((group) => named("modifier_group", group)),
    modifiers: menu.modifiers.map((modifier) => named("modifier", modifier)),
    taxes: menu.taxes.map((tax) => named("tax", tax)),
    fees: menu.fees.map((fee) => named("fee", fee)),
  };
  return { menu: fitted, findings: [...findings, ...neverOrdered(fitted)] };
}

/** What no order could have if everything were on: it is told as not available, and only the POS can mend it. */
function neverOrdered(menu: Menu): MenuFinding[] {
  const derived = deriveAvailability(withAvailability(menu, () => true));
  const maxOf = new Map(menu.modifiers.map(({ id, maxQuantity }) => [id, maxQuantity]));

  function fault({ minSelected, modifierIds }: Menu["modifierGroups"][number]): string {
    if (modifierIds.length === 0) return "It asks for a choice and has no options";
    const most = modifierIds.reduce((sum, id) => sum + (maxOf.get(id) ?? 0), 0);
    if (most < minSelected) return `It asks for ${minSelected} and its options allow ${most}`;
    return `It asks for ${minSelected} and too few of its options can be chosen at all`;
  }

  const groups = menu.modifierGroups
    .filter(({ id }) => !derived.isFillable(id))
    .map((group): MenuFinding => {
      const message = `${fault(group)}, so what requires it cannot be ordered.`;
      return { code: "group_never_filled", kind: "modifier_group", id: group.id, message };
    });
  const items = (kind: "product" | "modifier", nodes: readonly { id: string }[]) =>
    nodes.flatMap(({ id }): MenuFinding[] => {
      const blocker = derived.blockerOf(kind, id);
      // A group that is to blame has a finding of its own; sold-out sizes come back.
      if (blocker === null || blocker.kind === "group" || blocker.kind === "price_levels") return [];
      const message = `Nobody can order it: ${blocker.because}.`;
      return [{ code: "item_never_ordered", kind, id, message }];
    });
  return [...groups, ...items("product", menu.products), ...items("modifier", menu.modifiers)];
}

/**
 * PAR and guests' browsers open it, so it must not be able to run anything: `javascript:` and `data:` could. What one
 * reader repairs (a space, a backslash, a missing `//`) another reads as something else, so it must be well formed.
 */
function isWebAddress(text: string): boolean {
  if (text.length > TEXT_MAX.url || !/^https?:\/\/[^\s\p{C}\\<>"{}|^`]+$/iu.test(text)) return false;
  const url = URL.canParse(text) ? new URL(text) : null;
  return (
    url !== null && ["https:", "http:"].includes(url.protocol) && url.username === "" && url.password === ""
  );
}

/** Places that PAR cannot take become 0, 1, 2 …: the sequence stays, which is all that they say. */
function inPlaces(categories: Menu["categories"], find: (finding: MenuFinding) => void): Menu["categories"] {
  const odd = categories.find(({ sortOrder }) => sortOrder < 0 || sortOrder > NUMBER_MAX.count);
  if (odd === undefined) return categories;
  const message = `Its place ${odd.sortOrder} is not from 0 to ${NUMBER_MAX.count}; PAR gets 0, 1, 2 and so on.`;
  find({ code: "order_changed", kind: "category", id: odd.id, message });
  const places = new Map(
    [...new Set(categories.map(({ sortOrder }) => sortOrder))]
      .sort((one, other) => one - other)
      .map((sortOrder, place) => [sortOrder, place]),
  );
  return categories.map((category) => ({ ...category, sortOrder: places.get(category.sortOrder) ?? 0 }));
}
