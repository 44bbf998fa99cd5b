import { setLocationPos } from "@parley/db/stores";
import { defaultSwitches, ORDER_TYPES, parseOrderRequest, sampleOrder } from "@parley/par-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CurrentMenu } from "../menus/current-menu.ts";
import { shownMenu } from "../menus/shown.ts";
import { putMenu } from "../menus/testing/stored-menu.ts";
import { type Door, LOCATION, ORGANIZATION, openDoor } from "./testing/door.ts";

/**
 * What people are shown as a guest's page is what PAR makes of `/posnext/menus`: for every store of the demo, every
 * order type and every half hour of the days on which the clocks change.
 */

const HALF_HOUR_MS = 1_800_000;
/** Two days around each change of clocks in the United States. */
const CHANGES = ["2026-03-07T20:00:00Z", "2026-10-31T20:00:00Z"];
const stores = [
  { code: "YC-LC-001", timezone: "America/Los_Angeles" },
  { code: "YC-LC-002", timezone: "America/Los_Angeles" },
  { code: "BB-LC-001", timezone: "America/Chicago" },
];

type Menu = CurrentMenu["menu"];

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

/** Has the door's store take the place of one of the demo: its POS, and its clock. */
async function moveTo(code: string, timezone: string): Promise<Menu> {
  const { ctx, locationId, simulator } = door;
  await setLocationPos(ctx.db, {
    vault: ctx.vault,
    locationId,
    posKind: "bridge",
    posSettings: { url: simulator.url, store: code, class: "A" },
    posSecret: simulator.key,
    now: ctx.now(),
  });
  await ctx.db.sql`update locations set timezone = ${timezone} where id = ${locationId}`;
  ctx.ids.forgetAll();
  await ctx.menus.refresh(locationId);
  const current = await ctx.menus.getCurrent(locationId);
  if (current === null) throw new Error(`${code} gave no menu`);
  return current.menu;
}

/** A store's own menu, dealt out to cards with hours and order types: the simulator's are served all day. */
function dealtOut(menu: Menu): Menu {
  const ids = menu.categories.map(({ id }) => id);
  const card = (
    id: string,
    at: number,
    servingTimes: Menu["menus"][number]["servingTimes"],
    orderTypes: string[],
  ) => {
    return {
      id,
      name: id,
      servingTimes,
      orderTypes,
      categoryIds: ids.filter((_id, place) => place % 4 === at),
    };
  };
  const everyDay = [1, 2, 3, 4, 5, 6, 7];
  return {
    ...menu,
    menus: [
      card("always", 0, [], ["takeout", "delivery", "dine_in"]),
      card("night", 1, [{ days: everyDay, from: "01:30", to: "03:15" }], []),
      card(
        "late",
        2,
        [
          { days: [6], from: "22:00", to: "02:30" },
          { days: [7], from: "06:00", to: "11:00" },
        ],
        ["takeout"],
      ),
      card(
        "curb",
        3,
        [{ days: [1, 7], from: "00:00", to: "23:59" }],
        ["curbside", "delivery", "table_service"],
      ),
    ],
  };
}

interface Told {
  menus: { serving_times: { days: number[]; from: string; to: string }[]; category_ids: string[] }[];
  categories: { id: string; product_ids: string[] }[];
  products: { id: string; price: number; modifier_group_ids: string[] }[];
}

/** What PAR would show of an answer at a moment, by the words of the answer alone. */
function madeOf(told: Told, at: Date, timezone: string): string[] {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  const today = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(of("weekday")) + 1;
  const clock = `${of("hour")}:${of("minute")}`;
  const serves = ({ days, from, to }: Told["menus"][number]["serving_times"][number]) => {
    if (from < to) return days.includes(today) && from <= clock && (clock < to || to === "23:59");
    return (days.includes(today) && from <= clock) || (days.includes(((today + 5) % 7) + 1) && clock < to);
  };
  const open = told.menus.filter(({ serving_times: times }) => times.length === 0 || times.some(serves));
  const headings = new Set(open.flatMap(({ category_ids }) => category_ids));
  const shown = told.categories
    .filter(({ id }) => headings.has(id))
    .flatMap(({ product_ids }) => product_ids);
  return [...new Set(shown)].sort();
}

const idsOf = (shown: ReturnType<typeof shownMenu>) =>
  [...new Set(shown.categories.flatMap(({ productIds }) => productIds))].sort();

/** The codes of an answer to a basket of one of each, and the lines that are refused for the hour or the order type. */
async function answered(items: readonly string[], orderType: string, at: Date) {
  const details = {
    order_type: orderType,
    is_asap: true,
    table_number: "4",
    delivery: { address_line1: "1 Elm Street" },
    items: items.map((id, place) => ({ line_id: String(place), item_id: id, quantity: 1 })),
  };
  const result = await door.ctx.orders.validate({
    connectionId: door.connectionId,
    switches: defaultSwitches,
    isPaused: false,
    organizationId: ORGANIZATION,
    request: parseOrderRequest(sampleOrder({ details })).request,
    receivedAt: at,
    exchangeId: "none",
    see() {},
  });
  const { errors } = result.answer;
  const linesOf = (reason: RegExp) =>
    new Set(errors.filter(({ message }) => reason.test(message)).map(({ lineId }) => Number(lineId)));
  return {
    isClosed: errors.some(({ code }) => code === "location_closed" || code === "unsupported_order_type"),
    notOffered: linesOf(/ is not (served at that time|offered for)/),
    // Of two reasons the answer gives one: what is sold out is not said to be out of its hours as well.
    unavailable: linesOf(/ is (not (served at that time|offered for)|sold out)/),
  };
}

/** An answer has 50 issues at most. */
const LINES_MAX = 30;

function inParts<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / LINES_MAX) }, (_, at) =>
    list.slice(at * LINES_MAX, (at + 1) * LINES_MAX),
  );
}

describe.each(stores)("what a guest sees at $code", ({ code, timezone }) => {
  beforeAll(async () => {
    const menu = dealtOut(await moveTo(code, timezone));
    await putMenu(door.ctx.db, door.locationId, menu, `dealt-out-${code}`);
  });

  it.each(ORDER_TYPES)(
    "is what PAR makes of the menu for %s, hour by hour, and what it may order",
    async (orderType) => {
      const ask = { organization_id: ORGANIZATION, location_id: LOCATION, order_type: orderType };
      const { response } = await door.par.menus(ask);
      const told = Object(response.json) as Told & { menu_version: string };
      expect(told.menu_version).toBe(`dealt-out-${code}`);
      const current = await door.ctx.menus.getCurrent(door.locationId);
      if (current === null) throw new Error("the store has no menu");

      const pictures = new Set<string>();
      for (const from of CHANGES) {
        for (let half = 0; half < 96; half += 1) {
          const at = new Date(Date.parse(from) + half * HALF_HOUR_MS);
          const shown = idsOf(shownMenu(current.menu, { orderType, at, timezone }));
          expect({ at, shown }).toEqual({ at, shown: madeOf(told, at, timezone) });
          if (pictures.has(shown.join())) continue;
          pictures.add(shown.join());
          // Whatever is shown may be ordered now; whatever is not is refused for that.
          for (const part of inParts(shown))
            expect(await answered(part, orderType, at)).toMatchObject({
              isClosed: false,
              notOffered: new Set(),
            });
          const others = current.menu.products.map(({ id }) => id).filter((id) => !shown.includes(id));
          for (const part of inParts(others)) {
            const { isClosed, unavailable } = await answered(part, orderType, at);
            if (shown.length === 0) expect(isClosed).toBe(true);
            else expect(unavailable.size).toBe(part.length);
          }
        }
      }
      expect(pictures.size).toBeGreaterThan(1);

      // Each thing that is shown costs and offers what PAR was told.
      const cents = new Map(current.menu.products.map((product) => [product.id, product]));
      for (const { id, price, modifier_group_ids } of told.products) {
        expect([id, Math.round(price * 100), modifier_group_ids]).toEqual([
          id,
          cents.get(id)?.priceCents,
          cents.get(id)?.modifierGroupIds,
        ]);
      }
    },
  );
});
