import { z } from "zod";
import { MenuError } from "../bridge/menu-error.ts";

/**
 * The parts of Square's catalog that a menu is made from, as its SDK returns them. Objects of other types
 * are left out before they are read.
 */

const whole = z.union([z.bigint().min(-1_000_000n).max(1_000_000n).transform(Number), z.int()]);
const money = z.object({
  amount: z
    .bigint()
    .min(0n)
    .max(10n ** 10n)
    .transform(Number),
  currency: z.string(),
});
const id = z.string().min(1).max(128);
const ids = z.array(id).nullish();
const text = z.string().nullish();
const flag = z.boolean().nullish();

const present = {
  id,
  isDeleted: flag,
  presentAtAllLocations: flag,
  presentAtLocationIds: ids,
  absentAtLocationIds: ids,
};

const variation = z.object({
  ...present,
  itemVariationData: z.object({
    name: text,
    sku: text,
    ordinal: whole.nullish(),
    pricingType: text,
    priceMoney: money.nullish(),
    sellable: flag,
    measurementUnitId: text,
    locationOverrides: z
      .array(
        z.object({
          locationId: text,
          priceMoney: money.nullish(),
          pricingType: text,
          soldOut: flag,
          soldOutValidUntil: text,
        }),
      )
      .nullish(),
  }),
});

const listInfo = z.object({
  modifierListId: id,
  enabled: flag,
  ordinal: whole.nullish(),
  minSelectedModifiers: whole.nullish(),
  maxSelectedModifiers: whole.nullish(),
  allowQuantities: text,
  modifierOverrides: z.array(z.object({ modifierId: id, hiddenOnlineOverride: text })).nullish(),
});

const item = z.object({
  ...present,
  type: z.literal("ITEM"),
  itemData: z.object({
    name: text,
    description: text,
    descriptionPlaintext: text,
    isTaxable: flag,
    isArchived: flag,
    productType: text,
    taxIds: ids,
    imageIds: ids,
    categoryId: text,
    categories: z.array(z.object({ id: id.optional(), ordinal: whole.nullish() })).nullish(),
    reportingCategory: z.object({ id: id.optional() }).nullish(),
    foodAndBeverageDetails: z.object({ calorieCount: z.number().nullish() }).nullish(),
    modifierListInfo: z.array(listInfo).nullish(),
    variations: z.array(variation).nullish(),
  }),
});

const modifier = z.object({
  ...present,
  modifierData: z.object({
    name: text,
    priceMoney: money.nullish(),
    onByDefault: flag,
    ordinal: whole.nullish(),
    hiddenOnline: flag,
    childModifierListIds: ids,
    locationOverrides: z
      .array(z.object({ locationId: text, priceMoney: money.nullish(), soldOut: flag }))
      .nullish(),
  }),
});

const modifierList = z.object({
  ...present,
  type: z.literal("MODIFIER_LIST"),
  modifierListData: z.object({
    name: text,
    selectionType: text,
    modifierType: text,
    allowQuantities: flag,
    minSelectedModifiers: whole.nullish(),
    maxSelectedModifiers: whole.nullish(),
    modifiers: z.array(modifier).nullish(),
  }),
});

const category = z.object({
  ...present,
  type: z.literal("CATEGORY"),
  categoryData: z.object({ name: text }),
});

const tax = z.object({
  ...present,
  type: z.literal("TAX"),
  taxData: z.object({
    name: text,
    calculationPhase: text,
    inclusionType: text,
    percentage: text,
    enabled: flag,
  }),
});

const image = z.object({
  ...present,
  type: z.literal("IMAGE"),
  imageData: z.object({ url: text }),
});

const object = z.discriminatedUnion("type", [item, modifierList, category, tax, image]);

export type SquareItem = z.infer<typeof item>;
export type SquareVariation = z.infer<typeof variation>;
export type SquareListInfo = z.infer<typeof listInfo>;
export type SquareModifierList = z.infer<typeof modifierList>;
export type SquareModifier = z.infer<typeof modifier>;
export type SquareObject = z.infer<typeof object>;

/** The types that are requested; variations come inside their items, modifiers inside their lists. */
export const OBJECT_TYPES: ("ITEM" | "MODIFIER_LIST" | "CATEGORY" | "TAX" | "IMAGE")[] = [
  "ITEM",
  "MODIFIER_LIST",
  "CATEGORY",
  "TAX",
  "IMAGE",
];

export const catalogAnswer = z.object({ objects: z.array(object).nullish(), cursor: z.string().nullish() });

export const locationAnswer = z.object({
  location: z.object({ id, name: text, status: text, currency: z.string().length(3) }),
});
export type SquareLocation = z.infer<typeof locationAnswer>["location"];

/** Whether an object exists at a location: Square says so in three fields together. */
export function isAt(
  {
    isDeleted,
    presentAtAllLocations,
    presentAtLocationIds,
    absentAtLocationIds,
  }: Omit<SquareModifier, "id" | "modifierData">,
  locationId: string,
): boolean {
  if (isDeleted === true) return false;
  if (presentAtAllLocations ?? true) return absentAtLocationIds?.includes(locationId) !== true;
  return presentAtLocationIds?.includes(locationId) === true;
}

const WORDS_MAX = 255;

/** The location whose menu is made, and the time. */
export interface MenuPlace {
  location: SquareLocation;
  now: Date;
}

/** A name as Square has it, or a substitute if it has none. */
export function wordsOf(text: string | null | undefined, instead: string): string {
  return (text ?? "").trim().slice(0, WORDS_MAX) || instead;
}

/** @throws MenuError if a price is not in the location's currency */
export function centsIn(
  money: { amount: number; currency: string },
  { location }: MenuPlace,
  what: string,
): number {
  if (money.currency === location.currency) return money.amount;
  throw new MenuError([
    `${what} is priced in ${money.currency}, the location counts in ${location.currency}`,
  ]);
}
