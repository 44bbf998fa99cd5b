import { everyBrand } from "@parley/db";
import { listMappings } from "@parley/db/mappings";
import { insertOrder } from "@parley/db/orders";
import { testOrder } from "@parley/db/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const IMPACT = `query($ids: [ID!]!) { mappingImpact(ids: $ids) { locations stores orders days isMore openOrders } }`;

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

it("tells what hangs on mappings, to those who see them", async () => {
  const { db } = door.test;
  await insertOrder(db, testOrder(door.own));
  const read = async (kind: "organization" | "location", connectionId: string) =>
    (await listMappings(db, { scope: everyBrand, kind, filter: { connectionId } })).map(({ id }) => id);
  const own = await read("location", door.own.connection.id);
  const ids = [...own, ...(await read("organization", door.own.connection.id))];
  const expected = { locations: 1, stores: 1, orders: 1, days: 7, isMore: false, openOrders: 1 };
  for (const asked of [own, ids]) {
    const { body } = await door.ask(await door.headersOf("viewer"), IMPACT, { ids: asked });
    expect(body).toEqual({ data: { mappingImpact: expected } });
  }
  const foreign = await read("location", door.foreign.connection.id);
  const { body } = await door.ask(await door.headersOf("admin"), IMPACT, { ids: [...own, ...foreign] });
  expect(body).toEqual({ data: { mappingImpact: expected } });
  const hidden = await door.ask(await door.headersOf("admin"), IMPACT, { ids: foreign });
  expect(hidden.body).toEqual({ data: { mappingImpact: null } });
});
