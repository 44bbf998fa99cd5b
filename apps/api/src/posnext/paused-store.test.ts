import { everyBrand } from "@parley/db";
import { findLocation, type Location, setLocation } from "@parley/db/stores";
import { sampleOrder } from "@parley/par-contract";
import { afterAll, beforeAll, expect, it } from "vitest";
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

const MINUTE_MS = 60_000;

/** As somebody paused it so long ago, for so long; null: until somebody resumes it. */
async function pause({ agoMs = 0, forMs }: { agoMs?: number; forMs: number | null }) {
  const pausedAt = new Date(Date.now() - agoMs);
  await change({ pausedAt, pauseUntil: forMs === null ? null : new Date(pausedAt.getTime() + forMs) });
}

const resume = () => change({ pausedAt: null, pauseUntil: null });

async function change(set: { pausedAt: Date | null; pauseUntil: Date | null }) {
  const { version: expectedVersion } = await store();
  const { locationId } = door;
  const changed = await setLocation(door.ctx.db, { locationId, expectedVersion, set, now: new Date() });
  expect(changed).toMatchObject(set);
}

function order() {
  const id = crypto.randomUUID();
  return sampleOrder({ root: { request_uid: id }, details: { online_order_id: `ONL-${id}` } });
}

const validated = async () => (await door.par.validate(order())).response.json;
const CLOSED = { errors: [{ code: "location_closed" }] };

// What PAR hears follows each change at once: the store's row is remembered, and read anew where it changed.
it("is closed to PAR until it is resumed, for submit as for validate", async () => {
  await pause({ forMs: null });
  await expect.poll(validated).toMatchObject(CLOSED);
  const refused = order();
  expect((await door.par.submit(refused)).response.json).toMatchObject({ status: "rejected", ...CLOSED });
  expect(door.simulator.journal()).toEqual([]);
  await resume();
  await expect.poll(validated).toMatchObject({ status: "validated" });
  expect((await door.par.submit(order())).response.json).toMatchObject({ status: "placed" });
});

it("takes orders again by itself when its time is over, and nobody changes anything", async () => {
  await pause({ agoMs: MINUTE_MS - 6_000, forMs: MINUTE_MS });
  await expect.poll(validated, { interval: 20 }).toMatchObject(CLOSED);
  const { version } = await store();
  await expect.poll(validated).toMatchObject({ status: "validated" });
  expect((await store()).version).toBe(version);
});
