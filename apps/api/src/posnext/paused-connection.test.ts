import { everyBrand } from "@parley/db";
import { findConnection, setConnection } from "@parley/db/connections";
import { findLocation, setLocation } from "@parley/db/stores";
import { sampleOrder } from "@parley/par-contract";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type Door, LOCATION, ORGANIZATION, openDoor } from "./testing/door.ts";

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterEach(async () => {
  await resume();
  await expect.poll(validated).toMatchObject({ status: "validated" });
});
afterAll(() => door[Symbol.asyncDispose]());

async function connection() {
  const found = await findConnection(door.ctx.db, { scope: everyBrand, idOrSlug: "first" });
  if (found === null) throw new Error("The connection is gone");
  return found;
}

const MINUTE_MS = 60_000;

/** As somebody paused it so long ago, for so many minutes; null: until somebody resumes it. */
async function pause({ agoMs = 0, minutes }: { agoMs?: number; minutes: number | null }) {
  const pausedAt = new Date(Date.now() - agoMs);
  const pauseUntil = minutes === null ? null : new Date(pausedAt.getTime() + minutes * MINUTE_MS);
  await change({ pausedAt, pauseUntil });
}

const resume = () => change({ pausedAt: null, pauseUntil: null });

async function change(set: { pausedAt: Date | null; pauseUntil: Date | null }) {
  const { id: connectionId, version: expectedVersion } = await connection();
  const changed = await setConnection(door.ctx.db, { connectionId, expectedVersion, set, now: new Date() });
  expect(changed).toMatchObject(set);
}

async function pauseStore(pausedAt: Date | null) {
  const { locationId } = door;
  const found = await findLocation(door.ctx.db, { scope: everyBrand, idOrCode: locationId });
  const expectedVersion = found?.version ?? 0;
  const set = { pausedAt };
  expect(
    await setLocation(door.ctx.db, { locationId, expectedVersion, set, now: new Date() }),
  ).not.toBeNull();
}

function order(id: string = crypto.randomUUID()) {
  return sampleOrder({ root: { request_uid: id }, details: { online_order_id: `ONL-${id}` } });
}

const validated = async () => (await door.par.validate(order())).response.json;
const CLOSED = { errors: [{ code: "location_closed" }] };

it("answers new orders as a paused store does, and sends nothing to a POS", async () => {
  const asked = { ...order(), request_datetime: new Date().toISOString() };
  await pauseStore(new Date());
  await expect.poll(validated).toMatchObject(CLOSED);
  const byStore = await door.par.validate(asked);
  await pauseStore(null);
  await expect.poll(validated).toMatchObject({ status: "validated" });

  await pause({ minutes: null });
  await expect.poll(validated).toMatchObject(CLOSED);
  const byConnection = await door.par.validate(asked);
  const told = ({ response: { status, json } }: typeof byStore) => ({
    ...Object(json),
    status,
    processed_at: "",
  });
  expect(told(byConnection)).toEqual(told(byStore));
  expect(byConnection.verdict.checks.filter((check) => !check.ok)).toEqual([]);
  const refused = await door.par.submit(order());
  expect(refused.response.json).toMatchObject({ status: "rejected", ...CLOSED });
  expect(door.simulator.journal()).toEqual([]);
});

it("tells of orders that came before, and of menus, as ever", async () => {
  const id = crypto.randomUUID();
  const before = order(id);
  const placed = (await door.par.submit(before)).response;
  expect(placed.json).toMatchObject({ status: "placed" });
  await pause({ minutes: 60 });
  await expect.poll(validated).toMatchObject(CLOSED);
  const again = (await door.par.submit(before)).response;
  expect([again.status, again.body, again.headers["idempotent-replayed"]]).toEqual([
    200,
    placed.body,
    "true",
  ]);
  expect((await door.par.status(id)).response.body).toBe(placed.body);
  const ask = { organization_id: ORGANIZATION, location_id: LOCATION };
  expect((await door.par.menus(ask)).response.status).toBe(200);
});

it("leaves other connections alone", async () => {
  await pause({ minutes: null });
  await expect.poll(validated).toMatchObject(CLOSED);
  const ids = { organization_id: door.other.organizationId, location_id: door.other.parLocationId };
  const { response } = await door.other.par.validate({ ...order(), ...ids });
  expect(JSON.stringify(response.json)).not.toContain("location_closed");
});

it("takes orders again by itself when its time is over, and nobody changes anything", async () => {
  await pause({ agoMs: 54_000, minutes: 1 });
  await expect.poll(validated, { interval: 20 }).toMatchObject(CLOSED);
  const { version } = await connection();
  await expect.poll(validated, { timeout: 10_000 }).toMatchObject({ status: "validated" });
  expect((await connection()).version).toBe(version);
});
