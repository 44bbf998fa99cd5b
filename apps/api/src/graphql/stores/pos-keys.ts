import { findLocation, type Location as LocationRow, type PosKey as PosKeyRow } from "@parley/db/stores";
import {
  type KeyRotationOutcome,
  type KeyState,
  keyStateOf,
  OVERLAP_MINUTES,
} from "../../stores/provisioning/pos-keys.ts";
import { actorOf, nameOfActor } from "../kernel/actor.ts";
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
import { Location } from "./location.ts";

const PosKeyState = builder.enumType("PosKeyState", {
  description: "How a key of a store's bridge stands.",
  values: {
    LIVE: { value: "live", description: "It counts, and has no end." },
    RETIRING: { value: "retiring", description: "It counts until its end." },
    KEPT: {
      value: "kept",
      description: "Its time is over, and it counts: the POS has not signed with the newer one yet.",
    },
    RETIRED: { value: "retired", description: "It counts no more." },
  } satisfies Record<string, { value: KeyState; description: string }>,
});

const PosKey = builder.objectRef<PosKeyRow>("PosKey").implement({
  description: "What is known of a key of a store's bridge. The key itself never leaves.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id of the key." }),
    state: t.field({
      type: PosKeyState,
      description: "How it stands.",
      resolve: (key, _args, { now }) => keyStateOf(key, now()),
    }),
    madeAt: t.expose("madeAt", {
      type: "DateTime",
      nullable: true,
      description: "Since when the store has it; null where that is not known, as of an earlier release.",
    }),
    madeBy: t.string({
      nullable: true,
      description: "Who had it made or gave it, by name; null where that is not known.",
      resolve: ({ madeBy }, _args, context) => (madeBy === null ? null : nameOfActor(madeBy, context)),
    }),
    lastUsedAt: t.expose("lastUsedAt", {
      type: "DateTime",
      nullable: true,
      description: "When the POS last signed with it, to the minute; null where it was not seen to.",
    }),
    endsAt: t.expose("endsAt", {
      type: "DateTime",
      nullable: true,
      description: "When it ends, provided that the POS signs with the newer one; null where it has no end.",
    }),
    retiredAt: t.expose("retiredAt", {
      type: "DateTime",
      nullable: true,
      description: "Since when it counts no more.",
    }),
  }),
});

builder.objectField(Location, "posKeys", (t) =>
  t.field({
    type: [PosKey],
    description:
      "The keys of its bridge, the newest first, those that have ended too; empty where none was given by this release.",
    resolve: (location, _args, { loaders }) => loaders.posKeys.load(location.id),
  }),
);

const RotatePosKeyInput = builder.inputType("RotatePosKeyInput", {
  description: "A key to take the place of the one of a store's bridge.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "The store." }),
    expectedVersion: t.int({ required: true, description: "The version of the store that you saw." }),
    key: t.string({
      description: "The key `whsec_…` that the POS's maker gave. Leave out to have one made.",
    }),
    overlapMinutes: t.int({
      description:
        "For how long the old one counts too: a week unless said otherwise, 90 days at most, 0 to end it now.",
    }),
  }),
});

const RetirePosKeyInput = builder.inputType("RetirePosKeyInput", {
  description: "One of two keys that count.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "The store." }),
    keyId: t.id({ required: true, description: "The key, by its id." }),
    evenIfUnseen: t.boolean({
      description:
        "True to end it although the POS was not seen to sign with the one that stays: if it does not have that one, it refuses every order from now on.",
    }),
  }),
});

type Rotated = Extract<KeyRotationOutcome, { kind: "rotated" }>;

const PosKeyRotation = builder.objectRef<Rotated>("PosKeyRotation").implement({
  description: "A key that was added, and when the one before it ends.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    store: t.expose("location", { type: Location, description: "The store as it is now." }),
    keyId: t.exposeID("keyId", { description: "Our id of the added key." }),
    madeKey: t.exposeString("made", {
      nullable: true,
      description: "The key where it was made here: shown this once, and kept nowhere in the clear.",
    }),
    previousEndsAt: t.expose("previousEndsAt", {
      type: "DateTime",
      description: "When the one before it ends, provided that the POS signs with the added one.",
    }),
  }),
});

const RotatePosKeyResult = builder.unionType("RotatePosKeyResult", {
  description: "The change of the key, or why nothing was changed.",
  types: [PosKeyRotation, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("PosKeyRotation"),
});

const RetirePosKeyResult = builder.unionType("RetirePosKeyResult", {
  description: "The store as it is now, or why nothing was changed.",
  types: [Location, NotFound, NotAllowed, InvalidInput],
  resolveType: resultType("Location"),
});

builder.mutationFields((t) => ({
  rotatePosKey: t.field({
    type: RotatePosKeyResult,
    description:
      "Adds a key beside the one of a store's bridge: requests are signed with both and answers taken with either, so that the POS can change over without a refused call. The old one ends when its time is over and the POS has signed with the new one. For owners and brand admins.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RotatePosKeyInput, required: true, description: "The key." }) },
    resolve: (_root, { input }, context) => rotate(context, input),
  }),
  retirePosKey: t.field({
    type: RetirePosKeyResult,
    description:
      "Ends one of two keys of a store's bridge at once: the older, or the newer to take its change back. The other one then has no end. Refused as INVALID of `evenIfUnseen` where the POS was not seen to sign with the one that stays. For owners and brand admins.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RetirePosKeyInput, required: true, description: "The key." }) },
    resolve: (_root, { input }, context) => retire(context, input),
  }),
}));

async function rotate(
  context: GraphqlContext,
  { locationId, expectedVersion, key = null, overlapMinutes }: typeof RotatePosKeyInput.$inferInput,
): Promise<Rotated | Refusal> {
  const store = await storeToKey(context, locationId);
  if (isRefusal(store)) return store;
  const say = context.words("pos");
  const overlap = overlapMinutes ?? OVERLAP_MINUTES;
  const asked = { locationId: store.id, expectedVersion, key, overlapMinutes: overlap };
  const outcome = await context.posKeys.rotate({ ...asked, by: actorOf(context) });
  switch (outcome.kind) {
    case "rotated":
      return outcome;
    case "invalid":
      return outcome.field === "key"
        ? refuse("INVALID", say("fault.bridge_key"), "key")
        : refuse("INVALID", say("keys.refused.overlap"), "overlapMinutes");
    case "no_key":
      return refuse("INVALID", say("keys.refused.noKey"));
    case "same_key":
      return refuse("INVALID", say("keys.refused.sameKey"), "key");
    case "under_way":
      return refuse("CONFLICT", say("keys.refused.underWay"));
    case "conflict":
      return refuse("CONFLICT", say("refused.conflict"));
  }
}

async function retire(
  context: GraphqlContext,
  { locationId, keyId, evenIfUnseen }: typeof RetirePosKeyInput.$inferInput,
): Promise<LocationRow | Refusal> {
  const store = await storeToKey(context, locationId);
  if (isRefusal(store)) return store;
  const say = context.words("pos");
  const asked = { locationId: store.id, keyId, evenIfUnseen: evenIfUnseen ?? false };
  const outcome = await context.posKeys.retire({ ...asked, by: actorOf(context) });
  switch (outcome.kind) {
    case "retired":
      return outcome.location;
    case "not_found":
      return refuse("NOT_FOUND", say("keys.refused.noSuchKey"));
    case "last":
      return refuse("NOT_ALLOWED", say("keys.refused.last"));
    case "unseen":
      return refuse("INVALID", say(`keys.unseen.${outcome.stays}`), "evenIfUnseen");
  }
}

/** The store, where this operator may change its key. */
async function storeToKey(context: GraphqlContext, locationId: string): Promise<LocationRow | Refusal> {
  const { db, may, words } = context;
  const say = words("pos");
  const scope = context.scopeFor("stores.read");
  const location = await findLocation(db, { scope, idOrCode: locationId });
  if (location === null) return refuse("NOT_FOUND", say("refused.noStore"));
  return may("stores.edit", placeOf(location)) ? location : refuse("NOT_ALLOWED", say("refused.notAllowed"));
}
