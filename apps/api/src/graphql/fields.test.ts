import { everyBrand } from "@parley/db";
import { insertExchanges } from "@parley/db/exchanges";
import { setMapping, upsertUnmapped } from "@parley/db/mappings";
import { type Permission, permissionsOf, type Role } from "@parley/db/operators";
import { insertLocation } from "@parley/db/stores";
import { type TestStore, testExchange } from "@parley/db/testing";
import { isObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issueOf } from "../issues/grouping.ts";
import { schema } from "./schema.ts";
import { addChannel } from "./testing/alerts.ts";
import { openTestDoor, type TestDoor } from "./testing/door.ts";
import { fieldPermissions, type Opens, opensField } from "./testing/field-permissions.ts";
import { addImport, addWaitingImport } from "./testing/imports.ts";
import { questionsOf, shownIn, tellsNothing } from "./testing/walk.ts";

/**
 * J: every field × every role × every tenant. The fields are the schema's, what opens them is the table's; each is
 * asked for over every edge that leads to it, and the answer may tell nothing of another tenant, nor above the role.
 */

type Reach = "all" | "own" | "store" | "other";
const OPERATORS: readonly [Role, Reach][] = [
  ["owner", "all"],
  ["brand_admin", "own"],
  ["brand_admin", "other"],
  ...(["support", "engineer", "viewer"] as const).flatMap((role) =>
    (["all", "own", "store", "other"] as const).map((reach): [Role, Reach] => [role, reach]),
  ),
];

/** Permissions for what belongs to a brand as a whole: a grant for one store does not give them. */
const OF_BRANDS: ReadonlySet<Permission> = new Set([
  "connections.read",
  "connections.edit",
  "operators.edit",
  "audit.read",
  "alerts.edit",
]);

/** Queries of what belongs to nobody alone: a grant for less than everything does not open them. */
const OF_EVERYTHING: ReadonlySet<string> = new Set(["verifyAudit"]);

// With word boundaries: an id may end in "ada".
const GUEST = /lovelace|\bada@|555.?0142/i;
const CONTACT = /\bada@example|555.?0142/i;
const BODY = JSON.stringify({
  order_details: { customer: { first_name: "Ada", last_name: "Lovelace", phone: "+1 213 555 0142" } },
});

let door: TestDoor;
/** What tells each tenant's data from the others'. */
let marks: { own: string[]; sibling: string[]; foreign: string[] };
let asks: ReturnType<typeof questionsOf>;
/** What the owner is told of each field, to see that what is hidden from others is there. */
const told = new Set<string>();

beforeAll(async () => {
  door = await openTestDoor();
  const { db } = door.test;
  const now = new Date();
  const location = await insertLocation(db, {
    location: {
      brandId: door.own.brand.id,
      code: "LC-SIBLING",
      name: "Sibling Tacos",
      address: "14 Nosuch Place, Los Angeles",
      phone: "+1 213 555 0101",
      timezone: "America/Los_Angeles",
      currency: "USD",
    },
    now,
  });
  if (location === null) throw new Error("The location's code is taken.");
  const parLocationId = "PAR-LOC-SIBLING";
  const by = { scope: everyBrand, changedBy: "test", now, expectedVersion: null };
  const pair = { connectionId: door.own.connection.id, parId: parLocationId, targetId: location.id };
  await setMapping(db, { ...by, ...pair, kind: "location" });
  const sibling = { ...door.own, location, parLocationId };
  const ids = {
    own: await addRows(door.own),
    sibling: await addRows(sibling),
    foreign: await addRows(door.foreign),
  };
  const brandMarks = ({ brand, connection, parOrganizationId }: TestStore) => [
    brand.id,
    brand.code,
    connection.id,
    connection.slug,
    parOrganizationId,
  ];
  const storeMarks = (store: TestStore) => [store.location.id, store.location.code, store.parLocationId];
  marks = {
    own: [...brandMarks(door.own), ...storeMarks(door.own), ...ids.own.marks],
    sibling: [...storeMarks(sibling), ...ids.sibling.marks],
    foreign: [...brandMarks(door.foreign), ...storeMarks(door.foreign), ...ids.foreign.marks],
  };
  const [mapping] =
    await db.sql`select id from location_mappings where par_location_id = ${door.own.parLocationId}`;
  const [menu] = await db.sql`select id from menus where location_id = ${door.own.location.id}`;
  await door.headersOf("viewer", "own");
  const [operator] = await db.sql`select id from operators order by id desc limit 1`;
  const issue = issueOf("store_in_doubt", {
    brandId: null,
    connectionId: null,
    remoteAddress: null,
    locationId: door.own.location.id,
  });
  await addImport(db, door.own);
  for (const store of [door.own, door.foreign]) await addChannel(door, store);
  asks = questionsOf({
    order: `(id: "${ids.own.orderId}")`,
    node: `(id: "${ids.own.orderId}")`,
    exchange: `(id: "${ids.own.refusedId}")`,
    location: `(id: "${door.own.location.id}")`,
    connection: `(id: "${door.own.connection.id}")`,
    "Location.fireDrill": `(id: "drl_none")`,
    menuRollout: `(id: "rol_none")`,
    "Location.sameItems": `(kind: PRODUCT, itemId: "tea")`,
    "Location.menuVersion": `(id: "${menu?.id}")`,
    issue: `(id: "${issue?.id}")`,
    menuDiff: `(input: { from: { locationId: "${door.own.location.id}" }, to: { locationId: "${door.own.location.id}" } })`,
    checkBasket: `(input: { locationId: "${door.own.location.id}", orderType: "takeout", lines: [] })`,
    retentionOf: `(id: "${door.own.brand.id}")`,
    retentionImpact: `(input: { id: "${door.own.brand.id}", bodiesDays: 90, exchangesDays: 400 })`,
    operator: `(id: "${operator?.id}")`,
    mappingHistory: `(id: "${mapping?.id}")`,
    recheckSubmit: `(id: "${ids.own.refusedId}")`,
    exportedMappings: "(kind: LOCATION)",
    certainMappings: "(kind: LOCATION)",
    recheckQueued: '(ids: ["unm_1"])',
    mappingImpact: `(ids: ["${mapping?.id}"])`,
    dryRunImport: `(id: "${await addWaitingImport(db, door.own)}")`,
    "SignInPolicy.stoppedBy": "(rule: EVERYBODY)",
    stats: "(range: HOUR)",
    rolesWith: "(permission: AUDIT_READ)",
    savedViews: "(list: ORDERS)",
    sharedOrder: '(token: "none")',
    invitation: '(token: "none")',
    orders: '(search: "29.10")',
    submits: '(search: "29.10")',
  });
});
afterAll(() => door[Symbol.asyncDispose]());

async function addRows(store: TestStore) {
  const { db } = door.test;
  const now = new Date();
  const receivedAt = new Date(now.getTime() - 60_000);
  const { orderId, exchangeId } = await door.addOrder(store, { receivedAt });
  const { connection, brand, location, parLocationId, parOrganizationId } = store;
  const bodies = {
    ...{ requestHeaders: {}, responseHeaders: {}, responseBody: '{"b":2}', stringSigned: "a|b", note: null },
    requestBody: BODY,
  };
  const about = {
    connectionId: connection.id,
    brandId: brand.id,
    locationId: location.id,
    parLocationId,
    bodies,
  };
  const refused = testExchange({
    ...about,
    status: 422,
    code: "VALIDATION_FAILED",
    requestUid: crypto.randomUUID(),
    content: {
      guestName: "Ada Lovelace",
      guestPhone: "+1 213 555 0142",
      guestEmail: "ada@example.com",
      totalHundredths: 2910,
      currency: "USD",
      orderType: "pickup",
      itemCount: 1,
    },
  });
  const call = testExchange({ ...about, orderId });
  await insertExchanges(db, [refused, call]);
  const parId = `PAR-NEW-${crypto.randomUUID()}`;
  await upsertUnmapped(db, {
    connectionId: connection.id,
    kind: "location",
    parId,
    parOrganizationId,
    exchangeId: refused.id,
    now,
  });
  const note = `mutation($id: ID!) { addNote(input: { subjectId: $id, note: "Ada Lovelace called" }) { __typename } }`;
  const owner = await door.headersOf("owner");
  for (const id of [orderId, refused.id]) await door.ask(owner, note, { id });
  return {
    orderId,
    exchangeId: call.id,
    refusedId: refused.id,
    marks: [orderId, exchangeId, call.id, refused.id],
  };
}

it("says of every field of the schema what opens it, and of no other", () => {
  const inSchema = Object.values(schema.getTypeMap()).flatMap((type) => {
    const isResult = isObjectType(type) && !type.getInterfaces().some(({ name }) => name === "Error");
    if (!isResult || type.name.startsWith("__") || /^(Mutation|Subscription)$/.test(type.name)) return [];
    return Object.keys(type.getFields()).map((field) => `${type.name}.${field}`);
  });
  const inTable = Object.entries(fieldPermissions).flatMap(([type, rows]) =>
    Object.values(rows).flatMap((fields) => fields.split(" ").map((field) => `${type}.${field}`)),
  );
  expect(inTable.sort()).toEqual(inSchema.sort());
});

/** Whether a field is not hidden from somebody; one without a row is told by the test above. */
function isOpenTo(may: (opens: Permission) => boolean, opens: Opens | undefined): boolean {
  return opens === undefined || opens === "signedIn" || opens === "link" || may(opens);
}

describe("every field, asked for by", () => {
  it.each(OPERATORS)(
    "a %s of %s, tells nothing of another tenant, nor above the role",
    { timeout: 240_000 },
    async (role, reach) => {
      const headers = await door.headersOf(role, reach);
      const may = (opens: Permission) =>
        permissionsOf[role].includes(opens) && !(reach === "store" && OF_BRANDS.has(opens));
      const hidden = {
        all: [],
        own: marks.foreign,
        store: [...marks.foreign, ...marks.sibling],
        other: [...marks.own, ...marks.sibling],
      }[reach];
      const wrong: string[] = [];
      for (const { at, text } of asks) {
        const { body } = await door.ask(headers, text);
        const errors = (body.errors ?? []).filter(
          ({ extensions, path: [query = ""] = [] }) =>
            extensions?.code !== "FORBIDDEN" ||
            (isOpenTo(may, opensField("Query", String(query))) &&
              !(OF_EVERYTHING.has(String(query)) && reach !== "all")),
        );
        if (errors.length > 0) wrong.push(`${at}: ${JSON.stringify(errors)} to ${text}`);
        const answer = JSON.stringify(body.data);
        for (const mark of hidden) if (answer.includes(mark)) wrong.push(`${at} tells of ${mark}: ${answer}`);
        if (!may("guests.read") && GUEST.test(answer)) wrong.push(`${at} tells of a guest: ${answer}`);
        if (CONTACT.test(answer)) wrong.push(`${at} tells how to reach a guest: ${answer}`);
        for (const { type, field, value } of shownIn(body.data, "Query")) {
          const opens = opensField(type, field);
          if (role === "owner" && !tellsNothing(value)) told.add(`${type}.${field}`);
          if (isOpenTo(may, opens) || tellsNothing(value)) continue;
          wrong.push(`${at}: ${type}.${field} needs ${opens} and tells ${JSON.stringify(value)}`);
        }
      }
      expect([...new Set(wrong)].slice(0, 10)).toEqual([]);
    },
  );

  it("the owner, is there wherever it is hidden from others", () => {
    const guarded = ["Guest.name", "Guest.phone", "Guest.email", "Guest.canReveal", "CaseEvent.note"];
    const more = ["Connection.secrets", "Connection.switches", "Connection.state", "ConnectionSecret.id"];
    const calls = [
      "Exchange.requestBody",
      "Exchange.signature",
      "Exchange.canRevealGuest",
      "Case.assignable",
    ];
    const roots = [
      "Query.operators",
      "Query.operator",
      "Query.recheckSubmit",
      "ImportChange.parId",
      "ImportProblem.reason",
      "MappingImport.id",
      "RefusedSubmit.id",
      "Issue.id",
    ];
    expect([...guarded, ...more, ...calls, ...roots].filter((field) => !told.has(field))).toEqual([]);
  });
});
