import { listAudit } from "@parley/db/audit";
import { insertExchanges } from "@parley/db/exchanges";
import { testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const REVEAL = `mutation($input: RevealGuestInput!) { revealGuest(input: $input) {
  __typename ... on RevealedGuest { name phone email address requestBody } ... on Error { code } } }`;
const SEARCH =
  "query($search: String) { submits(search: $search) { edges { node { ... on Order { id } } } } }";
const BODY = JSON.stringify({
  request_uid: "u",
  organization_id: "IA",
  location_id: "L",
  request_datetime: "2026-01-15T12:34:56Z",
  order_details: {
    customer: {
      first_name: "Grace",
      last_name: "Hopper",
      phone: "+1 213 555 0177",
      email: "grace@example.com",
    },
  },
});

// Nothing that the digits of an id could spell.
const ADA = /\bada\b|lovelace|555.?0142|example/i;

let door: TestDoor;
let order: { orderId: string; exchangeId: string };
beforeAll(async () => {
  door = await openTestDoor();
  order = await door.addOrder(door.own);
});
afterAll(() => door[Symbol.asyncDispose]());

async function audited(action: string) {
  const entries = await listAudit(door.test.db, { page: { limit: 100 } });
  return entries.filter((entry) => entry.action === action);
}

describe("revealing a guest", () => {
  it("shows how to reach them, and is recorded without a word of them", async () => {
    const input = { subjectId: order.orderId, reason: "CALL_GUEST" };
    const { body } = await door.ask(await door.headersOf("support", "store"), REVEAL, { input });
    expect(body).toMatchObject({
      data: { revealGuest: { name: "Ada Lovelace", phone: "+1 (213) 555-0142", email: "Ada@Example.com" } },
    });
    const [entry, ...more] = await audited("guest_revealed");
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      actor: expect.stringMatching(/^opr_/),
      subjectId: order.orderId,
      reason: "CALL_GUEST",
      brandId: door.own.brand.id,
      locationId: door.own.location.id,
      detail: { shown: ["name", "phone", "email"] },
    });
    expect(JSON.stringify(entry)).not.toMatch(ADA);
  });

  it("shows a call as it was recorded, and masks it before", async () => {
    const { id: connectionId } = door.own.connection;
    const none = {
      requestHeaders: {},
      responseHeaders: {},
      responseBody: null,
      stringSigned: null,
      note: null,
    };
    const call = testExchange({
      connectionId,
      brandId: door.own.brand.id,
      locationId: door.own.location.id,
      bodies: { ...none, requestBody: BODY },
    });
    await insertExchanges(door.test.db, [call]);
    const headers = await door.headersOf("support");
    const text = "query($id: ID!) { exchange(id: $id) { canRevealGuest requestBody } }";
    const before = await door.ask(headers, text, { id: call.id });
    expect(before.body).toMatchObject({ data: { exchange: { canRevealGuest: true } } });
    expect(JSON.stringify(before.body)).toContain("Grace");
    expect(JSON.stringify(before.body)).not.toMatch(/555 0177|grace@/);
    const engineer = await door.ask(await door.headersOf("engineer"), text, { id: call.id });
    expect(engineer.body).toMatchObject({
      data: {
        exchange: { canRevealGuest: false, requestBody: expect.stringContaining('"location_id":"L"') },
      },
    });
    expect(JSON.stringify(engineer.body)).not.toMatch(/grace|hopper|555 0177/i);
    const input = { subjectId: call.id, reason: "CHECK_DATA" };
    const shown = await door.ask(headers, REVEAL, { input });
    expect(shown.body).toMatchObject({ data: { revealGuest: { requestBody: BODY } } });
  });

  it.each(["viewer", "engineer"] as const)("is not for a %s, and leaves no record", async (role) => {
    const before = await audited("guest_revealed");
    const headers = await door.headersOf(role);
    for (const subjectId of [order.orderId, order.exchangeId]) {
      const { body } = await door.ask(headers, REVEAL, { input: { subjectId, reason: "REFUND" } });
      expect(body).toEqual({ data: { revealGuest: { __typename: "NotAllowed", code: "NOT_ALLOWED" } } });
    }
    expect(await audited("guest_revealed")).toEqual(before);
  });
});

describe("searching by guest", () => {
  it("is recorded once in an hour for each term, and holds nothing of the guest", async () => {
    const headers = await door.headersOf("support");
    for (const search of ["Lovelace", "lovelace ", "Ada@Example.com"]) {
      const { body } = await door.ask(headers, SEARCH, { search });
      expect(body).toMatchObject({ data: { submits: { edges: [{ node: { id: order.orderId } }] } } });
    }
    const entries = await audited("guest_searched");
    expect(entries.map(({ detail }) => detail).reverse()).toEqual([
      { kinds: ["name"] },
      { kinds: ["email"] },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(ADA);
    await door.ask(await door.headersOf("support"), SEARCH, { search: "Lovelace" });
    const again = await audited("guest_searched");
    expect(again).toHaveLength(3);
    expect(new Set(again.map(({ subjectId }) => subjectId)).size).toBe(2);
  });

  it("is not what somebody does who looks for an id, nor whose search reaches no guest", async () => {
    const before = (await audited("guest_searched")).length;
    await door.ask(await door.headersOf("support"), SEARCH, { search: order.orderId });
    for (const role of ["viewer", "engineer"] as const) {
      const { body } = await door.ask(await door.headersOf(role), SEARCH, { search: "Lovelace" });
      expect(body).toEqual({ data: { submits: { edges: [] } } });
    }
    expect(await audited("guest_searched")).toHaveLength(before);
  });
});
