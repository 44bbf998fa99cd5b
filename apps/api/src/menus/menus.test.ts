import type { LocationId } from "@parley/db";
import { everyBrand } from "@parley/db";
import { findCurrentMenu, listMenuVersions, requestMenuPull } from "@parley/db/menus";
import { findLocation, setLocationPos } from "@parley/db/stores";
import { createTestDatabase, type TestDatabase } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readStorePos } from "../pos/store-pos.ts";
import { taxOf } from "../pricing/testing/orders.ts";
import { createMenus, type Menus } from "./menus.ts";
import { log, openElsewhere, openRoom, serve, teaAt, timings, until } from "./testing/room.ts";
import { menuVersion } from "./version.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

const open = (options?: Parameters<typeof openRoom>[1]) => openRoom(database, options);

async function teaPrice(menus: Menus, locationId: LocationId): Promise<number | undefined> {
  return (await menus.getCurrent(locationId))?.menu.products[0]?.priceCents;
}

describe("refresh", () => {
  it("stores the menu under the hash of its content, and serves it", async () => {
    const { menus, pos, locationId, now } = await open();
    expect(await menus.getCurrent(locationId)).toBeNull();
    serve(pos, teaAt(300));
    const version = menuVersion(teaAt(300));
    expect(await menus.refresh(locationId)).toEqual({ kind: "changed", version, previousVersion: null });
    expect(await menus.getCurrent(locationId)).toMatchObject({
      menu: teaAt(300),
      version,
      fetchedAt: now(),
      confirmedAt: now(),
    });
  });

  it("hands the adapter the store's settings and its opened secret", async () => {
    const { menus, pos, locationId, code } = await open();
    await menus.refresh(locationId);
    const { fingerprint } = readStorePos({ kind: "bridge", settings: { store: code }, secret: "s3" });
    expect(pos.asked).toEqual([
      {
        store: { lane: locationId, pos: expect.objectContaining({ kind: "bridge", fingerprint }) },
        etag: null,
      },
    ]);
  });

  it("changes nothing when done twice, but the time of confirmation", async () => {
    const { db, menus, pos, locationId, clock } = await open();
    serve(pos, teaAt(300));
    const first = await menus.refresh(locationId);
    const before = await menus.getCurrent(locationId);
    clock.now = new Date(clock.now.getTime() + 60_000);
    expect(first.kind).toBe("changed");
    expect(await menus.refresh(locationId)).toEqual({ kind: "unchanged", version: before?.version });
    expect(await menus.getCurrent(locationId)).toEqual({ ...before, confirmedAt: clock.now });
    expect(await listMenuVersions(db, { scope: everyBrand, locationId, limit: 10 })).toHaveLength(1);
  });

  it("asks by the POS's own tag, and takes unchanged for a confirmation", async () => {
    const { menus, pos, locationId, clock } = await open();
    serve(pos, teaAt(300), "etag-1");
    await menus.refresh(locationId);
    clock.now = new Date(clock.now.getTime() + 60_000);
    pos.answer({ kind: "unchanged" });
    expect((await menus.refresh(locationId)).kind).toBe("unchanged");
    expect(pos.asked.map(({ etag }) => etag)).toEqual([null, "etag-1"]);
    expect((await menus.getCurrent(locationId))?.confirmedAt).toEqual(clock.now);
  });

  it("puts a changed menu in force, and an earlier one again under its old version", async () => {
    const { db, menus, pos, locationId } = await open();
    for (const price of [300, 350, 300]) {
      serve(pos, teaAt(price));
      expect((await menus.refresh(locationId)).kind).toBe("changed");
      expect(await teaPrice(menus, locationId)).toBe(price);
    }
    const versions = await listMenuVersions(db, { scope: everyBrand, locationId, limit: 10 });
    expect(versions.map((menu) => menu.isCurrent).sort()).toEqual([false, true]);
  });

  it("keeps the last good menu when a pull fails, says why, and tries again sooner", async () => {
    const { db, menus, pos, locationId, clock } = await open();
    serve(pos, teaAt(300));
    await menus.refresh(locationId);
    pos.answer({ kind: "failed", reason: "pos_unreachable: connection refused" });
    const waits: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      expect(await menus.refresh(locationId)).toMatchObject({
        kind: "failed",
        version: menuVersion(teaAt(300)),
      });
      const location = await findLocation(db, { scope: everyBrand, idOrCode: locationId });
      expect(location?.menuPullError).toBe("pos_unreachable: connection refused");
      waits.push((location?.menuPullDueAt?.getTime() ?? 0) - clock.now.getTime());
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    expect(await teaPrice(menus, locationId)).toBe(300);

    serve(pos, teaAt(320));
    await menus.refresh(locationId);
    const location = await findLocation(db, { scope: everyBrand, idOrCode: locationId });
    expect(location).toMatchObject({ menuPullError: null });
  });

  it("takes a pull that breaks off for a failed one, so that its POS is asked ever more rarely", async () => {
    const { db, menus, pos, locationId, clock } = await open();
    // PostgreSQL keeps no NUL in JSON. No adapter lets one through; it stands for whatever cannot be stored.
    serve(pos, { ...teaAt(300), products: teaAt(300).products.map((tea) => ({ ...tea, name: "T\0a" })) });
    const waits: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      expect(await menus.refresh(locationId)).toMatchObject({ kind: "failed", reason: "pull_broke_off" });
      const location = await findLocation(db, { scope: everyBrand, idOrCode: locationId });
      expect(location?.menuPullError).toBe("pull_broke_off");
      waits.push((location?.menuPullDueAt?.getTime() ?? 0) - clock.now.getTime());
    }
    expect(waits).toEqual([1_000, 2_000, 4_000]);
  });

  it("stores and reads a menu of 5 MB", async () => {
    const { menus, pos, locationId } = await open();
    const { products, ...rest } = teaAt(300);
    const many = products.flatMap((tea) =>
      Array.from({ length: 5_000 }, (_, n) => ({
        ...tea,
        id: `tea-${n}`,
        name: "茶".repeat(200),
        description: "x".repeat(400),
      })),
    );
    const menu = { ...rest, products: [...products, ...many] };
    expect(Buffer.byteLength(JSON.stringify(menu))).toBeGreaterThan(5_000_000);
    serve(pos, menu);
    expect((await menus.refresh(locationId)).kind).toBe("changed");
    expect((await menus.getCurrent(locationId))?.menu.products).toHaveLength(5_001);
  });

  it.each([
    ["another currency", { ...teaAt(1), currency: "EUR" }, "menu_currency"],
    [
      "a currency of three decimals (F)",
      { ...teaAt(1), currency: "KWD" },
      "the store counts in USD; KWD has three decimals, and PAR has not said how it signs them",
    ],
    [
      "a price that no total can have (F)",
      teaAt(1_000_000_000),
      "menu_price: product tea costs 10000000.00 USD",
    ],
    ["no menu card", { ...teaAt(1), menus: [] }, "menu_empty"],
    ["a rate that is no number", { ...teaAt(1), taxes: [taxOf("t", "8,75")] }, "menu_tax"],
  ])("refuses a menu with %s", async (_name, menu, reason) => {
    const { menus, pos, locationId } = await open();
    serve(pos, menu);
    const outcome = await menus.refresh(locationId);
    expect(outcome).toMatchObject({ kind: "failed", reason: expect.stringContaining(reason) });
    expect(await menus.getCurrent(locationId)).toBeNull();
  });

  it("is one pull for two who ask at once", async () => {
    const { menus, pos, locationId } = await open();
    serve(pos, teaAt(300));
    const [one, other] = await Promise.all([menus.refresh(locationId), menus.refresh(locationId)]);
    expect(one).toBe(other);
    expect(pos.asked).toHaveLength(1);
  });

  it("tells an unknown store, and one without a POS", async () => {
    const { menus, locationId } = await open({ posKind: null });
    expect(await menus.refresh("loc_nobody")).toEqual({ kind: "location_not_found" });
    expect(await menus.refresh(locationId)).toMatchObject({ kind: "failed", reason: "pos_not_set" });
  });

  it("asks in full for a menu that is stored in a shape it cannot read", async () => {
    const { db, menus, pos, locationId } = await open();
    serve(pos, teaAt(300), "etag-1");
    await menus.refresh(locationId);
    await db.sql`update menus set content = '{"currency":"USD"}' where location_id = ${locationId}`;
    expect(await menus.getCurrent(locationId)).toBeNull();
    serve(pos, teaAt(310), "etag-2");
    await menus.refresh(locationId);
    expect(pos.asked.at(-1)?.etag).toBeNull();
    expect(await teaPrice(menus, locationId)).toBe(310);
  });
});

describe("startSchedule", () => {
  it("pulls every store when it starts, though it is not due", async () => {
    const { menus, pos, locationId } = await open();
    serve(pos, teaAt(300));
    await menus.refresh(locationId);
    serve(pos, teaAt(330));
    await using running = menus;
    await running.startSchedule();
    await until(async () => (await teaPrice(menus, locationId)) === 330);
  });

  it("pulls a store as soon as its POS is set", async () => {
    const { db, vault, menus, pos, locationId, now } = await open({ posKind: null });
    serve(pos, teaAt(300));
    await using running = menus;
    await running.startSchedule();
    await setLocationPos(db, { vault, locationId, posKind: "bridge", posSettings: {}, now: now() });
    await until(async () => (await teaPrice(menus, locationId)) === 300);
  });

  it("hears of a menu that another process pulled", async () => {
    const { menus, pos, locationId, now } = await open();
    serve(pos, teaAt(300));
    await using running = menus;
    await running.startSchedule();
    await until(async () => (await teaPrice(menus, locationId)) === 300);

    await using other = openElsewhere(database, now);
    serve(other.pos, teaAt(345));
    await other.menus.refresh(locationId);
    await until(async () => (await teaPrice(menus, locationId)) === 345);
  });

  it("serves from memory while it listens", async () => {
    const { db, menus, pos, locationId } = await open();
    serve(pos, teaAt(300));
    await using running = menus;
    await running.startSchedule();
    await until(async () => (await teaPrice(menus, locationId)) === 300);
    const served = await menus.getCurrent(locationId);
    expect((await menus.getCurrent(locationId))?.menu).toBe(served?.menu);
    expect((await findCurrentMenu(db, locationId))?.version).toBe(served?.version);
  });

  it("shares the stores with another process, each pulled by one", async () => {
    const a = await open();
    const b = createMenus({ ...a, log, timings });
    serve(a.pos, teaAt(300));
    await a.menus.startSchedule();
    await until(async () => (await a.menus.getCurrent(a.locationId)) !== null);
    await a.menus[Symbol.asyncDispose]();
    await using again = b;
    await again.startSchedule();
    await until(async () => (await b.getCurrent(a.locationId)) !== null);
  });

  it("pulls once more what was asked for while it was being pulled", async () => {
    const { db, menus, pos, locationId, clock, now } = await open();
    let answerNow = () => {};
    const answer = new Promise<void>((resolve) => {
      answerNow = resolve;
    });
    pos.answer(async () => {
      await answer;
      return { kind: "menu", menu: teaAt(300), etag: null };
    });
    await using running = menus;
    await running.startSchedule();
    await until(async () => pos.asked.some(({ store }) => store.lane === locationId));
    clock.now = new Date(clock.now.getTime() + 1_000);
    await requestMenuPull(db, { locationId, now: now() });
    serve(pos, teaAt(333));
    answerNow();
    await until(async () => (await teaPrice(menus, locationId)) === 333);
  });

  it("stops a pull that hangs, and blames no POS for it", async () => {
    const { db, menus, pos, locationId } = await open();
    pos.answer(() => new Promise(() => {}));
    await menus.startSchedule();
    await until(async () => pos.asked.some(({ store }) => store.lane === locationId));
    await menus[Symbol.asyncDispose]();
    expect(await findLocation(db, { scope: everyBrand, idOrCode: locationId })).toMatchObject({
      menuPullError: null,
    });
  });
});
