import { setLocationPos } from "@parley/db/stores";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** Where somebody who reads an order's page has to look for it, after its store got another till. */

const QUERY = "query($id: ID!) { order(id: $id) { pos { url store } posEndedAt autopsy { sentence } } }";
const OLD = { url: "https://old.example.com", store: "7" };
const NEW = { url: "https://new.example.com", store: "8" };

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
  await setTill(OLD);
});
afterAll(() => door[Symbol.asyncDispose]());

async function setTill(posSettings: object): Promise<void> {
  const { db, vault } = door.test;
  const pos = { vault, locationId: door.own.location.id, posKind: "bridge", posSettings };
  expect((await setLocationPos(db, { ...pos, mayLeaveOrders: true, now: new Date() })).kind).toBe("set");
}

async function read(orderId: string) {
  const { body } = await door.ask(await door.headersOf("support"), QUERY, { id: orderId });
  return Object(body.data).order;
}

it("is at the old till where it may be there, and its sentence says so; else it is the one of now", async () => {
  const { orderId } = await door.addOrder(door.own);
  const { orderId: waits } = await door.addOrder(door.own, { state: "received" });
  await door.test.db.sql`
    update orders set state = 'attention', ambiguous = true, cause = 'deadline', lease_owner = null, lease_until = null
    where id = ${orderId}`;
  expect(await read(orderId)).toMatchObject({ pos: OLD, posEndedAt: null });
  await setTill(NEW);
  const moved = await read(orderId);
  expect(moved).toMatchObject({ pos: OLD, posEndedAt: expect.any(String) });
  expect(moved.autopsy.sentence).toContain("It went to the till that the store had until");
  expect(moved.autopsy.sentence).toContain("https://old.example.com, 7");
  expect(await read(waits)).toMatchObject({ pos: NEW, posEndedAt: null });
});
