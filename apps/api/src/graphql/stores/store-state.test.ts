import { everyBrand, type LocationId } from "@parley/db";
import { setConnection } from "@parley/db/connections";
import {
  endFireDrill,
  findCurrentMenu,
  moveFireDrill,
  recordMenuFailure,
  startFireDrill,
  storeMenu,
} from "@parley/db/menus";
import { CLI, insertBillDrift, recordResult } from "@parley/db/orders";
import { findLocation, setLocation, setLocationPos } from "@parley/db/stores";
import { testPlaced } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const QUERY = `query($id: ID!) { location(id: $id) { state {
  light sentence nextStep { label href } isPosReachable posAnsweredAt lastOrderAt
  waitingOrders recentOrders otherBills issues { cause } } } }`;

describe("a store's state", () => {
  let door: TestDoor;
  let viewer: Record<string, string>;
  let versions = 0;
  beforeAll(async () => {
    door = await openTestDoor();
    viewer = await door.headersOf("viewer", "all");
  });
  afterAll(() => door[Symbol.asyncDispose]());

  const ask = async (store: TestDoor["own"], headers = viewer) =>
    (await door.ask(headers, QUERY, { id: store.location.id })).body;
  const menuOf = (locationId: LocationId) => ({
    ...{ locationId, content: {}, source: "bridge", etag: null },
    version: `v${++versions}`,
  });
  const state = (expected: object) => ({ data: { location: { state: expect.objectContaining(expected) } } });

  it("is red without a POS, and says to those who may set one up where", async () => {
    const sentence = "It has no POS yet, so no order can reach its kitchen.";
    expect(await ask(door.own)).toEqual(state({ light: "RED", sentence, nextStep: null }));
    const nextStep = { label: "Set up its POS", href: `/stores/${door.own.location.id}#pos` };
    const admin = await door.headersOf("brand_admin");
    expect(await ask(door.own, admin)).toEqual(state({ light: "RED", sentence, nextStep }));
  });

  it("is red without a menu, and says where to look", async () => {
    const { id } = door.own.location;
    const settings = { url: "https://pos.example.com", store: "1", class: "A" };
    const pos = { locationId: id, posKind: "bridge", posSettings: settings, posSecret: "whsec_none" };
    await setLocationPos(door.test.db, { ...pos, vault: door.test.vault, now: new Date() });
    expect(await ask(door.own)).toEqual(
      state({
        light: "RED",
        sentence: expect.stringMatching(/ has no menu, so PAR can order nothing there$/),
        nextStep: { label: "See the menu", href: `/menus/${id}` },
        lastOrderAt: null,
        posAnsweredAt: null,
        ...{ waitingOrders: 0, recentOrders: 0, otherBills: 0 },
      }),
    );
  });

  it("is green where orders reach the kitchen, and tells the last signs of life", async () => {
    const { db } = door.test;
    await storeMenu(db, { ...menuOf(door.own.location.id), nextPullAt: new Date(), now: new Date() });
    expect(await ask(door.own)).toEqual(
      state({ light: "GREEN", sentence: "It is ready; no order has come yet.", nextStep: null }),
    );
    const nextStep = { label: "Try an order", href: `/simulator?store=${door.own.location.id}` };
    expect(await ask(door.own, await door.headersOf("engineer"))).toEqual(
      state({ light: "GREEN", nextStep }),
    );
    const { id, brandId } = door.own.location;
    const support = await door.headersOf("support");
    const href = `/menus/${id}/fire-drill`;
    expect(await ask(door.own, support)).toEqual(
      state({
        light: "GREEN",
        sentence: "It is ready; no fire drill has gone through its menu yet.",
        nextStep: { label: "Hold a fire drill", href },
      }),
    );
    const now = new Date();
    const menuId = (await findCurrentMenu(db, id))?.id ?? "";
    const drilled = async (differing: number) => {
      const location = { id, brandId };
      const asked = { location, menuId, itemCount: 1, by: CLI, now, ledgerNow: now };
      const drill = await startFireDrill(db, asked);
      if (drill === null) throw new Error("One runs already");
      await moveFireDrill(db, { drill, step: { items: 1, skipped: [], differing, findings: [] }, now });
      await endFireDrill(db, { drillId: drill.id, failure: null, now });
    };
    await drilled(1);
    expect(await ask(door.own, support)).toEqual(
      state({
        light: "AMBER",
        sentence: "Its POS differs from its menu in 1 item, as the last fire drill found.",
        nextStep: { label: "See what differs", href },
      }),
    );
    await drilled(0);
    expect(await ask(door.own, support)).toEqual(
      state({ light: "GREEN", sentence: "It is ready; no order has come yet." }),
    );
    const { orderId } = await door.addOrder(door.own);
    await recordResult(db, testPlaced(orderId));
    expect(await ask(door.own)).toEqual(
      state({
        ...{ light: "GREEN", sentence: "Orders reach the kitchen.", nextStep: null, issues: [] },
        ...{ isPosReachable: true, posAnsweredAt: expect.any(String), lastOrderAt: expect.any(String) },
      }),
    );
  });

  it("counts the newest orders whose bill at the POS differs", async () => {
    const { db } = door.test;
    const { orderId } = await door.addOrder(door.own);
    await recordResult(db, testPlaced(orderId));
    const { brand, location } = door.own;
    const drift = { kind: "tax", itemId: null, name: null, oursCents: 210, posCents: 220 } as const;
    await insertBillDrift(db, {
      orderId,
      brandId: brand.id,
      locationId: location.id,
      drift,
      now: new Date(),
    });
    expect(await ask(door.own)).toEqual(state({ light: "GREEN", recentOrders: 2, otherBills: 1 }));
  });

  describe("is amber", () => {
    const HOUR_MS = 3_600_000;

    it("while it is paused", async () => {
      const { db } = door.test;
      const { id: locationId } = door.own.location;
      const found = await findLocation(db, { scope: everyBrand, idOrCode: locationId });
      const expectedVersion = found?.version ?? 0;
      const pausedAt = new Date();
      const set = { pausedAt, pauseReason: "flood" };
      await setLocation(db, { locationId, expectedVersion, set, now: pausedAt });
      expect(await ask(door.own)).toEqual(
        state({ light: "AMBER", sentence: "It is paused and takes no orders. Why: flood", nextStep: null }),
      );
      const nextStep = { label: "Take orders again…", href: `/stores/${locationId}#pause` };
      expect(await ask(door.own, await door.headersOf("support"))).toEqual(state({ nextStep }));
      const undone = { locationId, expectedVersion: expectedVersion + 1, set: { pausedAt: null } };
      await setLocation(db, { ...undone, now: new Date() });
      expect(await ask(door.own)).toEqual(state({ light: "GREEN" }));
    });

    it("while a connection that orders there is paused", async () => {
      const { db } = door.test;
      const { id, slug, name } = door.own.connection;
      const { state: live, version } = door.own.connection;
      expect(live).toBe("live");
      const now = new Date();
      const change = { connectionId: id, expectedVersion: version, now };
      await setConnection(db, { ...change, set: { pausedAt: now, pauseReason: "PAR moves house" } });
      const sentence = `PAR’s orders for it are refused, because the connection ${name} is paused.`;
      const nextStep = { label: "See the connection", href: `/connections/${slug}` };
      expect(await ask(door.own)).toEqual(state({ light: "AMBER", sentence, nextStep }));
      // Whatever else is amber there, this is why no order comes through.
      const { id: locationId, brandId } = door.own.location;
      await db.sql`insert into issues (id, cause, last_cause, subject_kind, subject_id, brand_id, location_id,
        first_seen_at, since_at, last_seen_at, spells, effects, orders, money, version) values ('iss_prices',
        'price_mismatch', 'price_mismatch', 'store', ${locationId}, ${brandId}, ${locationId}, ${now}, ${now}, ${now},
        1, 1, 0, '{}', 1)`;
      expect(await ask(door.own)).toEqual(state({ light: "AMBER", sentence }));
      await db.sql`delete from issues where id = 'iss_prices'`;
      const ofStore = await door.headersOf("support", "store");
      expect(await ask(door.own, ofStore)).toEqual(state({ light: "AMBER", sentence, nextStep: null }));
      await setConnection(db, { ...change, expectedVersion: version + 1, set: { pausedAt: null } });
      expect(await ask(door.own)).toEqual(state({ light: "GREEN" }));
    });

    it.each([
      ["could not be pulled lately", 0, "Its menu could not be pulled lately; PAR is served the last one."],
      ["is hours old: PAR still orders from it", 4, expect.stringMatching(/menu/)],
    ])("while its menu %s", async (_why, hours, sentence) => {
      const { db, vault } = door.test;
      const { id: locationId } = door.own.location;
      const posSettings = { url: "http://127.0.0.1:1", store: "x", class: "A" };
      const pos = { vault, locationId, posKind: "bridge", posSettings };
      await setLocationPos(db, { ...pos, now: new Date() });
      const at = (ms: number) => new Date(Date.now() - ms);
      await storeMenu(db, { ...menuOf(locationId), nextPullAt: at(0), now: at(hours * HOUR_MS) });
      await recordMenuFailure(db, { locationId, reason: "timeout", nextPullAt: at(0) });
      expect(await ask(door.own)).toEqual(
        state({
          light: "AMBER",
          sentence,
          nextStep: { label: expect.any(String), href: `/menus/${locationId}` },
        }),
      );
      await storeMenu(db, { ...menuOf(locationId), nextPullAt: at(0), now: at(0) });
      expect(await ask(door.own)).toEqual(state({ light: "GREEN" }));
    });
  });

  it("is red while paid orders wait for its POS, and only for its own", async () => {
    const receivedAt = new Date(Date.now() - 180_000);
    await door.addOrder(door.own, { state: "received", cause: "pos_unavailable", receivedAt });
    expect(await ask(door.own)).toEqual(
      state({
        light: "RED",
        sentence: expect.stringContaining("cannot be reached"),
        nextStep: { label: expect.any(String), href: expect.stringMatching(/^\/orders\?issue=iss_\w+$/) },
        isPosReachable: false,
        waitingOrders: 1,
        issues: [{ cause: "STORE_IN_DOUBT" }],
      }),
    );
    expect(await ask(door.foreign)).toEqual(state({ isPosReachable: true, waitingOrders: 0, issues: [] }));
  });

  it("is nobody's who may not see the store", async () => {
    expect(await ask(door.foreign, await door.headersOf("viewer"))).toEqual({ data: { location: null } });
  });
});
