import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { listAudit } from "../audit/list.ts";
import { setConnection } from "../connections/connections.ts";
import { CLI } from "../orders/actor.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
} from "../testing/database.ts";
import { listPausesAt, listPausesById } from "./pauses.ts";
import { setLocation } from "./stores.ts";

/** What is kept of a pause when it is over, so that whoever was refused by it can be told. */

const NOON = new Date("2026-11-23T12:00:00Z");
const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
const OVER = { pausedAt: null, pauseUntil: null, pauseReason: null };

let test: TestDatabase;
let store: TestStore;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  store = await insertTestStore(test, NOON);
});

const change = (expectedVersion: number, set: object, now: Date) =>
  setLocation(test.db, { locationId: store.location.id, expectedVersion, set, by: CLI, now });
const keptAt = async (now: Date) =>
  (await listPausesAt(test.db, { subjectIds: [store.location.id, store.connection.id], at: now })).map(
    ({ subjectId, reason, by, pausedAt, until }) => ({ subjectId, reason, by, pausedAt, until }),
  );

it("is known at each moment as it was then: before, while it lasts, changed, ended", async () => {
  const of = { subjectId: store.location.id, by: "cli", pausedAt: at(0) };
  await change(1, { pausedAt: at(0), pauseUntil: at(60), pauseReason: "the oven" }, at(0));
  await change(2, { pauseUntil: null, pauseReason: "no power" }, at(20));
  await change(3, OVER, at(40));
  expect(await keptAt(at(-1))).toEqual([]);
  expect(await keptAt(at(10))).toEqual([{ ...of, reason: "the oven", until: at(60) }]);
  expect(await keptAt(at(30))).toEqual([{ ...of, reason: "no power", until: null }]);
  expect(await keptAt(at(41))).toEqual([]);
});

it("is over by its own end, and nobody writes that down", async () => {
  await change(1, { pausedAt: at(0), pauseUntil: at(60), pauseReason: "the oven" }, at(0));
  expect(await keptAt(at(59))).toHaveLength(1);
  expect(await keptAt(at(60))).toEqual([]);
});

it("of a connection stands beside that of a store, and a change of something else says nothing", async () => {
  await change(1, { pausedAt: at(0), pauseReason: "the oven" }, at(0));
  const set = { pausedAt: at(5), pauseReason: "PAR moves house" };
  const { id: connectionId } = store.connection;
  await setConnection(test.db, { connectionId, expectedVersion: 1, set, by: CLI, now: at(5) });
  await change(2, { name: "Renamed" }, at(6));
  expect((await keptAt(at(7))).map(({ reason }) => reason)).toEqual(["the oven", "PAR moves house"]);
});

it("has its reason where the audit points to, and not in it", async () => {
  await change(1, { pausedAt: at(0), pauseReason: "ask Maria, 555 0142" }, at(0));
  const [entry] = await listAudit(test.db, { subjectIds: [store.location.id], page: { limit: 1 } });
  expect(JSON.stringify(entry)).not.toContain("Maria");
  const [said] = await listPausesById(test.db, [String(Reflect.get(Object(entry?.detail), "pauseReason"))]);
  expect(said).toMatchObject({ reason: "ask Maria, 555 0142", subjectId: store.location.id });
});
