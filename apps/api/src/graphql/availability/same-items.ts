import { type Location as LocationRow, listLocations } from "@parley/db/stores";
import type { AvailabilityStatus } from "../../menus/availability/availability-status.ts";
import { statusOf } from "../../menus/availability/availability-status.ts";
import { inTurns, STORES_MAX } from "../../menus/availability/many-stores.ts";
import { sameItem } from "../../menus/availability/same-item.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { Location } from "../stores/location.ts";
import { ItemAvailability, ItemKind } from "./item-availability.ts";
import { seenItem } from "./many-stores.ts";

interface StoreItem {
  location: LocationRow;
  itemId: string;
  name: string;
  isByName: boolean;
  status: AvailabilityStatus;
}

const StoreItem = builder.objectRef<StoreItem>("StoreItem").implement({
  description: "An item as another store of the brand has it.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    location: t.expose("location", { type: Location, description: "The store." }),
    itemId: t.exposeString("itemId", { description: "The POS's id there." }),
    name: t.exposeString("name", { description: "Its name there." }),
    isByName: t.exposeBoolean("isByName", {
      description: "True where the id is another one and the name told which item is meant.",
    }),
    availability: t.expose("status", { type: ItemAvailability, description: "What holds for it there." }),
  }),
});

builder.objectField(Location, "sameItems", (t) =>
  t.field({
    type: [StoreItem],
    description: `The stores of its brand that have an item of its menu, itself too, by code; of the first ${STORES_MAX} stores. By the item's id, or else by its name where only one item has it.`,
    args: {
      kind: t.arg({ type: ItemKind, required: true, description: "Product or modifier." }),
      itemId: t.arg.string({ required: true, description: "The POS's id of it here." }),
    },
    resolve: async (location, item, context) => {
      const scope = context.scopeFor("stores.read");
      const stores = await listLocations(context.db, { scope, brandId: location.brandId });
      const seen = await seenItem(context, location, item);
      const found = await inTurns(stores.slice(0, STORES_MAX), (store) => itemAt(context, store, seen));
      return found.flatMap((each) => each ?? []);
    },
  }),
);

async function itemAt(
  { menus }: GraphqlContext,
  location: LocationRow,
  seen: Parameters<typeof sameItem>[1],
): Promise<StoreItem | null> {
  const current = await menus.getCurrent(location.id);
  const same = current === null ? null : sameItem(current.menu, seen);
  if (current === null || same?.kind !== "found") return null;
  const { item, name, by } = same;
  const status = statusOf(current.statuses, item);
  return { location, itemId: item.itemId, name, isByName: by === "name", status };
}
