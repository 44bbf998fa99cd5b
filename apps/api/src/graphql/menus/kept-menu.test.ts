import { findCurrentMenu } from "@parley/db/menus";
import { insertOrder } from "@parley/db/orders";
import { insertTestStore, testOrder } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putMenu, teaRoomMenu } from "../../menus/testing/stored-menu.ts";
import { writePayload } from "../../orders/payload.ts";
import { PRICED } from "../../orders/testing/waiting-order.ts";
import { productOf } from "../../pricing/testing/orders.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const USED = `query($id: ID!) { order(id: $id) {
  giveUpAt used { menuId menuNumber menuFetchedAt mappings { id parId version at } } } }`;
const MENU = `query($store: ID!, $id: ID!) { location(id: $store) {
  menu { id version isCurrent }
  menuVersion(id: $id) { id version isCurrent fetchedAt
    products { id priceCents isAvailable availability { source } } } } }`;
const HISTORY = "query($id: ID!) { mappingHistory(id: $id) { id parId version replacedAt } }";

let door: TestDoor;
let headers: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  headers = await door.headersOf("owner", "all");
});
afterAll(() => door[Symbol.asyncDispose]());

/** An order that was judged by the menu that is in force, or by one of another time. */
async function judgedOrder(fetchedAt?: Date): Promise<{ orderId: string; menuId: string; fetchedAt: Date }> {
  const { db } = door.test;
  const menu = await findCurrentMenu(db, door.own.location.id);
  if (menu === null) throw new Error("No menu is in force.");
  const usedVersions = {
    menuVersion: menu.version,
    menuFetchedAt: fetchedAt ?? menu.fetchedAt,
    organizationMapping: 1,
    locationMapping: 1,
  };
  const payload = { ...writePayload({ posOrder: null, priced: PRICED }), usedVersions };
  const args = testOrder(door.own, {}, { payload });
  await insertOrder(db, args);
  return { orderId: args.order.id, menuId: menu.id, fetchedAt: menu.fetchedAt };
}

describe("the menu that an order was judged by", () => {
  it("is read as it was, after another took its place; other stores have none of it", async () => {
    const { db } = door.test;
    const store = door.own.location.id;
    await putMenu(db, store, teaRoomMenu(), "old");
    const { orderId, menuId, fetchedAt } = await judgedOrder();
    const dearer = { ...teaRoomMenu(), products: [productOf({ id: "tea", name: "Tea", priceCents: 350 })] };
    await putMenu(db, store, dearer, "new");

    const { body } = await door.ask(headers, USED, { id: orderId });
    expect(body).toMatchObject({
      data: { order: { used: { menuId, menuNumber: 1, menuFetchedAt: fetchedAt.toISOString() } } },
    });
    const read = await door.ask(headers, MENU, { store, id: menuId });
    expect(read.body).toMatchObject({
      data: {
        location: {
          menu: { version: "new", isCurrent: true },
          menuVersion: {
            id: menuId,
            version: "old",
            isCurrent: false,
            products: [
              { id: "tea", priceCents: 300, isAvailable: true, availability: { source: "MENU" } },
              { id: "cake", priceCents: 450, isAvailable: false },
            ],
          },
        },
      },
    });
    const other = await insertTestStore(door.test);
    const elsewhere = await door.ask(headers, MENU, { store: other.location.id, id: menuId });
    expect(elsewhere.body).toMatchObject({ data: { location: { menuVersion: null } } });
  });

  it("is said not to be kept where there is none of that time", async () => {
    await putMenu(door.test.db, door.own.location.id, teaRoomMenu(), "any");
    const { orderId } = await judgedOrder(new Date("2020-01-01T00:00:00Z"));
    const { body } = await door.ask(headers, USED, { id: orderId });
    expect(body).toMatchObject({ data: { order: { used: { menuId: null, menuNumber: null } } } });
    const missing = await door.ask(headers, MENU, { store: door.own.location.id, id: "mnu_none" });
    expect(missing.body).toMatchObject({ data: { location: { menuVersion: null } } });
  });
});

describe("the mapping that an order was judged by", () => {
  it("is a version of its PAR id's history", async () => {
    await putMenu(door.test.db, door.own.location.id, teaRoomMenu(), "any");
    const { orderId } = await judgedOrder();
    const { body } = await door.ask(headers, USED, { id: orderId });
    const mappings: { id: string; parId: string }[] = Object(body.data).order.used.mappings;
    expect(mappings.map(({ parId }) => parId)).toEqual([door.own.parOrganizationId, door.own.parLocationId]);
    const history = await door.ask(headers, HISTORY, { id: mappings[1]?.id });
    expect(history.body).toMatchObject({
      data: { mappingHistory: [{ id: mappings[1]?.id, version: 1, replacedAt: null }] },
    });
  });
});

describe("Order.giveUpAt", () => {
  it.each([
    ["received", true],
    ["dispatching", true],
    ["rejected", false],
  ] as const)("is said of an order that is %s: %s", async (state, isSaid) => {
    const { orderId } = await door.addOrder(door.own, { state });
    const { body } = await door.ask(headers, USED, { id: orderId });
    const { giveUpAt } = Object(body.data).order;
    expect(giveUpAt === null ? null : Date.parse(giveUpAt)).toEqual(isSaid ? expect.any(Number) : null);
  });
});
