import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everyBrand } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
} from "../testing/database.ts";
import { PAR } from "./actor.ts";
import { insertOrderEvent } from "./events.ts";
import { findOrder } from "./find.ts";
import { insertOrder } from "./insert.ts";
import { getOrderTrace } from "./trace.ts";

const NOON = new Date("2026-11-23T12:00:00Z");

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
});
afterAll(() => test[Symbol.asyncDispose]());

async function received(): Promise<string> {
  const args = testOrder(store, { state: "received", receivedAt: NOON });
  await insertOrder(test.db, args);
  return args.order.id;
}

describe("insertOrderEvent", () => {
  it("stops at the most that one order may have of a kind (S6)", async () => {
    const [orderId, other] = [await received(), await received()];
    const event = { kind: "idempotency_conflict", actor: PAR, detail: null } as const;
    const say = (id: string) => insertOrderEvent(test.db, { orderId: id, event, now: NOON, atMost: 3 });
    for (let i = 0; i < 5; i++) await say(orderId);
    await say(other);
    const rows = await test.db.sql`
      select order_id as id, count(*)::int from order_events where kind = 'idempotency_conflict' group by order_id`;
    expect(new Map(rows.map(({ id, count }) => [id, count]))).toEqual(
      new Map([
        [orderId, 3],
        [other, 1],
      ]),
    );
  });

  it("writes an event that changes nothing", async () => {
    const id = await received();
    const before = await findOrder(test.db, { scope: everyBrand, orderId: id });
    await insertOrderEvent(test.db, {
      orderId: id,
      event: { kind: "idempotency_conflict", actor: PAR },
      now: NOON,
    });
    expect(await findOrder(test.db, { scope: everyBrand, orderId: id })).toEqual(before);
    const trace = await getOrderTrace(test.db, { scope: { all: true }, orderId: id });
    expect(trace?.events.at(-1)).toMatchObject({
      kind: "idempotency_conflict",
      fromState: "received",
      toState: "received",
    });
  });
});
