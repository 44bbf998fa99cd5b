import { findLocation } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import { type ChangeStoreOutcome, changeStore, zoneDoubtText } from "../../stores/store-facts.ts";
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
import { Location } from "./location.ts";

builder.objectFields(Location, (t) => ({
  canEdit: t.boolean({
    description: "Whether you may change what is told of it.",
    resolve: (location, _args, { may }) => may("stores.edit", placeOf(location)),
  }),
}));

const ChangeStoreInput = builder.inputType("ChangeStoreInput", {
  description: "What people are told of a store. What is left out stays as it is.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "The store." }),
    expectedVersion: t.int({ required: true, description: "The version of the store that you saw." }),
    name: t.string({ description: `Its name, 1 to ${TEXT_MAX.name} characters.` }),
    address: t.string({
      description: `Its address in one line, ${TEXT_MAX.addressLine} characters at most; empty for none.`,
    }),
    phone: t.string({
      description: `Its telephone, for support to call, ${TEXT_MAX.phone} characters at most; empty for none.`,
    }),
    timezone: t.string({ description: "Its IANA zone, such as `America/Los_Angeles`." }),
  }),
});

type Changed = Extract<ChangeStoreOutcome, { kind: "changed" }>;

export const StoreChange = builder.objectRef<Pick<Changed, "location" | "doubt">>("StoreChange").implement({
  description: "A store that was changed or added.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    store: t.expose("location", { type: Location, description: "The store as it is now." }),
    zoneDoubt: t.string({
      nullable: true,
      description:
        "Why its time zone may not be the one that was meant, in words; null where nothing says so.",
      resolve: ({ doubt }, _args, { words }) => (doubt === null ? null : zoneDoubtText(doubt, words)),
    }),
  }),
});

const ChangeStoreResult = builder.unionType("ChangeStoreResult", {
  description: "The changed store, or why nothing was changed.",
  types: [StoreChange, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("StoreChange"),
});

builder.mutationField("changeStore", (t) =>
  t.field({
    type: ChangeStoreResult,
    description:
      "Changes a store's name, address, telephone or time zone. Orders that are under way are not affected. For owners and brand admins.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ChangeStoreInput, required: true, description: "The store." }) },
    resolve: (_root, { input }, context) => change(context, input),
  }),
);

async function change(
  context: GraphqlContext,
  input: typeof ChangeStoreInput.$inferInput,
): Promise<Changed | Refusal> {
  const { db, may, now, words } = context;
  const say = words("stores");
  const scope = context.scopeFor("stores.read");
  const location = await findLocation(db, { scope, idOrCode: input.locationId });
  if (location === null) return refuse("NOT_FOUND", say("edit.refused.noStore"));
  if (!may("stores.edit", placeOf(location))) return refuse("NOT_ALLOWED", say("edit.refused.notAllowed"));
  const { name, address, phone, timezone, expectedVersion } = input;
  const given = {
    name: name ?? undefined,
    address: address ?? undefined,
    phone: phone ?? undefined,
    timezone: timezone ?? undefined,
  };
  const asked = { location, expectedVersion, given, by: actorOf(context), words };
  const outcome = await changeStore({ db, now: now() }, asked);
  switch (outcome.kind) {
    case "changed":
      return outcome;
    case "invalid":
      return refuse("INVALID", outcome.message, outcome.field);
    case "conflict":
      return refuse("CONFLICT", say("edit.refused.conflict"));
  }
}
