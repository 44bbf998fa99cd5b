import { insertExchanges } from "@parley/db/exchanges";
import { insertOrder, recordResult } from "@parley/db/orders";
import { testExchange, testOrder, testPlaced } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const STORY = `query($id: ID!) { order(id: $id) {
  story { kind sentence tone exchangeId parts { sentence } }
  passage { totalMs isOver usualMs parts { kind ms } }
  otherTries { requestUid exchangeId order { id } } } }`;

let door: TestDoor;
let headers: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  headers = await door.headersOf("viewer");
});
afterAll(() => door[Symbol.asyncDispose]());

const bodies = (responseBody: string) => ({
  requestHeaders: null,
  requestBody: null,
  responseHeaders: null,
  responseBody,
  stringSigned: null,
  note: null,
});

/** An order that took a second, with PAR's submit, three polls and a refused submit before it. */
async function placedOrder() {
  const { db } = door.test;
  const args = testOrder(door.own, { receivedAt: new Date("2026-11-28T12:00:00Z") });
  await insertOrder(db, args);
  const { id: orderId, requestUid, connectionId, brandId, locationId, onlineOrderId = null } = args.order;
  const now = new Date(args.now.getTime() + 1_000);
  await recordResult(db, testPlaced(orderId, {}, { now }));
  const about = { connectionId, brandId, locationId, onlineOrderId };
  const at = (ms: number) => new Date(args.now.getTime() + ms);
  const refused = testExchange({
    ...about,
    operation: "submit_order",
    status: 422,
    requestUid: "the-uid-before",
    at: at(-60_000),
    bodies: bodies(`{"status":"rejected"}`),
  });
  const poll = (ms: number, status: string) =>
    testExchange({
      ...about,
      orderId,
      operation: "get_order",
      at: at(ms),
      bodies: bodies(`{"Status": "${status}"}`),
    });
  await insertExchanges(db, [
    refused,
    testExchange({
      ...about,
      orderId,
      requestUid,
      operation: "submit_order",
      status: 202,
      at: at(-10),
      durationUs: 100_000,
      bodies: bodies(`{"request_uid":"x","status":"pending"}`),
    }),
    poll(300, "pending"),
    poll(600, "pending"),
    poll(2_000, "placed"),
  ]);
  return { orderId, refusedId: refused.id };
}

describe("Order.story", () => {
  it("tells a viewer what happened, in the language of the request", async () => {
    const { orderId, refusedId } = await placedOrder();
    const { body } = await door.ask(headers, STORY, { id: orderId });
    expect(body).toMatchObject({
      data: {
        order: {
          story: [
            { kind: "SUBMIT_REFUSED", exchangeId: refusedId, tone: "PROBLEM" },
            { kind: "SUBMITTED", sentence: "PAR submitted it: $29.10, 3 items" },
            {
              kind: "TRIED",
              sentence: expect.stringMatching(/^Try 1: the POS of Test Tacos, Nosuch Place took it as POS-/),
            },
            { kind: "ANSWERED", tone: "WAITING" },
            {
              kind: "ASKED",
              sentence: "PAR asked 2 times what became of it, and heard: not settled yet",
              parts: [{}, {}],
            },
            { kind: "ASKED", sentence: "PAR asked what became of it, and heard: placed", parts: [] },
          ],
          passage: { totalMs: 1_010, isOver: true, usualMs: null },
          otherTries: [{ requestUid: "the-uid-before", exchangeId: refusedId, order: null }],
        },
      },
    });
    const spanish = await door.ask({ ...headers, "accept-language": "es" }, STORY, { id: orderId });
    expect(JSON.stringify(spanish.body)).toContain("PAR lo envió: $29.10, 3 artículos");
  });

  it("says what is usual at the store once it has placed enough orders", async () => {
    for (let count = 0; count < 5; count++) await placedOrder();
    const { orderId } = await placedOrder();
    const { body } = await door.ask(headers, STORY, { id: orderId });
    expect(body).toMatchObject({ data: { order: { passage: { usualMs: 1_000 } } } });
  });
});
