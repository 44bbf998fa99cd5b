import { type Database, everyBrand, openDatabase } from "@parley/db";
import { setAvailability } from "@parley/db/menus";
import { listDisputed } from "@parley/db/orders";
import { findLocation } from "@parley/db/stores";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, codes, getOrder, menus, type Par, submit, validate } from "./independent-par.ts";
import { freshOrder } from "./orders.ts";
import { until } from "./program.ts";
import { type Stack, startStack } from "./stack.ts";

/**
 * An item's availability, set by an operator or at the POS, changes what PAR gets from *every* API process
 * at once, not with the next pull of the menu. But a POS's later report on an order does not change the answer that PAR already got.
 */

const STORE = "YC-LC-001";
const ITEM = "taco-trio";
/** On a busy machine; the menu is pulled again after half an hour. */
const WITHIN_MS = 60_000;

let stack: Stack;
let second: string;
let db: Database;
/** PAR before each of the two processes. */
let pars: [Par, Par];

beforeAll(async () => {
  stack = await startStack();
  second = await stack.startAnotherApi();
  db = openDatabase({ url: stack.databaseUrl, max: 2 });
  pars = [stack.yummyTaco, { ...stack.yummyTaco, baseUrl: second }];
});
afterAll(async () => {
  await db?.close();
  await stack?.[Symbol.asyncDispose]();
});

async function atTheTill(path: string): Promise<void> {
  const response = await fetch(`${stack.posUrl}/simulator/v1/${path}`, { method: "POST" });
  expect(response.status, await response.text()).toBe(200);
}

async function menuOf(par: Par) {
  const { organization_id, location_id } = freshOrder();
  const { json } = await menus(par, { organization_id, location_id });
  const { products, menu_version } = json as {
    products: { id: string; is_available: boolean }[];
    menu_version: string;
  };
  return { isOffered: products.find(({ id }) => id === ITEM)?.is_available, version: menu_version };
}

/** Whether both calls of both processes say the same of the item. */
async function isOffered(expected: boolean): Promise<boolean> {
  const said = await Promise.all(
    pars.map(async (par) => {
      const [answer, menu] = await Promise.all([validate(par, freshOrder()), menuOf(par)]);
      return { validates: answer.json.status === "validated", lists: menu.isOffered };
    }),
  );
  return said.every(({ validates, lists }) => validates === expected && lists === expected);
}

const soon = (what: string, expected: boolean) => until(what, WITHIN_MS, () => isOffered(expected));

describe("an item that is sold out at the till", () => {
  it("is refused by both processes at once, and offered again as soon", async () => {
    expect(await isOffered(true)).toBe(true);
    const placed = freshOrder();
    const answer = await submit(pars[0], placed);
    expect(answer.json).toMatchObject({ status: "placed" });
    const before = await menuOf(pars[0]);

    await atTheTill(`stores/${STORE}/items/${ITEM}/sold-out`);
    await soon("both processes refuse the item", false);
    const refusal = await submit(pars[1], freshOrder());
    expect(refusal.json).toMatchObject({ status: "rejected" });
    expect(codes(refusal)).toEqual(["item_unavailable"]);
    const [one, other] = await Promise.all(pars.map(menuOf));
    expect(one?.version).toBe(other?.version);
    expect(one?.version).not.toBe(before.version);
    // PAR gets the same answer again.
    expect((await submit(pars[1], placed)).text).toBe(answer.text);

    await atTheTill(`stores/${STORE}/items/${ITEM}/available`);
    await soon("both processes offer the item again", true);
  });
});

describe("an item that an operator takes off", () => {
  it("is refused by both processes at once, and offered again as soon", async () => {
    const location = await findLocation(db, { scope: everyBrand, idOrCode: STORE });
    const say = (isAvailable: boolean) =>
      setAvailability(db, {
        locationId: location?.id ?? "loc_",
        items: [{ kind: "product", itemId: ITEM }],
        isAvailable,
        source: "operator",
        at: new Date(),
        untilAt: null,
        reason: null,
        by: "opr_test",
      });
    await until("the item is offered", WITHIN_MS, () => isOffered(true));
    await say(false);
    await soon("both processes refuse the item", false);
    await say(true);
    await soon("both processes offer the item again", true);
  });
});

describe("a placed order that the till cancels (CP27)", () => {
  it("asks a person, and PAR's answer stays as it was, byte for byte", async () => {
    const order = freshOrder();
    const uid = order.request_uid;
    expect((await submit(pars[0], order)).json).toMatchObject({ status: "placed" });
    const before = await poll(uid);
    const [ticket] = stack.journal(order.order_details.online_order_id);
    await atTheTill(`orders/${ticket?.reference}/cancel`);

    const disputed = await until("a person is asked", WITHIN_MS, async () => {
      const { orders } = await listDisputed(db, { scope: everyBrand, limit: 50 });
      const { online_order_id } = order.order_details;
      return orders.find(({ onlineOrderId }) => onlineOrderId === online_order_id) ?? null;
    });
    expect(disputed).toMatchObject({
      code: STORE,
      state: "placed",
      dispute: "pos_cancelled",
      posOrderId: ticket?.pos_order_id,
    });
    expect(before.json).toMatchObject({ status: "placed" });
    for (const answer of await Promise.all(pars.map((par) => getOrder(par, uid)))) {
      expect([answer.status, answer.text]).toEqual([before.status, before.text]);
    }
    expect((await submit(pars[1], order)).text).toBe(before.text);
  });

  const poll = (uid: string): Promise<Answer> => getOrder(pars[0], uid);
});
