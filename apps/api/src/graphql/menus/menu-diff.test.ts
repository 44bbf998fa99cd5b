import { insertExchanges } from "@parley/db/exchanges";
import { findCurrentMenu } from "@parley/db/menus";
import { testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putMenu } from "../../menus/testing/stored-menu.ts";
import { groupOf, menuOf, modifierOf, productOf, sectionOf } from "../../pricing/testing/orders.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const QUERY = `query($input: MenuDiffInput!) { menuDiff(input: $input) { __typename
  ... on Error { code message } ... on InvalidInput { field }
  ... on MenuDiff {
    before { location { id } menuId isInForce orderType } after { menuId isInForce isNewest }
    counts { kind count } raised lowered found
    changes { kind node id nameBefore nameAfter field beforeCents afterCents ratio before after }
    breaks { judged skipped refused dearer cheaper broken { exchangeId beforeCents afterCents issues { code message } } } } } }`;
const BASKET = `query($input: CheckBasketInput!) { checkBasket(input: $input) { ... on BasketAnswer { status requestBody } } }`;

const tea = productOf({ id: "tea", name: "Tea", priceCents: 300 });
const cake = productOf({ id: "cake", name: "Cake", priceCents: 450 });
const right = menuOf({
  products: [tea, cake],
  modifierGroups: [groupOf({ id: "leaf", name: "Leaf", minSelected: 1, modifierIds: ["green"] })],
  modifiers: [modifierOf({ id: "green", name: "Green" })],
});
/** Tea costs tenfold, and cake asks for a choice that nobody was asked before. */
const wrong = {
  ...right,
  products: [
    { ...tea, priceCents: 3_000 },
    { ...cake, modifierGroupIds: ["leaf"] },
  ],
};

let door: TestDoor;
let viewer: Record<string, string>;
let locationId: string;
let ids: { right: string; wrong: string; foreign: string };
/** PAR's calls: one for tea, one for cake. */
let calls: { tea: string; cake: string };

async function addCall(itemId: string): Promise<string> {
  const input = { locationId, orderType: "takeout", lines: [{ itemId, quantity: 1 }] };
  const { body } = await door.ask(viewer, BASKET, { input });
  const { status, requestBody } = Object(body.data).checkBasket;
  expect(status).toBe("VALIDATED");
  const { connection, brand, location } = door.own;
  const exchange = testExchange({
    ...{ operation: "validate_order", direction: "in", requestUid: `uid-${itemId}` },
    ...{ connectionId: connection.id, brandId: brand.id, locationId: location.id, at: new Date() },
  });
  const bodies = {
    requestHeaders: null,
    responseHeaders: null,
    responseBody: null,
    stringSigned: null,
    note: null,
  };
  await insertExchanges(door.test.db, [{ ...exchange, bodies: { ...bodies, requestBody } }]);
  return exchange.id;
}

beforeAll(async () => {
  door = await openTestDoor();
  viewer = await door.headersOf("viewer");
  locationId = door.own.location.id;
  const { db } = door.test;
  const put = async (of: TestDoor["own"], menu: typeof right, version: string) => {
    await putMenu(db, of.location.id, menu, version);
    return (await findCurrentMenu(db, of.location.id))?.id ?? "";
  };
  const first = await put(door.own, right, "right");
  calls = { tea: await addCall("tea"), cake: await addCall("cake") };
  ids = {
    right: first,
    wrong: await put(door.own, wrong, "wrong"),
    foreign: await put(door.foreign, right, "foreign"),
  };
});
afterAll(() => door[Symbol.asyncDispose]());

async function diff(from: object, to: object = {}, more: object = {}) {
  const input = { from: { locationId, ...from }, to: { locationId, ...to }, ...more };
  const { body } = await door.ask(viewer, QUERY, { input });
  expect([body.errors, door.accidents]).toEqual([undefined, []]);
  return Object(body.data).menuDiff;
}

describe("menuDiff", () => {
  it("finds a tenfold price and a rule, and the orders that they break, and writes nothing", async () => {
    const { sql } = door.test.db;
    const rows = async () =>
      await sql`select (select count(*) from exchanges) calls, (select count(*) from orders) orders,
        (select coalesce(sum(validates), 0) from menu_servings) validates`;
    const before = await rows();
    const found = await diff({ menuId: ids.right });
    expect(found).toMatchObject({
      before: { location: { id: locationId }, menuId: ids.right, isInForce: false, orderType: null },
      after: { menuId: ids.wrong, isInForce: true, isNewest: true },
      counts: [
        { kind: "PRICE", count: 1 },
        { kind: "RULE", count: 1 },
      ],
      ...{ raised: 1, lowered: 0, found: 2 },
      changes: [
        { kind: "PRICE", node: "product", id: "tea", beforeCents: 300, afterCents: 3_000, ratio: 9 },
        { kind: "RULE", id: "cake", field: "groups", before: [], after: ["Leaf"] },
      ],
      breaks: { judged: 2, skipped: 0, refused: 1, dearer: 1, cheaper: 0 },
    });
    expect(found.breaks.broken).toMatchObject([
      { exchangeId: calls.cake, beforeCents: 450, issues: [{ code: "modifier_min" }] },
      { exchangeId: calls.tea, beforeCents: 300, afterCents: 3_000, issues: [] },
    ]);
    expect(await rows()).toEqual(before);
  });

  it("finds nothing between a menu and itself, and the same mirrored the other way round", async () => {
    expect(await diff({ menuId: ids.wrong })).toMatchObject({ counts: [], changes: [], found: 0 });
    expect(await diff({ menuId: ids.wrong }, { menuId: ids.right })).toMatchObject({
      ...{ raised: 0, lowered: 1 },
      // Cake without a choice is refused by the menu before, so the menu after breaks nothing of it.
      breaks: { judged: 1, skipped: 1, refused: 0, dearer: 0, cheaper: 1 },
    });
  });

  it("leaves what a text filters, and counts everything all the same", async () => {
    expect(await diff({ menuId: ids.right }, {}, { text: " TEA " })).toMatchObject({
      found: 1,
      changes: [{ id: "tea" }],
      counts: [{ count: 1 }, { count: 1 }],
    });
  });

  it("compares what is offered for two order types, without orders, which are of one", async () => {
    const { db } = door.test;
    const menus = [sectionOf({ id: "all-day", orderTypes: ["takeout"] })];
    await putMenu(db, door.own.location.id, { ...wrong, menus }, "takeout only");
    const found = await diff({ orderType: "takeout" }, { orderType: "delivery" });
    expect(found.breaks).toBeNull();
    const products = found.changes.filter(({ node }: { node: string }) => node === "product");
    expect(products).toMatchObject([
      { kind: "GONE", id: "tea", nameBefore: "Tea", nameAfter: null },
      { kind: "GONE", id: "cake" },
    ]);
    expect((await diff({ orderType: "takeout" }, { orderType: "takeout" })).breaks).toMatchObject({
      judged: 1,
    });
  });

  it("knows no store and no version of another brand, and no order type that is none", async () => {
    const refused = { __typename: "NotFound", code: "NOT_FOUND" };
    expect(await diff({ locationId: door.foreign.location.id })).toMatchObject(refused);
    expect(await diff({ menuId: ids.foreign })).toMatchObject(refused);
    expect(await diff({}, { orderType: "by_pigeon" })).toMatchObject({
      __typename: "InvalidInput",
      field: "to",
    });
  });
});
