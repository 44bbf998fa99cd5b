import { storeMenu } from "@parley/db/menus";
import { recordResult } from "@parley/db/orders";
import { testPlaced } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const QUERY = `query($id: ID!) { location(id: $id) { state {
  light sentence nextStep { label href } isPosReachable posAnsweredAt lastOrderAt issues { cause } } } }`;

describe("a store's state", () => {
  let door: TestDoor;
  let viewer: Record<string, string>;
  beforeAll(async () => {
    door = await openTestDoor();
    viewer = await door.headersOf("viewer", "all");
  });
  afterAll(() => door[Symbol.asyncDispose]());

  const ask = async (store: TestDoor["own"], headers = viewer) =>
    (await door.ask(headers, QUERY, { id: store.location.id })).body;
  const state = (expected: object) => ({ data: { location: { state: expect.objectContaining(expected) } } });

  it("is red without a menu, and says where to look", async () => {
    const { id } = door.own.location;
    expect(await ask(door.own)).toEqual(
      state({
        light: "RED",
        sentence: "It has no menu, so PAR can order nothing here.",
        nextStep: { label: "See the menu", href: `/menus/${id}` },
        lastOrderAt: null,
        posAnsweredAt: null,
      }),
    );
  });

  it("is green where orders reach the kitchen, and tells the last signs of life", async () => {
    const { db } = door.test;
    const menu = {
      locationId: door.own.location.id,
      version: "v1",
      content: {},
      source: "bridge",
      etag: null,
    };
    await storeMenu(db, { ...menu, nextPullAt: new Date(), now: new Date() });
    expect(await ask(door.own)).toEqual(
      state({ light: "GREEN", sentence: "It is ready; no order has come yet.", nextStep: null }),
    );
    const { orderId } = await door.addOrder(door.own);
    await recordResult(db, testPlaced(orderId));
    expect(await ask(door.own)).toEqual(
      state({
        ...{ light: "GREEN", sentence: "Orders reach the kitchen.", nextStep: null, issues: [] },
        ...{ isPosReachable: true, posAnsweredAt: expect.any(String), lastOrderAt: expect.any(String) },
      }),
    );
  });

  it("is red while paid orders wait for its POS, and only for its own", async () => {
    const receivedAt = new Date(Date.now() - 180_000);
    await door.addOrder(door.own, { state: "received", cause: "pos_unavailable", receivedAt });
    expect(await ask(door.own)).toEqual(
      state({
        light: "RED",
        sentence: expect.stringContaining("has taken no order"),
        nextStep: { label: expect.any(String), href: `/orders?show=pending&store=${door.own.location.id}` },
        isPosReachable: false,
        issues: [{ cause: "STORE_IN_DOUBT" }],
      }),
    );
    expect(await ask(door.foreign)).toEqual(state({ isPosReachable: true, issues: [] }));
  });

  it("is nobody's who may not see the store", async () => {
    expect(await ask(door.foreign, await door.headersOf("viewer"))).toEqual({ data: { location: null } });
  });
});
