import { randomUUID } from "node:crypto";
import { everyBrand } from "@parley/db";
import { findConnection, insertConnection, listSecrets } from "@parley/db/connections";
import { CLI } from "@parley/db/orders";
import { PosNextClient, sampleOrder } from "@parley/par-contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createSharedIds } from "../stores/provisioning/shared-ids.ts";
import { type Door, openDoor } from "./testing/door.ts";

/** A SharedId is changed under a running API, without a call that is refused. */

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

function order() {
  return sampleOrder({ root: { request_uid: randomUUID() }, details: { online_order_id: randomUUID() } });
}

async function statusOf(par: PosNextClient): Promise<number> {
  return (await par.validate(order())).response.status;
}

it("lets nobody in by a SharedId that anybody can read, outside the demo (S14)", async () => {
  const { db, vault } = door.ctx;
  const sharedId = "yummytaco-demo-sharedid-2026-0001";
  const connection = {
    slug: "from-the-demo",
    name: "From the demo",
    switches: {},
    sharedId,
    strength: "weak",
  } as const;
  await insertConnection(db, { vault, connection, now: new Date() });
  await door.ctx.callers.reload();
  expect(await statusOf(new PosNextClient({ baseUrl: door.url, sharedId }))).toBe(401);
  expect(await statusOf(door.par)).toBe(200);
});

it("lets PAR change over while both SharedIds work, and refuses the old one from its end on", async () => {
  const { db } = door.ctx;
  const sharedIds = createSharedIds({ ...door.ctx, demo: false });
  const { connectionId } = door;
  const body = order();
  await door.par.submit(body);
  const before = await findConnection(db, { scope: everyBrand, idOrSlug: connectionId });
  const rotated = await sharedIds.rotate({
    connectionId,
    expectedVersion: before?.version ?? 0,
    sharedId: null,
    overlapMinutes: 60,
    by: CLI,
  });
  if (rotated.kind !== "rotated" || rotated.generated === null) throw new Error(rotated.kind);
  const next = new PosNextClient({ baseUrl: door.url, sharedId: rotated.generated });
  await expect.poll(() => statusOf(next), { interval: 20 }).toBe(200);
  // Each answer is signed with the SharedId that signed its request: the client checks the digest.
  expect((await door.par.validate(order())).verdict).toMatchObject({ ok: true });
  expect((await next.validate(order())).verdict).toMatchObject({ ok: true });
  // An order that was placed under the old one is polled under the other.
  expect((await next.status(String(body.request_uid))).response).toMatchObject({ status: 200 });

  const secrets = await listSecrets(db, [connectionId]);
  const old = secrets.find(({ state }) => state === "retiring");
  const secretId = old?.id ?? "";
  expect(await sharedIds.retire({ connectionId, secretId, by: CLI })).toMatchObject({ kind: "retired" });
  await expect.poll(() => statusOf(door.par), { interval: 20 }).toBe(401);
  expect(await statusOf(next)).toBe(200);
  expect(await sharedIds.retire({ connectionId, secretId: rotated.secretId, by: CLI })).toEqual({
    kind: "last",
  });
});
