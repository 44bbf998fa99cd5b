import { z } from "zod";
import type { Menu } from "../pos/menu.ts";

const cents = z.int();
const ids = z.array(z.string());

// The shape of `Menu` once more, because rows outlive the code that wrote them.
const storedMenu = z.object({
  currency: z.string(),
  menus: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      orderTypes: z.array(z.string()),
      servingTimes: z.array(z.object({ days: z.array(z.int()), from: z.string(), to: z.string() })),
      categoryIds: ids,
    }),
  ),
  categories: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string().nullable(),
      sortOrder: z.int(),
      productIds: ids,
    }),
  ),
  products: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string().nullable(),
      type: z.enum(["item", "combo"]),
      priceCents: cents,
      isAvailable: z.boolean(),
      imageUrl: z.string().nullable(),
      calories: z.int().nullable(),
      priceLevels: z.array(
        z.object({ id: z.string(), name: z.string(), priceCents: cents, isAvailable: z.boolean() }),
      ),
      modifierGroupIds: ids,
      taxIds: ids,
      plu: z.string().nullable(),
    }),
  ),
  modifierGroups: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      minSelected: z.int(),
      maxSelected: z.int(),
      freeQuantity: z.int(),
      modifierIds: ids,
    }),
  ),
  modifiers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      priceCents: cents,
      isAvailable: z.boolean(),
      maxQuantity: z.int(),
      defaultQuantity: z.int(),
      modifierGroupIds: ids,
      taxIds: ids,
    }),
  ),
  taxes: z.array(
    z.object({ id: z.string(), name: z.string(), ratePercent: z.string(), inclusive: z.boolean() }),
  ),
  fees: z.array(z.object({ id: z.string(), name: z.string(), amountCents: cents.nullable(), taxIds: ids })),
}) satisfies z.ZodType<Menu>;

/**
 * A menu from its row.
 * @returns null where the row was written in another shape; the next pull writes a new one.
 */
export function parseStoredMenu(content: unknown): Menu | null {
  return storedMenu.safeParse(content).data ?? null;
}
