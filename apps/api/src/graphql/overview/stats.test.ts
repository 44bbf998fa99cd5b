import { insertExchanges } from "@parley/db/exchanges";
import { recordResult } from "@parley/db/orders";
import { advanceRollups } from "@parley/db/rollups";
import { testExchange, testPlaced } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const QUERY = `query($range: StatsRange!, $locationId: ID) { stats(range: $range, locationId: $locationId) {
  spanSeconds successShare acceptedShare202 oldestMenuAt
  calls { start calls well submits pending }
  orders { start currency received placed notPlaced placedCents notPlacedCents }
  operations { operation calls refused p50Ms p95Ms p99Ms spans { start calls p50Ms p95Ms p99Ms } }
} }`;

describe("stats", () => {
  let door: TestDoor;
  beforeAll(async () => {
    door = await openTestDoor();
    const { own, foreign } = door;
    for (const store of [own, foreign]) {
      const { orderId } = await door.addOrder(store);
      await recordResult(door.test.db, testPlaced(orderId));
    }
    const about = { brandId: own.brand.id, locationId: own.location.id, connectionId: own.connection.id };
    await insertExchanges(door.test.db, [
      testExchange({ ...about, status: 202, durationUs: 8_000_000 }),
      testExchange({ ...about, operation: "get_menu", status: 404, durationUs: 10_000 }),
    ]);
  });
  afterAll(() => door[Symbol.asyncDispose]());

  const ask = async (role: "viewer" | "admin", brands: "own" | "all", variables: Record<string, unknown>) => {
    const { status, body } = await door.ask(await door.headersOf(role, brands), QUERY, variables);
    expect(status, JSON.stringify(body)).toBe(200);
    return body.data;
  };
  const close = (ms: number) => expect.toSatisfy((is: number) => Math.abs(is / ms - 1) <= 0.05);

  const times = (ms: number) => ({ p50Ms: close(ms), p95Ms: close(ms), p99Ms: close(ms) });

  const expected = (spanSeconds: number) => ({
    stats: {
      spanSeconds,
      successShare: 2 / 3,
      acceptedShare202: 0.5,
      oldestMenuAt: null,
      calls: [{ start: expect.any(String), calls: 3, well: 2, submits: 2, pending: 1 }],
      orders: [
        expect.objectContaining({ currency: "USD", received: 1, placed: 1, notPlaced: 0, placedCents: 2910 }),
      ],
      operations: expect.arrayContaining([
        {
          ...{ operation: "GET_MENU", calls: 1, refused: 1, ...times(10) },
          spans: [{ start: expect.any(String), calls: 1, ...times(10) }],
        },
        { operation: "GET_ORDER", calls: 0, refused: 0, p50Ms: null, p95Ms: null, p99Ms: null, spans: [] },
      ]),
    },
  });

  it("tells an operator of their brand, before and after it is counted", async () => {
    const ranges = [
      ["DAY", 3600],
      ["MONTH", 86_400],
    ] as const;
    for (const [range, seconds] of ranges)
      expect(await ask("viewer", "own", { range })).toEqual(expected(seconds));
    await advanceRollups(door.test.db);
    for (const [range, seconds] of ranges)
      expect(await ask("viewer", "own", { range })).toEqual(expected(seconds));
  });

  it("tells of one store, and nothing of one that is not theirs", async () => {
    const locationId = door.foreign.location.id;
    expect(await ask("viewer", "own", { range: "DAY", locationId })).toMatchObject({
      stats: { calls: [], orders: [], successShare: null },
    });
    expect(await ask("admin", "all", { range: "DAY", locationId })).toMatchObject({
      stats: { orders: [{ received: 1 }] },
    });
  });
});
