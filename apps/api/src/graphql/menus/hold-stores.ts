import { idFrom } from "@parley/db";
import { listLocations } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import { STORES_MAX } from "../../menus/availability/many-stores.ts";
import { type HoldAnswer, holdResults, holdStores } from "../../menus/hold-stores.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { InvalidInput, NotFound, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { placeOf } from "../kernel/place.ts";
import { Location } from "../stores/location.ts";

const describes: Readonly<Record<HoldAnswer["result"], string>> = {
  held: "It is held at the version that was in force.",
  already_held: "It was held already: that was left as it is.",
  released: "It has its POS's newest version.",
  not_held: "It was not held.",
  no_menu: "It has no menu yet.",
  not_allowed: "You may not hold its menu.",
  not_found: "There is no such store.",
  conflict: "Another version came into force at this moment. Try again.",
  invalid: "What was given cannot be used there: `message` says why.",
  failed: "It could not be done now. Try again.",
};

const HoldResult = builder.enumType("HoldResult", {
  description: "What became of one store where several are held, or let go of, at once.",
  values: Object.fromEntries(
    holdResults.map((value) => [value.toUpperCase(), { value, description: describes[value] }]),
  ) as Record<string, { value: HoldAnswer["result"]; description: string }>,
});

const HoldAnswerType = builder.objectRef<HoldAnswer>("HoldAnswer").implement({
  description: "One store where several are held, or let go of, at once.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    storeId: t.exposeID("storeId", { description: "The store, as it was asked for." }),
    location: t.expose("location", {
      type: Location,
      nullable: true,
      description: "The store; null where there is no such store.",
    }),
    result: t.expose("result", { type: HoldResult, description: "What became of it." }),
    message: t.exposeString("message", { nullable: true, description: "Why not, for `INVALID`." }),
  }),
});

const HoldAnswers = builder.objectRef<{ stores: HoldAnswer[] }>("HoldAnswers").implement({
  description: "What became of each store.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    stores: t.expose("stores", {
      type: [HoldAnswerType],
      description: "The stores, as they were asked for.",
    }),
  }),
});

const storeIds = { required: true, description: `The stores, 1 to ${STORES_MAX}.` } as const;

const HoldMenusInput = builder.inputType("HoldMenusInput", {
  description: "Stores that are to be held at the version of their menu that is in force now.",
  fields: (t) => ({
    storeIds: t.idList(storeIds),
    reason: t.string({
      required: true,
      description: `Why, ${TEXT_MAX.reason} characters at most; for those who wonder.`,
    }),
  }),
});

const ReleaseMenusInput = builder.inputType("ReleaseMenusInput", {
  description: "Stores that are to have what their POS gave last.",
  fields: (t) => ({ storeIds: t.idList(storeIds) }),
});

const HoldMenusResult = builder.unionType("HoldMenusResult", {
  description: "What became of each store, or why nothing was changed.",
  types: [HoldAnswers, NotFound, InvalidInput],
  resolveType: resultType("HoldAnswers"),
});

builder.mutationFields((t) => ({
  holdMenus: t.field({
    type: HoldMenusResult,
    description:
      "Holds several stores, each at the version of its menu that is in force there: newer ones wait. Each store is done by itself and answered for by itself. For owners and brand admins.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: HoldMenusInput, required: true, description: "Which, and why." }) },
    resolve: (_root, { input }, context) =>
      change(context, input.storeIds.map(String), { reason: input.reason }),
  }),
  releaseMenus: t.field({
    type: HoldMenusResult,
    description:
      "Lets go of several stores that are held at a version of their menu: what each POS gave last is in force at once. For owners and brand admins.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ReleaseMenusInput, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) => change(context, input.storeIds.map(String), null),
  }),
}));

async function change(
  context: GraphqlContext,
  given: readonly string[],
  hold: { reason: string } | null,
): Promise<{ stores: HoldAnswer[] } | Refusal> {
  const { db, may, menus, loaders, log, now, words } = context;
  const ids = [...new Set(given)];
  if (ids.length === 0 || ids.length > STORES_MAX)
    return refuse("INVALID", words("takeoff")("refused.stores", { max: STORES_MAX }), "storeIds");
  const scope = context.scopeFor("stores.read");
  const stores = await listLocations(db, { scope, ids: ids.map((id) => idFrom("loc", id)) });
  if (stores.length === 0) return refuse("NOT_FOUND", words("versions")("refused.noStore"));
  const answers = await holdStores(
    {
      ...{ db, now, onChange: menus.forgetMenu },
      mayAct: (location) => may("stores.edit", placeOf(location)),
      onError: ({ id }, error) => log.error({ locationId: id, err: error }, "a menu could not be held"),
    },
    { stores, hold, by: actorOf(context), words },
  );
  for (const { id } of stores) {
    loaders.currentMenu.clear(id);
    loaders.menuHead.clear(id);
  }
  const answered = new Map(answers.map((answer) => [answer.storeId, answer]));
  const missing = { location: null, result: "not_found", message: null } as const;
  return { stores: ids.map((storeId) => answered.get(storeId) ?? { storeId, ...missing }) };
}
