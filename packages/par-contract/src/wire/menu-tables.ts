import { LIST_MAX, NUMBER_MAX, TEXT_MAX } from "@parley/limits";
import { type Row, row, type WireTable, type WireType } from "./row.ts";
import { locationId, organizationId, requestDatetime, requestUid, required } from "./shared-rows.ts";

/** The wire table of the menu call; see `tables.ts` for what the columns mean. */

// On menu requests the location may come from the token, and the two others are only echoed.
const optional = <F extends string, T extends WireType, O extends WireTable>(
  known: Row<F, T, boolean, O>,
): Row<F, T, false, O> => ({ ...known, required: false });

/** Contract 3.3: the body of the menu request. */
export const menuRequestTable = [
  organizationId,
  optional(locationId),
  optional(requestUid),
  optional(requestDatetime),
  row("orderType", "order_type", "text", "P", "menus per order type", { max: LIST_MAX.orderTypes }),
  row("ifVersion", "if_version", "text", "P", "ours", { max: 200 }),
] as const;

const nodeId = row("id", "id", "ref", "P", "menuitem model", required);
const nodeName = row("name", "name", "text", "P", "menuitem model", {
  max: TEXT_MAX.menuName,
  required: true,
});
const available = row("isAvailable", "is_available", "flag", "P", "cart", required);
const price = row("price", "price", "money", "P", "menuitem model", required);
const description = row("description", "description", "text", "P", "menuitem model", {
  max: TEXT_MAX.description,
});
const refs = <const F extends string>(field: F, at: string) =>
  row(field, at, "refs", "P", "menu v2", { max: LIST_MAX.nodes, required: true });

const servingTimeTable = [
  row("days", "days", "integers", "P", "menu v2", { max: 7, required: true }),
  row("from", "from", "text", "P", "menu v2", { max: 5, required: true }),
  row("to", "to", "text", "P", "menu v2", { max: 5, required: true }),
] as const;
const menuTable = [
  nodeId,
  nodeName,
  row("orderTypes", "order_types", "texts", "P", "menu v2", { max: LIST_MAX.orderTypes, required: true }),
  row("servingTimes", "serving_times", "list", "P", "menu v2", {
    max: LIST_MAX.parts,
    of: () => servingTimeTable,
    required: true,
  }),
  refs("categoryIds", "category_ids"),
] as const;
const categoryTable = [
  nodeId,
  nodeName,
  description,
  row("sortOrder", "sort_order", "count", "P", "ours", required),
  refs("productIds", "product_ids"),
] as const;
const priceLevelTable = [nodeId, nodeName, price, available] as const;
const productTable = [
  nodeId,
  nodeName,
  description,
  row("type", "type", "text", "P", "menu v2: item or combo", { max: 20, required: true }),
  price,
  available,
  row("imageUrl", "image_url", "text", "P", "menuitem image", { max: TEXT_MAX.url }),
  row("calories", "calories", "count", "P", "menuitem price levels"),
  row("priceLevels", "price_levels", "list", "P", "menuitem model", {
    max: LIST_MAX.parts,
    of: () => priceLevelTable,
    required: true,
  }),
  refs("modifierGroupIds", "modifier_group_ids"),
  refs("taxIds", "tax_ids"),
  row("plu", "plu", "text", "P", "POS mapping", { max: TEXT_MAX.id }),
] as const;
const modifierGroupTable = [
  nodeId,
  nodeName,
  row("minSelected", "min_selected", "count", "P", "menuitem model", required),
  row("maxSelected", "max_selected", "count", "P", "menuitem model", required),
  row("freeQuantity", "free_quantity", "count", "P", "ours", required),
  refs("modifierIds", "modifier_ids"),
] as const;
const menuModifierTable = [
  nodeId,
  nodeName,
  price,
  available,
  row("maxQuantity", "max_quantity", "count", "P", "ours", required),
  row("defaultQuantity", "default_quantity", "count", "P", "ours", required),
  refs("modifierGroupIds", "modifier_group_ids"),
  refs("taxIds", "tax_ids"),
] as const;
const menuTaxTable = [
  nodeId,
  nodeName,
  row("rate", "rate", "number", "P", "ours; unit by switch tax_rate_unit", {
    max: NUMBER_MAX.ratePercent,
    required: true,
  }),
  row("inclusive", "inclusive", "flag", "P", "ours", required),
] as const;

const nodes = <const F extends string, O extends WireTable>(field: F, at: string, of: () => O) =>
  row(field, at, "list", "P", "menu v2", { max: LIST_MAX.nodes, of });

/** The lists of a menu answer, which end it. */
export const menuListsTable = [
  nodes("menus", "menus", () => menuTable),
  nodes("categories", "categories", () => categoryTable),
  nodes("products", "products", () => productTable),
  nodes("modifierGroups", "modifier_groups", () => modifierGroupTable),
  nodes("modifiers", "modifiers", () => menuModifierTable),
  nodes("taxes", "taxes", () => menuTaxTable),
] as const;

/** Contract 3.4: flat lists joined by ids, so that nesting depth is free. */
export const menuAnswerTable = [
  organizationId,
  locationId,
  optional(requestUid),
  optional(requestDatetime),
  row("menuVersion", "menu_version", "text", "P", "ours", { max: 200, required: true }),
  row("generatedAt", "generated_at", "instant", "P", "ours", required),
  row("currency", "currency", "currency", "P", "ours", required),
  row("menuChanged", "menu_changed", "flag", "P", "ours", required),
  ...menuListsTable,
] as const;
