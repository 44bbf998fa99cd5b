import { everyBrand } from "@parley/db";
import { insertExchanges } from "@parley/db/exchanges";
import { setMapping, upsertUnmapped } from "@parley/db/mappings";
import { insertApiKey, insertOperator } from "@parley/db/operators";
import { testExchange } from "@parley/db/testing";
import {
  type GraphQLOutputType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isUnionType,
} from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { schema } from "./schema.ts";
import { openTestDoor, type TestDoor } from "./testing/door.ts";

const PUBLIC = new Set(["setup", "me", "invitation", "sharedOrder"]);

/** A selection that is valid for this type, down to its first scalar. */
function selectionOf(type: GraphQLOutputType): string {
  if (isNonNullType(type) || isListType(type)) return selectionOf(type.ofType);
  if (isScalarType(type) || !isObjectType(type)) return isUnionType(type) ? "{ __typename }" : "";
  const field = Object.values(type.getFields()).find(({ args }) => args.length === 0);
  return field === undefined ? "{ __typename }" : `{ ${field.name} ${selectionOf(field.type)} }`;
}

const queries = Object.values(schema.getQueryType()?.getFields() ?? {}).map((field) => {
  const needed: Readonly<Record<string, string>> = {
    stats: "(range: HOUR)",
    savedViews: "(list: ORDERS)",
    rolesWith: "(permission: AUDIT_READ)",
    exportedMappings: "(kind: LOCATION)",
    certainMappings: "(kind: LOCATION)",
    recheckQueued: '(ids: ["unm_1"])',
    mappingImpact: '(ids: ["map_1"])',
    menuDiff: '(input: { from: { locationId: "loc_1" }, to: { locationId: "loc_1" } })',
    retentionImpact: '(input: { id: "brd_1", bodiesDays: 90, exchangesDays: 400 })',
    checkBasket: '(input: { locationId: "loc_1", orderType: "takeout", lines: [] })',
  };
  const id = field.args.some((arg) => arg.name === "id") ? '(id: "loc_1")' : (needed[field.name] ?? "");
  const selection = field.name === "node" ? "{ id }" : selectionOf(field.type);
  return { name: field.name, text: `{ ${field.name}${id} ${selection} }` };
});

describe("who may read what", () => {
  let door: TestDoor;
  let ownOrder: { orderId: string; exchangeId: string };
  let foreignOrder: { orderId: string; exchangeId: string };
  beforeAll(async () => {
    door = await openTestDoor();
    ownOrder = await door.addOrder(door.own);
    foreignOrder = await door.addOrder(door.foreign);
  });
  afterAll(() => door[Symbol.asyncDispose]());

  it.each(queries.filter(({ name }) => !PUBLIC.has(name)))(
    "asks an unauthenticated caller to sign in before $name",
    async ({ text }) => {
      for (const headers of [
        {},
        { cookie: "parley.session=forged.c2ln" },
        { authorization: "Bearer parley_key_forged" },
      ]) {
        const { status, body } = await door.ask(headers, text);
        expect(status).toBe(401);
        expect(body.errors?.[0]?.extensions).toEqual({ code: "UNAUTHENTICATED" });
        expect(Object.values(body.data ?? {}).filter((value) => value !== null)).toEqual([]);
      }
    },
  );

  it("lets an unauthenticated caller see that there is an operator, and that they are none", async () => {
    await door.headersOf("viewer");
    const { status, body } = await door.ask({}, "{ setup { needsFirstOperator demo } me { id } }");
    expect(status).toBe(200);
    expect(body).toEqual({ data: { setup: { needsFirstOperator: false, demo: false }, me: null } });
  });

  it.each([
    "setMapping",
    "endMapping",
    "revertMapping",
    "refreshMenu",
    "setAvailability",
    "setAvailabilityInStores",
    "undoTakeOff",
    "confirmOrderPlaced",
    "confirmOrderAbsent",
    "resendOrder",
    "settleDispute",
    "tryOrderNow",
    "addNote",
    "assignCase",
    "snoozeCase",
    "resolveCase",
    "reopenCase",
    "revealGuest",
    "shareOrder",
    "revokeShare",
    "actInBulk",
  ])("asks an unauthenticated caller to sign in before %s", async (name) => {
    const field = schema.getMutationType()?.getFields()[name];
    const type = field?.args[0]?.type.toString() ?? "";
    const inputs: Record<string, object> = {
      SetMappingInput: { kind: "LOCATION", connectionId: "con_1", parId: "x", targetId: "loc_1" },
      ConfirmOrderPlacedInput: { orderId: "ord_1", posOrderId: "x" },
      ConfirmOrderAbsentInput: { orderId: "ord_1", attempt: 1 },
      ResendOrderInput: { orderId: "ord_1", attempt: 1 },
      SettleDisputeInput: { orderId: "ord_1" },
      TryOrderNowInput: { orderId: "ord_1" },
      AddNoteInput: { subjectId: "ord_1", note: "x" },
      AssignCaseInput: { subjectId: "ord_1" },
      SnoozeCaseInput: { subjectId: "ord_1", until: "2026-01-01T00:00:00Z" },
      ResolveCaseInput: { subjectId: "ord_1", resolution: "OTHER" },
      ReopenCaseInput: { subjectId: "ord_1" },
      RevealGuestInput: { subjectId: "ord_1", reason: "REFUND" },
      ShareOrderInput: { orderId: "ord_1" },
      RevokeShareInput: { shareId: "shr_1" },
      ActInBulkInput: { act: "ASSIGN", subjects: [{ id: "ord_1" }] },
      RefreshMenuInput: { locationId: "loc_1" },
      SetAvailabilityInStoresInput: {
        locationId: "loc_1",
        kind: "PRODUCT",
        itemId: "x",
        storeIds: [],
        available: true,
      },
      UndoTakeOffInput: { actId: "ava_1" },
      SetAvailabilityInput: { locationId: "loc_1", items: [], available: true },
    };
    const input = inputs[type.replace("!", "")] ?? { mappingId: "map_1" };
    const text = `mutation($input: ${type}) { ${name}(input: $input) { __typename } }`;
    const { status, body } = await door.ask({}, text, { input });
    expect(status).toBe(401);
    expect(body.errors?.[0]?.extensions?.code).toBe("UNAUTHENTICATED");
  });

  it("does not find anything of another brand by its id", async () => {
    const headers = await door.headersOf("admin");
    const { foreign } = door;
    const ids = [
      foreign.brand.id,
      foreign.location.id,
      foreign.connection.id,
      foreignOrder.orderId,
      foreignOrder.exchangeId,
    ];
    for (const id of ids) {
      const { body } = await door.ask(headers, "query($id: ID!) { node(id: $id) { id } }", { id });
      expect(body, id).toEqual({ data: { node: null } });
    }
    const { body } = await door.ask(
      headers,
      `query($loc: ID!, $ord: ID!, $exc: ID!) { location(id: $loc) { id } order(id: $ord) { id } exchange(id: $exc) { id } }`,
      { loc: foreign.location.id, ord: foreignOrder.orderId, exc: foreignOrder.exchangeId },
    );
    expect(body).toEqual({ data: { location: null, order: null, exchange: null } });
  });

  it("finds everything of one's own brand by its id", async () => {
    const headers = await door.headersOf("viewer");
    const { own } = door;
    for (const id of [
      own.brand.id,
      own.location.id,
      own.connection.id,
      ownOrder.orderId,
      ownOrder.exchangeId,
    ]) {
      const { body } = await door.ask(headers, "query($id: ID!) { node(id: $id) { __typename id } }", { id });
      expect(body).toMatchObject({ data: { node: { id } } });
    }
  });

  it.each(["", "nonsense", "opr_1", "map_1", "ord_", "__proto___x", "loc_%"])(
    "finds no node for %j",
    async (id) => {
      const headers = await door.headersOf("admin", "all");
      const { body } = await door.ask(headers, "query($id: ID!) { node(id: $id) { id } }", { id });
      expect(body).toEqual({ data: { node: null } });
    },
  );

  it("lists one's own brand only, in every list", async () => {
    const headers = await door.headersOf("admin");
    const { own } = door;
    const { body } = await door.ask(
      headers,
      `{ brands { id } locations { id brand { id } } connections { id organizations { target { ... on Brand { id } } } }
         orders { edges { node { id brand { id } } } } exchanges { edges { node { id } } }
         mappings(includeEnded: true) { kind target { ... on Node { id } } }
         overview { stores { location { id } } placedToday } }`,
    );
    expect(body).toEqual({
      data: {
        brands: [{ id: own.brand.id }],
        locations: [{ id: own.location.id, brand: { id: own.brand.id } }],
        connections: [{ id: own.connection.id, organizations: [{ target: { id: own.brand.id } }] }],
        orders: { edges: [{ node: { id: ownOrder.orderId, brand: { id: own.brand.id } } }] },
        exchanges: { edges: [{ node: { id: ownOrder.exchangeId } }] },
        mappings: [
          { kind: "ORGANIZATION", target: { id: own.brand.id } },
          { kind: "LOCATION", target: { id: own.location.id } },
        ],
        overview: { stores: [{ location: { id: own.location.id } }], placedToday: 0 },
      },
    });
  });

  it("does not list what another brand has on a shared connection", async () => {
    const parId = "IA-SHARED";
    await setMapping(door.test.db, {
      kind: "organization",
      connectionId: door.own.connection.id,
      parId,
      targetId: door.foreign.brand.id,
      expectedVersion: null,
      acrossBrands: true,
      scope: everyBrand,
      changedBy: "test",
      now: new Date(),
    });
    const headers = await door.headersOf("admin");
    const { body } = await door.ask(headers, "{ connections { organizations { parId } } }");
    expect(JSON.stringify(body)).not.toContain(parId);
  });

  it("does not find another brand's order by searching for it", async () => {
    const headers = await door.headersOf("support");
    const { requestUid } = await door.addOrder(door.foreign).then(async ({ orderId }) => {
      const [row] = await door.test.db.sql`select request_uid from orders where id = ${orderId}`;
      return { requestUid: String(row?.request_uid) };
    });
    const text = "query($search: String!) { orders(search: $search) { edges { node { id } } } }";
    expect((await door.ask(headers, text, { search: requestUid })).body).toEqual({
      data: { orders: { edges: [] } },
    });
  });

  it("does not follow a cursor into another brand", async () => {
    const all = await door.headersOf("admin", "all");
    const first = await door.ask(all, "{ orders(first: 1) { pageInfo { endCursor } } }");
    const after = /"endCursor":"([^"]+)"/.exec(JSON.stringify(first.body))?.[1];
    const own = await door.headersOf("admin");
    const text = "query($after: String) { orders(after: $after) { edges { node { brand { id } } } } }";
    const { body } = await door.ask(own, text, { after });
    expect(JSON.stringify(body)).not.toContain(door.foreign.brand.id);
  });

  it("shows guests' names and bodies to support, and hides them for viewers", async () => {
    const text = `query($id: ID!) { order(id: $id) {
      guest { name phone email isHidden canReveal }
      autopsy { nextStep } exchanges { requestBody responseBody requestHeaders { name } } } }`;
    const variables = { id: ownOrder.orderId };
    const seen = await door.ask(await door.headersOf("support"), text, variables);
    expect(seen.body).toMatchObject({
      data: {
        order: {
          guest: {
            name: "Ada Lovelace",
            phone: "+1 ••• ••• 0142",
            email: "A•••@E•••.com",
            isHidden: false,
            canReveal: true,
          },
          exchanges: [{ requestBody: '{"a":1}', responseBody: '{"b":2}' }],
        },
      },
    });
    const masked = await door.ask(await door.headersOf("viewer"), text, variables);
    expect(masked.body).toMatchObject({
      data: {
        order: {
          guest: { name: null, phone: null, email: null, isHidden: true, canReveal: false },
          exchanges: [{ requestBody: null, responseBody: null, requestHeaders: [{ name: "content-type" }] }],
        },
      },
    });
    expect(JSON.stringify(masked.body)).not.toContain("Lovelace");
  });

  it("names the connection of an order to a store's people, and hides what the connection holds", async () => {
    const connection =
      "connection { id name slug state version switches { name } secrets { id } changes { id } }";
    const text = `query($order: ID!, $call: ID!) {
      order(id: $order) { ${connection} exchanges { ${connection} } }
      exchange(id: $call) { ${connection} }
      mappings(kind: LOCATION) { ${connection} } }`;
    const variables = { order: ownOrder.orderId, call: ownOrder.exchangeId };
    const { id, name, slug } = door.own.connection;
    const hidden = { state: null, version: null, switches: null, secrets: null, changes: null };
    const named = { connection: { id, name, slug, ...hidden } };
    const data = { order: { ...named, exchanges: [named] }, exchange: named, mappings: [named] };
    for (const role of ["support", "viewer", "engineer"] as const) {
      const headers = await door.headersOf(role, "store");
      expect((await door.ask(headers, text, variables)).body, role).toEqual({ data });
    }
    const seen = await door.ask(await door.headersOf("viewer"), text, variables);
    expect(seen.body).toMatchObject({
      data: { order: { connection: { state: "live", version: 1, secrets: [{}], changes: null } } },
    });
  });

  it("hides a connection that serves one's brand no more", async () => {
    const { orderId } = await door.addOrder({ ...door.own, connection: door.foreign.connection });
    const text =
      "query($id: ID!) { order(id: $id) { connection { name secrets { id } switches { name } } } }";
    const { body } = await door.ask(await door.headersOf("admin"), text, { id: orderId });
    const { name } = door.foreign.connection;
    expect(body).toEqual({ data: { order: { connection: { name, secrets: null, switches: null } } } });
  });

  it("explains signatures to those whose role may, and says where it is hidden", async () => {
    const text = "query($id: ID!) { exchange(id: $id) { mayExplainSignature signature { verdict } } }";
    for (const [role, may] of [
      ["viewer", false],
      ["engineer", true],
      ["support", true],
    ] as const) {
      const { body } = await door.ask(await door.headersOf(role), text, { id: ownOrder.exchangeId });
      const signature = may ? { verdict: expect.any(String) } : null;
      expect(body, role).toEqual({ data: { exchange: { mayExplainSignature: may, signature } } });
    }
  });

  it("keeps calls that belong to no brand for those who see every brand", async () => {
    const unauthenticated = testExchange({ connectionId: null, brandId: null });
    await insertExchanges(door.test.db, [unauthenticated]);
    const exchangeId = unauthenticated.id;
    const text = "query($id: ID!) { exchange(id: $id) { id } }";
    const own = await door.ask(await door.headersOf("admin"), text, { id: exchangeId });
    expect(own.body).toEqual({ data: { exchange: null } });
    const all = await door.ask(await door.headersOf("viewer", "all"), text, { id: exchangeId });
    expect(all.body).toEqual({ data: { exchange: { id: exchangeId } } });
  });

  it("shows an operator without any grant nothing at all", async () => {
    const operator = { name: "Nobody", email: "nobody@example.com", passwordHash: "x", grants: [] };
    const created = await insertOperator(door.test.db, { operator, now: new Date() });
    const { plain } = await insertApiKey(door.test.db, {
      operatorId: created?.id ?? "",
      name: "k",
      now: new Date(),
    });
    const { body } = await door.ask(
      { authorization: `Bearer ${plain}` },
      "{ brands { id } orders { edges { node { id } } } unmappedIds { id } connections { id } }",
    );
    expect(body).toEqual({ data: { brands: [], orders: { edges: [] }, unmappedIds: [], connections: [] } });
  });

  it("queues a location for the brand of its organization, and an organization for those who see all", async () => {
    const { db } = door.test;
    const { connection, parOrganizationId } = door.own;
    const base = { connectionId: connection.id, exchangeId: ownOrder.exchangeId, now: new Date() };
    await upsertUnmapped(db, { ...base, kind: "location", parId: "PAR-LOC-NEW", parOrganizationId });
    await upsertUnmapped(db, { ...base, kind: "organization", parId: "IA-NEW", parOrganizationId: null });
    const text = `{ unmappedIds { kind parId seenCount connection { id } sampleExchange { id } suggestions { targetId reason score } } }`;
    const own = await door.ask(await door.headersOf("support"), text);
    expect(own.body).toMatchObject({
      data: {
        unmappedIds: [
          {
            kind: "LOCATION",
            parId: "PAR-LOC-NEW",
            seenCount: 1,
            sampleExchange: { id: ownOrder.exchangeId },
          },
        ],
      },
    });
    const all = await door.ask(await door.headersOf("viewer", "all"), text);
    expect(JSON.stringify(all.body)).toContain("IA-NEW");
  });
});
