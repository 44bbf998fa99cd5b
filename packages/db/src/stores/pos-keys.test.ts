import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { CLI } from "../orders/actor.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
} from "../testing/database.ts";
import { setLocationPos } from "./location-pos.ts";
import { touchPosKey } from "./pos-key-use.ts";
import { endPosKeys, listPosKeys, retirePosKey, rotatePosKey } from "./pos-keys.ts";
import { findStore } from "./stores.ts";

/** One key of a store's bridge, or two while one is changed. */

const NOON = new Date("2026-11-23T12:00:00Z");
const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);

let test: TestDatabase;
let store: TestStore;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  store = await insertTestStore(test, NOON);
  await give("old");
});

async function give(posSecret: string, posKind = "bridge") {
  const { db, vault } = test;
  const pos = { posKind, posSettings: { store: "1" }, posSecret, mayLeaveOrders: true };
  await setLocationPos(db, { vault, locationId: store.location.id, ...pos, by: CLI, now: NOON });
}

const secret = async () =>
  (await findStore(test.db, { vault: test.vault, locationId: store.location.id }))?.posSecret;
const keys = () => listPosKeys(test.db, [store.location.id]);

async function rotate(key: string, overlapMinutes: number) {
  const { db, vault } = test;
  const found = await findStore(db, { vault, locationId: store.location.id });
  const { id: locationId, version: expectedVersion = 0 } = found?.location ?? store.location;
  const previousEndAt = at(overlapMinutes);
  return await rotatePosKey(db, {
    ...{ vault, locationId, expectedVersion, key, previousEndAt },
    ...{ by: CLI, now: NOON },
  });
}

const retire = async (which: number, { now = at(1), evenIfUnseen = false } = {}) => {
  const keyId = (await keys())[which]?.id ?? "";
  const { db, vault } = test;
  const asked = { vault, locationId: store.location.id, keyId, evenIfUnseen, by: CLI, now };
  return (await retirePosKey(db, asked)).kind;
};
const touch = (key: string, now: Date) =>
  touchPosKey(test.db, { vault: test.vault, locationId: store.location.id, key, now });

it("counts beside the one before it, in front of it, and knows who had it made", async () => {
  expect((await rotate("new", 60)).kind).toBe("rotated");
  expect(await secret()).toBe("new old");
  expect(await keys()).toMatchObject([
    { madeBy: "cli", madeAt: NOON, endsAt: null, retiredAt: null },
    { madeBy: "cli", endsAt: at(60), retiredAt: null },
  ]);
  expect((await rotate("newer", 60)).kind).toBe("under_way");
});

it("is ended or taken back before its time, and the other one then has no end", async () => {
  await rotate("new", 60);
  expect(await retire(0)).toBe("retired");
  expect(await secret()).toBe("old");
  expect(await keys()).toMatchObject([{ retiredAt: at(1) }, { endsAt: null, retiredAt: null }]);
  expect(await retire(0)).toBe("not_found");
  expect(await retire(1)).toBe("last");
  await rotate("new", 60);
  expect(await secret()).toBe("new old");
});

it("is not ended early while the POS was not seen to sign with the one that stays, unless that is said", async () => {
  await rotate("new", 60);
  expect(await retire(1)).toBe("unseen");
  expect(await secret()).toBe("new old");
  await touch("new", at(1));
  expect(await retire(0)).toBe("unseen");
  await touch("old", at(2));
  expect(await retire(0)).toBe("retired");
  await rotate("other", 60);
  expect(await retire(2, { evenIfUnseen: true })).toBe("retired");
  expect(await secret()).toBe("other");
});

it("ends when its time is over, but not before the POS was seen to sign with the newer one", async () => {
  const { db, vault } = test;
  await rotate("new", 60);
  await touch("old", at(59));
  expect(await endPosKeys(db, { vault, now: at(61) })).toBe(0);
  expect(await secret()).toBe("new old");
  await touch("new", at(62));
  expect(await endPosKeys(db, { vault, now: at(63) })).toBe(1);
  expect(await secret()).toBe("new");
  expect(await endPosKeys(db, { vault, now: at(64) })).toBe(0);
});

it("is noted as used at most once a minute", async () => {
  await touch("old", at(1));
  await touch("old", new Date(at(1).getTime() + 59_000));
  expect((await keys())[0]?.lastUsedAt).toEqual(at(1));
  await touch("old", at(3));
  expect((await keys())[0]?.lastUsedAt).toEqual(at(3));
});

it("ends at once where there is to be no overlap, and where the POS is given another one as a whole", async () => {
  await rotate("new", 0);
  expect(await secret()).toBe("new");
  await give("third");
  expect((await keys()).map(({ retiredAt }) => retiredAt === null)).toEqual([true, false, false]);
  await give("token", "square");
  expect((await keys()).every(({ retiredAt }) => retiredAt !== null)).toBe(true);
  expect((await rotate("new", 60)).kind).toBe("no_key");
});
