import { everyBrand } from "@parley/db";
import { findLocation, insertLocation } from "@parley/db/stores";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putMenu } from "../../menus/testing/stored-menu.ts";
import { groupOf, menuOf, modifierOf, productOf, sectionOf, taxOf } from "../../pricing/testing/orders.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** A basket, as the admin asks about it: judged by what PAR's door judges by. */

const QUERY = `query($input: CheckBasketInput!) { checkBasket(input: $input) { __typename
  ... on BasketAnswer { status issues { code message line } totals { subtotalCents taxTotalCents grandTotalCents } requestBody responseBody }
  ... on InvalidInput { field } ... on Error { code message } } }`;

const breakfast = [{ days: [1, 2, 3, 4, 5, 6, 7], from: "06:00", to: "11:00" }];

let door: TestDoor;
let menu: ReturnType<typeof menuOf>;
let viewer: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  viewer = await door.headersOf("viewer");
  menu = menuOf({
    products: [
      productOf({ id: "tea", name: "Tea", priceCents: 300, modifierGroupIds: ["leaf"], taxIds: ["tax"] }),
      productOf({ id: "cake", name: "Cake", priceCents: 450, isAvailable: false, taxIds: ["tax"] }),
      productOf({ id: "egg", name: "Egg", priceCents: 200, taxIds: ["tax"] }),
    ],
    categories: [
      { id: "all", name: "All", description: null, sortOrder: 1, productIds: ["tea", "cake"] },
      { id: "early", name: "Early", description: null, sortOrder: 2, productIds: ["egg"] },
    ],
    menus: [
      sectionOf({ id: "day", categoryIds: ["all"] }),
      sectionOf({ id: "breakfast", categoryIds: ["early"], servingTimes: breakfast }),
    ],
    modifierGroups: [
      groupOf({ id: "leaf", name: "Leaf", minSelected: 1, maxSelected: 1, modifierIds: ["green"] }),
      groupOf({ id: "with", name: "With", freeQuantity: 1, modifierIds: ["milk"] }),
    ],
    modifiers: [
      modifierOf({ id: "green", name: "Green", priceCents: 50, modifierGroupIds: ["with"] }),
      modifierOf({ id: "milk", name: "Milk", priceCents: 25 }),
    ],
    taxes: [taxOf("tax", "10")],
  });
  await putMenu(door.test.db, door.own.location.id, menu);
  await putMenu(door.test.db, door.foreign.location.id, menu);
});
afterAll(() => door[Symbol.asyncDispose]());

const green = { groupId: "leaf", modifierId: "green", quantity: 1 };
const tea = {
  itemId: "tea",
  quantity: 2,
  choices: [green, { groupId: "with", modifierId: "milk", quantity: 3, under: 0 }],
};

async function check(lines: unknown[], more: Record<string, unknown> = {}) {
  const input = { locationId: door.own.location.id, orderType: "takeout", lines, ...more };
  const { body } = await door.ask(viewer, QUERY, { input });
  expect([body.errors, door.accidents]).toEqual([undefined, []]);
  return Object(body.data).checkBasket;
}

/** A day ahead, so that it is to come whenever this runs. */
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

describe("checkBasket", () => {
  it("says what to do at a store that PAR has no way to", async () => {
    const { db } = door.test;
    const facts = { address: null, phone: null, timezone: "America/Los_Angeles", currency: "USD" };
    const location = { brandId: door.own.brand.id, code: "UNMAPPED", name: "Unmapped", ...facts };
    await insertLocation(db, { location, now: new Date() });
    const added = await findLocation(db, { scope: everyBrand, idOrCode: "UNMAPPED" });
    if (added === null) throw new Error("the store was not added");
    const at = { locationId: added.id };
    expect(await check([tea], at)).toMatchObject({ __typename: "InvalidInput", field: "locationId" });
    await putMenu(db, added.id, menu);
    expect(await check([tea], at)).toMatchObject({
      __typename: "InvalidInput",
      field: "locationId",
      message: expect.stringContaining("Mappings"),
    });
  });

  it("accepts what may be ordered, counted by pricing's rules: nested choices, the first of a group free", async () => {
    const answer = await check([tea]);
    expect(answer).toMatchObject({
      __typename: "BasketAnswer",
      status: "VALIDATED",
      issues: [],
      totals: { subtotalCents: 800, taxTotalCents: 80, grandTotalCents: 880 },
    });
    const ids = { organization_id: door.own.parOrganizationId, location_id: door.own.parLocationId };
    expect(JSON.parse(answer.requestBody)).toMatchObject(ids);
    expect(JSON.parse(answer.responseBody)).toMatchObject({ status: "validated", ...ids });
  });

  it("refuses with the reasons beside their lines", async () => {
    const answer = await check([tea, { itemId: "cake", quantity: 1 }, { itemId: "tea", quantity: 1 }]);
    expect(answer.status).toBe("REJECTED");
    const told = answer.issues.map(({ code, line }: { code: string; line: number }) => [code, line]);
    expect(told).toEqual([
      ["item_unavailable", 1],
      ["modifier_min", 2],
    ]);
  });

  it("is judged for the day and time that are asked for", async () => {
    const egg = [{ itemId: "egg", quantity: 1 }];
    expect(await check(egg, { localTime: `${tomorrow}T10:59` })).toMatchObject({ status: "VALIDATED" });
    expect(await check(egg, { localTime: `${tomorrow}T11:00` })).toMatchObject({
      status: "REJECTED",
      issues: [{ code: "item_unavailable", line: 0 }],
    });
  });

  it("leaves no trace: no call, no order, no queued id, and no menu that counts as served", async () => {
    await check([tea]);
    await door.flushServings();
    const rows = await door.test.db.sql`select (select count(*) from exchanges)::int as calls,
      (select count(*) from orders)::int as orders, (select count(*) from unmapped_ids)::int as unmapped,
      (select count(*) from menu_servings)::int as servings`;
    expect(rows[0]).toEqual({ calls: 0, orders: 0, unmapped: 0, servings: 0 });
  });

  it.each([
    ["lines", [], {}],
    ["lines", Array.from({ length: 51 }, () => tea), {}],
    ["lines", [{ ...tea, quantity: 0 }], {}],
    ["lines", [{ itemId: "pie", quantity: 1 }], {}],
    ["lines", [{ ...tea, choices: [{ ...green, under: 0 }] }], {}],
    ["lines", [{ ...tea, choices: Array.from({ length: 101 }, () => green) }], {}],
    ["orderType", [tea], { orderType: "by_drone" }],
    ["localTime", [tea], { localTime: "2026-02-31T10:00" }],
  ])("refuses by %s what is no basket", async (field, lines, more) => {
    expect(await check(lines, more)).toMatchObject({ __typename: "InvalidInput", field });
  });

  it("does not find another brand's store", async () => {
    const locationId = door.foreign.location.id;
    expect(await check([tea], { locationId })).toMatchObject({ __typename: "NotFound" });
  });
});
