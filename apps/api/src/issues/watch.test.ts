import { everyBrand, ofBrands } from "@parley/db";
import { storeMenu } from "@parley/db/menus";
import { insertOrder } from "@parley/db/orders";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
} from "@parley/db/testing";
import { wordsIn } from "@parley/words";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { kindsOf } from "../alerts/kinds.ts";
import { type IssueView, readCurrent } from "./current.ts";
import { nextStepOf } from "./next-step.ts";
import { createIssueTeller, subjectName } from "./tell.ts";
import { watchStores } from "./watch.ts";

const NOON = new Date("2026-11-23T12:00:00Z");
const hours = (count: number) => new Date(NOON.getTime() + count * 3_600_000);

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  store = await insertTestStore(test, hours(-2000));
});

const read = async (now: Date, scope = everyBrand) => {
  const { issues } = await readCurrent(test.db, { scope, now, ledgerNow: now });
  const { id } = store.location;
  return issues.filter((issue) => issue.locationId === id || issue.connectionId === store.connection.id);
};
const told = (issue: IssueView | undefined, now: Date) =>
  issue === undefined ? null : createIssueTeller(wordsIn("en")("issues"), "en").title(issue, "Main", now);

it("makes an issue of submits that are answered too late, until they no longer are", async () => {
  const rollup = (status: number, calls: number) => test.db.sql`insert into call_rollups
    (grain, start, brand_id, location_id, connection_id, direction, operation, status, calls, histogram) values
    ('minute', ${hours(0)}, ${store.brand.id}, ${store.location.id}, ${store.connection.id}, 'in', 'submit_order',
    ${status}, ${calls}, '{}')`;
  await rollup(202, 6);
  await rollup(200, 6);
  await watchStores(test.db, hours(0.1));
  const [issue, ...others] = await read(hours(0.1));
  expect(others).toEqual([]);
  expect(issue).toMatchObject({ cause: "answers_late", state: "open", sinceAt: NOON });
  expect(told(issue, hours(0.1))).toBe(
    "6 of 12 submits for Main were answered too late in 15 minutes: the POS is slower than PAR waits",
  );
  if (issue !== undefined) expect(kindsOf(issue)).toEqual(["pos"]);
  await watchStores(test.db, hours(0.3));
  expect(await read(hours(0.3))).toEqual([]);
});

it("makes an issue of a silent store, and none of it once an order came", async () => {
  const { brand, location } = store;
  await test.db.sql`update locations set pos_kind = 'bridge' where id = ${location.id}`;
  await test.db
    .sql`insert into menus (id, location_id, version, content, source, is_current, confirmed_at, fetched_at)
    values ('men_x', ${location.id}, 'v', '{}', 'bridge', true, ${NOON}, ${NOON})`;
  for (const weeks of [1, 2, 3])
    await test.db
      .sql`insert into order_rollups (grain, start, brand_id, location_id, currency, step, orders, cents)
      values ('hour', ${hours(-2 - weeks * 168)}, ${brand.id}, ${location.id}, 'USD', 'received', 9, 0)`;
  const order = (receivedAt: Date) =>
    insertOrder(test.db, testOrder(store, { receivedAt, state: "rejected", cause: "location_closed" }));
  await order(hours(-4));
  await watchStores(test.db, NOON);
  const [issue, ...others] = await read(NOON);
  expect(others).toEqual([]);
  expect(issue).toMatchObject({ cause: "store_silent", sinceAt: hours(-4) });
  expect(told(issue, NOON)).toBe(
    "Main has had no order for 4 h; in these hours of each of the last three weeks there were 9 or more",
  );
  if (issue !== undefined) expect(kindsOf(issue)).toEqual(["pos"]);
  await order(hours(-0.1));
  await watchStores(test.db, NOON);
  expect(await read(NOON)).toEqual([]);
});

it("asks after a day whether a store still has to be held at a version of its menu", async () => {
  const { id: locationId } = store.location;
  const menu = { locationId, version: "v", content: {}, source: "bridge", etag: null };
  await storeMenu(test.db, { ...menu, nextPullAt: NOON, now: NOON });
  const [kept] = await test.db.sql<{ id: string }[]>`select id from menus where location_id = ${locationId}`;
  await test.db.sql`insert into menu_pins (location_id, menu_id, pinned_at, pinned_by, reason)
    values (${locationId}, ${kept?.id ?? ""}, ${NOON}, 'operator:opr_x', 'a wrong price')`;
  expect(await read(hours(24))).toEqual([]);
  const [issue, ...others] = await read(hours(25));
  expect(others).toEqual([]);
  expect(issue).toMatchObject({ cause: "menu_held", state: "open", sinceAt: NOON });
  expect(told(issue, hours(25))).toBe(
    "Main has been held at a version of its menu for 25 h; what its POS changed since is not served",
  );
  if (issue !== undefined) expect(kindsOf(issue)).toEqual(["menu"]);
  await test.db.sql`delete from menu_pins`;
  expect(await read(hours(25))).toEqual([]);
});

it("tells of a rollout that stopped by itself until somebody does something about it, and of none that a person stopped", async () => {
  const { brand } = store;
  const rollout = (id: string, stop: string) => test.db.sql`insert into menu_rollouts
    (id, brand_id, state, stop, waves, wave, minutes, rise, next_at, started_at, started_by, moved_at) values
    (${id}, ${brand.id}, 'stopped', ${stop}, '[1, 9]', 1, 60, 2, ${NOON}, ${hours(-1)}, 'operator:opr_x', ${NOON})`;
  const ofRollouts = async (scope = everyBrand) => {
    const { issues } = await readCurrent(test.db, { scope, now: hours(2), ledgerNow: hours(2) });
    return issues.filter(({ subjectKind }) => subjectKind === "rollout");
  };
  await rollout("rol_person", "person");
  expect(await ofRollouts()).toEqual([]);
  await rollout("rol_itself", "rejects");
  const [issue, ...others] = await ofRollouts(ofBrands(brand.id));
  expect(others).toEqual([]);
  expect(issue).toMatchObject({
    ...{ cause: "rollout_stopped", state: "open", sinceAt: NOON, subjectId: "rol_itself" },
    ...{ brandId: brand.id, locationId: null, connectionId: null },
  });
  expect(told(issue, hours(2))).toBe(
    "A rollout of menus of Main stopped by itself 2 h ago; it waits until somebody goes on, ends it or rolls it back",
  );
  if (issue !== undefined) {
    expect(kindsOf(issue)).toEqual(["menu"]);
    expect(nextStepOf(issue, wordsIn("en")("issues")).mend?.href).toBe("/menus/rollouts/rol_itself");
    expect(
      subjectName(issue, { location: null, connection: null, brand: "Tacos" }, wordsIn("en")("issues")),
    ).toBe("Tacos");
  }
  expect(await ofRollouts(ofBrands("brd_other"))).toEqual([]);
  await test.db.sql`update menu_rollouts set state = 'running', stop = null where id = 'rol_itself'`;
  expect(await ofRollouts()).toEqual([]);
});

it("tells those who see every brand of a secret that PAR still uses and that ends", async () => {
  await test.db
    .sql`update connection_secrets set state = 'retiring', created_at = ${hours(-20)}, ends_at = ${hours(10)},
    last_used_at = ${hours(-1)} where connection_id = ${store.connection.id}`;
  const [issue] = await read(NOON);
  expect(issue).toMatchObject({ cause: "secret_expiring", sinceAt: hours(-5), endsAt: hours(10) });
  expect(told(issue, NOON)).toBe("PAR still signs with the old SharedId of Main, which ends in 10 h");
  if (issue !== undefined) expect(kindsOf(issue)).toEqual(["signature"]);
  expect(await read(NOON, ofBrands(store.brand.id))).toEqual([]);
});
