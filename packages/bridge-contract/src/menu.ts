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

const section = z.object({
  id: posId,
  name: freeText,
  order_types: z.array(bridgeOrderType),
  serving_times: z.array(servingTime).describe("Empty: always"),
  category_ids: z.array(posId),
});

const category = z.object({
  id: posId,
  name: freeText,
  description: freeText.nullable(),
  sort_order: z.int(),
  product_ids: z.array(posId),
});

const product = z.object({
  id: posId,
  name: freeText,
  description: freeText.nullable(),
  type: z.enum(["item", "combo"]).describe("A combo's choices are modifier groups"),
  price_cents: cents.describe("The price where no price level is chosen"),
  is_available: z.boolean().describe("Keep sold-out products in the menu with false"),
  image_url: z.string().max(2_000).nullable(),
  calories: z.int().min(0).nullable(),
  price_levels: z.array(
    z.object({ id: posId, name: freeText, price_cents: cents, is_available: z.boolean() }),
  ),
  modifier_group_ids: z.array(posId),
  tax_ids: z.array(posId),
  plu: z.string().max(128).nullable(),
});

const modifierGroup = z.object({
  id: posId,
  name: freeText,
  min_selected: count,
  max_selected: count,
  free_quantity: count.describe("The first so many units, in the order's sequence, cost nothing"),
  modifier_ids: z.array(posId),
});

const modifier = z.object({
  id: posId,
  name: freeText,
  price_cents: cents,
  is_available: z.boolean(),
  max_quantity: z.int().min(1).max(9_999),
  default_quantity: count,
  modifier_group_ids: z.array(posId).describe("Groups under this modifier; no cycles"),
  tax_ids: z.array(posId),
});

const tax = z.object({
  id: posId,
  name: freeText,
  rate_percent: percent,
  inclusive: z.boolean().describe("true: the tax is inside the price"),
});

const fee = z.object({
  id: posId,
  name: freeText,
  amount_cents: cents.nullable().describe("null: the amount comes with the order"),
  tax_ids: z.array(posId),
});

export const bridgeMenu = z.object({
  store: posId,
  version: z
    .string()
    .regex(/^[\x21\x23-\x7e]{1,128}$/)
    .describe("Changes with the content; the ETag is this text in double quotes"),
  currency,
  menus: z.array(section).min(1),
  categories: z.array(category),
  products: z.array(product),
  modifier_groups: z.array(modifierGroup),
  modifiers: z.array(modifier),
  taxes: z.array(tax),
  fees: z.array(fee),
});

export type BridgeMenu = z.infer<typeof bridgeMenu>;
export type BridgeOrderType = z.infer<typeof bridgeOrderType>;
