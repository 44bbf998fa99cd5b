import { everyBrand, ofBrands } from "@parley/db";
import { setMapping } from "@parley/db/mappings";
import { createTestDatabase, insertTestStore, type TestDatabase, type TestStore } from "@parley/db/testing";
import { wordsIn } from "@parley/words";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exportPart } from "./export.ts";
import { dryRunFile } from "./imports.ts";
import { checkParId } from "./par-id.ts";

const words = wordsIn("en");
const now = new Date();

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
});
afterAll(() => test[Symbol.asyncDispose]());

async function map(at: TestStore, parId: string): Promise<void> {
  const mapping = { kind: "location", connectionId: at.connection.id, parId } as const;
  const by = { scope: everyBrand, changedBy: "demo", now };
  await setMapping(test.db, { ...mapping, targetId: at.location.id, expectedVersion: "any", ...by });
}

async function exported(over: Partial<Parameters<typeof exportPart>[1]> = {}): Promise<string> {
  let text = "";
  for (let after: string | null = null; ; ) {
    const all = { scope: everyBrand, kind: "location", search: null } as const;
    const part = await exportPart(test.db, { ...all, ...over, after });
    text += part.text;
    if (part.next === null) return text;
    after = part.next;
  }
}

async function planOf(text: string) {
  const importer = { sight: everyBrand, scope: everyBrand, by: "cli" };
  const bytes = Buffer.from(`\ufeff${text}`);
  const run = { bytes, encoding: null, importer, acrossBrands: false };
  const planned = await dryRunFile({ db: test.db, now, words }, run);
  if (planned.kind !== "planned") throw new Error(planned.message);
  return planned.plan;
}

it("writes a file that an import reads again without a change, whatever PAR's ids are", async () => {
  const odd = [
    "=1+1",
    "'=1",
    "00042",
    "123456789012345678",
    '="00042"',
    "1.5E+12",
    "MAR-05",
    'a"b',
    "a;=b",
    "+1",
  ];
  const text = fc.string({ unit: fc.constantFrom(..."=+-@'\";, \u00e9\u200b0E9aZ"), maxLength: 12 });
  const ids = fc.uniqueArray(fc.oneof(fc.constantFrom(...odd), text), { maxLength: 12 });
  const kept = new Set<string>();
  await fc.assert(
    fc.asyncProperty(ids, async (parIds) => {
      for (const parId of parIds.filter((id) => checkParId(id, words("imports")) === null)) {
        kept.add(parId);
        await map(store, parId);
      }
      const { rows, counts } = await planOf(await exported());
      expect(counts).toEqual({ created: 0, changed: 0, ended: 0, unchanged: kept.size + 1, error: 0 });
      expect(new Set(rows.map((row) => row.parId))).toEqual(new Set([...kept, store.parLocationId]));
    }),
    { numRuns: 15, examples: [[odd]] },
  );
});

it("goes over many parts, and is narrowed by brand and by the page's filter", async () => {
  const other = await insertTestStore(test);
  for (const parId of ["PAR-X-1", "PAR-X-2"]) await map(other, parId);
  await test.db.sql`
    insert into location_mappings (id, connection_id, par_location_id, location_id, version, valid_from, changed_by)
    select 'map_many' || n, ${other.connection.id}, 'MANY-' || n, ${other.location.id}, 1, ${now}, 'demo'
    from generate_series(1, 2001) n`;
  const scope = ofBrands(other.brand.id);
  expect((await exported({ scope })).split("\r\n")).toHaveLength(2_001 + 3 + 2);
  expect(await exported({ scope: ofBrands(store.brand.id), search: "par-x" })).toBe(
    "connection,par_location_id,location,reason\r\n",
  );
  const found = await exported({ search: "par-x" });
  const { slug } = other.connection;
  const line = (parId: string) => `${slug},${parId},${other.location.code},\r\n`;
  expect(found).toBe(`connection,par_location_id,location,reason\r\n${line("PAR-X-1")}${line("PAR-X-2")}`);
  expect(await exportPart(test.db, { scope, kind: "location", search: null, after: "x" })).toMatchObject({
    ...{ text: "", count: 0, next: null },
  });
});

it("writes what stood at a moment: from when it held until another took its place or it was ended", async () => {
  const at = await insertTestStore(test, new Date("2026-01-01T00:00:00Z"));
  const other = await insertTestStore(test);
  const write = async (day: number, targetId: string | null, acrossBrands = false) => {
    const mapping = {
      kind: "location",
      connectionId: at.connection.id,
      parId: "PAR-ONCE",
      targetId,
    } as const;
    const by = { scope: everyBrand, changedBy: "demo", now: new Date(Date.UTC(2026, 0, day)), acrossBrands };
    await setMapping(test.db, { ...mapping, expectedVersion: "any", ...by });
  };
  await write(10, at.location.id);
  await write(20, other.location.id, true);
  await write(30, null);
  const stood = async (day: number) => {
    const text = await exported({ search: "PAR-ONCE", asOf: new Date(Date.UTC(2026, 0, day)) });
    return text.split("\r\n").slice(1, -1);
  };
  const row = (code: string) => [`${at.connection.slug},PAR-ONCE,${code},`];
  expect(await stood(9)).toEqual([]);
  expect(await stood(10)).toEqual(row(at.location.code));
  expect(await stood(19)).toEqual(row(at.location.code));
  expect(await stood(20)).toEqual(row(other.location.code));
  expect(await stood(30)).toEqual([]);
  expect(await exported({ search: "PAR-ONCE" })).not.toContain("PAR-ONCE");
});
