import type { LocationId } from "@parley/db";
import { listAvailabilityHistory } from "@parley/db/menus";
import { createTestDatabase, type TestDatabase } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Menu } from "../../pos/menu.ts";
import { indexMenu } from "../../pricing/price-order.ts";
import { groupOf, menuOf, modifierOf, productOf } from "../../pricing/testing/orders.ts";
import { untilOf } from "../../stores/until.ts";
import type { Menus } from "../menus.ts";
import { openElsewhere, openRoom, serve, until } from "../testing/room.ts";
import { statusOf } from "./availability-status.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const tea = { kind: "product", itemId: "tea" } as const;
const milk = { kind: "modifier", itemId: "milk" } as const;
const byOperator = { untilAt: null, reason: null, by: "opr_1" };

function teaMenu(isAvailable = true): Menu {
  return menuOf({
    products: [productOf({ id: "tea", priceCents: 300, isAvailable, modifierGroupIds: ["extras"] })],
    modifierGroups: [groupOf({ id: "extras", modifierIds: ["milk"] })],
    modifiers: [modifierOf({ id: "milk", priceCents: 50 })],
  });
}

type Options = NonNullable<Parameters<typeof openRoom>[1]> & { menuSays?: boolean };

/** A store whose POS has served its menu. */
async function open({ menuSays = true, ...options }: Options = {}) {
  const room = await openRoom(database, options);
  serve(room.pos, teaMenu(menuSays));
  await room.menus.refresh(room.locationId);
  const { clock } = room;
  return {
    ...room,
    pass: (seconds: number) => {
      clock.now = new Date(clock.now.getTime() + seconds * 1_000);
      return clock.now;
    },
  };
}

/** What pricing and PAR get for tea and milk, which must be the same. */
async function offered(menus: Menus, locationId: LocationId) {
  const current = await menus.getCurrent(locationId);
  const said = {
    tea: current?.menu.products[0]?.isAvailable,
    milk: current?.menu.modifiers[0]?.isAvailable,
  };
  const index = current === null ? null : indexMenu(current.menu);
  expect({
    tea: index?.products.get("tea")?.product.isAvailable,
    milk: index?.modifiers.get("milk")?.modifier.isAvailable,
  }).toEqual(said);
  return said;
}

async function versionOf(menus: Menus, locationId: LocationId): Promise<string | undefined> {
  return (await menus.getCurrent(locationId))?.version;
}

describe("an operator's override", () => {
  it("takes items off until they are put back, and the version follows", async () => {
    const { menus, availability, locationId, pass } = await open();
    const before = await versionOf(menus, locationId);
    const act = { locationId, items: [tea, milk], ...byOperator };
    expect(await availability.setByOperator({ ...act, isAvailable: false })).toEqual([tea, milk]);
    expect(await offered(menus, locationId)).toEqual({ tea: false, milk: false });
    expect(await versionOf(menus, locationId)).not.toBe(before);

    pass(60);
    await availability.setByOperator({ ...act, isAvailable: true });
    expect(await offered(menus, locationId)).toEqual({ tea: true, milk: true });
    expect(await versionOf(menus, locationId)).toBe(before);
  });

  it("is stronger than the POS's, which puts nothing back that an operator took off", async () => {
    const { menus, availability, locationId, pass, clock } = await open();
    await availability.setByOperator({ locationId, items: [tea], isAvailable: false, ...byOperator });
    pass(60);
    await availability.setByPos({
      locationId,
      items: [tea],
      isAvailable: true,
      untilAt: null,
      at: clock.now,
    });
    expect(await offered(menus, locationId)).toEqual({ tea: false, milk: true });
    pass(60);
    await availability.setByOperator({ locationId, items: [tea], isAvailable: true, ...byOperator });
    expect(await offered(menus, locationId)).toEqual({ tea: true, milk: true });
  });

  it("outlives every pull of the menu", async () => {
    const { menus, availability, locationId, pass } = await open();
    await availability.setByOperator({ locationId, items: [tea], isAvailable: false, ...byOperator });
    pass(60);
    await menus.refresh(locationId);
    expect(await offered(menus, locationId)).toEqual({ tea: false, milk: true });
  });

  it("about an item that the menu lacks changes neither the menu nor its version", async () => {
    const { menus, availability, locationId } = await open();
    const before = await menus.getCurrent(locationId);
    const items = [{ kind: "product", itemId: "coffee" }] as const;
    await availability.setByOperator({ locationId, items, isAvailable: false, ...byOperator });
    const overrides = await availability.list(locationId);
    expect(await menus.getCurrent(locationId)).toEqual({ ...before, overrides });
  });

  it.each([
    ["America/Los_Angeles", "2026-03-08T04:00:00Z", "2026-03-08T11:00:00Z"],
    ["Europe/Berlin", "2026-10-24T20:00:00Z", "2026-10-25T03:00:00Z"],
    ["Asia/Kolkata", "2026-06-01T12:00:00Z", "2026-06-01T22:30:00Z"],
    ["Australia/Lord_Howe", "2026-10-03T12:00:00Z", "2026-10-03T17:00:00Z"],
  ])("for the rest of the day ends by itself in %s", async (timezone, start, end) => {
    await using room = openElsewhere(database, () => clock.now);
    const { locationId, clock } = await open({ timezone, now: new Date(start) });
    const untilAt = untilOf({ kind: "end_of_day" }, timezone, clock.now);
    await room.menus.startSchedule();
    const before = await versionOf(room.menus, locationId);
    await room.availability.setByOperator({
      locationId,
      items: [tea],
      isAvailable: false,
      ...byOperator,
      untilAt,
    });
    clock.now = new Date(Date.parse(end) - 1);
    expect(await offered(room.menus, locationId)).toEqual({ tea: false, milk: true });
    clock.now = new Date(end);
    expect(await offered(room.menus, locationId)).toEqual({ tea: true, milk: true });
    expect(await versionOf(room.menus, locationId)).toBe(before);
  });
});

describe("H: what nobody could order", () => {
  /** Tea needs a size, of which the given ones are there. */
  const sized = (pot: boolean) =>
    menuOf({
      products: [productOf({ id: "tea", priceCents: 300, modifierGroupIds: ["size"] })],
      modifierGroups: [groupOf({ id: "size", name: "Size", minSelected: 1, modifierIds: ["pot", "milk"] })],
      modifiers: [
        modifierOf({ id: "pot", isAvailable: pot }),
        modifierOf({ id: "milk", isAvailable: false }),
      ],
    });
  const pot = { kind: "modifier", itemId: "pot" } as const;
  const teaOf = async (menus: Menus, locationId: LocationId) =>
    (await menus.getCurrent(locationId))?.menu.products[0]?.isAvailable;

  it("is off while its last option is, under another version, and comes back to the one before", async () => {
    const { menus, pos, availability, locationId, pass } = await open();
    serve(pos, sized(true));
    await menus.refresh(locationId);
    const before = await versionOf(menus, locationId);
    expect(await teaOf(menus, locationId)).toBe(true);
    await availability.setByOperator({ locationId, items: [pot], isAvailable: false, ...byOperator });
    expect(await teaOf(menus, locationId)).toBe(false);
    const off = await versionOf(menus, locationId);
    expect(off).not.toBe(before);
    await using other = openElsewhere(database, () => pass(0));
    expect(await versionOf(other.menus, locationId)).toBe(off);
    pass(60);
    await availability.setByOperator({ locationId, items: [pot], isAvailable: true, ...byOperator });
    expect(await teaOf(menus, locationId)).toBe(true);
    expect(await versionOf(menus, locationId)).toBe(before);
  });

  it("is off without any override, under another version than the pulled menu's", async () => {
    const { menus, pos, locationId } = await open();
    serve(pos, sized(false));
    const pulled = await menus.refresh(locationId);
    expect(await teaOf(menus, locationId)).toBe(false);
    const current = await menus.getCurrent(locationId);
    expect(pulled).toMatchObject({ kind: "changed" });
    expect(current?.version).not.toBe("version" in pulled ? pulled.version : null);
    expect(statusOf(current?.statuses ?? new Map(), { kind: "product", itemId: "tea" })).toMatchObject({
      source: "derived",
    });
  });

  it("is derived once for a menu and its overrides, and not with every call", async () => {
    const { locationId, clock } = await open();
    await using room = openElsewhere(database, () => clock.now);
    await room.menus.startSchedule();
    const [one, other] = [await room.menus.getCurrent(locationId), await room.menus.getCurrent(locationId)];
    expect(one?.statuses).toBe(other?.statuses);
    expect(one?.menu).toBe(other?.menu);
  });
});

describe("a POS's override", () => {
  it.each([
    ["off what its menu offers", true],
    ["back what its menu has as sold out", false],
  ])("takes %s, until the next menu says it itself", async (_name, menuSays) => {
    const { menus, pos, availability, locationId, pass } = await open({ menuSays });
    const said = { locationId, items: [tea], untilAt: null };
    await availability.setByPos({ ...said, isAvailable: !menuSays, at: pass(60) });
    expect(await offered(menus, locationId)).toMatchObject({ tea: !menuSays });
    pass(60);
    serve(pos, teaMenu(menuSays));
    await menus.refresh(locationId);
    expect(await offered(menus, locationId)).toMatchObject({ tea: menuSays });
    expect(await availability.list(locationId)).toEqual([]);
  });

  it("stays when it was said while a menu was on its way", async () => {
    const { menus, pos, availability, locationId, pass } = await open();
    let answerNow = () => {};
    const answer = new Promise<void>((resolve) => {
      answerNow = resolve;
    });
    const asked = pos.asked.length;
    pos.answer(async () => {
      await answer;
      return { kind: "menu", menu: { ...teaMenu(), categories: [] }, etag: null };
    });
    const pull = menus.refresh(locationId);
    await until(async () => pos.asked.length > asked);
    // By a clock that is behind ours, it was said before the pull began.
    await availability.setByPos({
      locationId,
      items: [tea],
      isAvailable: false,
      untilAt: null,
      at: pass(-60),
    });
    answerNow();
    expect(await pull).toMatchObject({ kind: "changed" });
    expect(await offered(menus, locationId)).toMatchObject({ tea: false });
  });

  it("that arrives after a later one changes nothing", async () => {
    const { menus, availability, locationId, pass } = await open();
    const said = { locationId, items: [tea], untilAt: null };
    const earlier = pass(10);
    await availability.setByPos({ ...said, isAvailable: true, at: pass(10) });
    expect(await availability.setByPos({ ...said, isAvailable: false, at: earlier })).toEqual([]);
    expect(await offered(menus, locationId)).toMatchObject({ tea: true });
  });

  it("by a clock that runs ahead does not silence the next one", async () => {
    const { menus, availability, locationId, pass, clock } = await open();
    const said = { locationId, items: [tea], untilAt: null };
    const ahead = () => new Date(clock.now.getTime() + 3_600_000);
    pass(1);
    await availability.setByPos({ ...said, isAvailable: false, at: ahead() });
    pass(1);
    await availability.setByPos({ ...said, isAvailable: true, at: clock.now });
    expect(await offered(menus, locationId)).toMatchObject({ tea: true });
  });
});

describe("another process", () => {
  it("answers differently as soon as it is notified of an override, and under the same version", async () => {
    const { menus, availability, locationId, now } = await open();
    await using other = openElsewhere(database, now);
    await other.menus.startSchedule();
    expect(await offered(other.menus, locationId)).toMatchObject({ tea: true });
    await availability.setByOperator({ locationId, items: [tea], isAvailable: false, ...byOperator });
    await until(async () => (await offered(other.menus, locationId)).tea === false);
    expect(await versionOf(other.menus, locationId)).toBe(await versionOf(menus, locationId));
  });

  it("ends the overrides that have expired, for the history", async () => {
    const { availability, locationId, now, pass, clock } = await open();
    const untilAt = new Date(clock.now.getTime() + 60_000);
    await availability.setByOperator({
      locationId,
      items: [tea],
      isAvailable: false,
      ...byOperator,
      untilAt,
    });
    pass(61);
    await using other = openElsewhere(database, now);
    await other.menus.startSchedule();
    await until(async () => {
      const [override] = await listAvailabilityHistory(database.db, { locationId, limit: 1 });
      return override?.endedBy === "time";
    });
  });

  it("serves the same menu from memory while nothing changes", async () => {
    const { availability, locationId, now, pass } = await open();
    await availability.setByOperator({ locationId, items: [tea], isAvailable: false, ...byOperator });
    await using other = openElsewhere(database, now);
    await other.menus.startSchedule();
    const first = await other.menus.getCurrent(locationId);
    pass(5);
    expect((await other.menus.getCurrent(locationId))?.menu).toBe(first?.menu);
  });
});
