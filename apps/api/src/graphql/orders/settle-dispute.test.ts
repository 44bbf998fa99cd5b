import { type Dispute, getOrderTrace, POS, raiseDispute, recordResult } from "@parley/db/orders";
import { type TestStore, testPlaced } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** Final orders that their POS contradicts, as the admin shows and settles them. */

const RESULT = `{ __typename
  ... on Order { id state dispute disputedAt canSettleDispute autopsy { sentence } events { kind actor detail } }
  ... on InvalidInput { field }
  ... on Error { code message } }`;
const MUTATION = `mutation($input: SettleDisputeInput!) { settleDispute(input: $input) ${RESULT} }`;

let door: TestDoor;
let support: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  support = await door.headersOf("support");
});
afterAll(() => door[Symbol.asyncDispose]());

/** An order that was placed and that its POS contradicted later. */
async function insertDisputed(store: TestStore, dispute: Dispute = "pos_cancelled"): Promise<string> {
  const { db } = door.test;
  const now = new Date();
  const { orderId } = await door.addOrder(store);
  await recordResult(db, { ...testPlaced(orderId, { posOrderId: `POS-${orderId}` }), now });
  expect(await raiseDispute(db, { orderId, dispute, actor: POS, detail: null, now })).toBe(true);
  return orderId;
}

async function ask(
  orderId: string,
  given: Record<string, unknown> = {},
  headers = support,
): Promise<unknown> {
  const { body } = await door.ask(headers, MUTATION, { input: { orderId, ...given } });
  expect(body.errors).toBeUndefined();
  return Reflect.get(Object(body.data), "settleDispute");
}

async function disputeOf(orderId: string, headers = support): Promise<unknown> {
  const text =
    "query($id: ID!) { order(id: $id) { state status dispute disputedAt canSettleDispute autopsy { sentence tone } } }";
  return Reflect.get(Object((await door.ask(headers, text, { id: orderId })).body.data), "order");
}

async function listed(headers = support): Promise<string[]> {
  const text = "{ orders(filter: { disputed: true }) { edges { node { id } } } }";
  const { body } = await door.ask(headers, text);
  return [...JSON.stringify(body).matchAll(/"id":"(ord_\w+)"/g)].map((match) => match[1] ?? "");
}

describe("a disputed order", () => {
  it("says what contradicts it and leaves what PAR was told", async () => {
    const orderId = await insertDisputed(door.own);
    expect(await disputeOf(orderId)).toMatchObject({
      state: "PLACED",
      status: "PLACED",
      dispute: "pos_cancelled",
      disputedAt: expect.any(String),
      canSettleDispute: true,
      autopsy: { sentence: expect.stringContaining("the POS took it back"), tone: "PROBLEM" },
    });
    expect(await listed()).toContain(orderId);
    expect(await disputeOf(orderId, await door.headersOf("viewer"))).toMatchObject({
      canSettleDispute: false,
    });
  });

  it("is listed for its own brand only", async () => {
    const orderId = await insertDisputed(door.foreign);
    expect(await listed()).not.toContain(orderId);
    expect(await listed(await door.headersOf("viewer", "all"))).toContain(orderId);
  });
});

describe("settleDispute", () => {
  it("ends the dispute in the person's name and words, and changes nothing else", async () => {
    const orderId = await insertDisputed(door.own);
    expect(await ask(orderId, { note: " refunded by phone " })).toMatchObject({
      __typename: "Order",
      state: "PLACED",
      dispute: null,
      disputedAt: null,
      canSettleDispute: false,
      autopsy: { sentence: expect.stringContaining("a person has looked after it") },
      events: expect.arrayContaining([
        { kind: "dispute_settled", actor: "Ada", detail: expect.stringContaining('"refunded by phone"') },
      ]),
    });
    expect(await listed()).not.toContain(orderId);
  });

  it("takes effect once, also where two settle at the same moment", async () => {
    const orderId = await insertDisputed(door.own);
    const both = await Promise.all([ask(orderId), ask(orderId)]);
    const names = both.map((result) => Reflect.get(Object(result), "__typename")).sort();
    expect(names).toEqual(["NotDisputed", "Order"]);
    expect(await ask(orderId)).toMatchObject({ __typename: "NotDisputed", code: "NOT_DISPUTED" });
  });

  it("refuses a note that is a novel, and an order that nothing contradicts", async () => {
    const orderId = await insertDisputed(door.own);
    expect(await ask(orderId, { note: "x".repeat(501) })).toMatchObject({
      __typename: "InvalidInput",
      field: "note",
    });
    expect(await disputeOf(orderId)).toMatchObject({ dispute: "pos_cancelled" });
    expect(await ask((await door.addOrder(door.own)).orderId)).toMatchObject({ __typename: "NotDisputed" });
  });

  it("is not for viewers, and does not find another brand's order", async () => {
    const own = await insertDisputed(door.own);
    expect(await ask(own, {}, await door.headersOf("viewer"))).toMatchObject({ __typename: "NotAllowed" });
    const foreign = await insertDisputed(door.foreign);
    for (const headers of [support, await door.headersOf("admin")]) {
      expect(await ask(foreign, {}, headers)).toMatchObject({ __typename: "NotFound" });
    }
    const trace = await getOrderTrace(door.test.db, { scope: { all: true }, orderId: foreign });
    expect(trace?.order.dispute).toBe("pos_cancelled");
  });
});
