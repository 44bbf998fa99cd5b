import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { insertOrder } from "../orders/insert.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
} from "../testing/database.ts";
import { listFormerBridges, listFormerPos } from "./former-pos.ts";
import { type PosChange, setLocationPos } from "./location-pos.ts";
import { findStore } from "./stores.ts";

/** What is kept of the POS that a store had before. */

const NOON = new Date("2026-11-30T12:00:00Z");
const OLD = { url: "https://old.example.com", store: "1" };
const NEW = { url: "https://new.example.com", store: "1" };

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  store = await insertTestStore(test, NOON);
  expect((await set(OLD, "key-old", "till")).kind).toBe("set");
});

const locationId = () => store.location.id;

function set(posSettings: object, posSecret: string | undefined, change: PosChange, mayLeaveOrders = false) {
  const pos = { vault: test.vault, locationId: locationId(), posKind: "bridge", posSettings, posSecret };
  return setLocationPos(test.db, { ...pos, judge: () => change, mayLeaveOrders, now: NOON });
}
const former = () => listFormerPos(test.db, { vault: test.vault, locationId: locationId() });

async function ofNow() {
  const found = await findStore(test.db, { vault: test.vault, locationId: locationId() });
  const { posLink, posAccount, posSettings } = found?.location ?? {};
  return { posLink, posAccount, posSettings, posSecret: found?.posSecret };
}

describe("a store's first POS", () => {
  it("follows none, and its account has the store's own id", async () => {
    expect(await former()).toEqual([]);
    expect(await ofNow()).toEqual({
      posLink: null,
      posAccount: null,
      posSettings: OLD,
      posSecret: "key-old",
    });
  });

  it("stays the same one where nothing says otherwise", async () => {
    await set({ ...OLD, slots: 4 }, "key-rotated", "same");
    expect(await former()).toEqual([]);
    expect(await ofNow()).toMatchObject({ posLink: null, posSecret: "key-rotated" });
  });
});

describe("another till", () => {
  it("has an account of its own, and the old one is kept with its key, which opens nowhere else", async () => {
    await set(NEW, "key-new", "till");
    const { posLink, posAccount, posSecret } = await ofNow();
    expect(posLink).toMatch(/^pol_/);
    expect({ posAccount, posSecret }).toEqual({ posAccount: posLink, posSecret: "key-new" });
    const id = locationId();
    expect(await former()).toEqual([
      {
        id,
        locationId: id,
        posAccount: id,
        posKind: "bridge",
        posSettings: OLD,
        posSecret: "key-old",
        endedAt: NOON,
      },
    ]);
    const [row] = await test.db.sql`
      select f.pos_secret = l.pos_secret as "isCopied" from former_pos f join locations l on l.id = f.location_id
      where f.location_id = ${id}`;
    expect(row).toEqual({ isCopied: false });
  });

  it("follows each that was there before it, and each keeps its account", async () => {
    await set(NEW, "key-new", "till");
    const second = await ofNow();
    await set({ ...NEW, class: "A" }, undefined, "promises");
    await set(OLD, "key-old", "till");
    const accounts = (await former()).map(({ posAccount }) => posAccount);
    expect(accounts.sort()).toEqual([locationId(), second.posAccount, second.posAccount].sort());
    expect((await ofNow()).posAccount).not.toBe(locationId());
  });

  it("is found by the name that its POS has for the store, with the key of then", async () => {
    const name = `till-${crypto.randomUUID()}`;
    await set({ ...OLD, store: name }, "key-named", "same");
    await set(NEW, "key-new", "till");
    const found = await listFormerBridges(test.db, { vault: test.vault, posStore: name });
    expect(found.map(({ location, posSecret }) => [location.id, posSecret])).toEqual([
      [locationId(), "key-named"],
    ]);
  });

  it.each([
    ["dispatching", false],
    ["unknown", true],
    ["attention", true],
  ] as const)(
    "is not set while an order is %s, unless it may stay with the old one",
    async (state, ambiguous) => {
      const { order } = await waiting(state, ambiguous);
      expect(await set(NEW, "key-new", "till")).toEqual({ kind: "open_orders", count: 1 });
      expect(await former()).toEqual([]);
      expect((await set({ ...OLD, class: "A" }, undefined, "promises")).kind).toBe("set");
      expect((await set(NEW, "key-new", "till", true)).kind).toBe("set");
      expect(order.posLink).toBeNull();
    },
  );

  it.each([
    ["received", false],
    ["attention", false],
    ["errored", false],
    ["placed", false],
  ] as const)("does not wait for an order that is %s and surely not on its way", async (state, ambiguous) => {
    await waiting(state, ambiguous);
    expect((await set(NEW, "key-new", "till")).kind).toBe("set");
  });
});

/** An order of the store as it stands in the ledger. */
async function waiting(state: string, ambiguous: boolean) {
  const args = testOrder(store);
  await insertOrder(test.db, args);
  const isFinal = state === "placed" || state === "errored";
  await test.db.sql`
    update orders set state = ${state}, ambiguous = ${ambiguous}, final_at = ${isFinal ? NOON : null},
      pos_order_id = ${state === "placed" ? crypto.randomUUID() : null}
    where id = ${args.order.id}`;
  return args;
}

it("is never changed, and never goes", async () => {
  await set(NEW, "key-new", "till");
  const { sql } = test.db;
  await expect(sql`update former_pos set pos_kind = 'square'`).rejects.toThrow();
  await expect(sql`delete from former_pos`).rejects.toThrow();
});
