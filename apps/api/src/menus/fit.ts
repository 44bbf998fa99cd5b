import { cutText, NUMBER_MAX, TEXT_MAX } from "@parley/limits";
import type { Menu } from "../pos/menu.ts";
import { deriveAvailability } from "../pricing/price-order.ts";
import { withAvailability } from "./availability/availability-status.ts";
import { doubtsOf } from "./doubts.ts";
import type { GroupFault, MenuFinding } from "./finding.ts";
import { isBlank, visibleText } from "./visible-text.ts";

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
    { kind, id, what }: Pick<MenuFinding, "kind" | "id"> & { what: "name" | "description" },
    text: string,
  ): string {
    const visible = visibleText(text);
    if (visible !== text && visible !== text.trim()) find({ code: "text_cleaned", kind, id, what });
    return visible;
  }

  function named<Node extends Named>(kind: MenuFinding["kind"], said: Node): Node {
    const { id } = said;
    const node = { ...said, name: seen({ kind, id, what: "name" }, said.name) };
    if (isBlank(node.name)) {
      find({ code: "name_blank", kind, id });
      return { ...node, name: id };
    }
    if (node.name.length <= TEXT_MAX.menuName) return node;
    find({ code: "name_cut", kind, id, length: node.name.length });
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
    find({ code: "description_cut", kind, id, length });
    return { ...fitted, description: cutText(description, TEXT_MAX.description) };
  }

  function product(node: Menu["products"][number]): Menu["products"][number] {
    const fitted = described("product", node);
    const calories = node.calories ?? 0;
    const hasTooMany = calories > NUMBER_MAX.count;
    if (hasTooMany) find({ code: "calories_left_out", kind: "product", id: node.id, calories });
    const hasImage = node.imageUrl === null || isWebAddress(node.imageUrl);
    if (!hasImage) find({ code: "image_left_out", kind: "product", id: node.id });
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
  return { menu: fitted, findings: [...findings, ...neverOrdered(fitted), ...doubtsOf(fitted)] };
}

/** What no order could have if everything were on: it is told as not available, and only the POS can mend it. */
function neverOrdered(menu: Menu): MenuFinding[] {
  const derived = deriveAvailability(withAvailability(menu, () => true));
  const maxOf = new Map(menu.modifiers.map(({ id, maxQuantity }) => [id, maxQuantity]));

  function faultOf({ minSelected, modifierIds }: Menu["modifierGroups"][number]): GroupFault {
    if (modifierIds.length === 0) return { kind: "without_options" };
    const most = modifierIds.reduce((sum, id) => sum + (maxOf.get(id) ?? 0), 0);
    if (most < minSelected) return { kind: "allows_less", least: minSelected, most };
    return { kind: "options_blocked", least: minSelected };
  }

  const groups = menu.modifierGroups
    .filter(({ id }) => !derived.isFillable(id))
    .map((group): MenuFinding => {
      return { code: "group_never_filled", kind: "modifier_group", id: group.id, fault: faultOf(group) };
    });
  const items = (kind: "product" | "modifier", nodes: readonly { id: string }[]) =>
    nodes.flatMap(({ id }): MenuFinding[] => {
      const blocker = derived.blockerOf(kind, id);
      // A group that is to blame has a finding of its own; sold-out sizes come back.
      if (blocker === null || blocker.kind === "group" || blocker.kind === "price_levels") return [];
      return [{ code: "item_never_ordered", kind, id, blocker }];
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
  find({ code: "order_changed", kind: "category", id: odd.id, place: odd.sortOrder });
  const places = new Map(
    [...new Set(categories.map(({ sortOrder }) => sortOrder))]
      .sort((one, other) => one - other)
      .map((sortOrder, place) => [sortOrder, place]),
  );
  return categories.map((category) => ({ ...category, sortOrder: places.get(category.sortOrder) ?? 0 }));
}
