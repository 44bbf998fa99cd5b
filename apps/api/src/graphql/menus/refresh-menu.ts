import type { LocationId } from "@parley/db";
import { idFrom } from "@parley/db";
import { recordChange } from "@parley/db/audit";
import { findLocation, type Location as LocationRow } from "@parley/db/stores";
import { pullFailureText } from "../../menus/pull-failure.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  MenuInvalid,
  NotAllowed,
  NotFound,
  PosUnreachable,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { placeOf } from "../kernel/place.ts";
import { Location } from "../stores/location.ts";

const RefreshMenuInput = builder.inputType("RefreshMenuInput", {
  description: "The store whose menu to pull.",
  fields: (t) => ({ locationId: t.id({ required: true, description: "The store." }) }),
});

const RefreshMenuResult = builder.unionType("RefreshMenuResult", {
  description: "The store with its menu, or why it was not pulled.",
  types: [Location, NotFound, NotAllowed, PosUnreachable, MenuInvalid],
  resolveType: resultType("Location"),
});

builder.mutationField("refreshMenu", (t) =>
  t.field({
    type: RefreshMenuResult,
    description: "Pulls a store's menu from its POS now. For admins and support.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RefreshMenuInput, required: true, description: "The store." }) },
    resolve: (_root, { input }, context) => refresh(context, idFrom("loc", input.locationId)),
  }),
);

async function refresh(context: GraphqlContext, locationId: LocationId): Promise<LocationRow | Refusal> {
  const { db, may, menus, loaders, words } = context;
  const say = words("pulls");
  const scope = context.scopeFor("stores.read");
  const location = await findLocation(db, { scope, idOrCode: locationId });
  if (location === null) return refuse("NOT_FOUND", say("refused.noStore"));
  // Support may do this: it harms nothing, and they need it when a caller says "it is on the menu".
  if (!may("menus.refresh", placeOf(location))) {
    return refuse("NOT_ALLOWED", say("refused.notAllowed"));
  }
  await recordChange(db.orm, {
    action: "menu_refreshed",
    subjectId: location.id,
    detail: {},
    by: actorOf(context),
    place: placeOf(location),
    now: context.now(),
  });
  const outcome = await menus.refresh(location.id);
  loaders.currentMenu.clear(location.id);
  if (outcome.kind === "location_not_found") return refuse("NOT_FOUND", say("refused.noStore"));
  if (outcome.kind === "failed") {
    const about = {
      store: location.code,
      why: pullFailureText(outcome.reason, words),
      kept: say(outcome.version === null ? "refused.none" : "refused.kept"),
    };
    // Such a reason says what is wrong with a menu that came.
    return outcome.reason.startsWith("menu_")
      ? refuse("MENU_INVALID", say("refused.unusable", about))
      : refuse("POS_UNREACHABLE", say("refused.noMenu", about));
  }
  return (await findLocation(db, { scope, idOrCode: location.id })) ?? location;
}
