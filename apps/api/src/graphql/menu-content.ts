import { z } from "zod";

/** The stored menu, as far as the preview shows it. Prices are cents. */
const menuContent = z.object({
  menus: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      orderTypes: z.array(z.string()),
      servingTimes: z.array(z.object({ days: z.array(z.number()), from: z.string(), to: z.string() })),
      categoryIds: z.array(z.string()),
    }),
  ),
  categories: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string().nullable(),
      sortOrder: z.number(),
      productIds: z.array(z.string()),
    }),
  ),
  products: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string().nullable(),
      type: z.string(),
      priceCents: z.number(),
      isAvailable: z.boolean(),
      imageUrl: z.string().nullable(),
      calories: z.number().nullable(),
      priceLevels: z.array(
        z.object({ id: z.string(), name: z.string(), priceCents: z.number(), isAvailable: z.boolean() }),
      ),
      modifierGroupIds: z.array(z.string()),
      taxIds: z.array(z.string()),
    }),
  ),
  modifierGroups: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      minSelected: z.number(),
      maxSelected: z.number(),
      freeQuantity: z.number(),
      modifierIds: z.array(z.string()),
    }),
  ),
  modifiers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      priceCents: z.number(),
      isAvailable: z.boolean(),
      maxQuantity: z.number(),
      defaultQuantity: z.number(),
      modifierGroupIds: z.array(z.string()),
      taxIds: z.array(z.string()),
    }),
  ),
  taxes: z.array(
    z.object({ id: z.string(), name: z.string(), ratePercent: z.string(), inclusive: z.boolean() }),
  ),
});

export type MenuContent = z.infer<typeof menuContent>;

/**
 * Reads the JSON of a stored menu.
 * @throws ZodError where a row was written by something else.
 */
export function readMenuContent(content: unknown): MenuContent {
  return menuContent.parse(content);
}
