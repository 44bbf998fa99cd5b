import { randomUUID } from "node:crypto";
import { setLocationPos } from "@parley/db/stores";
import { PosNextClient, sampleOrder } from "@parley/par-contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Door, openDoor } from "./testing/door.ts";
import { createGate, type Gate } from "./testing/gate.ts";

/** Far more calls at once than a connection may have under way, while its POS does not answer yet. */

const CALLS = 1_000;
const UNDER_WAY_MAX = 100;

let door: Door;
let gate: Gate;
let par: PosNextClient;
beforeAll(async () => {
  // Unhurried: what is under way stays so until the POS answers, however slowly the calls arrive.
  door = await openDoor({ env: { CONNECTION_CALLS_MAX: String(UNDER_WAY_MAX), TIME_SCALE: "1" } });
  par = new PosNextClient({ baseUrl: door.url, sharedId: door.sharedId, timeoutMs: 280_000 });
  gate = await createGate(door.simulator.url);
  await setLocationPos(door.ctx.db, {
    vault: door.ctx.vault,
    locationId: door.locationId,
    posKind: "bridge",
    posSettings: { url: gate.url, store: "YC-LC-001", class: "A" },
    judge: () => "same",
    now: new Date(),
  });
  door.ctx.ids.forgetStore(door.locationId);
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await gate[Symbol.asyncDispose]();
});

function freshOrder() {
  const id = randomUUID();
  return sampleOrder({ root: { request_uid: id }, details: { online_order_id: `ONL-${id}` } });
}

async function uidsOfOrders(): Promise<Set<string>> {
  const rows = await door.ctx.db.sql<
    { uid: string }[]
  >`select request_uid as uid from order_keys where not is_alias`;
  return new Set(rows.map(({ uid }) => uid));
}

it("sheds a burst before anything is committed, loses nothing that it took, and disturbs no other tenant (S10, M01)", async () => {
  const bodies = Array.from({ length: CALLS }, freshOrder);
  const others = door.other.par.status("nobody-has-this-id");
  let answered = 0;
  const exchanges = await Promise.all(
    bodies.map(async (body) => {
      const exchange = await par.submit(body);
      answered += 1;
      // All that may be under way is, and waits for the POS.
      if (answered === CALLS - UNDER_WAY_MAX) gate.letThrough();
      return { uid: String(body.request_uid), ...exchange };
    }),
  );
  expect((await others).response.status).toBe(404);

  const taken = exchanges.filter(({ response }) => response.status === 200 || response.status === 202);
  const shed = exchanges.filter(({ response }) => response.status === 503);
  expect(taken.length + shed.length).toBe(CALLS);
  expect(taken.length).toBeGreaterThanOrEqual(UNDER_WAY_MAX);
  expect(shed.length).toBeGreaterThan(0);
  for (const { response, verdict } of taken) {
    expect(["placed", "pending"]).toContain(JSON.parse(response.body).status);
    expect(verdict).toMatchObject({ ok: true });
  }
  for (const { response } of shed) {
    expect(response.json).toMatchObject({ errors: [{ code: "overloaded" }] });
    expect(Number(response.headers["retry-after"])).toBeGreaterThan(0);
    expect(response.headers["x-pch-digest"]).toBeUndefined();
  }
  // What was taken is an order, what was answered 503 is none.
  expect(await uidsOfOrders()).toEqual(new Set(taken.map(({ uid }) => uid)));

  // What was shed may come again, and is a first try.
  const again = bodies.find((body) => shed.some(({ uid }) => uid === body.request_uid));
  const answer = again === undefined ? null : await par.submit(again);
  expect([200, 202]).toContain(answer?.response.status);
}, 300_000);
