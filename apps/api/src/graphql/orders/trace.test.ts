import { insertExchanges } from "@parley/db/exchanges";
import { addAlias, insertOrder, recordResult } from "@parley/db/orders";
import { testExchange, testOrder, testPlaced } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writePayload } from "../../orders/payload.ts";
import { PRICED } from "../../orders/testing/waiting-order.ts";
import type { PricedOrder } from "../../pricing/types.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const TRACE = `query($id: ID!) { order(id: $id) {
  state status cause posOrderId aliases grandTotalCents taxTotalCents itemCount
  brand { id } location { code parLocationIds } connection { slug }
  autopsy { sentence causeClass tone nextStep }
  lines { name quantity unitPriceCents totalCents depth comment }
  attempts { number outcome reason fenced }
  events { kind fromState toState actor detail }
  exchanges { direction operation status durationMs stages { name ms ok } seen { id value } drift order { id } } } }`;

const priced: PricedOrder = {
  ...PRICED,
  lines: [
    {
      lineId: "1",
      itemId: "taco",
      priceLevelId: null,
      name: "Taco Trio",
      quantity: 2,
      unitPriceCents: 950,
      totalCents: 2150,
      discountCents: 0,
      comment: "no onions",
      modifiers: [
        {
          modifierId: "guac",
          modifierGroupId: "extras",
          name: "Guacamole",
          quantity: 1,
          freeQuantity: 0,
          unitPriceCents: 125,
          totalCents: 135,
          modifiers: [
            {
              modifierId: "lime",
              modifierGroupId: "squeeze",
              name: "lime",
              quantity: 3,
              freeQuantity: 2,
              unitPriceCents: 10,
              totalCents: 10,
              modifiers: [],
            },
          ],
        },
      ],
    },
  ],
};

describe("the trace of an order", () => {
  let door: TestDoor;
  let headers: Record<string, string>;
  beforeAll(async () => {
    door = await openTestDoor();
    headers = await door.headersOf("support");
  });
  afterAll(() => door[Symbol.asyncDispose]());

  it("tells a placed order from its first call to its last", async () => {
    const { db } = door.test;
    const args = testOrder(door.own, {}, { payload: writePayload({ posOrder: null, priced }) });
    const { id: orderId, connectionId, brandId, locationId } = args.order;
    await insertOrder(db, args);
    await recordResult(db, testPlaced(orderId, { posOrderId: `POS-${orderId}` }));
    await addAlias(db, {
      connectionId,
      parOrganizationId: door.own.parOrganizationId,
      parLocationId: door.own.parLocationId,
      requestUid: "the-second-uid",
      orderId,
      requestDatetime: "2026-11-23T12:00:05Z",
      now: new Date(),
    });
    const about = { orderId, connectionId, brandId, locationId };
    const at = (ms: number) => new Date(args.now.getTime() + ms);
    await insertExchanges(db, [
      testExchange({ ...about, direction: "out", operation: "place_order", at: at(20) }),
      testExchange({
        ...about,
        at: at(0),
        seen: { cents_reading: "R" },
        drift: { unknown: ["order_details.colour"], missing: [] },
      }),
    ]);
    const { body } = await door.ask(headers, TRACE, { id: orderId });
    expect(body).toMatchObject({
      data: {
        order: {
          state: "PLACED",
          status: "PLACED",
          posOrderId: `POS-${orderId}`,
          aliases: ["the-second-uid"],
          grandTotalCents: 2910,
          taxTotalCents: 223,
          brand: { id: door.own.brand.id },
          location: { code: door.own.location.code, parLocationIds: [door.own.parLocationId] },
          connection: { slug: door.own.connection.slug },
          autopsy: {
            sentence: expect.stringContaining(`Placed at ${door.own.location.name} as POS-ord_`),
            causeClass: "placed",
            tone: "OK",
          },
          attempts: [{ number: 1, outcome: "placed", fenced: false }],
          events: [
            { kind: "received", fromState: null, toState: "DISPATCHING", actor: "par" },
            { kind: "placed", fromState: "DISPATCHING", toState: "PLACED", actor: "worker-1" },
          ],
          exchanges: [
            {
              direction: "IN",
              durationMs: 1.5,
              stages: [{ name: "authenticate", ms: 0.12, ok: true }],
              seen: [{ id: "cents_reading", value: "R" }],
              drift: ["unknown: order_details.colour"],
              order: { id: orderId },
            },
            { direction: "OUT", operation: "place_order" },
          ],
        },
      },
    });
  });

  it("shows each line with its modifiers under it, counted for all parents", async () => {
    const args = testOrder(door.own, {}, { payload: writePayload({ posOrder: null, priced }) });
    await insertOrder(door.test.db, args);
    const { body } = await door.ask(headers, TRACE, { id: args.order.id });
    expect(body).toMatchObject({
      data: {
        order: {
          lines: [
            {
              name: "Taco Trio",
              quantity: 2,
              unitPriceCents: 950,
              totalCents: 2150,
              depth: 0,
              comment: "no onions",
            },
            { name: "Guacamole", quantity: 2, unitPriceCents: 125, totalCents: 250, depth: 1 },
            { name: "lime", quantity: 6, unitPriceCents: 10, totalCents: 20, depth: 2 },
          ],
        },
      },
    });
  });

  it("shows an order whose payload it cannot read, without lines", async () => {
    const args = testOrder(door.own, {}, { payload: { posOrder: "?", priced: 7 } });
    await insertOrder(door.test.db, args);
    const { body } = await door.ask(headers, TRACE, { id: args.order.id });
    expect(body).toMatchObject({ data: { order: { state: "DISPATCHING", status: "PENDING", lines: [] } } });
  });
});

describe("the list of orders", () => {
  it("goes through all of them by pages, newest first, each once", async () => {
    await using door = await openTestDoor();
    const headers = await door.headersOf("viewer");
    const times = [5, 4, 3, 2, 1].map((minutes) => new Date(Date.UTC(2026, 10, 30, 12, minutes)));
    const ids: string[] = [];
    for (const receivedAt of times) ids.push((await door.addOrder(door.own, { receivedAt })).orderId);
    const text = `query($after: String) { orders(first: 2, after: $after) {
      edges { node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 3; page++) {
      const { body } = await door.ask(headers, text, { after });
      const answer = JSON.stringify(body);
      seen.push(...(answer.match(/ord_\w+/g) ?? []));
      expect(answer).toContain(`"hasNextPage":${page < 2}`);
      expect(answer).toContain(`"hasPreviousPage":${page > 0}`);
      after = /"endCursor":"([^"]+)"/.exec(answer)?.[1] ?? null;
    }
    expect(seen).toEqual(ids);
  });

  it("filters by state, by PAR's word, by store and by time", async () => {
    await using door = await openTestDoor();
    const headers = await door.headersOf("viewer");
    const { orderId } = await door.addOrder(door.own, { receivedAt: new Date("2026-11-30T12:00:00Z") });
    const text = "query($filter: OrderFilter) { orders(filter: $filter) { edges { node { id } } } }";
    const found = async (filter: object) =>
      JSON.stringify((await door.ask(headers, text, { filter })).body).includes(orderId);
    expect(await found({ states: ["DISPATCHING"] })).toBe(true);
    expect(await found({ states: ["PLACED"] })).toBe(false);
    expect(await found({ status: "PENDING" })).toBe(true);
    expect(await found({ status: "PENDING", states: ["PLACED"] })).toBe(false);
    expect(await found({ status: "VALIDATED" })).toBe(false);
    expect(await found({ brandId: door.own.brand.id, locationId: door.own.location.id })).toBe(true);
    expect(await found({ locationId: "loc_other" })).toBe(false);
    expect(await found({ from: "2026-11-30T12:00:00Z", to: "2026-11-30T12:00:01Z" })).toBe(true);
    expect(await found({ to: "2026-11-30T12:00:00Z" })).toBe(false);
    expect(await found({ states: null, status: null, brandId: null, from: null })).toBe(true);
  });
});

describe("the list of exchanges", () => {
  it("filters by operation, status and refusal", async () => {
    await using door = await openTestDoor();
    const headers = await door.headersOf("viewer", "all");
    const brandId = door.own.brand.id;
    await insertExchanges(door.test.db, [
      testExchange({ brandId, operation: "get_menu", status: 200 }),
      testExchange({ brandId, operation: "submit_order", status: 200, code: "item_unavailable" }),
      testExchange({ operation: null, status: 401, code: "unauthorized" }),
    ]);
    const text =
      "query($filter: ExchangeFilter) { exchanges(filter: $filter) { edges { node { operation status } } } }";
    const operations = async (filter: object) =>
      [...JSON.stringify((await door.ask(headers, text, { filter })).body).matchAll(/"operation":"(\w+)"/g)]
        .map((match) => match[1])
        .sort();
    expect(await operations({})).toEqual(["get_menu", "submit_order", "unknown"]);
    expect(await operations({ operation: "GET_MENU" })).toEqual(["get_menu"]);
    expect(await operations({ minStatus: 400, maxStatus: 499 })).toEqual(["unknown"]);
    expect(await operations({ refusedOnly: true })).toEqual(["submit_order", "unknown"]);
  });
});
