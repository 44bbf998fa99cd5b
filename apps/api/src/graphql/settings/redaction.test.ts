import { insertExchanges } from "@parley/db/exchanges";
import { testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** What owners hide of guests is hidden from the next request on, and set by owners alone. */

const SET = `mutation($input: SetRedactionPolicyInput!) { done: setRedactionPolicy(input: $input) {
  ... on RedactionPolicy { revealedBy members version } ... on Error { code message } } }`;
const BODY = "query($id: ID!) { exchange(id: $id) { requestBody canRevealGuest } }";
const REVEAL = `mutation($input: RevealGuestInput!) { done: revealGuest(input: $input) {
  ... on RevealedGuest { requestBody } ... on Error { code } } }`;
const SENT = JSON.stringify({
  order_details: { customer: { first_name: "Grace" }, Loyalty_Number: "LN-4711" },
});

let door: TestDoor;
let exchangeId: string;
let version = 0;
beforeAll(async () => {
  door = await openTestDoor();
  const { connection, brand, location } = door.own;
  const exchange = testExchange({
    ...{ at: new Date(), status: 200, connectionId: connection.id },
    ...{ brandId: brand.id, locationId: location.id },
  });
  const bodies = {
    requestHeaders: {},
    responseHeaders: {},
    responseBody: null,
    stringSigned: null,
    note: null,
  };
  await insertExchanges(door.test.db, [{ ...exchange, bodies: { ...bodies, requestBody: SENT } }]);
  exchangeId = exchange.id;
});
afterAll(() => door[Symbol.asyncDispose]());

async function did(headers: Record<string, string>, text: string, variables: Record<string, unknown>) {
  const { body } = await door.ask(headers, text, variables);
  expect(body.errors).toBeUndefined();
  return Object(body.data).done ?? Object(body.data).exchange;
}

async function set(change: { revealedBy?: string; members?: readonly string[] }) {
  const policy = { revealedBy: "ROLES", members: [], expectedVersion: version, ...change };
  const done = await did(await door.headersOf("owner"), SET, { input: policy });
  version = done.version ?? version;
  return done;
}

describe("the policy of what is hidden", () => {
  it("is for owners alone, and never set past somebody else's change", async () => {
    const policy = { revealedBy: "ADMINS", members: [], expectedVersion: 0 };
    for (const role of ["brand_admin", "support"] as const) {
      const headers = await door.headersOf(role);
      expect(await did(headers, SET, { input: policy })).toMatchObject({ code: "NOT_ALLOWED" });
      const { body } = await door.ask(headers, "{ redactionPolicy { version } }");
      expect(body.data).toEqual({ redactionPolicy: null });
    }
    expect(await set({ members: ["a"] })).toMatchObject({ version: 1 });
    const late = { ...policy, expectedVersion: 0 };
    expect(await did(await door.headersOf("owner"), SET, { input: late })).toMatchObject({
      code: "CONFLICT",
    });
  });

  it("keeps names that mean one member once, and refuses what can be none", async () => {
    const names = [" loyalty_number ", "loyaltyNumber", "Loyalty-Number", "crm"];
    expect(await set({ members: names })).toMatchObject({ members: ["loyalty_number", "crm"] });
    for (const members of [["__"], ["x".repeat(65)], Array.from({ length: 51 }, (_, n) => `m${n}`)])
      expect(await set({ members })).toMatchObject({ code: "INVALID" });
  });

  it("hides a named member of what is recorded already, until the guest is revealed", async () => {
    const support = await door.headersOf("support");
    await set({ members: [] });
    expect((await did(support, BODY, { id: exchangeId })).requestBody).toContain("LN-4711");
    await set({ members: ["loyaltyNumber"] });
    for (const role of ["owner", "support", "engineer"] as const) {
      const { requestBody } = await did(await door.headersOf(role), BODY, { id: exchangeId });
      expect(requestBody).toContain("Loyalty_Number");
      expect(requestBody).not.toContain("4711");
    }
    const input = { subjectId: exchangeId, reason: "CHECK_DATA" };
    expect((await did(support, REVEAL, { input })).requestBody).toBe(SENT);
  });

  it("lets admins alone reveal a guest where it says so", async () => {
    await set({ revealedBy: "ADMINS" });
    const input = { subjectId: exchangeId, reason: "CHECK_DATA" };
    const support = await door.headersOf("support");
    expect(await did(support, REVEAL, { input })).toEqual({ code: "NOT_ALLOWED" });
    expect(await did(support, BODY, { id: exchangeId })).toMatchObject({ canRevealGuest: false });
    for (const role of ["owner", "brand_admin"] as const)
      expect(await did(await door.headersOf(role), REVEAL, { input })).toEqual({ requestBody: SENT });
  });
});
