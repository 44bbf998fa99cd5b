import { LIST_MAX, TEXT_MAX } from "@parley/limits";
import { z } from "zod";
import { cents, count, currency, freeText, percent, posId } from "./wire-types.ts";

/** A store's menu. Flat lists joined by ids, so that modifiers may nest as deep as the POS likes. */

const hourMinute = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/);

export const bridgeOrderType = z
  .enum(["dine_in", "table_service", "takeout", "delivery", "curbside"])
  .describe("How the guest gets the food");

const servingTime = z.object({
  days: z.array(z.int().min(1).max(7)).max(7).describe("1 = Monday … 7 = Sunday"),
  from: hourMinute.describe("In the store's zone"),
  to: hourMinute,
});

const ids = z.array(posId).max(LIST_MAX.nodes);
/** The nodes of one kind. */
const nodes = <Node extends z.ZodType>(node: Node) => z.array(node).max(LIST_MAX.nodes);
/** PAR's names are shorter than what a POS may call a thing, so a long one is cut, and the store's page says so. */
const name = freeText.describe(`Cut after ${TEXT_MAX.menuName} characters; the id where it is blank`);
const description = freeText.nullable().describe(`Cut after ${TEXT_MAX.description} characters`);

const section = z.object({
  id: posId,
  name,
  order_types: z.array(bridgeOrderType).max(LIST_MAX.orderTypes),
  serving_times: z.array(servingTime).max(LIST_MAX.parts).describe("Empty: always"),
  category_ids: ids,
});

const category = z.object({
  id: posId,
  name,
  description,
  sort_order: z.int().describe("Any whole number; the smallest comes first"),
  product_ids: ids,
});

const product = z.object({
  id: posId,
  name,
  description,
  type: z.enum(["item", "combo"]).describe("A combo's choices are modifier groups"),
  price_cents: cents.describe("The price where no price level is chosen"),
  is_available: z.boolean().describe("Keep sold-out products in the menu with false"),
  image_url: freeText
    .nullable()
    .describe(`A well-formed http or https address of at most ${TEXT_MAX.url} characters; else left out`),
  calories: z.int().min(0).nullable(),
  price_levels: z
    .array(z.object({ id: posId, name, price_cents: cents, is_available: z.boolean() }))
    .max(LIST_MAX.parts),
  modifier_group_ids: ids,
  tax_ids: ids,
  plu: z.string().max(TEXT_MAX.id).nullable(),
});

const modifierGroup = z.object({
  id: posId,
  name,
  min_selected: count,
  max_selected: count,
  free_quantity: count.describe("The first so many units, in the order's sequence, cost nothing"),
  modifier_ids: ids,
});

const modifier = z.object({
  id: posId,
  name,
  price_cents: cents,
  is_available: z.boolean(),
  max_quantity: z.int().min(1).max(9_999),
  default_quantity: count,
  modifier_group_ids: ids.describe("Groups under this modifier; no cycles"),
  tax_ids: ids,
});

const tax = z.object({
  id: posId,
  name,
  rate_percent: percent,
  inclusive: z.boolean().describe("true: the tax is inside the price"),
});

const fee = z.object({
  id: posId,
  name,
  amount_cents: cents.nullable().describe("null: the amount comes with the order"),
  tax_ids: ids,
});

export const bridgeMenu = z.object({
  store: posId,
  version: z
    .string()
    .regex(/^[\x21\x23-\x7e]{1,128}$/)
    .describe("Changes with the content; the ETag is this text in double quotes"),
  currency,
  menus: nodes(section).min(1),
  categories: nodes(category),
  products: nodes(product),
  modifier_groups: nodes(modifierGroup),
  modifiers: nodes(modifier),
  taxes: z.array(tax).max(LIST_MAX.charges),
  fees: z.array(fee).max(LIST_MAX.charges),
});

export type BridgeMenu = z.infer<typeof bridgeMenu>;
export type BridgeOrderType = z.infer<typeof bridgeOrderType>;
