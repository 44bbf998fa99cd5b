import { everyBrand } from "@parley/db";
import { findExchange } from "@parley/db/exchanges";
import { defaultSwitches, parseMenuAnswer, renderMenuAnswer, signToken } from "@parley/par-contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { toParMenu } from "../menus/par-menu.ts";
import { putMenu, teaRoomMenu } from "../menus/testing/stored-menu.ts";
import { type Door, LOCATION, ORGANIZATION, openDoor } from "./testing/door.ts";

/** The lists of a menu are rendered once and kept: what is served is what would be rendered anew, whatever changes. */

let door: Door;
let authorization: string;
beforeAll(async () => {
  door = await openDoor();
  await door.ctx.menus.startSchedule();
  await door.ctx.menus.refresh(door.locationId);
  const claims = { now: new Date(), lifeSeconds: 600 };
  authorization = `Bearer ${await signToken({ sharedId: door.sharedId, jwtKey: "full", ...claims })}`;
});
afterAll(() => door[Symbol.asyncDispose]());

const switches = { ...defaultSwitches };
const STYLES = [
  { answer_spelling: "snake", tax_rate_unit: "percent" },
  { answer_spelling: "pascal", tax_rate_unit: "fraction" },
] as const;

async function setStyle(style: (typeof STYLES)[number]): Promise<void> {
  Object.assign(switches, style);
  const json = JSON.stringify(style);
  await door.ctx.db
    .sql`update connections set switches = ${json}::text::jsonb where id = ${door.connectionId}`;
  await door.ctx.callers.reload();
}

let compressed = 0;
async function served(body: object, coding: string): Promise<string> {
  const answer = await fetch(`${door.url}/posnext/menus`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json", "accept-encoding": coding },
    body: JSON.stringify({ organization_id: ORGANIZATION, location_id: LOCATION, ...body }),
  });
  expect(answer.status).toBe(200);
  if (answer.headers.get("content-encoding") === "gzip") compressed += 1;
  return await answer.text();
}

async function renderedAnew(asked: {
  orderType: string | null;
  requestUid: string;
  generatedAt: Date;
}): Promise<string> {
  const { orderType, ...echoed } = asked;
  const current = await door.ctx.menus.getCurrent(door.locationId);
  if (current === null) throw new Error("The store has no menu");
  return renderMenuAnswer(
    {
      organizationId: ORGANIZATION,
      locationId: LOCATION,
      ...echoed,
      menu: toParMenu(current.menu, orderType),
      menuVersion: current.version,
      currency: "USD",
    },
    { spelling: switches.answer_spelling, taxRateUnit: switches.tax_rate_unit },
  );
}

let calls = 0;
/** Asks for every order type in every style, twice each, plain and compressed. */
async function expectServedAsRendered(): Promise<string> {
  const versions = new Set<string>();
  for (const style of STYLES) {
    await setStyle(style);
    for (const orderType of [null, "takeout", "dine_in", "drone"]) {
      for (const coding of ["identity", "gzip", "gzip", "identity"]) {
        calls += 1;
        const uid = `ünï-${calls}`;
        const asked = { request_uid: uid, ...(orderType === null ? {} : { order_type: orderType }) };
        const text = await served(asked, coding);
        const { generatedAt, menuVersion } = parseMenuAnswer(JSON.parse(text)).answer;
        expect(text === (await renderedAnew({ orderType, requestUid: uid, generatedAt }))).toBe(true);
        versions.add(menuVersion);
      }
    }
  }
  expect(versions.size).toBe(1);
  return [...versions].join();
}

async function set(itemId: string, isAvailable: boolean): Promise<void> {
  const items = [{ kind: "product" as const, itemId }];
  const change = { items, isAvailable, untilAt: null, reason: null, by: "cli" as const };
  await door.ctx.availability.setByOperator({ locationId: door.locationId, ...change });
}

it("is what is rendered anew, through availability, another menu and the way back", async () => {
  const first = await expectServedAsRendered();
  await set("taco-trio", false);
  const off = await expectServedAsRendered();
  await set("taco-trio", true);
  const on = await expectServedAsRendered();
  expect([off === first, on === first]).toEqual([false, true]);
  // All but those for an order type that nothing is offered for, whose answers are short.
  expect(compressed).toBe((calls * 3) / 8);

  const tea = teaRoomMenu();
  const [card] = tea.menus;
  const dinner = { id: "dinner", name: "Dinner · 夜", orderTypes: ["dine_in"], categoryIds: [] };
  await putMenu(
    door.ctx.db,
    door.locationId,
    { ...tea, menus: [...tea.menus, { ...card, servingTimes: [], ...dinner }] },
    "tea",
  );
  door.ctx.menus.forgetMenu(door.locationId);
  expect(await expectServedAsRendered()).not.toBe(first);
});

it("records the beginning of the answer, as it was sent", async () => {
  const text = await served({ request_uid: "recorded" }, "identity");
  const row = (await door.exchanges()).find(({ requestUid }) => requestUid === "recorded");
  const kept = await findExchange(door.ctx.db, { scope: everyBrand, exchangeId: row?.id ?? "" });
  expect(kept?.bodies?.responseBody).toBe(text.slice(0, 2_048));
});
