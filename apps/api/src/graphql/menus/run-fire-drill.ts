import { findLocation, type Location as LocationRow } from "@parley/db/stores";
import type { StartDrillOutcome } from "../../menus/fire-drill/acts.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  InvalidInput,
  isRefusal,
  NoCheck,
  NotAllowed,
  NotFound,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { placeOf } from "../kernel/place.ts";
import { FireDrill } from "./fire-drill.ts";

const StartFireDrillInput = builder.inputType("StartFireDrillInput", {
  description: "A store whose menu is to be checked at its POS.",
  fields: (t) => ({ locationId: t.id({ required: true, description: "The store." }) }),
});

const StopFireDrillInput = builder.inputType("StopFireDrillInput", {
  description: "A fire drill that is to end.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "The store." }),
    fireDrillId: t.id({ required: true, description: "The fire drill, by our id." }),
  }),
});

const StartFireDrillResult = builder.unionType("StartFireDrillResult", {
  description: "The fire drill, or why none was started.",
  types: [FireDrill, NotFound, NotAllowed, Conflict, NoCheck, InvalidInput],
  resolveType: resultType("FireDrill"),
});

const StopFireDrillResult = builder.unionType("StopFireDrillResult", {
  description: "The fire drill as it is now, or why it was not stopped.",
  types: [FireDrill, NotFound, NotAllowed, Conflict],
  resolveType: resultType("FireDrill"),
});

builder.mutationFields((t) => ({
  startFireDrill: t.field({
    type: StartFireDrillResult,
    description:
      "Checks the menu in force at the store's POS, item by item, in the background and behind every order. Nothing is placed. For admins and support.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: StartFireDrillInput, required: true, description: "The store." }) },
    resolve: async (_root, { input }, context) => {
      const location = await storeFor(context, input.locationId);
      if (isRefusal(location)) return location;
      return startedOr(await context.fireDrills.start(location, actorOf(context)), context);
    },
  }),
  stopFireDrill: t.field({
    type: StopFireDrillResult,
    description: "Stops a fire drill that runs; what it found stays. For admins and support.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: StopFireDrillInput, required: true, description: "The fire drill." }) },
    resolve: async (_root, { input }, context) => {
      const location = await storeFor(context, input.locationId);
      if (isRefusal(location)) return location;
      const drill = await context.fireDrills.stop(location, input.fireDrillId, actorOf(context));
      return drill ?? refuse("CONFLICT", context.words("drill")("refused.notRunning"));
    },
  }),
}));

/** The store, where the operator may hold a fire drill at it. */
async function storeFor(context: GraphqlContext, locationId: string): Promise<LocationRow | Refusal> {
  const { db, may, words } = context;
  const say = words("drill");
  const scope = context.scopeFor("stores.read");
  const location = await findLocation(db, { scope, idOrCode: locationId });
  if (location === null) return refuse("NOT_FOUND", say("refused.noStore"));
  return may("menus.refresh", placeOf(location))
    ? location
    : refuse("NOT_ALLOWED", say("refused.notAllowed"));
}

function startedOr(outcome: StartDrillOutcome, { words }: GraphqlContext) {
  const say = words("drill");
  switch (outcome.kind) {
    case "started":
      return outcome.drill;
    case "running":
      return refuse("CONFLICT", say("refused.running"));
    case "no_pos":
      return refuse("NO_CHECK", say("refused.noPos"));
    case "no_check":
      return refuse("NO_CHECK", say("refused.noCheck"));
    case "no_menu":
      return refuse("INVALID", say("refused.noMenu"), "locationId");
  }
}
