import {
  countRolloutCalls,
  findRollout,
  listRolloutStores,
  listRollouts,
  type RolloutCount,
  type Rollout as RolloutRow,
  type RolloutState,
  type RolloutStop,
  type RolloutStoreState,
  type RolloutStore as StoreRow,
} from "@parley/db/menus";
import { sumOf } from "../../menus/rollout/job.ts";
import { MENU_REJECTS, shareOf } from "../../menus/rollout/rule.ts";
import { Brand } from "../brands/brand.ts";
import { nameOfActor } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { badInput } from "../kernel/page.ts";
import { Location } from "../stores/location.ts";

const LIST_SIZE = 50;
const LIST_MAX = 100;

interface Described<Value> {
  value: Value;
  description: string;
}

const MenuRolloutState = builder.enumType("MenuRolloutState", {
  description: "Where a rollout stands.",
  values: {
    RUNNING: { value: "running", description: "It goes on by itself." },
    STOPPED: { value: "stopped", description: "It waits for a person; `stop` says why." },
    DONE: { value: "done", description: "Every wave went out and its time is over." },
    ENDED: { value: "ended", description: "Somebody ended it: stores that waited stay held." },
    ROLLED_BACK: { value: "rolled_back", description: "Released stores are held again at what they had." },
  } satisfies Record<string, Described<RolloutState>>,
});

const MenuRolloutStop = builder.enumType("MenuRolloutStop", {
  description: "Why a rollout stopped.",
  values: {
    REJECTS: { value: "rejects", description: "More of PAR's calls were refused for reasons of the menu." },
    FINDINGS: { value: "findings", description: "A new version keeps guests from ordering something." },
    NOT_IN_FORCE: { value: "not_in_force", description: "Another version came into force at its store." },
    PERSON: { value: "person", description: "Somebody stopped it." },
  } satisfies Record<string, Described<RolloutStop>>,
});

const MenuRolloutStoreState = builder.enumType("MenuRolloutStoreState", {
  description: "Where a store of a rollout stands.",
  values: {
    WAITING: { value: "waiting", description: "It is held and waits for its turn." },
    RELEASED: { value: "released", description: "It has its new version." },
    SKIPPED: { value: "skipped", description: "Somebody changed what it is held at before its turn." },
    CHANGED: { value: "changed", description: "Another version came into force after its turn." },
    LEFT: { value: "left", description: "It did not get its turn, and is held as before." },
    ROLLED_BACK: { value: "rolled_back", description: "It is held again at what it had." },
    KEPT: { value: "kept", description: "It could not be rolled back: somebody held it since." },
  } satisfies Record<string, Described<RolloutStoreState>>,
});

const MenuRolloutCount = builder.objectRef<RolloutCount>("MenuRolloutCount").implement({
  description: "PAR's validates and submits, and those refused for reasons of the menu.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    calls: t.exposeInt("calls", { description: "Calls since the release." }),
    refused: t.exposeInt("refused", { description: "Refused ones of those." }),
    share: t.float({
      description: "Their share in percent.",
      resolve: ({ refused, calls }) => shareOf(refused, calls),
    }),
    callsBefore: t.exposeInt("callsBefore", {
      description: "Calls in the same span before the release, a day at least.",
    }),
    refusedBefore: t.exposeInt("refusedBefore", { description: "Refused ones of those." }),
    shareBefore: t.float({
      description: "Their share in percent.",
      resolve: ({ refusedBefore, callsBefore }) => shareOf(refusedBefore, callsBefore),
    }),
  }),
});

const MenuRolloutStore = builder
  .objectRef<StoreRow & { counts: RolloutCount | null }>("MenuRolloutStore")
  .implement({
    description: "A store of a rollout.",
    authScopes: { signedIn: true },
    fields: (t) => ({
      location: t.field({
        type: Location,
        description: "The store.",
        resolve: ({ locationId }, _args, { loaders }) => loaders.location.load(locationId),
      }),
      wave: t.exposeInt("wave", { description: "Its wave, from 1." }),
      state: t.expose("state", { type: MenuRolloutStoreState, description: "Where it stands." }),
      heldMenuId: t.exposeID("heldMenuId", { description: "The version that it was held at, by our id." }),
      menuId: t.exposeID("menuId", {
        nullable: true,
        description: "The version that came into force at its turn.",
      }),
      releasedAt: t.expose("releasedAt", {
        type: "DateTime",
        nullable: true,
        description: "When that was.",
      }),
      findings: t.exposeInt("findings", {
        nullable: true,
        description: "Findings of the new version that keep guests from ordering and were not there before.",
      }),
      counts: t.expose("counts", {
        type: MenuRolloutCount,
        nullable: true,
        description: "What was counted at it; null where PAR did not call.",
      }),
    }),
  });

export const MenuRollout = builder.objectRef<RolloutRow>("MenuRollout").implement({
  description: "The waiting menus of held stores of a brand, let into force in waves, with a stop.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id, `rol_…`." }),
    brand: t.field({
      type: Brand,
      description: "The brand of its stores.",
      resolve: ({ brandId }, _args, { loaders }) => loaders.brand.load(brandId),
    }),
    state: t.expose("state", { type: MenuRolloutState, description: "Where it stands." }),
    stop: t.expose("stop", {
      type: MenuRolloutStop,
      nullable: true,
      description: "Why it stopped; null where it did not, or goes on.",
    }),
    stopCounts: t.expose("counted", {
      type: MenuRolloutCount,
      nullable: true,
      description: "What was counted when it stopped by itself.",
    }),
    waves: t.exposeIntList("waves", { description: "Stores of each wave." }),
    wave: t.exposeInt("wave", { description: "The wave that has its turn, from 1." }),
    minutes: t.exposeInt("minutes", { description: "Minutes between two waves." }),
    rise: t.exposeInt("rise", { description: "Percentage points by which rejects may rise." }),
    nextAt: t.expose("nextAt", {
      type: "DateTime",
      nullable: true,
      description:
        "When the time of its wave is over; null before its stores were let go of, and at the end.",
    }),
    version: t.exposeInt("version", { description: "Goes up with each step; for `expectedVersion`." }),
    startedAt: t.expose("startedAt", { type: "DateTime", description: "When it was started." }),
    startedBy: t.string({
      description: "Who started it: an operator by name, or `cli`.",
      resolve: ({ startedBy }, _args, context) => nameOfActor(startedBy, context),
    }),
    endedAt: t.expose("endedAt", { type: "DateTime", nullable: true, description: "When it ended." }),
    canAct: t.boolean({
      description: "Whether you may stop it, let it go on and roll it back.",
      resolve: ({ brandId }, _args, { may }) => may("stores.edit", { brandId, locationId: null }),
    }),
    counts: t.field({
      type: MenuRolloutCount,
      description: "What was counted at all its released stores together.",
      resolve: async (rollout, _args, context) => sumOf(await countsOf(rollout, context)),
    }),
    stores: t.field({
      type: [MenuRolloutStore],
      description: "Its stores, by wave.",
      resolve: async (rollout, _args, context) => {
        const stores = await listRolloutStores(context.db, { rolloutId: rollout.id });
        const counts = new Map((await countsOf(rollout, context)).map((row) => [row.locationId, row]));
        return stores.map((store) => ({ ...store, counts: counts.get(store.locationId) ?? null }));
      },
    }),
  }),
});

/** Counted to now while it runs, to its last step after that. */
function countsOf({ id, state, movedAt }: RolloutRow, { db, now }: GraphqlContext) {
  const until = state === "running" ? now() : movedAt;
  return countRolloutCalls(db, { rolloutId: id, codes: MENU_REJECTS, now: until });
}

builder.queryFields((t) => ({
  menuRollouts: t.field({
    type: [MenuRollout],
    description: "The rollouts of the brands that you may see, the newest first.",
    authScopes: { signedIn: true },
    args: { first: t.arg.int({ description: `How many, ${LIST_SIZE} by default, ${LIST_MAX} at most.` }) },
    resolve: (_root, { first }, { db, scopeFor }) => {
      const limit = first ?? LIST_SIZE;
      if (limit < 1 || limit > LIST_MAX) throw badInput(`Ask for 1 to ${LIST_MAX} rollouts.`);
      return listRollouts(db, { scope: scopeFor("stores.read"), limit });
    },
  }),
  menuRollout: t.field({
    type: MenuRollout,
    nullable: true,
    description: "One rollout; null where there is none for you.",
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ required: true, description: "Our id, `rol_…`." }) },
    resolve: (_root, { id }, { db, scopeFor }) =>
      findRollout(db, { scope: scopeFor("stores.read"), rolloutId: id }),
  }),
}));
