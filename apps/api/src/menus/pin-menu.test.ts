import { everyBrand } from "@parley/db";
import { findMenusInForce, listMenuVersions } from "@parley/db/menus";
import { CLI } from "@parley/db/orders";
import { findLocation, setLocationPos } from "@parley/db/stores";
import { createTestDatabase, type TestDatabase } from "@parley/db/testing";
import { wordsIn } from "@parley/words";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { menuOf, productOf } from "../pricing/testing/orders.ts";
import { pinMenu, unpinMenu } from "./pin-menu.ts";
import { openElsewhere, openRoom, serve, teaAt, until } from "./testing/room.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

type Room = Awaited<ReturnType<typeof openRoom>>;

/** A store whose POS gave tea for 300 and then for 900, and the two versions by their ids. */
async function openTwice() {
  const room = await openRoom(database);
  const { db, menus, pos, locationId, clock } = room;
  serve(pos, teaAt(300));
  await menus.refresh(locationId);
  clock.now = new Date(clock.now.getTime() + 60_000);
  serve(pos, teaAt(900));
  await menus.refresh(locationId);
  const [dear, cheap] = await listMenuVersions(db, { scope: everyBrand, locationId, limit: 9 });
  const location = await findLocation(db, { scope: everyBrand, idOrCode: locationId });
  if (dear === undefined || cheap === undefined || location === null) throw new Error("No two versions.");
  return { ...room, dear, cheap, location };
}

type Twice = Awaited<ReturnType<typeof openTwice>>;

function pin(
  { db, now, location, menus }: Twice,
  menuId: string,
  expectedMenuId: string,
  reason = "too dear",
) {
  const asked = { location, menuId, expectedMenuId, reason, by: CLI, words: wordsIn("en") };
  return pinMenu({ db, now: now(), onChange: menus.forgetMenu }, asked);
}
function unpin({ db, now, location, menus }: Twice, expectedMenuId: string) {
  const asked = { location, expectedMenuId, by: CLI, words: wordsIn("en") };
  return unpinMenu({ db, now: now(), onChange: menus.forgetMenu }, asked);
}

async function tea({ menus, locationId }: Pick<Room, "menus" | "locationId">) {
  const current = await menus.getCurrent(locationId);
  const [item] = current?.menu.products ?? [];
  return { priceCents: item?.priceCents, isAvailable: item?.isAvailable, version: current?.version };
}

describe("a store that is held at a version of its menu", () => {
  it("has its prices under its own version, whatever its POS gives, until it is released", async () => {
    const room = await openTwice();
    const { db, menus, pos, locationId, dear, cheap } = room;
    await using _ = menus;
    const before = await tea(room);
    expect(before.priceCents).toBe(900);
    expect(await pin(room, cheap.id, dear.id)).toEqual({ kind: "set" });
    expect(await tea(room)).toEqual({ priceCents: 300, isAvailable: true, version: cheap.version });

    serve(pos, teaAt(950));
    expect(await menus.refresh(locationId)).toMatchObject({ kind: "changed", previousVersion: dear.version });
    expect(await tea(room)).toMatchObject({ priceCents: 300, version: cheap.version });
    const found = await findMenusInForce(db, locationId);
    expect(found).toMatchObject({
      inForce: { id: cheap.id, isInForce: true, pin: { reason: "too dear", pinnedBy: "cli" } },
      newest: { isInForce: false, pin: null },
    });

    expect(await unpin(room, cheap.id)).toEqual({ kind: "set" });
    expect(await tea(room)).toMatchObject({ priceCents: 950, version: found?.newest.version });
  });

  it("has off at once what its POS says is off, by its menu or by a report that the menu took in", async () => {
    const room = await openTwice();
    const { menus, pos, locationId, dear, cheap, availability, now } = room;
    await using _ = menus;
    await pin(room, cheap.id, dear.id);
    const items = [{ kind: "product", itemId: "tea" }] as const;
    await availability.setByPos({ locationId, items, isAvailable: false, untilAt: null, at: now() });
    expect(await tea(room)).toMatchObject({ priceCents: 300, isAvailable: false });

    // The pull ends the report, which its menu contains: the item must not come back with that.
    serve(pos, menuOf({ products: [productOf({ id: "tea", priceCents: 900, isAvailable: false })] }));
    await menus.refresh(locationId);
    expect(await availability.list(locationId)).toEqual([]);
    const off = await tea(room);
    expect(off).toMatchObject({ priceCents: 300, isAvailable: false });
    expect([cheap.version, dear.version]).not.toContain(off.version);

    await using other = openElsewhere(database, now);
    expect((await other.menus.getCurrent(locationId))?.version).toBe(off.version);
    serve(pos, teaAt(990));
    await menus.refresh(locationId);
    expect(await tea(room)).toEqual({ priceCents: 300, isAvailable: true, version: cheap.version });
    serve(pos, menuOf({ products: [productOf({ id: "bun" })] }));
    await menus.refresh(locationId);
    expect(await tea(room)).toMatchObject({ priceCents: 300, isAvailable: false });
  });

  it("keeps its POS's tag and pulls as ever: the newest is confirmed, not what it is held at", async () => {
    const room = await openTwice();
    const { db, menus, pos, locationId, clock, dear, cheap } = room;
    await using _ = menus;
    await pin(room, cheap.id, dear.id);
    clock.now = new Date(clock.now.getTime() + 60_000);
    pos.answer({ kind: "unchanged" });
    expect(await menus.refresh(locationId)).toEqual({ kind: "unchanged", version: dear.version });
    expect(await findMenusInForce(db, locationId)).toMatchObject({
      newest: { id: dear.id, confirmedAt: clock.now },
      inForce: { confirmedAt: cheap.confirmedAt },
    });
    expect((await menus.getCurrent(locationId))?.confirmedAt).toEqual(clock.now);
  });

  it("is held in every process, which hear of it and of its end", async () => {
    const room = await openTwice();
    const { menus, locationId, now, dear, cheap } = room;
    await using _ = menus;
    await using other = openElsewhere(database, now);
    await other.menus.startSchedule();
    const there = { menus: other.menus, locationId };
    expect(await tea(there)).toMatchObject({ priceCents: 900 });
    await pin(room, cheap.id, dear.id);
    await until(async () => (await tea(there)).priceCents === 300);
    await unpin(room, cheap.id);
    await until(async () => (await tea(there)).priceCents === 900);
  });

  it("is released by another till, and cannot be held at a menu of the one before", async () => {
    const room = await openTwice();
    const { db, vault, menus, pos, locationId, dear, cheap, now, clock } = room;
    await using _ = menus;
    await pin(room, cheap.id, dear.id);
    const set = (judge: "same" | "till") =>
      setLocationPos(db, {
        ...{ vault, locationId, posKind: "bridge", posSettings: { store: judge }, now: now() },
        judge: () => judge,
        by: CLI,
      });
    expect(await set("same")).toMatchObject({ kind: "set", isReleased: false });
    clock.now = new Date(clock.now.getTime() + 1_000);
    expect(await set("till")).toMatchObject({ kind: "set", isReleased: true });
    menus.forgetMenu(locationId);
    expect(await tea(room)).toMatchObject({ priceCents: 900 });
    const [entry] = await db.sql`
      select actor from audit_entries where action = 'menu_unpinned' and location_id = ${locationId}`;
    expect(entry).toEqual({ actor: "cli" });
    expect(await pin(room, cheap.id, dear.id)).toMatchObject({ kind: "invalid", field: "menuId" });
    serve(pos, teaAt(300));
    clock.now = new Date(clock.now.getTime() + 1_000);
    await menus.refresh(locationId);
    expect(await pin(room, cheap.id, cheap.id)).toEqual({ kind: "set" });
  });
});

describe("holding a store", () => {
  it("is refused where the person saw another version in force, and changes nothing", async () => {
    const room = await openTwice();
    const { menus, dear, cheap } = room;
    await using _ = menus;
    expect(await pin(room, cheap.id, cheap.id)).toEqual({ kind: "conflict" });
    expect(await unpin(room, dear.id)).toEqual({ kind: "not_pinned" });
    expect(await tea(room)).toMatchObject({ priceCents: 900 });
    await pin(room, cheap.id, dear.id);
    expect(await unpin(room, dear.id)).toEqual({ kind: "conflict" });
    expect(await pin(room, dear.id, cheap.id)).toEqual({ kind: "set" });
    expect(await tea(room)).toMatchObject({ priceCents: 900, version: dear.version });
  });

  it("needs a reason, a version of this store, and one that it can use", async () => {
    const room = await openTwice();
    const other = await openTwice();
    await using _ = room.menus;
    await using __ = other.menus;
    const { db, dear, cheap } = room;
    expect(await pin(room, cheap.id, dear.id, "  ")).toMatchObject({ kind: "invalid", field: "reason" });
    expect(await pin(room, cheap.id, dear.id, "x".repeat(201))).toMatchObject({ kind: "invalid" });
    expect(await pin(room, other.cheap.id, dear.id)).toEqual({ kind: "not_found" });
    await db.sql`update menus set content = '{}' where id = ${cheap.id}`;
    expect(await pin(room, cheap.id, dear.id)).toMatchObject({ kind: "invalid", field: "menuId" });
    expect(await tea(room)).toMatchObject({ priceCents: 900 });
  });
});
