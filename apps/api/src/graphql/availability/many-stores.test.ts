import type { LocationId } from "@parley/db";
import { insertLocation } from "@parley/db/stores";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { putMenu, teaRoomMenu } from "../../menus/testing/stored-menu.ts";
import { wallTextAt } from "../../pricing/clock.ts";
import { menuOf, modifierOf, productOf } from "../../pricing/testing/orders.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** One item, off and back in several stores of a brand in one act, and that act undone. */

const FIELDS = `__typename ... on InvalidInput { field } ... on Error { code message }
  ... on StoresAnswer { actId stores { storeId result itemId name until message location { id } } }`;
const SET = `mutation($input: SetAvailabilityInStoresInput!) { setAvailabilityInStores(input: $input) { ${FIELDS} } }`;
const UNDO = `mutation($input: UndoTakeOffInput!) { undoTakeOff(input: $input) { ${FIELDS} } }`;

let door: TestDoor;
let support: Record<string, string>;
/** Stores of one brand: the second has other ids and the same names. */
let first: LocationId;
let second: LocationId;
let third: LocationId;

beforeAll(async () => {
  door = await openTestDoor();
  support = await door.headersOf("support");
  first = door.own.location.id;
  second = await sibling("B-2", "Asia/Tokyo");
  third = await sibling("C-3", "UTC");
});
afterAll(() => door[Symbol.asyncDispose]());
beforeEach(async () => {
  const menu = teaRoomMenu();
  await putMenu(door.test.db, first, menu, `v${performance.now()}`);
  const products = [productOf({ id: "4711", name: "  TEA " })];
  await putMenu(door.test.db, second, menuOf({ products }), `v${performance.now()}`);
  for (const { kind, itemId, locationId } of await offNow()) {
    await door.deps.availability.setByOperator({
      locationId,
      items: [{ kind, itemId }],
      ...{ isAvailable: true, untilAt: null, reason: null, by: "cli" },
    });
  }
  for (const id of [first, second, third]) door.deps.menus.forgetMenu(id);
});

async function sibling(code: string, timezone: string): Promise<LocationId> {
  const location = { ...door.own.location, code, timezone };
  const row = await insertLocation(door.test.db, { location, now: new Date() });
  if (row === null) throw new Error("The code is taken.");
  return row.id;
}

async function offNow() {
  const all = await Promise.all([first, second, third].map((id) => door.deps.availability.list(id)));
  return all.flat().filter(({ source }) => source === "operator");
}

async function ask(text: string, name: string, input: object, headers = support) {
  const { body } = await door.ask(headers, text, { input });
  expect(body.errors, JSON.stringify(body.errors)).toBeUndefined();
  return Object(Object(body.data)[name]);
}

const TEA = { kind: "PRODUCT", itemId: "tea" };
const ENDLESS = { indefinitely: true };
const off = (storeIds: readonly string[], more: object = {}, headers = support) =>
  ask(
    SET,
    "setAvailabilityInStores",
    { locationId: first, ...TEA, storeIds, available: false, until: ENDLESS, ...more },
    headers,
  );
const back = (storeIds: readonly string[]) =>
  ask(SET, "setAvailabilityInStores", { locationId: first, ...TEA, storeIds, available: true });
const undo = (actId: string, headers = support) => ask(UNDO, "undoTakeOff", { actId }, headers);
const results = (answer: { stores: { storeId: string; result: string }[] }) =>
  Object.fromEntries(answer.stores.map(({ storeId, result }) => [storeId, result]));

describe("setAvailabilityInStores", () => {
  it("finds the item by its id or its name, and one store that has none stops no other", async () => {
    const answer = await off([third, first, second, "loc_none", door.foreign.location.id]);
    expect(answer.stores).toMatchObject([
      { storeId: third, result: "NO_MENU", itemId: null, location: { id: third } },
      { storeId: first, result: "OFF", itemId: "tea", name: "Tea" },
      { storeId: second, result: "OFF", itemId: "4711" },
      { storeId: "loc_none", result: "NOT_FOUND", location: null },
      { storeId: door.foreign.location.id, result: "NOT_FOUND", location: null },
    ]);
    expect(await offNow()).toMatchObject([
      { locationId: first, itemId: "tea", actId: answer.actId },
      { locationId: second, itemId: "4711", actId: answer.actId },
    ]);
  });

  it("takes neither of two items that have the name", async () => {
    const products = ["a", "b"].map((id) => productOf({ id, name: "Tea" }));
    const fourth = await sibling("D-4", "UTC");
    await putMenu(door.test.db, fourth, menuOf({ products }));
    await putMenu(door.test.db, second, menuOf({ products: [] }), `v${performance.now()}`);
    door.deps.menus.forgetMenu(second);
    expect(results(await off([second, fourth]))).toEqual({ [second]: "NOT_ON_MENU", [fourth]: "AMBIGUOUS" });
  });

  it("does the same for an option", async () => {
    const modifiers = [modifierOf({ id: "m1", name: "Milk" })];
    await putMenu(door.test.db, second, { ...teaRoomMenu(), modifiers }, `v${performance.now()}`);
    door.deps.menus.forgetMenu(second);
    const answer = await off([first, second], { kind: "MODIFIER", itemId: "milk" });
    expect(answer.stores).toMatchObject([{ itemId: "milk" }, { itemId: "m1", result: "OFF" }]);
  });

  it("judges until when on each store's own clock", async () => {
    const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const { stores } = await off([first, second], { until: { on: `${day}T11:00` } });
    const zones = [door.own.location.timezone, "Asia/Tokyo"];
    const clocks = stores.map(({ until }: { until: string }, at: number) =>
      wallTextAt(new Date(until), zones[at] ?? ""),
    );
    expect(clocks).toEqual([`${day}T11:00`, `${day}T11:00`]);
    expect(stores[0].until).not.toBe(stores[1].until);
  });

  it("says where the time cannot be meant, and takes it off elsewhere", async () => {
    const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], from: "11:00", to: "20:00" }];
    const menu = teaRoomMenu();
    const menus = menu.menus.map((card) => ({ ...card, servingTimes: hours }));
    await putMenu(door.test.db, first, { ...menu, menus }, `v${performance.now()}`);
    door.deps.menus.forgetMenu(first);
    const { stores } = await off([first, second], { until: { opening: true } });
    expect(stores).toMatchObject([
      { result: "OFF", until: expect.any(String) },
      { result: "INVALID", message: expect.stringContaining("no opening") },
    ]);
  });

  it("leaves what somebody has off already as it is", async () => {
    await off([first], { until: { minutes: 5 } });
    const [theirs] = await offNow();
    const answer = await off([first, second]);
    expect(answer.stores).toMatchObject([
      { result: "ALREADY_OFF", until: theirs?.untilAt?.toISOString() },
      { result: "OFF" },
    ]);
    expect(await offNow()).toMatchObject([{ id: theirs?.id }, { locationId: second }]);
  });

  it("puts it back where somebody had taken it off, and says where nobody had", async () => {
    await off([second]);
    const answer = await back([first, second]);
    expect(results(answer)).toEqual({ [first]: "NOT_OFF", [second]: "BACK" });
    expect(answer.actId).toBeNull();
    const report = {
      locationId: second,
      items: [{ kind: "product", itemId: "4711" } as const],
      untilAt: null,
    };
    await off([second]);
    await door.deps.availability.setByPos({ ...report, at: new Date(), isAvailable: false });
    expect(results(await back([second]))).toEqual({ [second]: "STILL_OFF" });
    await door.deps.availability.setByPos({ ...report, at: new Date(), isAvailable: true });
  });

  it("is done where the person may, and refused elsewhere", async () => {
    const viewer = await door.headersOf("viewer", "all");
    const answer = await off([first, second], {}, viewer);
    expect(results(answer)).toEqual({ [first]: "NOT_ALLOWED", [second]: "NOT_ALLOWED" });
    expect(answer.actId).toBeNull();
    expect(await offNow()).toEqual([]);
  });

  it.each([
    ["storeIds", { storeIds: [] }],
    ["storeIds", { storeIds: Array.from({ length: 501 }, (_, at) => `loc_${at}`) }],
    ["until", { until: { minutes: 5, endOfDay: true } }],
  ])("refuses by %s what can be meant nowhere", async (field, more) => {
    expect(await off([first], more)).toMatchObject({ __typename: "InvalidInput", field });
    expect(await offNow()).toEqual([]);
  });
});

describe("undoTakeOff", () => {
  it("brings back what the act took off, and nothing that somebody changed since", async () => {
    const theirs = await off([first], { until: { minutes: 5 } });
    const mine = await off([first, second]);
    expect(results(await undo(mine.actId))).toEqual({ [second]: "BACK" });
    expect(await offNow()).toMatchObject([{ locationId: first, actId: theirs.actId }]);

    const again = await off([second]);
    await back([second]);
    const later = await off([second], { until: { minutes: 9 } });
    expect(results(await undo(again.actId))).toEqual({ [second]: "CHANGED_SINCE" });
    expect(await offNow()).toMatchObject([{ locationId: first }, { locationId: second, actId: later.actId }]);
  });

  it("is refused where there is no such act, and to those who may not", async () => {
    expect(await undo("ava_none")).toMatchObject({ __typename: "NotFound" });
    const { actId } = await off([first]);
    const viewer = await door.headersOf("viewer", "all");
    expect(results(await undo(actId, viewer))).toEqual({ [first]: "NOT_ALLOWED" });
    expect(await offNow()).toHaveLength(1);
  });
});

describe("the stores that have an item", () => {
  it("are told with what holds there, by id or by name", async () => {
    await off([second]);
    const text = `query($id: ID!) { location(id: $id) { sameItems(kind: PRODUCT, itemId: "tea") {
      itemId isByName location { id } availability { isAvailable source } } } }`;
    const { body } = await door.ask(support, text, { id: first });
    const found = Object(Object(body.data).location).sameItems;
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        {
          ...{ itemId: "tea", isByName: false, location: { id: first } },
          availability: { isAvailable: true, source: "MENU" },
        },
        {
          ...{ itemId: "4711", isByName: true, location: { id: second } },
          availability: { isAvailable: false, source: "OPERATOR" },
        },
      ]),
    );
  });
});
