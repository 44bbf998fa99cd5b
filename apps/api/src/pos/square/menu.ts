import { type BridgeMenu, bridgeMenu } from "@parley/bridge-contract";
import { readBridgeMenu } from "../bridge/menu.ts";
import { describeSchemaFaults, MenuError } from "../bridge/menu-error.ts";
import type { Menu } from "../menu.ts";
import {
  centsIn,
  isAt,
  type MenuPlace,
  type SquareItem,
  type SquareListInfo,
  type SquareObject,
  type SquareVariation,
  wordsOf,
} from "./catalog.ts";
import { createGroups, type GroupBook } from "./modifiers.ts";

/** The category of items that have none at Square; Square's own ids never contain a colon. */
const OTHER = { id: "parley:other", name: "Other" };

/**
 * One location's menu, made from a seller's catalog.
 *
 * A product is a Square item, and a price level is one of its variations. An order at Square names only a
 * variation, so a product's id is that of *its first variation*: an order for it, with or without a level,
 * can be written without knowing the catalog. The ids of modifiers are Square's own.
 *
 * The result follows the rules of a bridge menu; the same code checks it.
 * @throws MenuError
 */
export function readSquareMenu(objects: readonly SquareObject[], place: MenuPlace): Menu {
  const { location } = place;
  const here = objects.filter((object) => isAt(object, location.id));
  const groups = createGroups(here, place);
  const taxes = taxesOf(here);
  const images = new Map(
    here.flatMap((object) => (object.type === "IMAGE" ? [[object.id, object.imageData.url]] : [])),
  );
  const items = here.flatMap((object) => (object.type === "ITEM" && isFood(object) ? [object] : []));
  const shelves = createShelves(here);
  const products: BridgeMenu["products"] = [];
  for (const item of items) {
    const product = productOf(item, { place, groups, taxes, images });
    if (product === null) continue;
    products.push(product);
    shelves.put(item, product.id);
  }
  const categories = shelves.filled();
  const used = new Set(products.flatMap((product) => product.tax_ids));
  const made = {
    store: location.id,
    version: "-",
    currency: location.currency,
    menus: [
      {
        id: location.id,
        name: wordsOf(location.name, location.id),
        order_types: [],
        serving_times: [],
        category_ids: categories.map((category) => category.id),
      },
    ],
    categories,
    products,
    modifier_groups: groups.groups(),
    modifiers: groups.modifiers(),
    taxes: taxes.filter((tax) => used.has(tax.id)).map((tax) => rateOf(tax)),
    fees: [],
  } satisfies BridgeMenu;
  const read = bridgeMenu.safeParse(made);
  if (!read.success) {
    throw new MenuError([describeSchemaFaults(made, read.error.issues)]);
  }
  return readBridgeMenu(read.data);
}

function isFood({ itemData }: SquareItem): boolean {
  const { isArchived, productType } = itemData;
  return isArchived !== true && (productType == null || ["REGULAR", "FOOD_AND_BEV"].includes(productType));
}

interface ProductParts {
  place: MenuPlace;
  groups: GroupBook;
  taxes: readonly SquareTax[];
  images: ReadonlyMap<string, string | null | undefined>;
}

/** null: no variation of the item can be sold here at a price that is known in advance. */
function productOf(item: SquareItem, parts: ProductParts): BridgeMenu["products"][number] | null {
  const { itemData } = item;
  const levels = (itemData.variations ?? [])
    .filter((variation) => isAt(variation, parts.place.location.id))
    .sort((a, b) => (a.itemVariationData.ordinal ?? 0) - (b.itemVariationData.ordinal ?? 0))
    .flatMap((variation) => levelOf(variation, parts.place) ?? []);
  const [first] = levels;
  if (first === undefined) return null;
  const calories = itemData.foodAndBeverageDetails?.calorieCount;
  return {
    id: first.level.id,
    name: wordsOf(itemData.name, item.id),
    description: (itemData.descriptionPlaintext ?? itemData.description)?.trim() || null,
    type: "item",
    price_cents: first.level.price_cents,
    is_available: levels.some(({ level }) => level.is_available),
    image_url: itemData.imageIds?.flatMap((id) => parts.images.get(id) ?? [])[0] ?? null,
    calories: calories == null ? null : Math.max(0, Math.round(calories)),
    price_levels: levels.length > 1 ? levels.map(({ level }) => level) : [],
    modifier_group_ids: sorted(itemData.modifierListInfo ?? []).flatMap(
      (info) => parts.groups.groupFor(info, item.id) ?? [],
    ),
    tax_ids: itemData.isTaxable === false ? [] : knownTaxes(itemData.taxIds ?? [], parts.taxes),
    plu: first.sku,
  };
}

function sorted(infos: readonly SquareListInfo[]): SquareListInfo[] {
  return [...infos].sort((a, b) => (a.ordinal ?? 0) - (b.ordinal ?? 0));
}

/** null: sold by weight, at a variable price, or not sold at all. */
function levelOf({ id, itemVariationData: data }: SquareVariation, place: MenuPlace) {
  const override = data.locationOverrides?.find(({ locationId }) => locationId === place.location.id);
  const pricingType = override?.pricingType ?? data.pricingType;
  const price = override?.priceMoney ?? data.priceMoney;
  if (pricingType === "VARIABLE_PRICING" || price == null) return null;
  if (data.sellable === false || data.measurementUnitId) return null;
  const until = override?.soldOutValidUntil
    ? Date.parse(override.soldOutValidUntil)
    : Number.POSITIVE_INFINITY;
  const isSoldOut = override?.soldOut === true && !(place.now.getTime() >= until);
  const level = {
    id,
    name: wordsOf(data.name, id),
    price_cents: centsIn(price, place, `variation ${id}`),
    is_available: !isSoldOut,
  };
  return { level, sku: data.sku?.slice(0, 128) || null };
}

type SquareTax = Extract<SquareObject, { type: "TAX" }>;

function taxesOf(here: readonly SquareObject[]): SquareTax[] {
  return here.flatMap((object) =>
    object.type === "TAX" && object.taxData.enabled !== false ? [object] : [],
  );
}

/** A tax that is off, or that does not exist at this location, is never charged. */
function knownTaxes(ids: readonly string[], taxes: readonly SquareTax[]): string[] {
  return taxes.filter((tax) => ids.includes(tax.id)).map((tax) => tax.id);
}

/** @throws MenuError for a tax on other taxes: treated as a plain tax it would be wrong on every order */
function rateOf({ id, taxData }: SquareTax): BridgeMenu["taxes"][number] {
  if (taxData.calculationPhase === "TAX_TOTAL_PHASE")
    throw new MenuError([`the tax ${id} is reckoned on other taxes, which is not supported`]);
  if (taxData.percentage == null) throw new MenuError([`the tax ${id} has no rate`]);
  return {
    id,
    name: wordsOf(taxData.name, id),
    rate_percent: taxData.percentage,
    inclusive: taxData.inclusionType === "INCLUSIVE",
  };
}

/** Collects categories; one without products here is left out. */
function createShelves(here: readonly SquareObject[]) {
  const names = new Map<string, string>();
  for (const object of here) {
    if (object.type === "CATEGORY") names.set(object.id, wordsOf(object.categoryData.name, object.id));
  }
  const filled = new Map<string, { productId: string; ordinal: number }[]>();

  function put({ itemData }: SquareItem, productId: string): void {
    const listed = (itemData.categories ?? []).flatMap(({ id, ordinal }) =>
      id !== undefined && names.has(id) ? [{ id, ordinal: ordinal ?? 0 }] : [],
    );
    const single = [itemData.categoryId, itemData.reportingCategory?.id].find((id) => id && names.has(id));
    const places = listed.length > 0 ? listed : [{ id: single ?? OTHER.id, ordinal: 0 }];
    for (const { id, ordinal } of places) {
      const shelf = filled.get(id) ?? [];
      if (!shelf.some((entry) => entry.productId === productId)) shelf.push({ productId, ordinal });
      filled.set(id, shelf);
    }
  }

  return {
    put,
    filled(): BridgeMenu["categories"] {
      return [...filled]
        .map(([id, shelf]) => ({ id, name: names.get(id) ?? OTHER.name, shelf }))
        .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))
        .map(({ id, name, shelf }, index) => ({
          id,
          name,
          description: null,
          sort_order: index,
          product_ids: shelf.sort((a, b) => a.ordinal - b.ordinal).map(({ productId }) => productId),
        }));
    },
  };
}
