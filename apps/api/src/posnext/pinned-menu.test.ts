import { findMenusInForce, listMenuServings, setMenuPin, storeMenu } from "@parley/db/menus";
import { CLI, findOrderPayload } from "@parley/db/orders";
import { sampleOrder } from "@parley/par-contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readMenuInForce } from "../menus/menu-in-force.ts";
import { menuVersion } from "../menus/version.ts";
import { findUsedVersions } from "../orders/used-versions.ts";
import { type Door, openDoor } from "./testing/door.ts";

type Menu = NonNullable<Awaited<ReturnType<typeof readMenuInForce>>>["menu"];

let door: Door;
let good: Menu;
beforeAll(async () => {
  door = await openDoor();
  // As in a process that listens: what is in memory, and nothing but a NOTIFY, says what is in force.
  await door.ctx.menus.startSchedule();
  const { db, log } = door.ctx;
  const inForce = await readMenuInForce(db, { locationId: door.locationId, log });
  if (inForce === null) throw new Error("The store has no menu");
  good = inForce.menu;
});
afterAll(() => door[Symbol.asyncDispose]());

const order = () => {
  const id = crypto.randomUUID();
  return sampleOrder({ root: { request_uid: id }, details: { online_order_id: `ONL-${id}` } });
};
/** What a validate hears: its status, or the first reason against it. */
async function validated(): Promise<string | undefined> {
  const { json } = (await door.par.validate(order())).response;
  const { status, errors = [] } = json as { status: string; errors?: { code: string }[] };
  return errors[0]?.code ?? status;
}
const inForce = async () => {
  const found = await findMenusInForce(door.ctx.db, door.locationId);
  if (found === null) throw new Error("The store has no menu");
  return found.inForce;
};

/** What the store's POS gave, as a pull stores it. */
async function give(menu: Menu): Promise<void> {
  const now = new Date();
  await storeMenu(door.ctx.db, {
    ...{ locationId: door.locationId, version: menuVersion(menu), content: menu },
    ...{ source: "bridge", etag: null, nextPullAt: new Date(now.getTime() + 3_600_000), now },
  });
}

it("lets orders pass again after a wrong price, by the price of before, until the newest is released", async () => {
  const { db, now } = door.ctx;
  await expect.poll(validated).toBe("validated");
  const before = await inForce();

  const products = good.products.map((item) => ({ ...item, priceCents: item.priceCents * 10 }));
  await give({ ...good, products });
  await expect.poll(validated).toBe("price_mismatch");

  const { id: expectedMenuId } = await inForce();
  const { locationId } = door;
  const pin = { menuId: before.id, reason: "ten times the price" };
  const asked = { locationId, by: CLI, now: now() };
  expect(await setMenuPin(db, { ...asked, expectedMenuId, pin })).toEqual({ kind: "set" });
  await expect.poll(validated).toBe("validated");
  const submitted = order();
  const answer = (await door.par.submit(submitted)).response.json as { status: string; order_id: string };
  expect(answer.status).toBe("placed");
  const orderId = door.simulator.journal().at(-1)?.reference;
  expect(orderId).toBeDefined();

  // What the POS says is off meanwhile is off: its flags count, its prices do not.
  const off = products.map((item) => ({ ...item, isAvailable: false }));
  await give({ ...good, products: off });
  await expect.poll(validated).toBe("item_unavailable");

  const [row] = await db.sql<{ id: string }[]>`select id from orders order by received_at desc limit 1`;
  const used = findUsedVersions(await findOrderPayload(db, row?.id ?? ""));
  expect(used).toMatchObject({ menuVersion: before.version, menuFetchedAt: before.fetchedAt });
  await door.ctx.servings.flush();
  const [served] = await listMenuServings(db, [before.id]);
  expect(served).toMatchObject({ submits: 1 });
  expect(served?.validates).toBeGreaterThanOrEqual(2);

  expect(await setMenuPin(db, { ...asked, expectedMenuId: before.id, pin: null })).toEqual({ kind: "set" });
  await give(good);
  await expect.poll(validated).toBe("validated");
});
