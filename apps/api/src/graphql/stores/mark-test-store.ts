import { findLocation, type Location as LocationRow } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import { markTestStore } from "../../stores/test-mark.ts";
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
  isTest: t.exposeBoolean("isTest", {
    description:
      "True for a test store: no guest's order arrives there, and whoever tests may send it calls.",
  }),
  testReason: t.exposeString("testReason", {
    nullable: true,
    description: "Why it is a test store; null where it is none.",
  }),
  canMarkTest: t.boolean({
    description: "Whether you may say that it is a test store, or is none.",
    resolve: (location, _args, { may }) => may("stores.edit", placeOf(location)),
  }),
}));

const MarkTestStoreInput = builder.inputType("MarkTestStoreInput", {
  description: "Whether a store is a test store.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "The store." }),
    isTest: t.boolean({ required: true, description: "True marks it, false takes the mark off." }),
    reason: t.string({
      description: `Why it is a test store, ${TEXT_MAX.reason} characters at most; needed to mark it.`,
    }),
  }),
});

const MarkTestStoreResult = builder.unionType("MarkTestStoreResult", {
  description: "The store as it is now, or why nothing was changed.",
  types: [Location, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("Location"),
});

builder.mutationField("markTestStore", (t) =>
  t.field({
    type: MarkTestStoreResult,
    description:
      "Says whether a store is a test store, where engineers may send calls as PAR. PAR's own calls are not affected. For owners and brand admins.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: MarkTestStoreInput, required: true, description: "The store." }) },
    resolve: (_root, { input }, context) => mark(context, input),
  }),
);

async function mark(
  context: GraphqlContext,
  { locationId, isTest, reason }: typeof MarkTestStoreInput.$inferInput,
): Promise<LocationRow | Refusal> {
  const { db, may, now, words } = context;
  const say = words("simulator");
  const location = await findLocation(db, { scope: context.scopeFor("stores.read"), idOrCode: locationId });
  if (location === null) return refuse("NOT_FOUND", say("refused.noStore"));
  if (!may("stores.edit", placeOf(location))) return refuse("NOT_ALLOWED", say("refused.markNotAllowed"));
  const change = { location, isTest, reason: reason ?? null, by: actorOf(context) };
  const outcome = await markTestStore({ db, now: now() }, change);
  switch (outcome.kind) {
    case "marked":
      return outcome.location;
    case "invalid":
      return refuse("INVALID", say("refused.markReason", { max: TEXT_MAX.reason }), outcome.field);
    case "conflict":
      return refuse("CONFLICT", say("refused.markConflict"));
  }
}
