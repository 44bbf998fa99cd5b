import { DATABASE_CLOCK, everyBrand, type LocationId } from "@parley/db";
import { insertExchanges } from "@parley/db/exchanges";
import {
  findMenusInForce,
  findRollout,
  listRolloutStores,
  type Rollout,
  type RolloutStore,
} from "@parley/db/menus";
import { CLI } from "@parley/db/orders";
import { insertLocation, type Location } from "@parley/db/stores";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
} from "@parley/db/testing";
import { wordsIn } from "@parley/words";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Menu } from "../../pos/menu.ts";
import { groupOf, menuOf, productOf } from "../../pricing/testing/orders.ts";
import { holdStores } from "../hold-stores.ts";
import { putMenu, teaRoomMenu } from "../testing/stored-menu.ts";
import { createRolloutActs } from "./acts.ts";
import { createRolloutJob } from "./job.ts";

/** Rollouts on a real database, with a clock that the test sets. */

let test: TestDatabase;
let store: TestStore;
let at = new Date();
let made = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
});
afterAll(() => test[Symbol.asyncDispose]());

const words = wordsIn("en");
const now = () => at;
const later = (minutes: number) => {
  at = new Date(at.getTime() + minutes * 60_000);
};
const acts = () => createRolloutActs({ db: test.db, now, ledgerNow: () => DATABASE_CLOCK, wake: () => {} });
const newJob = () => createRolloutJob({ db: test.db, now, worker: "w1", menus: { forgetMenu: () => {} } });

async function held(count: number, newest: Menu = { ...teaRoomMenu(), taxes: [] }): Promise<Location[]> {
  const stores: Location[] = [];
  for (let left = count; left > 0; left -= 1) {
    const location = await insertLocation(test.db, {
      location: { ...store.location, code: `R-${made++}` },
      now: at,
    });
    if (location === null) throw new Error("The code is taken.");
    await putMenu(test.db, location.id, teaRoomMenu());
    stores.push(location);
  }
  const deps = { db: test.db, now, mayAct: () => true, onError: () => {} };
  await holdStores(deps, { stores, hold: { reason: "new menu" }, by: CLI, words });
  for (const { id } of stores) await putMenu(test.db, id, newest, "v2");
  return stores;
}

async function started(stores: readonly Location[], waves?: number[]): Promise<string> {
  const outcome = await acts().start({ stores, waves }, CLI, words);
  if (outcome.kind !== "started") throw new Error(JSON.stringify(outcome));
  return outcome.rollout.id;
}

const signal = new AbortController().signal;

/** Runs the job, as the runner does, until it has to wait. */
async function goOn(key: string, job = newJob()): Promise<void> {
  for (;;) {
    const end = await job.run({ key }, signal);
    if (end === "done" || end.againInMs > 0) return;
  }
}

async function read(rolloutId: string): Promise<Rollout & { stores: RolloutStore["state"][] }> {
  const rollout = await findRollout(test.db, { scope: everyBrand, rolloutId });
  if (rollout === null) throw new Error("There is no such rollout.");
  const stores = await listRolloutStores(test.db, { rolloutId });
  return { ...rollout, stores: stores.map(({ state }) => state) };
}

const versions = async (stores: readonly Location[]) =>
  await Promise.all(stores.map(async ({ id }) => (await findMenusInForce(test.db, id))?.inForce.version));

async function call(locationId: LocationId, codes: readonly (string | null)[], when = at): Promise<void> {
  await insertExchanges(
    test.db,
    codes.map((code) =>
      testExchange({
        ...{ locationId, code, at: when },
        operation: "validate_order",
        brandId: store.brand.id,
      }),
    ),
  );
}

describe("a rollout", () => {
  it("of a quiet menu goes on wave by wave to its end", async () => {
    const stores = await held(12);
    const id = await started(stores);
    await goOn(id);
    expect(await versions(stores)).toEqual(["v2", ...Array(11).fill("v1")]);
    later(14);
    await goOn(id);
    expect(await read(id)).toMatchObject({ state: "running", wave: 1, waves: [1, 2, 9] });
    later(1);
    await goOn(id);
    expect((await versions(stores)).filter((version) => version === "v2")).toHaveLength(3);
    later(15);
    await goOn(id);
    expect(new Set(await versions(stores))).toEqual(new Set(["v2"]));
    later(15);
    await goOn(id);
    expect(await read(id)).toMatchObject({ state: "done", wave: 3, stop: null });
  });

  it("stops where rejects rise, keeps the next wave held, and is rolled back", async () => {
    const stores = await held(3);
    const [first] = stores as [Location];
    await call(first.id, Array(100).fill(null), new Date(at.getTime() - 3_600_000));
    const id = await started(stores, [1, 2]);
    await goOn(id);
    later(1);
    await call(first.id, ["price_mismatch", "item_not_found", "item_unavailable", "modifier_min", null]);
    await call(first.id, ["location_closed", "pos_unavailable", "missing_field"]);
    await goOn(id);
    expect(await read(id)).toMatchObject({ state: "running" });
    await call(first.id, ["item_not_found"]);
    await goOn(id);
    expect(await read(id)).toMatchObject({
      ...{ state: "stopped", stop: "rejects" },
      counted: { calls: 9, refused: 5, callsBefore: 100, refusedBefore: 0 },
    });
    later(60);
    await goOn(id);
    expect(await versions(stores)).toEqual(["v2", "v1", "v1"]);
    await acts().rollBack(await read(id), CLI, words);
    expect(await versions(stores)).toEqual(["v1", "v1", "v1"]);
    expect(await read(id)).toMatchObject({ state: "rolled_back", stores: ["rolled_back", "left", "left"] });
    expect((await findMenusInForce(test.db, first.id))?.inForce.pin?.reason).toBe("new menu");
  });

  it("goes on where a person says so: what was refused until then does not stop it again", async () => {
    const stores = await held(2);
    const id = await started(stores, [1, 1]);
    await goOn(id);
    later(1);
    await call(stores[0]?.id as LocationId, Array(6).fill("item_not_found"));
    await goOn(id);
    expect(await read(id)).toMatchObject({ state: "stopped" });
    later(1);
    await acts().resume(await read(id), CLI);
    later(15);
    await goOn(id);
    expect(await read(id)).toMatchObject({ state: "running", wave: 2 });
    expect(await versions(stores)).toEqual(["v2", "v2"]);
  });

  it("skips a store that a person let go of, and does not hold it again", async () => {
    const stores = await held(3);
    const id = await started(stores, [1, 2]);
    await goOn(id);
    const deps = { db: test.db, now, mayAct: () => true, onError: () => {} };
    await holdStores(deps, { stores: stores.slice(1, 2), hold: null, by: CLI, words });
    later(15);
    await goOn(id);
    const { stores: states } = await read(id);
    expect([...states].sort()).toEqual(["released", "released", "skipped"]);
    await acts().stop(await read(id), CLI);
    await acts().rollBack(await read(id), CLI, words);
    expect(await versions(stores)).toEqual(["v1", "v2", "v1"]);
  });

  it("goes on in another process after one died in a wave, and two at once let go of each store once", async () => {
    const stores = await held(6);
    const id = await started(stores, [6]);
    const died = new AbortController();
    const dying = createRolloutJob({
      ...{ db: test.db, now, worker: "w1" },
      menus: { forgetMenu: () => died.abort() },
    });
    await dying.run({ key: id }, died.signal);
    expect((await read(id)).stores.filter((state) => state === "released")).toHaveLength(1);
    await Promise.all([goOn(id), goOn(id, newJob())]);
    expect(await versions(stores)).toEqual(Array(6).fill("v2"));
    const ids = stores.map((row) => row.id);
    const entries = await test.db.sql`
      select 1 from audit_entries where action = 'menu_unpinned' and subject_id in ${test.db.sql(ids)}`;
    expect(entries).toHaveLength(6);
    const moved = await test.db.sql`select detail from audit_entries where subject_id = ${id} order by id`;
    expect(moved).toHaveLength(2);
  });

  it("stops at findings of the new menu, and where another version comes into force", async () => {
    const broken = menuOf({
      products: [productOf({ id: "tea", name: "Tea", modifierGroupIds: ["extras"] })],
      modifierGroups: [groupOf({ id: "extras", minSelected: 1 })],
    });
    const first = await held(1, broken);
    const id = await started(first);
    await goOn(id);
    expect(await read(id)).toMatchObject({ state: "stopped", stop: "findings" });
    const second = await held(1);
    const other = await started(second);
    await goOn(other);
    await putMenu(test.db, second[0]?.id as LocationId, menuOf({}), "v3");
    await goOn(other);
    expect(await read(other)).toMatchObject({ state: "stopped", stop: "not_in_force", stores: ["changed"] });
  });

  it("is not started of stores that wait in another, of which nothing waits, or in waves that do not fit", async () => {
    const stores = await held(2);
    const start = (given: Parameters<ReturnType<typeof acts>["start"]>[0]) => acts().start(given, CLI, words);
    expect(await start({ stores, waves: [1] })).toMatchObject({ kind: "invalid", field: "waves" });
    expect(await start({ stores, minutes: 0 })).toMatchObject({ kind: "invalid", field: "minutes" });
    expect(await start({ stores, rise: 51 })).toMatchObject({ kind: "invalid", field: "rise" });
    expect(await start({ stores: [] })).toMatchObject({ kind: "invalid", field: "storeIds" });
    expect(await start({ stores: [store.location] })).toMatchObject({ kind: "invalid", field: "storeIds" });
    const other = await insertTestStore(test);
    expect(await start({ stores: [...stores, other.location] })).toMatchObject({ kind: "invalid" });
    await started(stores);
    expect(await start({ stores })).toEqual({ kind: "taken" });
  });

  it("has each store once, however many start at the same instant", async () => {
    const stores = await held(3);
    const starts = await Promise.all(
      Array.from({ length: 4 }, async () => (await acts().start({ stores }, CLI, words)).kind),
    );
    expect(starts.toSorted()).toEqual(["started", "taken", "taken", "taken"]);
  });
});
