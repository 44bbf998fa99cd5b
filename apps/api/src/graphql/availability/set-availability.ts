import { findLocation, type Location as LocationRow } from "@parley/db/stores";
import { ITEMS_MAX, REASON_MAX, setItems } from "../../menus/availability/set-items.ts";
import { authorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { InvalidInput, NotAllowed, NotFound, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { placeOf } from "../kernel/place.ts";
import { Location } from "../stores/location.ts";
import { ItemKind } from "./item-availability.ts";
import { AvailabilityUntilInput, untilChoiceOf } from "./until-input.ts";

const MenuItemInput = builder.inputType("MenuItemInput", {
  description: "One item of a store's menu.",
  fields: (t) => ({
    kind: t.field({ type: ItemKind, required: true, description: "Product or modifier." }),
    itemId: t.string({ required: true, description: "The POS's id, as the menu has it." }),
  }),
});

const SetAvailabilityInput = builder.inputType("SetAvailabilityInput", {
  description: "Items of one store to take off, or to put back; all of them or none.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "The store." }),
    items: t.field({
      type: [MenuItemInput],
      required: true,
      description: `The items, 1 to ${ITEMS_MAX}.`,
    }),
    available: t.boolean({ required: true, description: "False takes them off, true puts them back." }),
    until: t.field({
      type: AvailabilityUntilInput,
      description: "When they come back. Needed to take off; not for putting back.",
    }),
    reason: t.string({
      description: `Why, ${REASON_MAX} characters at most; kept with your name.`,
    }),
  }),
});

const SetAvailabilityResult = builder.unionType("SetAvailabilityResult", {
  description: "The store with its menu as it is now, or why nothing was changed.",
  types: [Location, NotFound, NotAllowed, InvalidInput],
  resolveType: resultType("Location"),
});

builder.mutationField("setAvailability", (t) =>
  t.field({
    type: SetAvailabilityResult,
    description:
      "Takes items of a store off, or puts back what was taken off; validate and PAR's menu follow at once. What the POS says is sold out stays so. For admins and support.",
    authScopes: { signedIn: true },
    args: {
      input: t.arg({ type: SetAvailabilityInput, required: true, description: "What, and until when." }),
    },
    resolve: (_root, { input }, context) => setAvailability(context, input),
  }),
);

type Input = typeof SetAvailabilityInput.$inferInput;

async function setAvailability(context: GraphqlContext, input: Input): Promise<LocationRow | Refusal> {
  const { db, may, menus, availability, loaders, words } = context;
  const say = words("takeoff");
  const scope = context.scopeFor("stores.read");
  const location = await findLocation(db, { scope, idOrCode: input.locationId });
  if (location === null) return refuse("NOT_FOUND", say("refused.noStore"));
  if (!may("availability.edit", placeOf(location))) {
    return refuse("NOT_ALLOWED", say("refused.notAllowed"));
  }
  const until = untilChoiceOf(input.until);
  if (until === "unclear") return refuse("INVALID", say("refused.oneTime"), "until");
  const outcome = await setItems(
    { availability, now: context.now() },
    {
      location,
      menu: (await menus.getCurrent(location.id))?.menu ?? null,
      items: input.items,
      isAvailable: input.available,
      until,
      reason: input.reason ?? null,
      by: authorOf(context),
      address: context.address,
      say,
    },
  );
  if (outcome.kind === "invalid") return refuse("INVALID", outcome.message, outcome.field);
  loaders.currentMenu.clear(location.id);
  return location;
}
