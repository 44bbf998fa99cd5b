import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putMenu, teaRoomMenu } from "../../menus/testing/stored-menu.ts";
import { sectionOf } from "../../pricing/testing/orders.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** A guest's page, as the admin asks for it. */

const QUERY = `query($id: ID!, $type: String, $at: String) { location(id: $id) { menu { orderTypes
  shown(orderType: $type, localTime: $at) { orderType at localTime cards { menuId isServed changesAt } categories { categoryId productIds } } } } }`;

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
  const servingTimes = [{ days: [1, 2, 3, 4, 5], from: "06:00", to: "11:00" }];
  const menu = {
    ...teaRoomMenu(),
    menus: [sectionOf({ id: "breakfast", servingTimes, orderTypes: ["takeout", "delivery"] })],
  };
  await putMenu(door.test.db, door.own.location.id, menu);
});
afterAll(() => door[Symbol.asyncDispose]());

async function ask(type: string | null, at: string | null) {
  const variables = { id: door.own.location.id, type, at };
  const { body, status } = await door.ask(await door.headersOf("viewer"), QUERY, variables);
  return { status, errors: body.errors, menu: Object(body.data).location?.menu };
}

describe("what a guest is shown", () => {
  it("is what the store's clock says, in the hours of the menu", async () => {
    const { menu } = await ask("takeout", "2026-11-30T10:59");
    expect(menu).toEqual({
      orderTypes: ["takeout", "delivery"],
      shown: {
        orderType: "takeout",
        at: "2026-11-30T18:59:00.000Z",
        localTime: "2026-11-30T10:59",
        cards: [{ menuId: "breakfast", isServed: true, changesAt: "2026-11-30T19:00:00.000Z" }],
        categories: [{ categoryId: "all", productIds: ["tea", "cake"] }],
      },
    });
  });

  it("is nothing a minute later, and says when that changes", async () => {
    const { menu } = await ask("takeout", "2026-11-30T11:00");
    expect(menu.shown).toMatchObject({
      cards: [{ isServed: false, changesAt: "2026-12-01T14:00:00.000Z" }],
      categories: [],
    });
  });

  it("is nothing for an order type that no menu is offered for", async () => {
    const { menu } = await ask("curbside", "2026-11-30T10:00");
    expect(menu.shown).toMatchObject({ cards: [], categories: [] });
  });

  it("is of now and of the first order type where neither is given, and of no time that is none", async () => {
    const { menu } = await ask(null, null);
    expect(menu.shown.orderType).toBe("takeout");
    expect(Math.abs(Date.parse(menu.shown.at) - Date.now())).toBeLessThan(60_000);
    expect(await ask("takeout", "2026-02-31T10:00")).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: "BAD_USER_INPUT" } }],
    });
  });
});
