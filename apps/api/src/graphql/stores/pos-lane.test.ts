import { setLocationPos } from "@parley/db/stores";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const QUERY = `query($id: ID!) { location(id: $id) { lane {
  breaker since calls slots heldCalls waiting oldestWaitingAt sending } } }`;

describe("what a store's POS has before it", () => {
  let door: TestDoor;
  beforeAll(async () => {
    door = await openTestDoor();
  });
  afterAll(() => door[Symbol.asyncDispose]());

  const lane = async () => {
    const { body } = await door.ask(await door.headersOf("viewer"), QUERY, { id: door.own.location.id });
    return Object(body.data).location.lane;
  };

  it("is nothing without a POS; then what the ledger and this process know", async () => {
    expect(await lane()).toBeNull();
    const { db, vault } = door.test;
    const { id: locationId } = door.own.location;
    const posSettings = { url: "https://pos.example.com", store: "1", class: "D", slots: 8 };
    await setLocationPos(db, { vault, locationId, posKind: "bridge", posSettings, now: new Date() });
    const idle = { breaker: "CLOSED", since: null, calls: 0, heldCalls: 0, slots: 8 };
    expect(await lane()).toMatchObject({ ...idle, waiting: 0, oldestWaitingAt: null, sending: 0 });
    const oldest = new Date(Date.now() - 60_000);
    await door.addOrder(door.own, { state: "received", receivedAt: oldest });
    await door.addOrder(door.own, { state: "received" });
    await door.addOrder(door.own, { state: "dispatching" });
    await door.addOrder(door.foreign, { state: "received" });
    expect(await lane()).toMatchObject({ waiting: 2, oldestWaitingAt: oldest.toISOString(), sending: 1 });
  });
});
