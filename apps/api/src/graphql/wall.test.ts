import { randomBytes } from "node:crypto";
import { everyBrand } from "@parley/db";
import { setMapping, upsertUnmapped } from "@parley/db/mappings";
import { startFireDrill, startRollout } from "@parley/db/menus";
import { insertApiKey, insertOperator, type Operator } from "@parley/db/operators";
import { CLI } from "@parley/db/orders";
import { insertShare } from "@parley/db/shares";
import { insertView } from "@parley/db/views";
import { isInputObjectType, isObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issueOf } from "../issues/grouping.ts";
import { putMenu, teaRoomMenu } from "../menus/testing/stored-menu.ts";
import { schema } from "./schema.ts";
import { addChannel } from "./testing/alerts.ts";
import { openTestDoor, type TestDoor } from "./testing/door.ts";
import { addImport, addWaitingImport } from "./testing/imports.ts";

/**
 * J: brands are a wall. Every field of the schema that takes an id is asked by an admin of another brand, and
 * has to answer as it does for an id that does not exist. The lists are the schema's: a field without a row fails.
 */

/** What stands behind the wall, and ids of the same kinds that nothing has. */
interface Ids {
  brand: string;
  location: string;
  connection: string;
  secret: string;
  order: string;
  exchange: string;
  mapping: string;
  operator: string;
  key: string;
  issue: string;
  share: string;
  view: string;
  menu: string;
  drill: string;
  rollout: string;
  waitingImport: string;
  unmapped: string;
  import: string;
  channel: string;
  delivery: string;
}

const NOBODY: Ids = {
  brand: "brd_0",
  location: "loc_0",
  connection: "con_0",
  secret: "sec_0",
  order: "ord_0",
  exchange: "exc_0",
  mapping: "map_0",
  operator: "opr_0",
  key: "key_0",
  issue: "iss_0",
  share: "shr_0",
  view: "viw_0",
  menu: "mnu_0",
  drill: "drl_0",
  rollout: "rol_0",
  waitingImport: "imp_0",
  unmapped: "unm_0",
  import: "imp_1",
  channel: "alc_0",
  delivery: "ald_0",
};

type Inputs = (ids: Ids, own: Ids) => readonly object[];

/** The inputs that each mutation is tried with; more than one where an id of one's own may stand beside it. */
const MUTATIONS: Readonly<Record<string, Inputs | "names no id">> = {
  createFirstOperator: "names no id",
  acceptInvitation: "names no id",
  askForResetLink: "names no id",
  setRedactionPolicy: "names no id",
  setSignInPolicy: "names no id",
  eraseGuest: "names no id",
  setRetention: (ids) => [
    { expectedVersion: 0, limits: { id: ids.brand, bodiesDays: 60, exchangesDays: 400 } },
  ],
  runRetention: (ids) => [{ id: ids.brand }],
  startSecondFactor: "names no id",
  confirmSecondFactor: "names no id",
  removeOwnSecondFactor: "names no id",
  replacePaperCodes: "names no id",
  startPasskey: "names no id",
  addPasskey: "names no id",
  changeOwnName: "names no id",
  changeOwnPassword: "names no id",
  chooseLanguage: "names no id",
  // Refused to every key, whatever it names; whose sessions a browser ends is asked in own-account.test.ts.
  endOwnSessions: "names no id",
  createConnection: "names no id",
  createBrand: "names no id",
  createStore: (ids) => [{ brandId: ids.brand, code: "WALL-1", name: "Wall", timezone: "UTC" }],
  setMapping: (ids, own) => {
    const pair = { kind: "LOCATION", parId: "PAR-WALL", acrossBrands: true };
    const brand = { kind: "ORGANIZATION", parId: "IA-WALL", acrossBrands: true };
    return [
      { ...pair, connectionId: ids.connection, targetId: ids.location },
      { ...pair, connectionId: ids.connection, targetId: own.location },
      { ...pair, connectionId: own.connection, targetId: ids.location },
      { ...brand, connectionId: own.connection, targetId: ids.brand },
      { ...brand, connectionId: ids.connection, targetId: own.brand },
    ];
  },
  endMapping: (ids) => [{ mappingId: ids.mapping }, { mappingId: ids.mapping, undo: true }],
  revertMapping: (ids) => [{ mappingId: ids.mapping }, { mappingId: ids.mapping, acrossBrands: true }],
  // Its keys are of the queue as the caller sees it; graphql/mappings/certain.test.ts holds whose they are.
  acceptCertain: "names no id",
  ignoreUnmapped: (ids) => [{ unmappedId: ids.unmapped, reason: "never ours" }, { unmappedId: ids.unmapped }],
  importMappings: (ids) => [
    { importId: ids.waitingImport, digest: "0" },
    { importId: ids.import, digest: "0", leaveOutWrong: true, acrossBrands: true },
  ],
  undoImport: (ids) => [{ importId: ids.import }, { importId: ids.import, leaveOutChanged: true }],
  refreshMenu: (ids) => [{ locationId: ids.location }],
  pinMenu: (ids, own) => [
    { locationId: ids.location, menuId: ids.menu, expectedMenuId: ids.menu, reason: "x" },
    { locationId: own.location, menuId: ids.menu, expectedMenuId: own.menu, reason: "x" },
  ],
  startFireDrill: (ids) => [{ locationId: ids.location }],
  stopFireDrill: (ids) => [{ locationId: ids.location, fireDrillId: ids.drill }],
  unpinMenu: (ids) => [{ locationId: ids.location, expectedMenuId: ids.menu }],
  holdMenus: (ids) => [{ storeIds: [ids.location], reason: "x" }],
  releaseMenus: (ids) => [{ storeIds: [ids.location] }],
  startMenuRollout: (ids) => [{ storeIds: [ids.location] }],
  stopMenuRollout: (ids) => [{ rolloutId: ids.rollout }, { rolloutId: ids.rollout, end: true }],
  resumeMenuRollout: (ids) => [{ rolloutId: ids.rollout, expectedVersion: 1 }],
  rollBackMenuRollout: (ids) => [{ rolloutId: ids.rollout, expectedVersion: 1 }],
  sendTestCall: (ids, own) => [
    { locationId: ids.location, operation: "STATUS", orderId: "x" },
    { locationId: own.location, connectionId: ids.connection, operation: "STATUS", orderId: "x" },
  ],
  markTestStore: (ids) => [{ locationId: ids.location, isTest: true, reason: "test" }],
  changeStore: (ids) => [{ locationId: ids.location, expectedVersion: 1, name: "Theirs" }],
  setPos: (ids) => [
    { locationId: ids.location, expectedVersion: 1, kind: "SQUARE", store: "THEIRS", key: "x".repeat(32) },
  ],
  rotatePosKey: (ids) => [{ locationId: ids.location, expectedVersion: 1 }],
  retirePosKey: (ids, own) => [
    { locationId: ids.location, keyId: "pky_1" },
    { locationId: own.location, keyId: "pky_1" },
  ],
  runConformance: (ids) => [{ locationId: ids.location, adapterClass: "A" }],
  pauseStore: (ids) => [
    { locationId: ids.location, expectedVersion: 1, until: { minutes: 5 }, reason: "test" },
  ],
  resumeStore: (ids) => [{ locationId: ids.location, expectedVersion: 1 }],
  pauseStores: (ids) => [
    { stores: [{ locationId: ids.location, expectedVersion: 1 }], until: { minutes: 5 }, reason: "test" },
  ],
  resumeStores: (ids) => [{ stores: [{ locationId: ids.location, expectedVersion: 1 }] }],
  setAvailability: (ids) => [
    { locationId: ids.location, items: [{ kind: "PRODUCT", itemId: "taco" }], available: true },
  ],
  setAvailabilityInStores: (ids) => [
    {
      locationId: ids.location,
      kind: "PRODUCT",
      itemId: "taco",
      storeIds: [ids.location],
      available: true,
    },
  ],
  undoTakeOff: () => [{ actId: "ava_none" }],
  confirmOrderPlaced: (ids) => [{ orderId: ids.order, posOrderId: "POS-1" }],
  confirmOrderAbsent: (ids) => [{ orderId: ids.order, attempt: 1 }],
  resendOrder: (ids) => [{ orderId: ids.order, attempt: 1 }],
  tryOrderNow: (ids) => [{ orderId: ids.order }],
  settleDispute: (ids) => [{ orderId: ids.order }],
  rotateSharedId: (ids) => [{ connectionId: ids.connection, expectedVersion: 1 }],
  pauseConnection: (ids) => [
    { connectionId: ids.connection, expectedVersion: 1, minutes: 5, reason: "test" },
  ],
  resumeConnection: (ids) => [{ connectionId: ids.connection, expectedVersion: 1 }],
  setSwitches: (ids) => [
    {
      connectionId: ids.connection,
      expectedVersion: 1,
      switches: [{ name: "jwt_key", value: "first10" }],
    },
  ],
  retireSharedId: (ids, own) => [
    { connectionId: ids.connection, secretId: ids.secret },
    { connectionId: own.connection, secretId: ids.secret },
  ],
  changeOperator: (ids, own) => [
    { operatorId: ids.operator, expectedVersion: 1, name: "Mallory" },
    { operatorId: ids.operator, expectedVersion: 1, grants: [{ role: "VIEWER", brandId: own.brand }] },
    { operatorId: own.operator, expectedVersion: 1, grants: [{ role: "VIEWER", brandId: ids.brand }] },
    { operatorId: own.operator, expectedVersion: 1, grants: [{ role: "VIEWER", locationId: ids.location }] },
  ],
  createOperator: (ids) => [
    {
      name: "Mallory",
      email: "mallory@example.com",
      password: "a long passphrase of nobody",
      grants: [{ role: "VIEWER", brandId: ids.brand }],
    },
  ],
  inviteOperator: (ids) => [
    { name: "Mallory", email: "mallory@example.com", grants: [{ role: "VIEWER", brandId: ids.brand }] },
  ],
  unlinkProvider: (ids) => [{ operatorId: ids.operator, expectedVersion: 1 }],
  removePasskeys: (ids) => [{ operatorId: ids.operator, expectedVersion: 1 }],
  // Refused to every key, whatever it names; whose passkey a browser removes is asked in auth/passkey.test.ts.
  removeOwnPasskey: "names no id",
  removeSecondFactor: (ids) => [{ operatorId: ids.operator, expectedVersion: 1 }],
  makeResetLink: (ids) => [{ operatorId: ids.operator, expectedVersion: 1 }],
  inviteAgain: (ids) => [{ operatorId: ids.operator, expectedVersion: 1 }],
  createApiKey: (ids, own) => [
    { operatorId: ids.operator, name: "script" },
    { operatorId: own.operator, name: "script", grants: [{ role: "VIEWER", brandId: ids.brand }] },
    { operatorId: own.operator, name: "script", grants: [{ role: "VIEWER", locationId: ids.location }] },
  ],
  disableOperator: (ids) => [{ operatorId: ids.operator, expectedVersion: 1 }],
  endSessions: (ids) => [{ operatorId: ids.operator }],
  enableOperator: (ids) => [{ operatorId: ids.operator, expectedVersion: 1 }],
  resetOperatorPassword: (ids) => [
    { operatorId: ids.operator, expectedVersion: 1, password: "a long passphrase of nobody" },
  ],
  revokeApiKey: (ids, own) => [
    { operatorId: ids.operator, keyId: ids.key },
    { operatorId: own.operator, keyId: ids.key },
  ],
  revealGuest: (ids) => [
    { subjectId: ids.order, reason: "REFUND" },
    { subjectId: ids.exchange, reason: "REFUND" },
  ],
  addNote: cases({ note: "x" }),
  assignCase: cases({ assigneeId: null }),
  snoozeCase: cases({ until: "2999-01-01T00:00:00Z" }),
  resolveCase: cases({ resolution: "OTHER" }),
  reopenCase: cases({}),
  createAlertChannel: (ids) =>
    [{ brandId: ids.brand }, { locationId: ids.location }].map((place) => ({
      ...{ kind: "EMAIL", name: "Mallory", target: "mallory@example.com" },
      ...place,
    })),
  changeAlertChannel: (ids) => [{ channelId: ids.channel, expectedVersion: 1, isOn: false }],
  deleteAlertChannel: (ids) => [{ channelId: ids.channel }],
  restoreAlertChannel: (ids) => [{ channelId: ids.channel }],
  sendTestAlert: (ids) => [{ channelId: ids.channel }],
  replayAlert: (ids) => [{ deliveryId: ids.delivery }],
  shareOrder: (ids) => [{ orderId: ids.order }],
  revokeShare: (ids) => [{ shareId: ids.share }],
  saveView: (ids) => [{ viewId: ids.view, list: "ORDERS", name: "Mallory's", params: "" }],
  renameView: (ids) => [{ viewId: ids.view, name: "Mallory's" }],
  deleteView: (ids) => [{ viewId: ids.view }, { viewId: ids.view, undo: true }],
  actInBulk: (ids) =>
    ["SEND", "ASSIGN"].flatMap((act) =>
      [ids.order, ids.exchange, ids.issue]
        .filter((id) => act === "ASSIGN" || id === ids.order)
        .map((id) => ({ act, subjects: [{ id }] })),
    ),
};

const NOWHERE = { brandId: null, connectionId: null, remoteAddress: null };

/** The inputs about a case of every kind. */
function cases(more: object): Inputs {
  return (ids) => [ids.order, ids.exchange, ids.issue].map((subjectId) => ({ subjectId, ...more }));
}

/** Fields that read by an id, as text with one variable of the same kind. */
const QUERIES: Readonly<Record<string, readonly [keyof Ids, string][]>> = {
  "Query.node": (
    ["brand", "location", "connection", "order", "exchange", "mapping", "operator"] as const
  ).map((kind) => [kind, "query($id: ID!) { node(id: $id) { id } }"]),
  "Query.connection": [["connection", "query($id: ID!) { connection(id: $id) { id } }"]],
  "Query.location": [["location", "query($id: ID!) { location(id: $id) { id } }"]],
  // Each store of one's own is asked for it.
  "Location.fireDrill": [["drill", "query($id: ID!) { locations { fireDrill(id: $id) { id } } }"]],
  "Location.menuVersion": [["menu", "query($id: ID!) { locations { menuVersion(id: $id) { id } } }"]],
  "MenuSideInput.locationId": [
    [
      "location",
      `query($id: ID!) { menuDiff(input: { from: { locationId: $id }, to: { locationId: $id } })
        { __typename ... on Error { code message } ... on MenuDiff { before { location { id } } } } }`,
    ],
  ],
  "MenuSideInput.menuId": [["menu", "query($id: ID!) { locations { menuVersion(id: $id) { id } } }"]],
  "CheckBasketInput.locationId": [
    [
      "location",
      `query($id: ID!) { checkBasket(input: { locationId: $id, orderType: "takeout", lines: [] })
        { __typename ... on Error { code message } } }`,
    ],
  ],
  "Query.menuRollout": [["rollout", "query($id: ID!) { menuRollout(id: $id) { id } }"]],
  "Query.order": [["order", "query($id: ID!) { order(id: $id) { id } }"]],
  // For owners, who reach every brand.
  "Query.retentionOf": [["brand", "query($id: ID!) { retentionOf(id: $id) { version } }"]],
  "RetentionLimitsInput.id": [
    [
      "brand",
      "query($id: ID!) { retentionImpact(input: { id: $id, bodiesDays: 90, exchangesDays: 400 }) { past } }",
    ],
  ],
  "Query.exchange": [["exchange", "query($id: ID!) { exchange(id: $id) { id } }"]],
  "Query.issue": [["issue", "query($id: ID!) { issue(id: $id) { id } }"]],
  "AuditFilter.brandId": [
    ["brand", "query($id: ID!) { auditEntries(filter: { brandId: $id }) { edges { node { id } } } }"],
  ],
  "IssueFilter.brandId": [
    ["brand", "query($id: ID!) { issues(filter: { brandId: $id }) { edges { node { id } } } }"],
  ],
  "IssueFilter.locationId": [
    ["location", "query($id: ID!) { issues(filter: { locationId: $id }) { edges { node { id } } } }"],
  ],
  "Query.recheckSubmit": (["order", "exchange"] as const).map((kind) => [
    kind,
    "query($id: ID!) { recheckSubmit(id: $id) { sentence } }",
  ]),
  "Query.dryRunImport": (["waitingImport", "import"] as const).map((kind) => [
    kind,
    "query($id: ID!) { dryRunImport(id: $id, acrossBrands: true) { id } }",
  ]),
  "Query.alertDeliveries": [["channel", "query($id: ID!) { alertDeliveries(channelId: $id) { id } }"]],
  "Query.operator": [["operator", "query($id: ID!) { operator(id: $id) { id } }"]],
  "Query.stats": (["brand", "location"] as const).map((kind) => [
    kind,
    `query($id: ID!) { stats(range: DAY, ${kind}Id: $id) { calls { calls } orders { received } oldestMenuAt } }`,
  ]),
  // graphql/mappings/recheck-queued.test.ts holds who is told of which.
  "Query.recheckQueued": [["mapping", "query($id: ID!) { recheckQueued(ids: [$id]) { order } }"]],
  "Query.mappingImpact": [["mapping", "query($id: ID!) { mappingImpact(ids: [$id]) { stores orders } }"]],
  "Query.mappingHistory": [["mapping", "query($id: ID!) { mappingHistory(id: $id) { id } }"]],
  "OrderFilter.brandId": [
    ["brand", "query($id: ID!) { orders(filter: { brandId: $id }) { edges { node { id } } } }"],
  ],
  "OrderFilter.locationId": [
    ["location", "query($id: ID!) { orders(filter: { locationId: $id }) { edges { node { id } } } }"],
  ],
  "SubmitFilter.brandId": [
    [
      "brand",
      "query($id: ID!) { submits(filter: { brandId: $id }) { edges { node { ... on Order { id } } } } }",
    ],
  ],
  "SubmitFilter.locationId": [
    [
      "location",
      "query($id: ID!) { submits(filter: { locationId: $id }) { edges { node { ... on Order { id } } } } }",
    ],
  ],
  "SubmitFilter.issueId": [
    [
      "issue",
      "query($id: ID!) { submits(filter: { issueId: $id }) { edges { node { ... on Order { id } } } } }",
    ],
  ],
  "ValidateFilter.brandId": [
    ["brand", "query($id: ID!) { validates(filter: { brandId: $id }) { edges { node { id } } } }"],
  ],
  "ValidateFilter.locationId": [
    ["location", "query($id: ID!) { validates(filter: { locationId: $id }) { edges { node { id } } } }"],
  ],
  "ExchangeFilter.connectionId": [
    ["connection", "query($id: ID!) { exchanges(filter: { connectionId: $id }) { edges { node { id } } } }"],
  ],
  "ExchangeFilter.issueId": [
    ["issue", "query($id: ID!) { exchanges(filter: { issueId: $id }) { edges { node { id } } } }"],
  ],
  "ExchangeFilter.locationId": [
    ["location", "query($id: ID!) { exchanges(filter: { locationId: $id }) { edges { node { id } } } }"],
  ],
};

/** Every argument of type ID in a query, and every ID in what its arguments are made of. */
function idsOfQueries(): string[] {
  const mutationInputs = new Set(
    Object.values(schema.getMutationType()?.getFields() ?? {}).map(({ args }) => String(args[0]?.type)),
  );
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    // What a subscription shows is held by live/live.test.ts.
    if (type.name.startsWith("__") || type.name === "Mutation" || type.name === "Subscription") return [];
    if (isObjectType(type)) {
      return Object.values(type.getFields())
        .filter((field) => field.args.some((arg) => isId(String(arg.type))))
        .map((field) => `${type.name}.${field.name}`);
    }
    if (!isInputObjectType(type) || mutationInputs.has(`${type.name}!`)) return [];
    return Object.values(type.getFields())
      .filter((field) => isId(String(field.type)))
      .map((field) => `${type.name}.${field.name}`);
  });
}

function isId(type: string): boolean {
  return /^\[?ID\b/.test(type);
}

/** Inputs that only stand inside of a mutation's input, whose rows try them. */
const INSIDE_MUTATIONS = new Set([
  "GrantInput.brandId",
  "GrantInput.locationId",
  "BulkSubjectInput.id",
  "SeenStoreInput.locationId",
]);

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const queries = idsOfQueries().filter((at) => !INSIDE_MUTATIONS.has(at));

let door: TestDoor;
let foreign: Ids;
let own: Ids;
let admin: Record<string, string>;

beforeAll(async () => {
  door = await openTestDoor();
  own = await idsOf(door.own);
  foreign = await idsOf(door.foreign);
  admin = await door.headersOf("admin");
});
afterAll(() => door[Symbol.asyncDispose]());

async function idsOf(store: TestDoor["own"]): Promise<Ids> {
  const { db } = door.test;
  const now = new Date();
  // Old enough to be an issue of its store.
  const { orderId, exchangeId } = await door.addOrder(store, {
    receivedAt: new Date(now.getTime() - 60_000),
  });
  const operator = await addPerson(store.brand.id);
  const { key } = await insertApiKey(db, { operatorId: operator.id, name: "script", now });
  const [secret] =
    await db.sql`select id from connection_secrets where connection_id = ${store.connection.id}`;
  const share = await insertShare(db, {
    order: { id: orderId, brandId: store.brand.id, locationId: store.location.id },
    tokenHash: randomBytes(32),
    expiresAt: new Date(now.getTime() + 60_000),
    by: { kind: "cli" },
    now,
  });
  const view = await insertView(db, {
    ...{ list: "orders", name: "Theirs", params: "", sharedWith: "brand_admin", ownerId: operator.id },
    ...{ by: { kind: "cli" }, now },
  });
  const [mapping] =
    await db.sql`select id from location_mappings where connection_id = ${store.connection.id}`;
  await putMenu(db, store.location.id, teaRoomMenu(), crypto.randomUUID());
  const [menu] = await db.sql`select id from menus where location_id = ${store.location.id}`;
  const drill = await startFireDrill(db, {
    ...{ location: { ...store.location, brandId: store.brand.id }, menuId: String(menu?.id) },
    ...{ itemCount: 1, by: CLI, now, ledgerNow: now },
  });
  const held = { heldMenuId: String(menu?.id), heldAt: now, reason: "x" };
  const stores = [{ locationId: store.location.id, wave: 1, ...held }];
  const rollout = await startRollout(db, {
    ...{ rollout: { brandId: store.brand.id, waves: [1], minutes: 15, rise: 5, stores } },
    ...{ by: CLI, now, ledgerNow: now },
  });
  return {
    brand: store.brand.id,
    location: store.location.id,
    connection: store.connection.id,
    secret: String(secret?.id),
    order: orderId,
    exchange: exchangeId,
    mapping: String(mapping?.id),
    operator: operator.id,
    key: key.id,
    issue: issueOf("store_in_doubt", { ...NOWHERE, locationId: store.location.id })?.id ?? "",
    share: share.id,
    view: view.viewId,
    menu: String(menu?.id),
    drill: drill?.id ?? "",
    rollout: rollout?.id ?? "",
    waitingImport: await addWaitingImport(db, store),
    unmapped: await addUnmapped(db, store),
    import: await addImport(db, store),
    ...(await addChannel(door, store)),
  };
}

async function addPerson(brandId: string): Promise<Operator> {
  const email = `${crypto.randomUUID()}@example.com`;
  const grants = [{ role: "viewer", brandId, locationId: null }] as const;
  const operator = { name: "Grace", email, passwordHash: "x", grants };
  const made = await insertOperator(door.test.db, { operator, now: new Date() });
  if (made === null) throw new Error("The e-mail address is taken.");
  return made;
}

/** Everything that a change could touch, to see that nothing was. */
async function everything(): Promise<string> {
  const tables = ["operators", "operator_grants", "operator_api_keys", "connection_secrets", "connections"];
  const more = [
    "location_mappings",
    "organization_mappings",
    "orders",
    "availability",
    "audit_entries",
    "order_shares",
    "saved_views",
    "mapping_imports",
  ];
  const rows = await Promise.all(
    [...tables, ...more].map((table) =>
      door.test.db.sql.unsafe(
        `select coalesce(jsonb_agg(to_jsonb(t) - 'last_used_at' order by t.id), '[]') as rows from ${table} t`,
      ),
    ),
  );
  return JSON.stringify(rows);
}

/** An id that PAR sent with an organization of this store's brand. */
async function addUnmapped(db: TestDoor["test"]["db"], store: TestDoor["own"]): Promise<string> {
  const parId = `PAR-${store.location.code}`;
  const seen = { connectionId: store.connection.id, kind: "location", parId, exchangeId: null } as const;
  await upsertUnmapped(db, { ...seen, parOrganizationId: store.parOrganizationId, now: new Date() });
  const [row] = await db.sql<{ id: string }[]>`select id from unmapped_ids where par_id = ${parId}`;
  return String(row?.id);
}

describe("mutations", () => {
  it("have a row each, whose inputs name every id that they take", () => {
    expect(Object.keys(MUTATIONS).sort()).toEqual(mutations.map(({ name }) => name).sort());
  });

  it.each(
    mutations
      .filter(({ name }) => MUTATIONS[name] !== "names no id")
      .map((field) => [field.name, field] as const),
  )("%s answers for another brand's ids as for none, and changes nothing", async (name, field) => {
    const inputs = MUTATIONS[name];
    if (inputs === undefined || inputs === "names no id") throw new Error(`${name} has no row.`);
    const text = `mutation($input: ${field.args[0]?.type}) { ${name}(input: $input) {
        __typename ... on Error { code message } } }`;
    const before = await everything();
    const [theirs, nobodys] = [inputs(foreign, own), inputs(NOBODY, own)];
    for (const [index, input] of theirs.entries()) {
      const refused = await door.ask(admin, text, { input });
      // What is done to many answers for each of them.
      const [answer] = [Object(refused.body.data)[name]].flat();
      expect(answer, JSON.stringify(input)).toMatchObject({ code: "NOT_FOUND" });
      expect(refused).toEqual(await door.ask(admin, text, { input: nobodys[index] }));
    }
    expect(await everything()).toBe(before);
  });
});

describe("queries", () => {
  it("have a row for each id that they take", () => {
    expect(Object.keys(QUERIES).sort()).toEqual([...queries].sort());
  });

  it.each(
    Object.entries(QUERIES).flatMap(([at, rows]) => rows.map(([kind, text]) => [at, kind, text] as const)),
  )("%s answers for another brand's %s as for none", async (_at, kind, text) => {
    const theirs = await door.ask(admin, text, { id: foreign[kind] });
    expect(theirs.status).toBe(200);
    expect(theirs).toEqual(await door.ask(admin, text, { id: NOBODY[kind] }));
  });

  it("list nobody of another brand, nor anybody who reaches beyond one's own", async () => {
    const { body } = await door.ask(admin, "{ operators { id grants { brand { id } } } }");
    expect(JSON.stringify(body)).toContain(own.operator);
    expect(JSON.stringify(body)).not.toContain(foreign.operator);
    const viewer = await door.headersOf("viewer");
    expect((await door.ask(viewer, "{ operators { id } }")).body).toEqual({ data: { operators: [] } });
  });
});

describe("a connection that two brands share", () => {
  it("has its SharedIds changed only by who administers both", async () => {
    const { db } = door.test;
    const by = { scope: everyBrand, changedBy: "test", now: new Date(), acrossBrands: true };
    const organization = { kind: "organization", parId: "IA-SHARED", expectedVersion: null } as const;
    const pair = { connectionId: door.foreign.connection.id, targetId: door.own.brand.id };
    await setMapping(db, { ...by, ...organization, ...pair });
    const text = `mutation($input: RotateSharedIdInput!) { rotateSharedId(input: $input) {
      __typename ... on SharedIdRotation { generatedSharedId } ... on Error { code } } }`;
    const input = { connectionId: pair.connectionId, expectedVersion: 1 };
    expect((await door.ask(admin, text, { input })).body).toMatchObject({
      data: { rotateSharedId: { code: "NOT_ALLOWED" } },
    });
    await setMapping(db, { ...by, ...organization, ...pair, targetId: null, expectedVersion: 1 });
  });
});
