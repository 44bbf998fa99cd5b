import { everyBrand, ofBrands } from "@parley/db";
import { groupUnmapped } from "@parley/db/issues";
import { listUnmapped, setMapping, upsertUnmapped } from "@parley/db/mappings";
import { createTestDatabase, insertTestStore, type TestDatabase, type TestStore } from "@parley/db/testing";
import { wordsIn } from "@parley/words";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ignoreUnmapped } from "./ignore.ts";

const now = new Date("2026-11-29T12:00:00.000Z");
const say = wordsIn("en")("mappings");

let test: TestDatabase;
let store: TestStore;
beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
});
afterAll(() => test[Symbol.asyncDispose]());

async function sent(parId: string, parOrganizationId: string | null = null): Promise<string> {
  const id = { connectionId: store.connection.id, kind: "location", parId } as const;
  await upsertUnmapped(test.db, { ...id, parOrganizationId, exchangeId: null, now });
  const [row] = await test.db.sql<{ id: string }[]>`select id from unmapped_ids where par_id = ${parId}`;
  return String(row?.id);
}

const listed = async (ignored: boolean) =>
  (await listUnmapped(test.db, { scope: everyBrand, ignored, page: { limit: 99 } })).map(
    ({ parId }) => parId,
  );
const waiting = async () =>
  (await groupUnmapped(test.db, { scope: everyBrand })).reduce((sum, { count }) => sum + count, 0);

function act(unmappedId: string, reason: string | null, over: object = {}) {
  const importer = { sight: everyBrand, scope: everyBrand, by: "opr_1", ...over };
  return ignoreUnmapped({ db: test.db, now, say }, { unmappedId, reason, importer });
}

it("takes an id that is never ours out of the queue and of the issues, also when PAR sends it again, until it is brought back", async () => {
  const id = await sent("FOREIGN-1");
  expect([await listed(false), await waiting()]).toEqual([["FOREIGN-1"], 1]);
  expect(await act(id, " never ours ")).toMatchObject({
    kind: "done",
    item: { ignoredReason: "never ours", ignoredBy: "opr_1", ignoredAt: now },
  });
  await sent("FOREIGN-1");
  expect([await listed(false), await listed(true), await waiting()]).toEqual([[], ["FOREIGN-1"], 0]);
  expect(await act(id, "again")).toEqual({ kind: "so_already" });
  expect(await act(id, null)).toMatchObject({ kind: "done", item: { ignoredAt: null, seenCount: 2 } });
  expect([await listed(false), await listed(true), await waiting()]).toEqual([["FOREIGN-1"], [], 1]);
  expect(await act(id, null)).toEqual({ kind: "so_already" });
  const entries = await test.db.sql`select action, detail from audit_entries order by at, id`;
  expect(entries.map(({ action }) => action)).toEqual(["unmapped_id_ignored", "unmapped_id_brought_back"]);
  expect(JSON.stringify(entries)).not.toContain("never ours");
});

it("asks why, in a text that can be kept", async () => {
  const id = await sent("FOREIGN-2");
  for (const reason of ["", "  ", "x".repeat(201)])
    expect(await act(id, reason)).toMatchObject({ kind: "invalid" });
});

it("J: is for who administers the brand that the id came with, and is nothing to others", async () => {
  const id = await sent("FOREIGN-3", store.parOrganizationId);
  const own = ofBrands(store.brand.id);
  const other = ofBrands("brd_other");
  expect(await act(id, "why", { sight: other, scope: other })).toEqual({ kind: "not_found" });
  expect(await act(id, "why", { sight: own, scope: other })).toEqual({ kind: "not_allowed" });
  expect(await act(id, "why", { sight: own, scope: own })).toMatchObject({ kind: "done" });
});

it("ends where the id is mapped all the same", async () => {
  const parId = "FOREIGN-4";
  await act(await sent(parId), "why");
  const pair = { kind: "location", connectionId: store.connection.id, parId, expectedVersion: null } as const;
  const by = { scope: everyBrand, changedBy: "cli", now };
  await setMapping(test.db, { ...pair, ...by, targetId: store.location.id });
  await setMapping(test.db, { ...pair, ...by, targetId: null, expectedVersion: 1 });
  await sent(parId);
  expect(await listed(false)).toContain(parId);
});
