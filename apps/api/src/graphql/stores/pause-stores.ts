import type { Location as LocationRow } from "@parley/db/stores";
import { eachAlone, pauseOneOfSeveral } from "../../stores/several-stores.ts";
import { AvailabilityUntilInput } from "../availability/until-input.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  InvalidInput,
  isRefusal,
  NotAllowed,
  NotBegun,
  NotFound,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { badInput } from "../kernel/page.ts";
import { REASON, refusedOr } from "../pauses/form.ts";
import { Location } from "./location.ts";
import { pausable, resume, saidOf, untilOfPause } from "./pause-store.ts";

/** Stores of one request, at most. */
const STORES_MAX = 500;
/** Nothing is begun after so long: the last one has to be over before the request's deadline. */
const BEGIN_WITHIN_MS = 15_000;

const SeenStoreInput = builder.inputType("SeenStoreInput", {
  description: "One of several stores, as it was seen.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "The store." }),
    expectedVersion: t.int({ required: true, description: "The version of the store that you saw." }),
  }),
});
type SeenStore = typeof SeenStoreInput.$inferInput;

const PauseStoresInput = builder.inputType("PauseStoresInput", {
  description: "Stores that are to take no orders.",
  fields: (t) => ({
    stores: t.field({
      type: [SeenStoreInput],
      required: true,
      description: `Which ones, in this order; 1 to ${STORES_MAX}.`,
    }),
    until: t.field({
      type: AvailabilityUntilInput,
      required: true,
      description: "When each takes orders again, on its own clock.",
    }),
    reason: t.string({ required: true, description: REASON }),
  }),
});

const ResumeStoresInput = builder.inputType("ResumeStoresInput", {
  description: "Stores that are to take orders again.",
  fields: (t) => ({
    stores: t.field({
      type: [SeenStoreInput],
      required: true,
      description: `Which ones, in this order; 1 to ${STORES_MAX}. To take \`pauseStores\` back: those that it paused, with the versions that it answered.`,
    }),
  }),
});

const OneStorePauseResult = builder.unionType("OneStorePauseResult", {
  description: "One of the stores as it is now, or why nothing was changed at it.",
  types: [Location, NotFound, NotAllowed, Conflict, InvalidInput, NotBegun],
  resolveType: resultType("Location"),
});

builder.mutationFields((t) => ({
  pauseStores: t.field({
    type: [OneStorePauseResult],
    description:
      "Pauses several stores for one reason, each as by `pauseStore` and on its own clock; a refusal of one stops no other. A store that is paused already stays so for its own reason. The results stand in the order of the stores. For admins and support.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: PauseStoresInput, required: true, description: "The stores." }) },
    resolve: async (_root, { input: { stores, until, reason } }, context) =>
      await each(stores, context, async ({ locationId, expectedVersion }) => {
        const location = await pausable(context, locationId);
        if (isRefusal(location)) return location;
        const choice = untilOfPause(context, until);
        if (isRefusal(choice)) return choice;
        const { db, now, words } = context;
        const asked = { location, expectedVersion, until: choice, reason, by: actorOf(context), words };
        const outcome = await pauseOneOfSeveral({ db, now: now() }, asked);
        return outcome.kind === "paused_already"
          ? refuse("CONFLICT", words("stores")("pause.refused.already"))
          : refusedOr(outcome, saidOf(context));
      }),
  }),
  resumeStores: t.field({
    type: [OneStorePauseResult],
    description:
      "Takes PAR's orders for several paused stores again, each as by `resumeStore`; a refusal of one stops no other. The results stand in the order of the stores. For admins and support.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ResumeStoresInput, required: true, description: "The stores." }) },
    resolve: async (_root, { input: { stores } }, context) =>
      await each(stores, context, (store) => resume(context, store)),
  }),
}));

/** @throws GraphQLError for none, too many, or one twice */
async function each(
  stores: readonly SeenStore[],
  context: GraphqlContext,
  act: (store: SeenStore) => Promise<LocationRow | Refusal>,
): Promise<(LocationRow | Refusal)[]> {
  if (stores.length === 0 || stores.length > STORES_MAX) throw badInput(`stores are 1 to ${STORES_MAX}.`);
  if (new Set(stores.map(({ locationId }) => locationId)).size < stores.length)
    throw badInput("Each store stands once.");
  const { now, words, log } = context;
  const endsAt = now().getTime() + BEGIN_WITHIN_MS;
  return await eachAlone(
    stores,
    async (store) =>
      now().getTime() > endsAt ? refuse("NOT_BEGUN", words("bulk")("api.not_begun")) : await act(store),
    (error, { locationId }) => {
      log.error({ err: error, locationId }, "a store of several could not be paused or resumed");
      return refuse("CONFLICT", words("stores")("pause.refused.failed"));
    },
  );
}
