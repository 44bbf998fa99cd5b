import { idFrom, newId } from "@parley/db";
import { type Location as LocationRow, listLocations } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import {
  type ManyStoresDeps,
  STORES_MAX,
  type StoreAnswer,
  setInStores,
  storeResults,
} from "../../menus/availability/many-stores.ts";
import { itemOf, type SeenItem } from "../../menus/availability/same-item.ts";
import { undoInStores } from "../../menus/availability/undo-stores.ts";
import { authorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { InvalidInput, NotFound, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { placeOf } from "../kernel/place.ts";
import { Location } from "../stores/location.ts";
import { ItemKind } from "./item-availability.ts";
import { AvailabilityUntilInput, untilChoiceOf } from "./until-input.ts";

const describes: Readonly<Record<StoreAnswer["result"], string>> = {
  off: "It is off there now, until `until`.",
  already_off: "Somebody had it off already: that was left as it is.",
  back: "It is back there.",
  still_off:
    "Nobody has it off any more, but the POS says that it is sold out, or something that it needs is off.",
  not_off: "Nobody had taken it off there.",
  not_on_menu: "The store's menu has neither the item's id nor its name.",
  ambiguous: "The item has another id there, and several items have its name.",
  no_menu: "The store has no menu yet.",
  not_allowed: "You may not take items off there.",
  not_found: "There is no such store of this brand.",
  invalid: "What was given cannot be used there: `message` says why.",
  changed_since:
    "Somebody put it back or took it off anew after the act that is undone: that was left as it is.",
  failed: "It could not be done now. Try again.",
};

const StoreItemResult = builder.enumType("StoreItemResult", {
  description: "What became of one store in an act over several.",
  values: Object.fromEntries(
    storeResults.map((value) => [value.toUpperCase(), { value, description: describes[value] }]),
  ) as Record<string, { value: StoreAnswer["result"]; description: string }>,
});

const StoreItemAnswer = builder.objectRef<StoreAnswer>("StoreItemAnswer").implement({
  description: "One store in an act over several.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    storeId: t.exposeID("storeId", { description: "The store, as it was asked for." }),
    location: t.expose("location", {
      type: Location,
      nullable: true,
      description: "The store; null where there is no such store.",
    }),
    result: t.expose("result", { type: StoreItemResult, description: "What became of it." }),
    itemId: t.exposeString("itemId", { nullable: true, description: "The POS's id of the item there." }),
    name: t.exposeString("name", { nullable: true, description: "The item's name there." }),
    until: t.expose("untilAt", {
      type: "DateTime",
      nullable: true,
      description: "When it comes back by itself there; null where somebody has to put it back.",
    }),
    message: t.exposeString("message", { nullable: true, description: "Why not, for `INVALID`." }),
  }),
});

interface Act {
  actId: string | null;
  stores: StoreAnswer[];
}

const StoresAnswer = builder.objectRef<Act>("StoresAnswer").implement({
  description: "What became of each store in an act over several.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    actId: t.exposeID("actId", {
      nullable: true,
      description: "By which `undoTakeOff` undoes it; null where it took nothing off.",
    }),
    stores: t.expose("stores", {
      type: [StoreItemAnswer],
      description: "The stores, as they were asked for.",
    }),
  }),
});

const SetAvailabilityInStoresInput = builder.inputType("SetAvailabilityInStoresInput", {
  description: "One item to take off, or to put back, in several stores of a brand.",
  fields: (t) => ({
    locationId: t.id({
      required: true,
      description:
        "The store whose menu names the item; it is acted on only where it is among the stores too.",
    }),
    kind: t.field({ type: ItemKind, required: true, description: "Product or modifier." }),
    itemId: t.string({
      required: true,
      description: `The POS's id at that store, ${TEXT_MAX.id} characters at most. In another store it is the item of this id, or else the only one of the same name.`,
    }),
    storeIds: t.idList({ required: true, description: `The stores, 1 to ${STORES_MAX}, of the same brand.` }),
    available: t.boolean({ required: true, description: "False takes it off, true puts it back." }),
    until: t.field({
      type: AvailabilityUntilInput,
      description: "When it comes back, on each store's own clock. Needed to take off; not for putting back.",
    }),
    reason: t.string({ description: `Why, ${TEXT_MAX.reason} characters at most; kept with your name.` }),
  }),
});

const UndoTakeOffInput = builder.inputType("UndoTakeOffInput", {
  description: "An act over several stores that is to be undone.",
  fields: (t) => ({ actId: t.id({ required: true, description: "The act: `StoresAnswer.actId`." }) }),
});

const StoresResult = builder.unionType("StoresResult", {
  description: "What became of each store, or why nothing was changed.",
  types: [StoresAnswer, NotFound, InvalidInput],
  resolveType: resultType("StoresAnswer"),
});

builder.mutationFields((t) => ({
  setAvailabilityInStores: t.field({
    type: StoresResult,
    description:
      "Takes one item off in several stores of a brand, or puts it back. Each store is done by itself and answered for by itself. What somebody has off already is left as it is. For admins and support.",
    authScopes: { signedIn: true },
    args: {
      input: t.arg({ type: SetAvailabilityInStoresInput, required: true, description: "What, and where." }),
    },
    resolve: (_root, { input }, context) => setInMany(context, input),
  }),
  undoTakeOff: t.field({
    type: StoresResult,
    description:
      "Brings back what one act over several stores took off, and nothing that somebody changed since. For admins and support.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: UndoTakeOffInput, required: true, description: "Which act." }) },
    resolve: async (_root, { input }, context) => {
      const scope = context.scopeFor("stores.read");
      const who = { by: authorOf(context), address: context.address };
      const stores = await undoInStores(depsOf(context), { scope, actId: String(input.actId), ...who });
      if (stores === null) return refuse("NOT_FOUND", context.words("takeoff")("refused.noAct"));
      forget(context, stores);
      return { actId: null, stores };
    },
  }),
}));

async function setInMany(
  context: GraphqlContext,
  input: typeof SetAvailabilityInStoresInput.$inferInput,
): Promise<Act | Refusal> {
  const { db, words } = context;
  const say = words("takeoff");
  const scope = context.scopeFor("stores.read");
  const storeIds = [...new Set(input.storeIds.map(String))];
  if (storeIds.length === 0 || storeIds.length > STORES_MAX)
    return refuse("INVALID", say("refused.stores", { max: STORES_MAX }), "storeIds");
  const until = untilChoiceOf(input.until);
  if (until === "unclear") return refuse("INVALID", say("refused.oneTime"), "until");
  const [first] = await listLocations(db, { scope, ids: [idFrom("loc", String(input.locationId))] });
  if (first === undefined) return refuse("NOT_FOUND", say("refused.noStore"));
  const all = await listLocations(db, {
    scope,
    brandId: first.brandId,
    ids: storeIds.map((id) => idFrom("loc", id)),
  });
  const stores = new Map(all.map((store) => [String(store.id), store]));
  const actId = newId("ava");
  const answers = await setInStores(depsOf(context), {
    stores: storeIds.flatMap((id) => stores.get(id) ?? []),
    item: await seenItem(context, first, { kind: input.kind, itemId: input.itemId }),
    isAvailable: input.available,
    until,
    reason: input.reason ?? null,
    by: authorOf(context),
    address: context.address,
    say,
    actId,
  });
  forget(context, answers);
  const answered = new Map(answers.map((answer) => [answer.storeId, answer]));
  return {
    actId: answers.some(({ result }) => result === "off") ? actId : null,
    stores: storeIds.map((storeId) => answered.get(storeId) ?? notFound(storeId)),
  };
}

export async function seenItem(
  { loaders }: GraphqlContext,
  location: LocationRow,
  item: Omit<SeenItem, "name">,
): Promise<SeenItem> {
  const current = await loaders.currentMenu.load(location.id);
  return (current === null ? null : itemOf(current.menu, item)) ?? { ...item, name: null };
}

function depsOf(context: GraphqlContext): ManyStoresDeps & { db: GraphqlContext["db"] } {
  const { db, availability, menus, may, log, now } = context;
  return {
    db,
    availability,
    menuOf: ({ id }) => menus.getCurrent(id),
    mayAct: (location) => may("availability.edit", placeOf(location)),
    now,
    onError: ({ id }, error) => log.error({ locationId: id, err: error }, "an item could not be set"),
  };
}

function forget({ loaders }: GraphqlContext, answers: readonly StoreAnswer[]): void {
  for (const { location } of answers) if (location !== null) loaders.currentMenu.clear(location.id);
}

function notFound(storeId: string): StoreAnswer {
  const nothing = { location: null, itemId: null, name: null, untilAt: null, message: null };
  return { storeId, result: "not_found", ...nothing };
}
