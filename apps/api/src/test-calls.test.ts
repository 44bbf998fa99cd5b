import { createServer, type Server } from "node:http";
import { everyBrand } from "@parley/db";
import { listAudit } from "@parley/db/audit";
import { setAvailability } from "@parley/db/menus";
import { insertApiKey, type Role } from "@parley/db/operators";
import { findLocation, setLocation } from "@parley/db/stores";
import { sampleOrder } from "@parley/par-contract";
import { wordsIn } from "@parley/words";
import express from "express";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAuth } from "./auth/auth.ts";
import { createOperator } from "./auth/operator.ts";
import { createGraphqlRouter } from "./graphql/kernel/server.ts";
import { type Door, openDoor } from "./posnext/testing/door.ts";
import { TEST_PROOF_HEADER } from "./test-calls/proof.ts";
import { createTestCalls } from "./test-calls/test-calls.ts";

/** The whole way of a test call: GraphQL, over HTTP to PAR's door, to a simulated POS. */

const SEND = `mutation($input: SendTestCallInput!) { sendTestCall(input: $input) { __typename
  ... on TestCall { outcome status isReplay requestUid requestBody responseBody exchangeId
    issues { code message } checks { name ok detail } exchange { id operation reason } order { id posOrderId state } }
  ... on InvalidInput { field } ... on Error { code message } } }`;
const TACO = { itemId: "taco-trio", quantity: 1 };
const ADMIN = "http://localhost:3000";

let door: Door;
let server: Server;
let url: string;
let headers: Record<string, string>;
let store: NonNullable<Awaited<ReturnType<typeof findLocation>>>;
/** Where calls are sent instead of to the door. */
let elsewhere: string | null = null;

beforeAll(async () => {
  door = await openDoor();
  const { ctx } = door;
  const masterKey = "a master key for tests, nothing of value";
  const config = { adminUrl: ADMIN, masterKey, adminSecret: null, demo: false };
  const auth = createAuth({ db: ctx.db, config, now: ctx.now });
  const testCalls = createTestCalls({
    ...ctx,
    budget: { spend: () => ({ allowed: true }) },
    url: () => elsewhere ?? door.url,
  });
  const app = express().use("/graphql", await createGraphqlRouter({ ctx: { ...ctx, testCalls }, auth }));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/graphql`;
  headers = await headersOf("engineer");
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await door[Symbol.asyncDispose]();
});
beforeEach(async () => {
  elsewhere = null;
  await mark(true);
});

async function mark(isTest: boolean): Promise<void> {
  const { db } = door.ctx;
  const before = await findLocation(db, { scope: everyBrand, idOrCode: door.locationId });
  if (before === null) throw new Error("The store is missing.");
  const set = { isTest, testReason: isTest ? "test" : null };
  const change = { locationId: before.id, expectedVersion: before.version, set, now: new Date() };
  store = (await setLocation(db, change)) ?? before;
}

async function headersOf(role: Role): Promise<Record<string, string>> {
  const { db } = door.ctx;
  const now = new Date();
  const location = await findLocation(db, { scope: everyBrand, idOrCode: door.locationId });
  const brandId = role === "owner" ? null : (location?.brandId ?? null);
  const email = `${role}-${crypto.randomUUID()}@example.com`;
  const grants = [{ role, brandId, locationId: null }];
  const outcome = await createOperator(
    { db, now },
    { name: "Ada", email, password: "correct horse battery staple", grants },
  );
  if (outcome.kind !== "created") throw new Error(`No operator: ${outcome.kind}`);
  const { plain } = await insertApiKey(db, { operatorId: outcome.operator.id, name: "test", now });
  return { authorization: `Bearer ${plain}` };
}

/** Sends a call and gives the mutation's result; whatever it is, no SharedId may be in it. */
async function send(input: object, as = headers) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...as },
    body: JSON.stringify({ query: SEND, variables: { input: { locationId: store.id, ...input } } }),
  });
  const text = await answer.text();
  expect(text).not.toContain(door.sharedId);
  expect(text).not.toContain("Bearer");
  const body = JSON.parse(text);
  expect(body.errors, text).toBeUndefined();
  return body.data.sendTestCall;
}

const submit = (more: object = {}) => send({ operation: "SUBMIT", lines: [TACO], ...more });
const failed = (call: { checks: { name: string; ok: boolean }[] }) =>
  call.checks.filter(({ ok }) => !ok).map(({ name }) => name);
const tickets = async () => {
  const [row] = await door.ctx.db.sql<{ count: number }[]>`
    select count(*)::int as count from orders where state = 'placed'`;
  return row?.count ?? 0;
};

describe("a test call", () => {
  it("is verified, placed and traced as PAR's are", async () => {
    const call = await submit({ guestName: "Grace", orderType: "curbside" });
    expect(call).toMatchObject({
      ...{ outcome: "PLACED", status: 200, isReplay: false, issues: [] },
      exchange: { id: call.exchangeId, operation: "submit_order" },
      order: { state: "PLACED", posOrderId: expect.any(String) },
    });
    expect(failed(call)).toEqual([]);
    expect(JSON.parse(call.requestBody).order_details).toMatchObject({
      order_type: "curbside",
      customer: { first_name: "Grace" },
    });
    const poll = await send({ operation: "STATUS", orderId: call.requestUid });
    expect(poll).toMatchObject({ outcome: "PLACED", order: { id: call.order.id }, requestBody: null });
  });

  it("asks whether an order would be taken, and for the menu", async () => {
    expect(await send({ operation: "VALIDATE", lines: [TACO] })).toMatchObject({ outcome: "VALIDATED" });
    const menu = await send({ operation: "MENU" });
    expect(menu).toMatchObject({ outcome: "MENU", status: 200, exchange: { operation: "get_menu" } });
    expect(failed(menu)).toEqual([]);
  });

  it("is sent by the connection that is named, or by none", async () => {
    const { connectionId } = door;
    const owner = await headersOf("owner");
    const input = { operation: "MENU" };
    expect(await send({ ...input, connectionId }, owner)).toMatchObject({ outcome: "MENU" });
    const other = { ...input, connectionId: door.other.connectionId };
    expect(await send(other, owner)).toMatchObject({ __typename: "InvalidInput", field: "connectionId" });
    expect(await send(other)).toMatchObject({ __typename: "NotFound" });
  });

  it("cannot be claimed by whoever has no key of ours", async () => {
    const forged = `${store.id}.${Date.now()}.${"0".repeat(64)}`;
    const headers = { [TEST_PROOF_HEADER]: forged, "x-pch-digest": "0".repeat(64) };
    await door.par.validate(sampleOrder(), { headers });
    const [recorded] = await door.exchanges();
    expect(recorded).toMatchObject({ code: "signature_mismatch", locationId: null });
  });

  it("is in the audit with store, operation and fault, and nothing of the guest", async () => {
    await submit({ guestName: "Maria Lopez", fault: "WRONG_DIGEST" });
    const [entry] = await listAudit(door.ctx.db, { subjectIds: [store.id], page: { limit: 1 } });
    expect(entry).toMatchObject({
      action: "test_call_sent",
      detail: { operation: "submit", fault: "wrong_digest", isTest: true },
    });
    expect(JSON.stringify(entry)).not.toContain("Maria");
  });
});

describe("a fault of the call", () => {
  it.each<[string, string, number, string, string | null]>([
    ["WRONG_DIGEST", "SUBMIT", 401, "signature_mismatch", "mismatch"],
    ["NO_DIGEST", "SUBMIT", 401, "signature_missing", null],
    ["EXPIRED_TOKEN", "SUBMIT", 401, "unauthorized", "expired"],
    ["EXPIRED_TOKEN", "MENU", 401, "unauthorized", "expired"],
    ["EXPIRED_TOKEN", "STATUS", 401, "unauthorized", "expired"],
    ["OTHER_ORGANIZATION", "VALIDATE", 403, "tenant_mismatch", null],
    ["OTHER_STORE", "MENU", 403, "tenant_mismatch", null],
    ["OTHER_STORE", "SUBMIT", 403, "tenant_mismatch", null],
  ])("%s of %s is refused with %d, and recorded", async (fault, operation, status, code, reason) => {
    const lines = operation === "SUBMIT" || operation === "VALIDATE" ? [TACO] : [];
    const call = await send({ operation, fault, lines, orderId: operation === "STATUS" ? "x" : null });
    expect(call).toMatchObject({ outcome: "REFUSED", status, order: null, issues: [{ code }] });
    expect(call.exchangeId).toMatch(/^exc_/);
    const [recorded] = await door.exchanges();
    // Its store is proven although the call is refused before PAR's ids are mapped, so it is no issue of PAR's.
    expect(recorded).toMatchObject({ id: call.exchangeId, status, code, locationId: store.id });
    if (reason !== null) expect(recorded?.reason).toContain(reason);
  });

  it.each([
    ["TOTAL_OFF", "price_mismatch"],
    ["UNKNOWN_ITEM", "unknown_item"],
  ])("%s is rejected under 200, and nothing is placed", async (fault) => {
    const before = await tickets();
    const call = await submit({ fault });
    expect(call).toMatchObject({ outcome: "REJECTED", issues: [expect.anything()] });
    expect(failed(call)).toEqual([]);
    expect(await tickets()).toBe(before);
  });

  it("of a sold-out item is rejected, by one that is sold out", async () => {
    await setAvailability(door.ctx.db, {
      ...{ locationId: store.id, items: [{ kind: "product", itemId: "churros" }], isAvailable: false },
      ...{ source: "operator", untilAt: null, reason: null, by: "test", at: new Date() },
    });
    expect(await submit({ fault: "SOLD_OUT_ITEM" })).toMatchObject({
      outcome: "REJECTED",
      issues: [{ code: "item_unavailable" }],
    });
  });

  it("sends a submit again: the same answer, and no second ticket; with other content a conflict", async () => {
    const first = await submit();
    const before = await tickets();
    const again = { operation: "SUBMIT", earlierBody: first.requestBody };
    expect(await send({ ...again, fault: "SAME_AGAIN" })).toMatchObject({
      ...{ outcome: "PLACED", isReplay: true, responseBody: first.responseBody, order: first.order },
    });
    expect(await send({ ...again, fault: "OTHER_CONTENT" })).toMatchObject({
      status: 409,
      issues: [{ code: "idempotency_conflict" }],
    });
    expect(await tickets()).toBe(before);
  });

  it("of a POS's test item goes to the POS", async () => {
    const fault = { operation: "SUBMIT", fault: "POS_TEST_ITEM" };
    const refused = await send({ ...fault, posTestItem: "sim-refuse" });
    expect(refused).toMatchObject({ outcome: "REJECTED", order: { state: "REJECTED" } });
    expect(await send({ ...fault, posTestItem: "taco-trio" })).toMatchObject({ field: "posTestItem" });
  });
});

describe("JSON as somebody writes it", () => {
  it.each(["null", "[]", "{", "1", "", "[".repeat(20_000)])(
    "is sent, and answered with a refusal: %#",
    async (json) => {
      const call = await submit({ json });
      expect(call.status).toBeGreaterThanOrEqual(400);
      expect(call.status).toBeLessThan(500);
    },
  );

  it("reaches no other store of the same connection", async () => {
    const { requestBody } = await submit();
    const json = requestBody.replace(/"location_id":"[^"]*"/, '"location_id":"PAR-ANOTHER"');
    expect(await submit({ json })).toMatchObject({ status: 403, issues: [{ code: "tenant_mismatch" }] });
  });

  it.each([
    [{ operation: "STATUS" }, "orderId"],
    [{ operation: "STATUS", orderId: "x".repeat(500) }, "orderId"],
    [{ operation: "SUBMIT" }, "lines"],
    [{ operation: "SUBMIT", lines: [{ itemId: "nothing", quantity: 1 }] }, "lines"],
    [{ operation: "SUBMIT", lines: [{ ...TACO, quantity: 0 }] }, "lines"],
    [{ operation: "SUBMIT", lines: [TACO], orderType: "drone" }, "orderType"],
    [{ operation: "SUBMIT", fault: "SAME_AGAIN" }, "earlierBody"],
    [{ operation: "SUBMIT", fault: "OTHER_CONTENT", earlierBody: "{}" }, "earlierBody"],
    [{ operation: "SUBMIT", fault: "TOTAL_OFF", json: "{}" }, "fault"],
    [{ operation: "STATUS", fault: "WRONG_DIGEST", orderId: "x" }, "fault"],
  ])("cannot be asked for as %j", async (input, field) => {
    expect(await send(input)).toMatchObject({ __typename: "InvalidInput", field });
  });
});

describe("who may", () => {
  it.each<[Role, string, string]>([
    ["owner", "TestCall", "InvalidInput"],
    ["brand_admin", "TestCall", "InvalidInput"],
    ["engineer", "TestCall", "NotAllowed"],
    ["support", "NotAllowed", "NotAllowed"],
    ["viewer", "NotAllowed", "NotAllowed"],
  ])("%s: %s at a test store, %s at a live one", async (role, atTest, atLive) => {
    const as = await headersOf(role);
    const input = { operation: "STATUS", orderId: "x" };
    expect(await send(input, as)).toMatchObject({ __typename: atTest });
    await mark(false);
    expect(await send(input, as)).toMatchObject({ __typename: atLive });
    expect(await send({ ...input, confirmLive: "wrong" }, as)).toMatchObject({ __typename: atLive });
    const confirmed = await send({ ...input, confirmLive: store.code }, as);
    expect(confirmed).toMatchObject({ __typename: atLive === "NotAllowed" ? "NotAllowed" : "TestCall" });
  });

  it("no POS is told to fail where guests order", async () => {
    const owner = await headersOf("owner");
    await mark(false);
    const live = { operation: "SUBMIT", confirmLive: store.code };
    const lines = [{ itemId: "sim-fault", quantity: 1 }];
    expect(await send({ ...live, lines }, owner)).toMatchObject({ field: "fault" });
    const fault = { fault: "POS_TEST_ITEM", posTestItem: "sim-fault" };
    expect(await send({ ...live, ...fault }, owner)).toMatchObject({ field: "fault" });
  });
});

describe("without an answer", () => {
  it("is a refusal that says so", async () => {
    elsewhere = "http://127.0.0.1:9";
    expect(await submit()).toMatchObject({ __typename: "NoAnswer", code: "NO_ANSWER" });
  });

  it("or too often, is nobody's load generator", async () => {
    const { ctx } = door;
    let left = 2;
    const budget = {
      spend: () =>
        left-- > 0 ? ({ allowed: true } as const) : ({ allowed: false, retryAfterSeconds: 2 } as const),
    };
    const calls = createTestCalls({ ...ctx, budget, url: () => door.url });
    const request = {
      operation: "status",
      fault: "none",
      lines: [],
      guestName: null,
      orderType: null,
      json: null,
      orderId: "x",
      earlierBody: null,
      posTestItem: null,
    } as const;
    const asked = {
      ...{ location: store, connectionId: null, request, confirmLive: null, words: wordsIn("en") },
      by: { kind: "operator", id: "opr_1" },
    } as const;
    const kinds: string[] = [];
    for (let n = 0; n < 3; n++) kinds.push((await calls.send(asked)).kind);
    expect(kinds).toEqual(["answered", "answered", "too_often"]);
  });
});
