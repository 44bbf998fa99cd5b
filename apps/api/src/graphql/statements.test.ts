import { readdirSync } from "node:fs";
import { join } from "node:path";
import { everyBrand } from "@parley/db";
import { recordChange } from "@parley/db/audit";
import { insertExchanges } from "@parley/db/exchanges";
import { consumeFeed } from "@parley/db/feed";
import { setMapping, upsertUnmapped } from "@parley/db/mappings";
import { insertOperator } from "@parley/db/operators";
import { insertTestStore, type TestStore, testExchange } from "@parley/db/testing";
import { parse } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issueOf } from "../issues/grouping.ts";
import { createIssueKeeper } from "../issues/keeper.ts";
import { putMenu, teaRoomMenu } from "../menus/testing/stored-menu.ts";
import { openTestDoor, type TestDoor } from "./testing/door.ts";
import { addWaitingImport } from "./testing/imports.ts";

/**
 * What a page of the admin costs the database: no query, as the admin sends it, takes a statement for each row, so that
 * four times as many rows cost as many statements.
 */

const ADMIN = join(import.meta.dirname, "../../../admin/src");
/** Rows of each kind at first, and then in addition. */
const FEW = 2;
const MORE = 6;
/** Statements of the dearest page, with some room: more is a page that asks for the same things again and again. */
const MOST = 40;

interface Known {
  orderId: string;
  refusedId: string;
  locationId: string;
  mappingId: string;
  menuId: string;
  issueId: string;
  operatorId: string;
  importId: string;
  token: string;
}

/** With what each of the admin's queries is asked. */
const VARIABLES: Readonly<Record<string, (known: Known) => Record<string, unknown>>> = {
  Administered: () => ({}),
  Alerts: () => ({}),
  ApiKeys: () => ({}),
  Assignable: ({ orderId }) => ({ id: orderId }),
  Audit: () => ({}),
  AuditActions: () => ({}),
  AuditCheck: () => ({}),
  AuditFrame: () => ({}),
  AvailabilityHistory: ({ locationId }) => ({ id: locationId }),
  Bulk: () => ({}),
  CheckBasket: ({ locationId }) => ({
    input: { locationId, orderType: "takeout", lines: [{ itemId: "tea", quantity: 1 }] },
  }),
  Compare: ({ refusedId }) => ({ a: refusedId, b: refusedId }),
  Connection: () => ({ id: door.own.connection.id }),
  Connections: () => ({}),
  DiffSides: ({ locationId }) => ({ id: locationId, other: locationId }),
  Directory: () => ({}),
  Environment: () => ({}),
  Exchange: ({ refusedId }) => ({ id: refusedId }),
  Exchanges: () => ({}),
  ExportedMappings: () => ({ kind: "LOCATION" }),
  ExportedSubmits: () => ({}),
  FireDrillFindings: ({ locationId }) => ({ id: locationId, run: "drl_none" }),
  FireDrills: ({ locationId }) => ({ id: locationId }),
  HoldableMenus: () => ({}),
  ImportPlan: ({ importId }) => ({ id: importId }),
  Invitation: ({ token }) => ({ token }),
  Issue: ({ issueId }) => ({ id: issueId }),
  IssueNews: () => ({}),
  IssueTitle: ({ issueId }) => ({ id: issueId }),
  Issues: () => ({}),
  KeptMenu: ({ locationId, menuId }) => ({ id: locationId, version: menuId }),
  MappingHistory: ({ mappingId }) => ({ id: mappingId }),
  MappingImpact: ({ mappingId }) => ({ ids: [mappingId] }),
  MappingImports: () => ({}),
  Mappings: () => ({}),
  MappingsAsOf: () => ({ asOf: "2026-11-01T12:00:00.000Z" }),
  Me: () => ({}),
  Menu: ({ locationId }) => ({ id: locationId }),
  MenuDiff: ({ locationId }) => ({ input: { from: { locationId }, to: { locationId } } }),
  MenuRollout: () => ({ id: "rol_none" }),
  MenuRollouts: () => ({}),
  MenuVersions: ({ locationId }) => ({ id: locationId }),
  Menus: () => ({}),
  Overview: () => ({}),
  PaletteSearch: () => ({ search: "29.10" }),
  People: () => ({}),
  Person: ({ operatorId }) => ({ id: operatorId, subject: operatorId }),
  RandomTestOrder: ({ locationId }) => ({ id: locationId }),
  RecheckQueued: () => ({ ids: ["unm_none"] }),
  RecheckSubmit: ({ refusedId }) => ({ id: refusedId }),
  Redaction: () => ({}),
  Retention: () => ({}),
  RetentionImpact: () => ({ input: { id: door.own.brand.id, bodiesDays: 90, exchangesDays: 400 } }),
  RetentionOf: () => ({ id: door.own.brand.id }),
  RolesWith: () => ({ permission: "AUDIT_READ" }),
  SameItems: ({ locationId }) => ({ id: locationId, kind: "PRODUCT", itemId: "tea" }),
  SavedViews: () => ({ list: "ORDERS" }),
  Setup: () => ({}),
  SharedOrder: ({ token }) => ({ token }),
  Shell: () => ({}),
  Shop: ({ locationId }) => ({ id: locationId }),
  SignInPolicy: () => ({}),
  Simulator: () => ({}),
  Stats: () => ({ range: "DAY" }),
  Store: ({ locationId }) => ({ id: locationId }),
  StoreBills: ({ locationId }) => ({ id: locationId, days: 7 }),
  Stores: () => ({}),
  Submits: () => ({}),
  TestStore: ({ locationId }) => ({ id: locationId }),
  TestTrace: ({ refusedId }) => ({ id: refusedId }),
  Trace: ({ orderId }) => ({ id: orderId }),
  TraceForEngineers: ({ orderId }) => ({ id: orderId }),
  Validates: () => ({}),
};

/** The admin's queries by name, each with the fragments that it uses. */
async function queriesOfAdmin(): Promise<Map<string, string>> {
  const files = readdirSync(ADMIN, { recursive: true, encoding: "utf8" });
  const queries = new Map<string, string>();
  for (const file of files.filter((name) => name.endsWith(".graphql.ts"))) {
    // As apps/admin/src/graphql/document.ts makes them.
    const documents: Record<string, { texts: readonly string[] }> = await import(join(ADMIN, file));
    for (const { texts } of Object.values(documents))
      for (const definition of parse(texts.join("\n")).definitions)
        if (definition.kind === "OperationDefinition" && definition.operation === "query")
          queries.set(definition.name?.value ?? "", texts.join("\n"));
  }
  return queries;
}

let door: TestDoor;
let owner: Record<string, string>;
let known: Known;

beforeAll(async () => {
  door = await openTestDoor();
  owner = await door.headersOf("owner", "all");
  const { orderId } = await door.addOrder(door.own, WAITS);
  const refused = testExchange({ ...aboutOf(door.own), ...REFUSED, requestUid: crypto.randomUUID() });
  await insertExchanges(door.test.db, [refused]);
  const share =
    "mutation($id: ID!) { shareOrder(input: { orderId: $id }) { ... on SharedOrderLink { path } } }";
  const { shareOrder } = await asked(share, { id: orderId });
  const token = String(shareOrder.path).replace("/share/", "");
  const locationId = door.own.location.id;
  const [mapping] = await door.test.db
    .sql`select id from location_mappings where location_id = ${locationId}`;
  await putMenu(door.test.db, locationId, teaRoomMenu(), "first");
  const [menu] = await door.test.db.sql`select id from menus where location_id = ${locationId}`;
  const nobody = { brandId: null, connectionId: null, remoteAddress: null };
  const issueId = issueOf("store_in_doubt", { ...nobody, locationId })?.id ?? "";
  known = {
    orderId,
    refusedId: refused.id,
    locationId,
    mappingId: String(mapping?.id),
    menuId: String(menu?.id),
    issueId,
    operatorId: await addPerson(door.own),
    importId: await addWaitingImport(door.test.db, door.own),
    token,
  };
  await add(FEW);
});
afterAll(() => door[Symbol.asyncDispose]());

const WAITS = {
  state: "received",
  cause: "pos_unavailable",
  receivedAt: new Date(Date.now() - 180_000),
} as const;
const REFUSED = { status: 422, code: "VALIDATION_FAILED" } as const;

function aboutOf({ brand, location, connection, parLocationId, parOrganizationId }: TestStore) {
  const place = { brandId: brand.id, locationId: location.id };
  return { ...place, connectionId: connection.id, parLocationId, parOrganizationId };
}

async function asked(text: string, variables: Record<string, unknown>) {
  const { body } = await door.ask(owner, text, variables);
  expect(body.errors, text).toBeUndefined();
  return Object(body.data);
}

/** Adds so many of everything that a page lists: stores, and rows of the one store and order that pages are of. */
async function add(count: number): Promise<void> {
  const { db } = door.test;
  for (let n = 0; n < count; n += 1) {
    await addTo(await insertTestStore(door.test), n);
    await addTo(door.own, n);
    const call = { ...aboutOf(door.own), orderId: known.orderId };
    await insertExchanges(db, [
      testExchange(call),
      testExchange({ ...call, direction: "out", operation: "place_order" }),
    ]);
  }
  const keeper = createIssueKeeper({ now: () => new Date(), ledgerNow: door.deps.ledgerNow });
  while ((await consumeFeed(db, keeper, { now: new Date() })) !== "idle");
}

async function addPerson(store: TestStore): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  const grants = [{ role: "viewer", brandId: store.brand.id, locationId: null }] as const;
  const operator = { name: "Grace", email, passwordHash: "none", grants };
  return (await insertOperator(door.test.db, { operator, now: new Date() }))?.id ?? "";
}

async function addTo(store: TestStore, n: number): Promise<void> {
  const { db } = door.test;
  const now = new Date();
  const about = aboutOf(store);
  const { connectionId, parOrganizationId, brandId, locationId } = about;
  await addPerson(store);
  await putMenu(db, store.location.id, teaRoomMenu(), crypto.randomUUID());
  await door.addOrder(store, { state: "rejected", cause: "item_unavailable" });
  await door.addOrder(store, WAITS);
  const refused = testExchange({ ...about, ...REFUSED, requestUid: crypto.randomUUID() });
  const others = [
    { ...about, operation: "validate_order", requestUid: crypto.randomUUID() },
    { ...about, status: 401, code: "signature_mismatch" },
    { status: 401, code: "unauthorized", remoteAddress: `203.0.${n}.1` },
  ] as const;
  await insertExchanges(db, [refused, ...others.map(testExchange)]);
  const unknown = { connectionId, parOrganizationId, exchangeId: refused.id, now };
  await upsertUnmapped(db, { ...unknown, kind: "location", parId: `PAR-${crypto.randomUUID()}` });
  const pair = { connectionId, parId: `PAR-${crypto.randomUUID()}`, targetId: store.location.id };
  await setMapping(db, {
    ...pair,
    kind: "location",
    scope: everyBrand,
    changedBy: "test",
    now,
    expectedVersion: null,
  });
  await recordChange(db.orm, {
    ...{ action: "location_changed", subjectId: store.location.id, place: { brandId, locationId }, now },
    by: { kind: "operator", id: `opr_${n}`, address: "192.0.2.7" },
    detail: { name: { from: "A", to: "B" } },
  });
  const note = "mutation($input: AddNoteInput!) { addNote(input: $input) { __typename } }";
  for (const subjectId of [known.orderId, refused.id])
    await asked(note, { input: { subjectId, note: `Note ${n}` } });
}

/**
 * Statements that a query surely takes: the least of three asks, since what is kept for a while may have to be read
 * anew at any of them, and what the API does in between is counted with them.
 */
async function statementsOf(text: string, variables: Record<string, unknown>): Promise<number> {
  const asks = [];
  for (let ask = 0; ask < 3; ask += 1) asks.push(await statementsNow(text, variables));
  return Math.min(...asks);
}

/** Statements that are sent while a query is asked, on all connections. */
async function statementsNow(text: string, variables: Record<string, unknown>): Promise<number> {
  const { db } = door.test;
  let count = 0;
  const { debug } = db.sql.options;
  db.sql.options.debug = () => {
    count += 1;
  };
  await asked(text, variables);
  db.sql.options.debug = debug;
  return count;
}

describe("a query of the admin", () => {
  it("says itself how large its pages are, so that what is asked here costs what the admin asks for", async () => {
    const sized = [...(await queriesOfAdmin())].filter(([, text]) => /\b(first|last): \$/.test(text));
    expect(sized.map(([name]) => name)).toEqual([]);
  });

  it("takes as many statements with many rows as with a few", { timeout: 120_000 }, async () => {
    const queries = await queriesOfAdmin();
    expect([...queries.keys()].sort()).toEqual(Object.keys(VARIABLES));
    const count = async () => {
      const counts: Record<string, number> = {};
      for (const [name, text] of queries) {
        const variables = VARIABLES[name]?.(known) ?? {};
        counts[name] = await statementsOf(text, variables);
      }
      return counts;
    };
    const few = await count();
    await add(MORE);
    const many = await count();
    // One statement for each row would be this many more. Fewer come from a batch that the event loop parted.
    const grown = Object.keys(many).filter((name) => (many[name] ?? 0) - (few[name] ?? 0) >= MORE);
    expect(grown).toEqual([]);
    const dear = Object.entries(many).filter(([, statements]) => statements > MOST);
    expect(dear).toEqual([]);
  });
});
