import { everyBrand } from "@parley/db";
import { CLI } from "@parley/db/orders";
import { findLocation, type Location } from "@parley/db/stores";
import { sampleOrder } from "@parley/par-contract";
import { wordsIn } from "@parley/words";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pauseStore, resumeStore } from "../stores/store-pause.ts";
import type { UntilChoice } from "../stores/until.ts";
import { type Door, openDoor } from "./testing/door.ts";

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

async function store(): Promise<Location> {
  const found = await findLocation(door.ctx.db, { scope: everyBrand, idOrCode: door.locationId });
  if (found === null) throw new Error("The store is gone");
  return found;
}

/** As somebody does now; `agoMs`: as they did so long ago. */
async function pause(until: UntilChoice, agoMs = 0) {
  const location = await store();
  const deps = { db: door.ctx.db, now: new Date(Date.now() - agoMs) };
  const asked = { location, expectedVersion: location.version, until, reason: "flood", by: CLI };
  expect(await pauseStore(deps, { ...asked, words: wordsIn("en") })).toMatchObject({ kind: "changed" });
}

async function resume() {
  const location = await store();
  const deps = { db: door.ctx.db, now: new Date() };
  const asked = { location, expectedVersion: location.version, by: CLI };
  expect(await resumeStore(deps, asked)).toMatchObject({ kind: "changed" });
}

function order() {
  const id = crypto.randomUUID();
  return sampleOrder({ root: { request_uid: id }, details: { online_order_id: `ONL-${id}` } });
}

const validated = async () => (await door.par.validate(order())).response.json;
const CLOSED = { errors: [{ code: "location_closed" }] };

// What PAR hears follows each change at once: the store's row is remembered, and read anew where it changed.
it("is closed to PAR until it is resumed, for submit as for validate", async () => {
  await pause({ kind: "indefinitely" });
  await expect.poll(validated).toMatchObject(CLOSED);
  const refused = order();
  expect((await door.par.submit(refused)).response.json).toMatchObject({ status: "rejected", ...CLOSED });
  expect(door.simulator.journal()).toEqual([]);
  await resume();
  await expect.poll(validated).toMatchObject({ status: "validated" });
  expect((await door.par.submit(order())).response.json).toMatchObject({ status: "placed" });
});

it("takes orders again by itself when its time is over, and nobody changes anything", async () => {
  const minuteMs = 60_000;
  await pause({ kind: "minutes", minutes: 1 }, minuteMs - 6_000);
  await expect.poll(validated, { interval: 20 }).toMatchObject(CLOSED);
  const { version } = await store();
  await expect.poll(validated).toMatchObject({ status: "validated" });
  expect((await store()).version).toBe(version);
});
