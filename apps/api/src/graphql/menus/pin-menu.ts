import { findLocation, type Location as LocationRow } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import { type PinMenuOutcome, pinMenu, unpinMenu } from "../../menus/pin-menu.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { placeOf } from "../kernel/place.ts";
import { Location } from "../stores/location.ts";

const PinMenuInput = builder.inputType("PinMenuInput", {
  description: "A store that is to be held at a version of its menu.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "The store." }),
    menuId: t.id({ required: true, description: "The version, by our id." }),
    expectedMenuId: t.id({ required: true, description: "The version that you saw in force." }),
    reason: t.string({
      required: true,
      description: `Why, ${TEXT_MAX.reason} characters at most; for those who wonder. PAR and guests do not see it.`,
    }),
  }),
});

const UnpinMenuInput = builder.inputType("UnpinMenuInput", {
  description: "A store that is to have what its POS gave last.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "The store." }),
    expectedMenuId: t.id({ required: true, description: "The version that you saw in force." }),
  }),
});

const PinMenuResult = builder.unionType("PinMenuResult", {
  description: "The store as it is now, or why nothing was changed.",
  types: [Location, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("Location"),
});

builder.mutationFields((t) => ({
  pinMenu: t.field({
    type: PinMenuResult,
    description:
      "Holds a store at a version of its menu: PAR is served it and orders are priced by it, whatever the POS gives. What the POS says is off stays off. A store that is held already is held anew. For owners and brand admins.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: PinMenuInput, required: true, description: "The version." }) },
    resolve: (_root, { input }, context) =>
      change(context, input, (deps, asked) => pinMenu(deps, { ...asked, ...input })),
  }),
  unpinMenu: t.field({
    type: PinMenuResult,
    description:
      "Lets go of the version that a store is held at: what its POS gave last is in force at once. For owners and brand admins.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: UnpinMenuInput, required: true, description: "The store." }) },
    resolve: (_root, { input }, context) => change(context, input, unpinMenu),
  }),
}));

type Act = (
  deps: Parameters<typeof unpinMenu>[0],
  asked: Parameters<typeof unpinMenu>[1],
) => Promise<PinMenuOutcome>;

async function change(
  context: GraphqlContext,
  { locationId, expectedMenuId }: typeof UnpinMenuInput.$inferInput,
  act: Act,
): Promise<LocationRow | Refusal> {
  const { db, may, menus, loaders, words } = context;
  const say = words("versions");
  const scope = context.scopeFor("stores.read");
  const location = await findLocation(db, { scope, idOrCode: locationId });
  if (location === null) return refuse("NOT_FOUND", say("refused.noStore"));
  if (!may("stores.edit", placeOf(location))) return refuse("NOT_ALLOWED", say("refused.notAllowed"));
  const deps = { db, now: context.now(), onChange: menus.forgetMenu };
  const outcome = await act(deps, { location, expectedMenuId, by: actorOf(context), words });
  const refused = refusalOf(outcome, context);
  if (refused !== null) return refused;
  loaders.currentMenu.clear(location.id);
  loaders.menuHead.clear(location.id);
  return location;
}

function refusalOf(outcome: PinMenuOutcome, { words }: GraphqlContext): Refusal | null {
  const say = words("versions");
  switch (outcome.kind) {
    case "set":
      return null;
    case "invalid":
      return refuse("INVALID", outcome.message, outcome.field);
    case "not_found":
      return refuse("NOT_FOUND", say("refused.noVersion"));
    case "conflict":
      return refuse("CONFLICT", say("refused.conflict"));
    case "not_pinned":
      return refuse("CONFLICT", say("refused.notPinned"));
  }
}
