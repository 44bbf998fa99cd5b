import { createHash } from "node:crypto";
import type { BridgeMenu, BridgeOrderType } from "@parley/bridge-contract";
import { TEST_ITEMS } from "../faults.ts";

type Product = BridgeMenu["products"][number];
type ModifierGroup = BridgeMenu["modifier_groups"][number];
type Modifier = BridgeMenu["modifiers"][number];

/** A product as a menu file writes it; fields that are left out are empty. */
export type ProductEntry = Pick<Product, "id" | "name" | "price_cents"> & Partial<Product>;

/** A group with its modifiers. */
export interface GroupEntry {
  id: string;
  name: string;
  /** How many units, at least and at most. */
  choose: [min: number, max: number];
  free?: number;
  modifiers: (Pick<Modifier, "id" | "name" | "price_cents"> & Partial<Modifier>)[];
}

/** The content of a restaurant's menu file. */
export interface MenuSource {
  store: string;
  /** ISO 4217; USD unless told. */
  currency?: string;
  taxes: BridgeMenu["taxes"];
  /** The tax of every item that names no other. */
  salesTaxId: string;
  categories: { id: string; name: string; description?: string; products: ProductEntry[] }[];
  groups: GroupEntry[];
  fees: BridgeMenu["fees"];
}

const ORDER_TYPES: BridgeOrderType[] = ["dine_in", "table_service", "takeout", "delivery", "curbside"];

/** Completes a menu file: one all-day menu for every order type, the test items, and the version. */
export function buildMenu(source: MenuSource): BridgeMenu {
  const categories = [...source.categories, testCategory()];
  const content = {
    currency: source.currency ?? "USD",
    menus: [
      {
        id: "all-day",
        name: "All day",
        order_types: ORDER_TYPES,
        serving_times: [],
        category_ids: categories.map((category) => category.id),
      },
    ],
    categories: categories.map((category, at) => ({
      id: category.id,
      name: category.name,
      description: category.description ?? null,
      sort_order: at + 1,
      product_ids: category.products.map((product) => product.id),
    })),
    products: categories
      .flatMap((category) => category.products)
      .map((entry) => product(entry, source.salesTaxId)),
    modifier_groups: source.groups.map(group),
    modifiers: source.groups
      .flatMap((entry) => entry.modifiers)
      .map((entry) => modifier(entry, source.salesTaxId)),
    taxes: source.taxes,
    fees: source.fees,
  };
  const version = createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 16);
  return { store: source.store, version, ...content };
}

/** The menu with further items under a heading of their own, until it has so many that are no test items. */
export function lengthened(menu: BridgeMenu, items: number): BridgeMenu {
  const tests: ReadonlySet<string> = new Set(Object.values(TEST_ITEMS));
  const missing = items - menu.products.filter(({ id }) => !tests.has(id)).length;
  if (missing <= 0) return menu;
  const [first] = menu.taxes;
  const more = Array.from({ length: missing }, (_, at) => {
    const number = String(at + 1).padStart(3, "0");
    const entry = { id: `special-${number}`, name: `Special ${number}`, price_cents: 500 + at };
    return product(entry, first?.id ?? "");
  });
  const specials = {
    ...{ id: "specials", name: "Specials", description: null, sort_order: menu.categories.length + 1 },
    product_ids: more.map(({ id }) => id),
  };
  const longer = {
    ...menu,
    menus: menu.menus.map((card) => ({ ...card, category_ids: [...card.category_ids, specials.id] })),
    categories: [...menu.categories, specials],
    products: [...menu.products, ...more],
  };
  const version = createHash("sha256").update(JSON.stringify([menu.version, items]));
  return { ...longer, version: version.digest("hex").slice(0, 16) };
}

function product(entry: ProductEntry, taxId: string): Product {
  return {
    description: null,
    type: "item",
    is_available: true,
    image_url: null,
    calories: null,
    price_levels: [],
    modifier_group_ids: [],
    tax_ids: [taxId],
    plu: null,
    ...entry,
  };
}

function group(entry: GroupEntry): ModifierGroup {
  const [min, max] = entry.choose;
  return {
    id: entry.id,
    name: entry.name,
    min_selected: min,
    max_selected: max,
    free_quantity: entry.free ?? 0,
    modifier_ids: entry.modifiers.map((choice) => choice.id),
  };
}

function modifier(entry: GroupEntry["modifiers"][number], taxId: string): Modifier {
  return {
    is_available: true,
    max_quantity: 3,
    default_quantity: 0,
    modifier_group_ids: [],
    tax_ids: [taxId],
    ...entry,
  };
}

/** Like test card numbers: real items of the menu that make the till misbehave in one known way. */
function testCategory(): MenuSource["categories"][number] {
  const item = (id: string, name: string, description: string, isAvailable = true): ProductEntry => ({
    id,
    name,
    description,
    price_cents: 100,
    is_available: isAvailable,
  });
  return {
    id: "test-items",
    name: "Test items",
    description: "Each makes the till misbehave in one way. Never cooked.",
    products: [
      item(TEST_ITEMS.soldOut, "Test: sold out", "Not available", false),
      item(TEST_ITEMS.refuse, "Test: refused", "Checks fine, refused when it is placed"),
      item(TEST_ITEMS.slow, "Test: slow", "Placing takes 12 seconds"),
      item(
        TEST_ITEMS.loseAck,
        "Test: answer lost",
        "Placed, then the connection drops before the answer, once",
      ),
      item(TEST_ITEMS.faultOnce, "Test: one fault", "Answers 500 without placing at the first try"),
      item(TEST_ITEMS.fault, "Test: fault", "Answers 500 without placing, always"),
      item(TEST_ITEMS.late, "Test: late", "No answer; placed after 20 seconds"),
      item(
        TEST_ITEMS.held,
        "Test: held",
        "The first try gets no answer and arrives after a later one was placed, or after 20 seconds",
      ),
      item(TEST_ITEMS.crossedAck, "Test: crossed answer", "Placed, then answered with another order, once"),
      item(TEST_ITEMS.crossedId, "Test: crossed number", "Placed, then answered with another's number, once"),
      item(TEST_ITEMS.duplicateAck, "Test: answered twice", "Placed, and its answer is written two times"),
      item(TEST_ITEMS.otherBill, "Test: another bill", "Placed, and its bill charges 16 cents more for each"),
    ],
  };
}
