import { everyBrand } from "@parley/db";
import { CLI } from "@parley/db/orders";
import { findLocation, listPosKeys } from "@parley/db/stores";
import { sampleOrder } from "@parley/par-contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { retireKey, rotateKey } from "../stores/provisioning/pos-keys.ts";
import { type Door, openDoor } from "./testing/door.ts";

/** The key of a store's bridge is changed while orders stream: the POS changes over when it likes, and none is lost. */

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

const keyed = () => ({ db: door.ctx.db, vault: door.ctx.vault, now: new Date() });
const keys = () => listPosKeys(door.ctx.db, [door.locationId]);

async function submit(): Promise<string> {
  const id = crypto.randomUUID();
  const order = sampleOrder({ root: { request_uid: id }, details: { online_order_id: `ONL-${id}` } });
  return Object((await door.par.submit(order)).response.json).status;
}

/** Orders one after the other in several lines, until `stop` is called; gives what became of each. */
function stream() {
  let isOver = false;
  const line = async () => {
    const answers: string[] = [];
    while (!isOver) answers.push(await submit());
    return answers;
  };
  const lines = [line(), line(), line()];
  return {
    async stop(): Promise<string[]> {
      isOver = true;
      return (await Promise.all(lines)).flat();
    },
  };
}

it("refuses no call and loses no order, while both count, when the POS changes over, and after the old one ended", async () => {
  const { locationId, simulator } = door;
  const store = await findLocation(door.ctx.db, { scope: everyBrand, idOrCode: locationId });
  const orders = stream();
  await submit();
  const asked = { locationId, expectedVersion: store?.version ?? 0, key: null, by: CLI };
  const rotated = await rotateKey(keyed(), { ...asked, overlapMinutes: 60 });
  if (rotated.kind !== "rotated" || rotated.made === null) throw new Error("The key was not changed.");
  expect(await rotateKey(keyed(), { ...asked, overlapMinutes: 60 })).toMatchObject({ kind: "conflict" });
  const version = rotated.location.version;
  const again = { ...asked, expectedVersion: version, overlapMinutes: 60 };
  expect(await rotateKey(keyed(), again)).toEqual({ kind: "under_way" });
  await submit();
  const [, inUse] = await keys();
  const early = await retireKey(keyed(), { locationId, keyId: inUse?.id ?? "", by: CLI });
  expect(early).toEqual({ kind: "unseen", stays: "new" });

  const changeOver = `${simulator.url}/simulator/v1/key/${encodeURIComponent(rotated.made)}`;
  expect((await fetch(changeOver, { method: "POST" })).status).toBe(200);
  await submit();
  await expect.poll(async () => (await keys())[0]?.lastUsedAt).toBeInstanceOf(Date);

  const [newer, older] = await keys();
  const retired = await retireKey(keyed(), { locationId, keyId: older?.id ?? "", by: CLI });
  expect(retired).toMatchObject({ kind: "retired" });
  expect(await retireKey(keyed(), { locationId, keyId: newer?.id ?? "", by: CLI })).toEqual({ kind: "last" });
  await submit();
  const answers = await orders.stop();
  expect(new Set(answers)).toEqual(new Set(["placed"]));
  // Each that the streams sent, and the four in between.
  const placed = simulator.journal().map(({ online_order_id }) => online_order_id);
  expect(placed).toHaveLength(answers.length + 4);
  expect(new Set(placed).size).toBe(placed.length);
});
