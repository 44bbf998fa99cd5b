import type { AvailabilityKind, MenuHead } from "@parley/db/menus";
import type { Location as LocationRow } from "@parley/db/stores";
import { menuAsPar } from "../../explain/menu-json.ts";
import { type AvailabilityStatus, statusOf } from "../../menus/availability/availability-status.ts";
import type { CurrentMenu } from "../../menus/current-menu.ts";
import { findingWords } from "../../menus/finding.ts";
import { ItemAvailability } from "../availability/item-availability.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";

/** A menu of a store: its row, and its content from `menus/`. */
export interface StoreMenu {
  head: MenuHead & { isInForce: boolean };
  current: CurrentMenu;
  location: LocationRow;
}

type MenuContent = CurrentMenu["menu"];
type Of<List extends keyof MenuContent> = MenuContent[List][number];
/** An item, whether it can be ordered now, and who decided that. */
type Judged<Item> = Item & { status: AvailabilityStatus };

const ServingTime = builder.objectRef<Of<"menus">["servingTimes"][number]>("ServingTime").implement({
  description: "When a menu is served, in the store's zone.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    days: t.exposeIntList("days", { description: "Weekdays, 1 = Monday to 7 = Sunday." }),
    from: t.exposeString("from", { description: "`HH:MM`." }),
    to: t.exposeString("to", { description: "`HH:MM`." }),
  }),
});

const MenuSection = builder.objectRef<Of<"menus">>("MenuSection").implement({
  description: "One menu of the store, for example lunch.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "The POS's id." }),
    name: t.exposeString("name", { description: "Its name." }),
    orderTypes: t.exposeStringList("orderTypes", { description: "The order types it is offered for." }),
    servingTimes: t.expose("servingTimes", {
      type: [ServingTime],
      description: "When it is served; empty means always.",
    }),
    categoryIds: t.exposeStringList("categoryIds", { description: "Its categories, in order." }),
  }),
});

const MenuCategory = builder.objectRef<Of<"categories">>("MenuCategory").implement({
  description: "A heading with products under it.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "The POS's id." }),
    name: t.exposeString("name", { description: "Its name." }),
    description: t.exposeString("description", { nullable: true, description: "A line for guests." }),
    sortOrder: t.exposeInt("sortOrder", { description: "Its place, smallest first." }),
    productIds: t.exposeStringList("productIds", { description: "Its products, in order." }),
  }),
});

const PriceLevel = builder.objectRef<Of<"products">["priceLevels"][number]>("MenuPriceLevel").implement({
  description: "A size or other variant with its own price.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "The POS's id." }),
    name: t.exposeString("name", { description: "Its name." }),
    priceCents: t.exposeInt("priceCents", { description: "Its price in cents." }),
    isAvailable: t.exposeBoolean("isAvailable", { description: "False while sold out." }),
  }),
});

const MenuProduct = builder.objectRef<Judged<Of<"products">>>("MenuProduct").implement({
  description: "Something that can be ordered.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "The POS's id; PAR sends it as the item id." }),
    name: t.exposeString("name", { description: "Its name." }),
    description: t.exposeString("description", { nullable: true, description: "A line for guests." }),
    type: t.exposeString("type", { description: "`item` or `combo`." }),
    priceCents: t.exposeInt("priceCents", { description: "Its price in cents where no level is chosen." }),
    isAvailable: t.exposeBoolean("isAvailable", { description: "True where PAR may order it now." }),
    availability: t.expose("status", { type: ItemAvailability, description: "Who decided that." }),
    imageUrl: t.exposeString("imageUrl", { nullable: true, description: "A picture, as the POS names it." }),
    calories: t.exposeInt("calories", { nullable: true, description: "Kilocalories." }),
    priceLevels: t.expose("priceLevels", { type: [PriceLevel], description: "Its sizes; often none." }),
    modifierGroupIds: t.exposeStringList("modifierGroupIds", { description: "What can be chosen with it." }),
    taxIds: t.exposeStringList("taxIds", { description: "The taxes on it." }),
  }),
});

const MenuModifierGroup = builder.objectRef<Of<"modifierGroups">>("MenuModifierGroup").implement({
  description: "A choice to make: how many of which modifiers.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "The POS's id." }),
    name: t.exposeString("name", { description: "Its name." }),
    minSelected: t.exposeInt("minSelected", {
      description: "The least to choose; 1 or more means required.",
    }),
    maxSelected: t.exposeInt("maxSelected", { description: "The most to choose." }),
    freeQuantity: t.exposeInt("freeQuantity", { description: "How many of them cost nothing." }),
    modifierIds: t.exposeStringList("modifierIds", { description: "What can be chosen, in order." }),
  }),
});

const MenuModifier = builder.objectRef<Judged<Of<"modifiers">>>("MenuModifier").implement({
  description: "One thing to choose in a group.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "The POS's id." }),
    name: t.exposeString("name", { description: "Its name." }),
    priceCents: t.exposeInt("priceCents", { description: "What one adds to the price, in cents." }),
    isAvailable: t.exposeBoolean("isAvailable", { description: "True where PAR may choose it now." }),
    availability: t.expose("status", { type: ItemAvailability, description: "Who decided that." }),
    maxQuantity: t.exposeInt("maxQuantity", { description: "How many of it one may take." }),
    defaultQuantity: t.exposeInt("defaultQuantity", { description: "How many are chosen from the start." }),
    modifierGroupIds: t.exposeStringList("modifierGroupIds", { description: "Choices nested under it." }),
    taxIds: t.exposeStringList("taxIds", { description: "The taxes on it." }),
  }),
});

const MenuTax = builder.objectRef<Of<"taxes">>("MenuTax").implement({
  description: "A tax of the store.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "The POS's id." }),
    name: t.exposeString("name", { description: "Its name." }),
    ratePercent: t.exposeString("ratePercent", { description: "Exact percent, for example `8.75`." }),
    inclusive: t.exposeBoolean("inclusive", { description: "True where prices contain it already." }),
  }),
});

const MenuFinding = builder.objectRef<CurrentMenu["findings"][number]>("MenuFinding").implement({
  description: "Something that somebody should mend at the POS.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    code: t.exposeString("code", { description: "What was found, for programs." }),
    kind: t.exposeString("kind", { description: "The kind of thing, for example `product`." }),
    id: t.exposeID("id", { description: "The POS's id of it." }),
    message: t.string({
      description: "A sentence for people.",
      resolve: (finding, _args, { words }) => findingWords(finding, words("findings")),
    }),
  }),
});

export const MenuVersion = builder.objectRef<StoreMenu>("MenuVersion").implement({
  description: "A store's menu as it was pulled; the same content is the same version.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.id({ description: "Our id.", resolve: ({ head }) => head.id }),
    version: t.string({
      description: "The hash of its content, as PAR sees it: with what is off now.",
      resolve: ({ current }) => current.version,
    }),
    storedVersion: t.string({
      description: "The version as `Location.menuVersions` lists it, whatever is off now.",
      resolve: ({ head }) => head.version,
    }),
    fetchedAt: t.field({
      type: "DateTime",
      description: "When this content was first seen.",
      resolve: ({ current }) => current.fetchedAt,
    }),
    confirmedAt: t.field({
      type: "DateTime",
      description: "When the POS last confirmed it.",
      resolve: ({ head }) => head.confirmedAt,
    }),
    isCurrent: t.boolean({
      description: "True where it is the one in force.",
      resolve: ({ head }) => head.isInForce,
    }),
    source: t.string({
      description: "Where it came from, for example `bridge`.",
      resolve: ({ head }) => head.source,
    }),
    menus: t.field({
      type: [MenuSection],
      description: "The menus.",
      resolve: (menu) => menu.current.menu.menus,
    }),
    categories: t.field({
      type: [MenuCategory],
      description: "The categories of all menus.",
      resolve: (menu) => menu.current.menu.categories,
    }),
    products: t.field({
      type: [MenuProduct],
      description: "The products of all categories.",
      resolve: (menu) => withStatus(menu, "product", menu.current.menu.products),
    }),
    modifierGroups: t.field({
      type: [MenuModifierGroup],
      description: "The modifier groups of all products.",
      resolve: (menu) => menu.current.menu.modifierGroups,
    }),
    modifiers: t.field({
      type: [MenuModifier],
      description: "The modifiers of all groups.",
      resolve: (menu) => withStatus(menu, "modifier", menu.current.menu.modifiers),
    }),
    taxes: t.field({
      type: [MenuTax],
      description: "The taxes.",
      resolve: (menu) => menu.current.menu.taxes,
    }),
    findings: t.field({
      type: [MenuFinding],
      description: "What somebody should mend at the POS.",
      resolve: (menu) => [...menu.current.findings],
    }),
    parJson: t.string({
      description: "The menu as PAR gets it, as JSON text.",
      resolve: (menu, _args, context) => parJson(menu, context),
    }),
  }),
});

function withStatus<Item extends { id: string; isAvailable: boolean }>(
  { current }: StoreMenu,
  kind: AvailabilityKind,
  items: readonly Item[],
): Judged<Item>[] {
  return items.map((item) => ({ ...item, status: statusOf(current.statuses, { kind, itemId: item.id }) }));
}

/** Rendered under the store's first PAR id, or under the store's own code where it has none. */
async function parJson({ current, location }: StoreMenu, { loaders }: GraphqlContext): Promise<string> {
  const mapping = (await loaders.mappings("location")).find((row) => row.targetId === location.id);
  const connection = mapping === undefined ? null : await loaders.connection.load(mapping.connectionId);
  const organization = (await loaders.mappings("organization")).find(
    (row) => row.connectionId === connection?.id && row.brandId === location.brandId,
  );
  return menuAsPar({
    current,
    currency: location.currency,
    parOrganizationId: organization?.parId ?? null,
    parLocationId: mapping?.parId ?? location.code,
    switches: connection?.switches ?? {},
  });
}
