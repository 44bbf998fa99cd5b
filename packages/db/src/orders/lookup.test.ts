import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { insertOrder } from "./insert.ts";
import {
  addAlias,
  findOrderByKey,
  findOrderByOnlineOrderId,
  findOrderForStatus,
  type StatusKey,
} from "./lookup.ts";
import { recordResult } from "./result.ts";

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
});
afterAll(() => test[Symbol.asyncDispose]());

async function inserted(
  ...order: Parameters<typeof testOrder> extends [unknown, ...infer Rest] ? Rest : never
) {
  const args = testOrder(store, ...order);
  await insertOrder(test.db, args);
  return args.order;
}

/** The order of a poll; throws where several locations have the id. */
async function ask(orderId: string, connectionId = store.connection.id, of: Partial<StatusKey> = {}) {
  const key = { connectionId, orderId, organizationId: null, locationId: null, ...of };
  const found = await findOrderForStatus(test.db, key);
  if (found === "several") throw new Error("Several locations have this id");
  return found;
}

describe("findOrderByKey", () => {
  it("answers null to a key that no submit has used", async () => {
    expect(await findOrderByKey(test.db, testOrder(store).order)).toBeNull();
  });

  it("finds an order by an alias, with the alias's own request time", async () => {
    const order = await inserted();
    const alias = {
      ...order,
      requestUid: crypto.randomUUID(),
      orderId: order.id,
      requestDatetime: "later",
      now: new Date(),
    };
    expect(await addAlias(test.db, alias)).toBe(true);
    expect(await addAlias(test.db, alias)).toBe(false);
    expect(await findOrderByKey(test.db, alias)).toMatchObject({
      key: { requestUid: alias.requestUid, requestDatetime: "later", isAlias: true },
      order: { id: order.id, requestUid: order.requestUid },
      answer: null,
    });
  });
});

describe("findOrderByOnlineOrderId", () => {
  it("finds the live order, under its own key, and no failed one", async () => {
    const { connectionId, parLocationId, onlineOrderId, ...order } = await inserted();
    const where = { connectionId, parLocationId, onlineOrderId: onlineOrderId ?? "" };
    expect(await findOrderByOnlineOrderId(test.db, where)).toMatchObject({
      key: { requestUid: order.requestUid },
      order: { id: order.id },
    });
    await recordResult(test.db, testPlaced(order.id, { state: "rejected", posOrderId: null }));
    expect(await findOrderByOnlineOrderId(test.db, where)).toBeNull();
  });
});

describe("findOrderForStatus", () => {
  it("finds by request uid, by POS order id and by online order id", async () => {
    const order = await inserted();
    const placed = testPlaced(order.id);
    await recordResult(test.db, placed);
    for (const id of [order.requestUid, placed.to.posOrderId ?? "", order.onlineOrderId ?? ""]) {
      expect(await ask(id)).toMatchObject({
        order: { id: order.id },
        key: { requestUid: order.requestUid },
        answer: placed.answer,
      });
    }
  });

  it("reads an id as a request uid before anything else", async () => {
    const named = await inserted({ onlineOrderId: crypto.randomUUID() });
    const meant = await inserted({ requestUid: named.onlineOrderId ?? "" });
    expect((await ask(meant.requestUid))?.order.id).toBe(meant.id);
  });

  it("gives none of several locations' orders of one id, and each to a token of its own", async () => {
    const at = (parLocationId: string, minute: number) => ({
      parLocationId,
      receivedAt: new Date(Date.UTC(2026, 10, 1, 10, minute)),
    });
    const first = await inserted(at("PAR-LOC-1", 0));
    const second = await inserted({ ...at("PAR-LOC-2", 1), requestUid: first.requestUid });
    const third = await inserted({ ...at("PAR-LOC-3", 2), onlineOrderId: first.onlineOrderId });
    const { connection } = store;
    await expect(ask(first.requestUid)).rejects.toThrow("Several locations");
    await expect(ask(first.onlineOrderId ?? "")).rejects.toThrow("Several locations");
    for (const order of [first, second]) {
      const found = await ask(first.requestUid, connection.id, { locationId: order.parLocationId });
      expect(found?.order.id).toBe(order.id);
    }
    const found = await ask(first.onlineOrderId ?? "", connection.id, { locationId: "PAR-LOC-3" });
    expect(found?.order.id).toBe(third.id);
    expect(await ask(first.requestUid, connection.id, { locationId: "PAR-LOC-4" })).toBeNull();
    expect(await ask(third.requestUid, connection.id, { organizationId: "another" })).toBeNull();
    expect((await ask(third.requestUid))?.order.id).toBe(third.id);
  });

  it("answers an alias under the alias", async () => {
    const order = await inserted();
    const requestUid = crypto.randomUUID();
    await addAlias(test.db, {
      ...order,
      requestUid,
      orderId: order.id,
      requestDatetime: "later",
      now: new Date(),
    });
    expect(await ask(requestUid)).toMatchObject({
      key: { requestUid, isAlias: true },
      order: { id: order.id },
    });
    expect(await ask(order.onlineOrderId ?? "")).toMatchObject({
      key: { requestUid: order.requestUid, isAlias: false },
    });
  });

  it("does not know another connection's orders", async () => {
    const order = await inserted();
    const other = await insertTestStore(test);
    expect(await ask(order.requestUid, other.connection.id)).toBeNull();
    expect(await ask(order.onlineOrderId ?? "", other.connection.id)).toBeNull();
    expect(await ask("nothing like it")).toBeNull();
  });
});
