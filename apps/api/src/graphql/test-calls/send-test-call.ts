import { findConnection } from "@parley/db/connections";
import { findLocation, type Location as LocationRow } from "@parley/db/stores";
import { randomTestOrder } from "../../test-calls/random-lines.ts";
import type { TestCall as TestCallShape } from "../../test-calls/test-calls.ts";
import { Connection } from "../connections/connection.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  InvalidInput,
  NoAnswer,
  NotAllowed,
  NotFound,
  type Refusal,
  refuse,
  resultType,
  TooOften,
} from "../kernel/error.ts";
import { placeOf } from "../kernel/place.ts";
import { Location } from "../stores/location.ts";
import { TestCall, TestCallFault, TestCallOperation } from "./test-call.ts";

type RandomLine = ReturnType<typeof randomTestOrder>[number];

const TestOrderModifier = builder.objectRef<RandomLine["modifiers"][number]>("TestOrderModifier").implement({
  description: "A modifier of a line that a test order may have.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeString("id", { description: "The POS's id, as the menu has it." }),
    quantity: t.exposeInt("quantity", { description: "How many, for one item." }),
  }),
});

const TestOrderLine = builder.objectRef<RandomLine>("TestOrderLine").implement({
  description: "A line that a test order may have.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    itemId: t.exposeString("itemId", { description: "The POS's id, as the menu has it." }),
    priceLevelId: t.exposeString("priceLevelId", {
      nullable: true,
      description: "The size, where it has some.",
    }),
    quantity: t.exposeInt("quantity", { description: "How many." }),
    modifiers: t.field({
      type: [TestOrderModifier],
      description: "With what.",
      resolve: ({ modifiers }) => [...modifiers],
    }),
  }),
});

builder.objectFields(Location, (t) => ({
  canSendTestCall: t.boolean({
    description: "Whether you may send it test calls: where it is none for tests, with its code typed.",
    resolve: (location, _args, context) => maySend(context, location),
  }),
  randomTestOrder: t.field({
    type: [TestOrderLine],
    nullable: true,
    description: "Lines that a guest might order from its menu; null where it has none, or you may not.",
    complexity: 20,
    resolve: async (location, _args, context) => {
      if (!maySend(context, location)) return null;
      const current = await context.loaders.currentMenu.load(location.id);
      return current === null ? null : randomTestOrder(current.menu);
    },
  }),
}));

builder.objectField(Connection, "testStores", (t) =>
  t.field({
    type: [Location],
    description: "The stores that it has mapped and that you may send test calls to, those for tests first.",
    complexity: 20,
    resolve: async ({ id }, _args, context) => {
      const { loaders } = context;
      const mapped = (await loaders.mappings("location")).filter(({ connectionId }) => connectionId === id);
      const ids = [...new Set(mapped.map(({ targetId }) => targetId))];
      const stores = await Promise.all(ids.map((each) => loaders.location.load(each)));
      const reachable = stores.filter((location) => maySend(context, location));
      return reachable.sort((a, b) => Number(b.isTest) - Number(a.isTest) || a.code.localeCompare(b.code));
    },
  }),
);

const TestModifierInput = builder.inputType("TestModifierInput", {
  description: "A modifier of a line.",
  fields: (t) => ({
    id: t.string({ required: true, description: "The POS's id, as the menu has it." }),
    quantity: t.int({ required: true, description: "How many, for one item." }),
  }),
});

const TestLineInput = builder.inputType("TestLineInput", {
  description: "A line of a test order. What an item requires and is not named here is chosen for it.",
  fields: (t) => ({
    itemId: t.string({ required: true, description: "The POS's id, as the menu has it." }),
    priceLevelId: t.string({ description: "The size, where it has some." }),
    quantity: t.int({ required: true, description: "How many." }),
    modifiers: t.field({ type: [TestModifierInput], description: "With what." }),
  }),
});

const SendTestCallInput = builder.inputType("SendTestCallInput", {
  description: "A call to send as PAR.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "The store." }),
    connectionId: t.id({
      description: "By which connection; left out: by one that has the store mapped.",
    }),
    operation: t.field({ type: TestCallOperation, required: true, description: "Which call." }),
    fault: t.field({ type: TestCallFault, description: "What is to be wrong with it; nothing if left out." }),
    lines: t.field({ type: [TestLineInput], description: "What to order, of a validate or submit." }),
    guestName: t.string({ description: "The guest's name; `Test guest` if left out." }),
    orderType: t.string({ description: "An order type of the contract; `takeout` if left out." }),
    json: t.string({ description: "The body to send as it is, instead of an order that is composed." }),
    orderId: t.string({ description: "Of a status: one of the ids of the order." }),
    earlierBody: t.string({
      description: "Of the faults that repeat a submit: its `requestBody`.",
    }),
    posTestItem: t.string({ description: "Of the fault `POS_TEST_ITEM`: which item of the menu." }),
    confirmLive: t.string({
      description: "The store's code, where it is no test store and the call is meant to reach it.",
    }),
  }),
});

const SendTestCallResult = builder.unionType("SendTestCallResult", {
  description: "The call with its answer, or why there is none.",
  types: [TestCall, NotFound, NotAllowed, InvalidInput, NoAnswer, TooOften],
  resolveType: resultType("TestCall"),
});

builder.mutationField("sendTestCall", (t) =>
  t.field({
    type: SendTestCallResult,
    description:
      "Sends a call as PAR to this gateway, signed with the connection's own SharedId, which stays on the server. To test stores for owners, brand admins and engineers; to others for owners and brand admins, who type the store's code. A submit without a fault makes a real ticket at the store's POS.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: SendTestCallInput, required: true, description: "The call." }) },
    resolve: (_root, { input }, context) => send(context, input),
  }),
);

function maySend({ may }: GraphqlContext, location: LocationRow): boolean {
  return may(location.isTest ? "simulator.use" : "simulator.use_live", placeOf(location));
}

async function send(
  context: GraphqlContext,
  input: typeof SendTestCallInput.$inferInput,
): Promise<TestCallShape | Refusal> {
  const { db, testCalls, words } = context;
  const say = words("simulator");
  const { locationId, operation } = input;
  const scope = context.scopeFor("stores.read");
  const location = await findLocation(db, { scope, idOrCode: locationId });
  if (location === null) return refuse("NOT_FOUND", say("refused.noStore"));
  if (!maySend(context, location)) {
    return refuse("NOT_ALLOWED", say(location.isTest ? "refused.notAllowed" : "refused.notAllowedLive"));
  }
  const connectionId = input.connectionId ?? null;
  const readable = { scope: context.scopeFor("connections.read"), idOrSlug: connectionId ?? "" };
  if (connectionId !== null && (await findConnection(db, readable))?.id !== connectionId)
    return refuse("NOT_FOUND", words("connections")("refused.noConnection"));
  const outcome = await testCalls.send({
    location,
    connectionId,
    request: {
      operation,
      fault: input.fault ?? "none",
      lines: (input.lines ?? []).map(({ modifiers, priceLevelId, ...line }) => {
        return { ...line, priceLevelId: priceLevelId ?? null, modifiers: modifiers ?? [] };
      }),
      guestName: input.guestName ?? null,
      orderType: input.orderType ?? null,
      json: input.json ?? null,
      orderId: input.orderId ?? null,
      earlierBody: input.earlierBody ?? null,
      posTestItem: input.posTestItem ?? null,
    },
    confirmLive: input.confirmLive ?? null,
    by: actorOf(context),
    words,
  });
  switch (outcome.kind) {
    case "answered":
      return outcome;
    case "invalid":
      return refuse("INVALID", outcome.message, outcome.field);
    case "no_answer":
      return refuse("NO_ANSWER", say("refused.noAnswer"));
    case "too_often":
      return refuse("TOO_OFTEN", say("refused.tooOften", { seconds: outcome.retryAfterSeconds }));
  }
}
