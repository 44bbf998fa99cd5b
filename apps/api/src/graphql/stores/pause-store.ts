import { findLocation, isPausedAt, type Location as LocationRow } from "@parley/db/stores";
import { pauseStore, resumeStore } from "../../stores/store-pause.ts";
import type { UntilChoice } from "../../stores/until.ts";
import { AvailabilityUntilInput, untilChoiceOf } from "../availability/until-input.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  InvalidInput,
  isRefusal,
  NotAllowed,
  NotFound,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { placeOf } from "../kernel/place.ts";
import { answerPause, REASON } from "../pauses/form.ts";
import { Location } from "./location.ts";

builder.objectFields(Location, (t) => ({
  pausedAt: t.field({
    type: "DateTime",
    nullable: true,
    description: "Since when it takes no orders; null while it does.",
    resolve: (location, _args, { now }) => (isPausedAt(location, now()) ? location.pausedAt : null),
  }),
  pauseUntil: t.field({
    type: "DateTime",
    nullable: true,
    description:
      "When it takes orders again by itself; null where it takes them, or somebody has to resume it.",
    resolve: (location, _args, { now }) => (isPausedAt(location, now()) ? location.pauseUntil : null),
  }),
  pauseReason: t.string({
    nullable: true,
    description: "Why it takes no orders, as somebody wrote it; null while it does.",
    resolve: (location, _args, { now }) => (isPausedAt(location, now()) ? location.pauseReason : null),
  }),
  canPause: t.boolean({
    description: "Whether you may pause it, and resume it.",
    resolve: (location, _args, { may }) => may("availability.edit", placeOf(location)),
  }),
  version: t.exposeInt("version", {
    description: "Grows with each change of the store: what you give with a change, to be told of others'.",
  }),
}));

const PauseStoreInput = builder.inputType("PauseStoreInput", {
  description: "A store that is to take no orders.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "The store." }),
    expectedVersion: t.int({ required: true, description: "The version of the store that you saw." }),
    until: t.field({
      type: AvailabilityUntilInput,
      required: true,
      description: "When it takes orders again.",
    }),
    reason: t.string({
      required: true,
      description: REASON,
    }),
  }),
});

const ResumeStoreInput = builder.inputType("ResumeStoreInput", {
  description: "A store that is to take orders again.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "The store." }),
    expectedVersion: t.int({ required: true, description: "The version of the store that you saw." }),
  }),
});

const PauseStoreResult = builder.unionType("PauseStoreResult", {
  description: "The store as it is now, or why nothing was changed.",
  types: [Location, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("Location"),
});

builder.mutationFields((t) => ({
  pauseStore: t.field({
    type: PauseStoreResult,
    description:
      "Takes no orders of PAR for a store, for a time or until it is resumed: each is refused as `location_closed`. Orders that are under way go on. A store that is paused already is paused anew, for the new time and reason. For admins and support.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: PauseStoreInput, required: true, description: "The store." }) },
    resolve: (_root, { input }, context) => pause(context, input),
  }),
  resumeStore: t.field({
    type: PauseStoreResult,
    description: "Takes PAR's orders for a paused store again. For admins and support.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ResumeStoreInput, required: true, description: "The store." }) },
    resolve: (_root, { input }, context) => resume(context, input),
  }),
}));

async function pause(
  context: GraphqlContext,
  { locationId, expectedVersion, until, reason }: typeof PauseStoreInput.$inferInput,
): Promise<LocationRow | Refusal> {
  const found = await pausable(context, locationId);
  const choice = untilOfPause(context, until);
  if (isRefusal(found)) return found;
  if (isRefusal(choice)) return choice;
  const { db, now, words } = context;
  return await answerPause(found, saidOf(context), (location) =>
    pauseStore(
      { db, now: now() },
      { location, expectedVersion, until: choice, reason, by: actorOf(context), words },
    ),
  );
}

export async function resume(
  context: GraphqlContext,
  { locationId, expectedVersion }: typeof ResumeStoreInput.$inferInput,
): Promise<LocationRow | Refusal> {
  const { db, now } = context;
  return await answerPause(await pausable(context, locationId), saidOf(context), (location) =>
    resumeStore({ db, now: now() }, { location, expectedVersion, by: actorOf(context) }),
  );
}

/** When a store takes orders again, as it was chosen; an opening is of items only. */
export function untilOfPause(
  { words }: GraphqlContext,
  until: typeof AvailabilityUntilInput.$inferInput,
): UntilChoice | Refusal {
  const choice = untilChoiceOf(until);
  if (choice === null || choice === "unclear")
    return refuse("INVALID", words("stores")("pause.refused.oneTime"), "until");
  if (choice.kind === "opening")
    return refuse("INVALID", words("takeoff")("refused.openingOfItems"), "until");
  return choice;
}

export function saidOf({ words }: GraphqlContext) {
  const say = words("stores");
  const conflict = say("pause.refused.conflict");
  return { notPaused: say("pause.refused.notPaused"), conflict, untilField: "until" };
}

/** The store, where this operator may pause it. */
export async function pausable(
  { db, may, scopeFor, words }: GraphqlContext,
  locationId: string,
): Promise<LocationRow | Refusal> {
  const say = words("stores");
  const location = await findLocation(db, { scope: scopeFor("stores.read"), idOrCode: locationId });
  if (location === null) return refuse("NOT_FOUND", say("pause.refused.noStore"));
  return may("availability.edit", placeOf(location))
    ? location
    : refuse("NOT_ALLOWED", say("pause.refused.notAllowed"));
}
