import { listAvailabilityHistory, type AvailabilityOverride as OverrideRow } from "@parley/db/menus";
import type { Location as LocationRow } from "@parley/db/stores";
import { type OffItem as OffItemShape, offItems } from "../../menus/availability/availability-status.ts";
import { nextOpening } from "../../menus/availability/next-opening.ts";
import { endOfDay } from "../../stores/until.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { badInput } from "../kernel/page.ts";
import { placeOf } from "../kernel/place.ts";
import { Location } from "../stores/location.ts";
import { AvailabilitySource, ItemAvailability, ItemKind, speakerOf } from "./item-availability.ts";

/** How many overrides of a store's history one answer has: at most, and by default. */
const HISTORY_MAX = 200;
const HISTORY_SIZE = 50;

const OffItem = builder.objectRef<OffItemShape>("OffItem").implement({
  description: "An item that cannot be ordered now.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    kind: t.expose("kind", { type: ItemKind, description: "Product or modifier." }),
    itemId: t.exposeString("itemId", { description: "The POS's id." }),
    name: t.exposeString("name", {
      nullable: true,
      description: "Its name; null for an item that has left the menu.",
    }),
    availability: t.expose("status", { type: ItemAvailability, description: "Who decided that." }),
  }),
});

const AvailabilityOverride = builder.objectRef<OverrideRow>("AvailabilityOverride").implement({
  description: "A change of one item's availability that came after its menu was pulled.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    kind: t.expose("kind", { type: ItemKind, description: "Product or modifier." }),
    itemId: t.exposeString("itemId", { description: "The POS's id." }),
    source: t.expose("source", { type: AvailabilitySource, description: "An operator, or the POS." }),
    isAvailable: t.exposeBoolean("isAvailable", {
      description: "False for taken off or sold out, true where the POS reported it available again.",
    }),
    at: t.expose("fromAt", { type: "DateTime", description: "When it was set or happened." }),
    until: t.expose("untilAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was to end by itself; null where somebody has to end it.",
    }),
    reason: t.exposeString("reason", { nullable: true, description: "Why, as the operator wrote it." }),
    by: t.string({
      description: "Who set it: an operator by name, `cli` or `pos`.",
      resolve: ({ setBy }, _args, context) => speakerOf(setBy, context),
    }),
    endedAt: t.expose("endedAt", {
      type: "DateTime",
      nullable: true,
      description:
        "When it ended; null while it is in force, and for up to a minute after its time has come.",
    }),
    endedBy: t.string({
      nullable: true,
      description: "What ended it: an operator by name, `cli`, `pos`, its `time`, or a newer `menu`.",
      resolve: ({ endedBy }, _args, context) => (endedBy === null ? null : speakerOf(endedBy, context)),
    }),
  }),
});

builder.objectFields(Location, (t) => ({
  canSetAvailability: t.boolean({
    description: "True where you may take items off and put them back.",
    resolve: (location, _args, { may }) => may("availability.edit", placeOf(location)),
  }),
  endOfDayAt: t.field({
    type: "DateTime",
    description: "When its day ends next: 04:00 on its clock.",
    resolve: ({ timezone }, _args, { now }) => endOfDay(timezone, now()),
  }),
  opensAt: t.field({
    type: "DateTime",
    nullable: true,
    description:
      "When it opens on its next day, by the hours of its menus; null where one is served at all hours, or there is none.",
    resolve: async ({ id, timezone }, _args, { loaders, now }) => {
      const current = await loaders.currentMenu.load(id);
      return current === null ? null : nextOpening(current.menu, { timezone, now: now() });
    },
  }),
  offItems: t.field({
    type: [OffItem],
    description: "What cannot be ordered now, whoever decided it: products, then modifiers.",
    resolve: offItemsOf,
  }),
  availabilityHistory: t.field({
    type: [AvailabilityOverride],
    description: "The overrides of its items between pulls of the menu, the newest first.",
    args: {
      first: t.arg.int({ description: `How many, ${HISTORY_SIZE} by default, ${HISTORY_MAX} at most.` }),
    },
    resolve: (location, { first }, { db }) => {
      const limit = first ?? HISTORY_SIZE;
      if (limit < 1 || limit > HISTORY_MAX) throw badInput(`Ask for 1 to ${HISTORY_MAX} overrides.`);
      return listAvailabilityHistory(db, { locationId: location.id, limit });
    },
  }),
}));

async function offItemsOf(
  location: LocationRow,
  _args: object,
  { loaders, availability }: GraphqlContext,
): Promise<OffItemShape[]> {
  const current = await loaders.currentMenu.load(location.id);
  if (current === null) return offItems(null, await availability.list(location.id));
  return offItems(current.menu, current.overrides, current.statuses);
}
