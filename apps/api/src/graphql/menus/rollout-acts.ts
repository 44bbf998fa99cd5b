import { idFrom } from "@parley/db";
import { findRollout, type Rollout } from "@parley/db/menus";
import { listLocations } from "@parley/db/stores";
import { STORES_MAX } from "../../menus/availability/many-stores.ts";
import { ROLLOUT_MINUTES, ROLLOUT_RISE } from "../../menus/rollout/acts.ts";
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
import { MenuRollout } from "./rollout.ts";

const StartMenuRolloutInput = builder.inputType("StartMenuRolloutInput", {
  description: "Held stores of one brand whose waiting menus are to come into force in waves.",
  fields: (t) => ({
    storeIds: t.idList({ required: true, description: `The stores in their order, 1 to ${STORES_MAX}.` }),
    waves: t.intList({ description: "Stores of each wave; left out: 1, a tenth of all, then the rest." }),
    minutes: t.int({
      description: `Minutes between two waves, 1 to ${ROLLOUT_MINUTES.max}; ${ROLLOUT_MINUTES.usual} when left out.`,
    }),
    rise: t.int({
      description: `Percentage points by which the share of rejects may rise, 0 to ${ROLLOUT_RISE.max}; ${ROLLOUT_RISE.usual} when left out.`,
    }),
  }),
});

const rolloutId = { required: true, description: "The rollout, by our id." } as const;
const expectedVersion = { required: true, description: "The version that you saw." } as const;

const StopMenuRolloutInput = builder.inputType("StopMenuRolloutInput", {
  description: "A rollout that is to let go of no more stores.",
  fields: (t) => ({
    rolloutId: t.id(rolloutId),
    end: t.boolean({
      description: "True ends it for good, also where it is stopped already: stores that wait stay held.",
    }),
  }),
});

const ResumeMenuRolloutInput = builder.inputType("ResumeMenuRolloutInput", {
  description: "A stopped rollout that is to go on.",
  fields: (t) => ({ rolloutId: t.id(rolloutId), expectedVersion: t.int(expectedVersion) }),
});

const RollBackMenuRolloutInput = builder.inputType("RollBackMenuRolloutInput", {
  description: "A stopped rollout whose released stores are to be held again at what they had.",
  fields: (t) => ({ rolloutId: t.id(rolloutId), expectedVersion: t.int(expectedVersion) }),
});

const StartMenuRolloutResult = builder.unionType("StartMenuRolloutResult", {
  description: "The rollout, or why none was started.",
  types: [MenuRollout, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("MenuRollout"),
});

const ChangeMenuRolloutResult = builder.unionType("ChangeMenuRolloutResult", {
  description: "The rollout as it is now, or why nothing was changed.",
  types: [MenuRollout, NotFound, NotAllowed, Conflict],
  resolveType: resultType("MenuRollout"),
});

builder.mutationFields((t) => ({
  startMenuRollout: t.field({
    type: StartMenuRolloutResult,
    description:
      "Lets the waiting menus of held stores into force in waves. It stops by itself where more of PAR's calls are refused for reasons of the menu. For owners and brand admins.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: StartMenuRolloutInput, required: true, description: "Which, and how." }) },
    resolve: async (_root, { input }, context) => {
      const { db, may, rollouts, words } = context;
      const say = words("rollouts");
      const ids = [...new Set(input.storeIds.map(String))];
      if (ids.length === 0 || ids.length > STORES_MAX)
        return refuse("INVALID", say("refused.stores", { max: STORES_MAX }), "storeIds");
      const found = await listLocations(db, {
        scope: context.scopeFor("stores.read"),
        ids: ids.map((id) => idFrom("loc", id)),
      });
      const byId = new Map<string, (typeof found)[number]>(found.map((store) => [store.id, store]));
      const stores = ids.flatMap((id) => byId.get(id) ?? []);
      if (stores.length < ids.length) return refuse("NOT_FOUND", say("refused.noStore"));
      if (stores.some(({ brandId }) => !may("stores.edit", { brandId, locationId: null })))
        return refuse("NOT_ALLOWED", say("refused.notAllowed"));
      const { waves, minutes, rise } = input;
      const outcome = await rollouts.start(
        { stores, ...(waves && { waves }), minutes: minutes ?? undefined, rise: rise ?? undefined },
        actorOf(context),
        words,
      );
      switch (outcome.kind) {
        case "started":
          return outcome.rollout;
        case "invalid":
          return refuse("INVALID", outcome.message, outcome.field);
        case "taken":
          return refuse("CONFLICT", say("refused.taken"));
      }
    },
  }),
  stopMenuRollout: t.field({
    type: ChangeMenuRolloutResult,
    description:
      "Stops a rollout that runs, or ends it for good: released stores keep their new menu, the others stay held. For owners and brand admins.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: StopMenuRolloutInput, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) =>
      change(context, input.rolloutId, null, async (rollout) => {
        const { rollouts } = context;
        const by = actorOf(context);
        const stopped = rollout.state === "stopped" ? null : await rollouts.stop(rollout, by);
        if (input.end !== true) return stopped;
        return await rollouts.end(stopped ?? rollout, by);
      }),
  }),
  resumeMenuRollout: t.field({
    type: ChangeMenuRolloutResult,
    description: "Lets a stopped rollout go on; calls count from now. For owners and brand admins.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ResumeMenuRolloutInput, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) =>
      change(context, input.rolloutId, input.expectedVersion, (rollout) =>
        context.rollouts.resume(rollout, actorOf(context)),
      ),
  }),
  rollBackMenuRollout: t.field({
    type: ChangeMenuRolloutResult,
    description:
      "Holds the released stores of a stopped rollout again at the version that they had, where nobody held them since, and ends it. For owners and brand admins.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RollBackMenuRolloutInput, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) =>
      change(context, input.rolloutId, input.expectedVersion, (rollout) =>
        context.rollouts.rollBack(rollout, actorOf(context), context.words),
      ),
  }),
}));

async function change(
  context: GraphqlContext,
  id: string,
  version: number | null,
  act: (rollout: Rollout) => Promise<Rollout | null>,
): Promise<Rollout | Refusal> {
  const { db, may, words } = context;
  const say = words("rollouts");
  const rollout = await findRollout(db, { scope: context.scopeFor("stores.read"), rolloutId: id });
  if (rollout === null) return refuse("NOT_FOUND", say("refused.noRollout"));
  if (!may("stores.edit", { brandId: rollout.brandId, locationId: null }))
    return refuse("NOT_ALLOWED", say("refused.notAllowed"));
  if (version !== null && rollout.version !== version) return refuse("CONFLICT", say("refused.conflict"));
  return (await act(rollout)) ?? refuse("CONFLICT", say("refused.conflict"));
}
