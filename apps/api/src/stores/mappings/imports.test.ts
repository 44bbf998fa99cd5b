import { everyBrand, ofBrands } from "@parley/db";
import { listAudit } from "@parley/db/audit";
import { insertConnection } from "@parley/db/connections";
import {
  listLiveMappings,
  listMappings,
  listUnmapped,
  setMapping,
  upsertUnmapped,
} from "@parley/db/mappings";
import { insertLocation } from "@parley/db/stores";
import { createTestDatabase, insertTestStore, type TestDatabase, type TestStore } from "@parley/db/testing";
import { wordsIn } from "@parley/words";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commitImport, dryRunImport, type Importer, takeFile, undoImport } from "./imports.ts";
import { createImportSweep } from "./sweep.ts";

/** A file that is taken in, looked at, imported and undone: by the one code. */

const words = wordsIn("en");
const DAY_MS = 86_400_000;

let test: TestDatabase;
let store: TestStore;
/** Stores of the same brand, by their codes. */
let codes: string[];
/** A connection of its own for each test, so that none finds what another mapped. */
let slug = "";
let now = new Date();

beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
  const { location } = store;
  codes = [location.code, `${location.code}-B`, `${location.code}-C`];
  for (const code of codes.slice(1)) await insertLocation(test.db, { location: { ...location, code }, now });
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(() => freshConnection());

async function freshConnection(): Promise<void> {
  slug = `c-${crypto.randomUUID()}`;
  const connection = {
    slug,
    name: slug,
    switches: {},
    sharedId: crypto.randomUUID(),
    strength: "strong",
  } as const;
  await insertConnection(test.db, { vault: test.vault, connection, now });
}

const deps = () => {
  now = new Date(now.getTime() + 1_000);
  return { db: test.db, now, words };
};
const admin: Importer = { sight: everyBrand, scope: everyBrand, by: "cli" };

type Row = readonly [parId: string, target: string, act?: "end" | ""];

async function take(rows: readonly Row[], by = admin.by) {
  const lines = rows.map(([parId, target, act = ""]) => `${slug},${parId},${target},${act}`);
  const bytes = Buffer.from(["connection,par_location_id,location,act", ...lines, ""].join("\n"));
  const taken = await takeFile(deps(), { fileName: "stores.csv", bytes, encoding: null, by });
  if (taken.kind !== "taken") throw new Error(taken.message);
  return taken.file.id;
}

async function look(importId: string, importer = admin, acrossBrands = false) {
  const seen = await dryRunImport(deps(), { importId, importer, acrossBrands });
  if (seen.kind !== "planned") throw new Error(seen.kind);
  return seen.plan;
}

async function commit(importId: string, over: Partial<Parameters<typeof commitImport>[1]> = {}) {
  const digest = over.digest ?? (await look(importId, over.importer, over.acrossBrands)).digest;
  const all = { leaveOut: [], leaveOutWrong: false, acrossBrands: false, importer: admin };
  return await commitImport(deps(), { importId, ...all, ...over, digest });
}

const undo = (importId: string, over: Partial<Parameters<typeof undoImport>[1]> = {}) =>
  undoImport(deps(), { importId, importer: admin, leaveOutChanged: false, ...over });

async function meanings(): Promise<Record<string, string>> {
  const rows = await listMappings(test.db, { scope: everyBrand, kind: "location" });
  const own = await connectionId();
  const mine = rows.filter((row) => row.connectionId === own);
  return Object.fromEntries(mine.map(({ parId, targetCode }) => [parId, targetCode]));
}

async function connectionId(): Promise<string> {
  const [row] = await test.db.sql<{ id: string }[]>`select id from connections where slug = ${slug}`;
  return row?.id ?? "";
}

/** As somebody does on the page of the mappings. */
async function edit(parId: string, code: string | null): Promise<void> {
  const [row] = await test.db.sql<{ id: string }[]>`select id from locations where code = ${code}`;
  const at = { scope: everyBrand, expectedVersion: "any", changedBy: "cli", now: deps().now } as const;
  const args = { kind: "location", connectionId: await connectionId(), parId, ...at } as const;
  await setMapping(test.db, { ...args, targetId: row?.id ?? null });
}

/** The connection serves the brand of our stores, so that who has that brand sees it. */
async function serveOwnBrand(): Promise<void> {
  const id = `map_${crypto.randomUUID()}`;
  await test.db
    .sql`insert into organization_mappings (id, connection_id, par_organization_id, brand_id, version, valid_from, changed_by)
    values (${id}, ${await connectionId()}, 'ORG', ${store.brand.id}, 1, now(), 'test')`;
}

describe("an import", () => {
  it("writes what was shown, with an entry of the audit for the brand", async () => {
    const [a = "", b = ""] = codes;
    await edit("OLD", a);
    const id = await take([
      ["OLD", b],
      ["NEW", a],
    ]);
    const plan = await look(id);
    expect(plan.rows).toMatchObject([
      { result: "changed", before: a },
      { result: "created", before: null },
    ]);
    expect(await commit(id)).toMatchObject({
      kind: "imported",
      batch: { created: 1, changed: 1, kind: "location" },
    });
    expect(await meanings()).toEqual({ OLD: b, NEW: a });
    const [entry] = await listAudit(test.db, { page: { limit: 1 } });
    expect(entry).toMatchObject({
      ...{ action: "mappings_imported", actor: "cli", subjectId: id, brandId: store.brand.id },
      detail: { kind: "location", import: id, mapped: 2 },
    });
    const [kept] = await test.db.sql`select bytes from mapping_imports where id = ${id}`;
    expect(kept?.bytes).toBeNull();
  });

  it("keeps why, with the import and with each of its mappings", async () => {
    const [a = "", b = ""] = codes;
    await edit("OLD", a);
    const id = await take([
      ["OLD", b],
      ["NEW", a],
    ]);
    expect(await commit(id, { reason: "the new till" })).toMatchObject({ batch: { reason: "the new till" } });
    const rows = await listMappings(test.db, {
      scope: everyBrand,
      kind: "location",
      filter: { connectionId: await connectionId(), versions: "all" },
    });
    expect(rows.map(({ parId, version, reason }) => [parId, version, reason])).toEqual([
      ["NEW", 1, "the new till"],
      ["OLD", 2, "the new till"],
      ["OLD", 1, null],
    ]);
  });

  it("takes ids out of the queue, and gives them back when it is undone", async () => {
    const queued = { connectionId: await connectionId(), kind: "location", parId: "Q-1" } as const;
    await upsertUnmapped(test.db, { ...queued, parOrganizationId: null, exchangeId: null, now });
    const waits = async () =>
      (
        await listUnmapped(test.db, {
          scope: everyBrand,
          connectionId: queued.connectionId,
          page: { limit: 9 },
        })
      ).length;
    const id = await take([["Q-1", codes[0] ?? ""]]);
    await commit(id);
    expect(await waits()).toBe(0);
    expect(await undo(id)).toMatchObject({ kind: "undone", batch: { undone: 1 } });
    expect(await waits()).toBe(1);
    expect(await meanings()).toEqual({});
  });

  it("writes nothing where the mappings changed after the look", async () => {
    const [a = "", b = ""] = codes;
    const id = await take([["M-1", b]]);
    const { digest } = await look(id);
    await edit("M-1", a);
    expect(await commit(id, { digest })).toEqual({ kind: "other_plan" });
    expect(await meanings()).toEqual({ "M-1": a });
    expect(await commit(id)).toMatchObject({ kind: "imported" });
  });

  it("leaves out the lines that were unticked, and wrong ones only where that is said", async () => {
    const [a = ""] = codes;
    const id = await take([
      ["L-1", a],
      ["L-2", a],
      ["L-3", "NOWHERE"],
    ]);
    expect(await commit(id)).toEqual({ kind: "wrong_rows", count: 1 });
    expect(await meanings()).toEqual({});
    expect(await commit(id, { leaveOut: [2], leaveOutWrong: true })).toMatchObject({ kind: "imported" });
    expect(await meanings()).toEqual({ "L-2": a });
    expect(await dryRunImport(deps(), { importId: id, importer: admin, acrossBrands: false })).toEqual({
      kind: "imported_already",
    });
  });

  it("is there only for whoever gave the file and who may everything, and for a day", async () => {
    const id = await take([["D-1", codes[0] ?? ""]]);
    const { digest } = await look(id);
    const other = { ...admin, scope: ofBrands(store.brand.id), by: "opr_other" };
    expect(await commit(id, { digest, importer: other })).toEqual({ kind: "not_found" });
    now = new Date(now.getTime() + DAY_MS + 1);
    expect(await commit(id, { digest })).toEqual({ kind: "not_found" });
    await take([["D-1", codes[0] ?? ""]]);
    expect(await test.db.sql`select from mapping_imports where id = ${id}`).toHaveLength(0);
  });

  it("goes over many lots, and holds up no call while it is not committed yet", async () => {
    const rows = Array.from({ length: 5_001 }, (_, at) => [`L-${at}`, codes[0] ?? ""] as const);
    const connection = await connectionId();
    const seen: number[] = [];
    await commit(await take(rows.slice(0, 1)));
    const id = await take(rows);
    const { digest } = await look(id);
    const { db } = test;
    const orm: typeof db.large.orm = Object.assign(Object.create(db.large.orm), {
      transaction: (work: Parameters<typeof db.large.orm.transaction>[0]) =>
        db.large.orm.transaction(async (tx) => {
          const outcome = await work(tx);
          // All is written, and nothing is committed: what calls of PAR do must wait for none of it.
          const { locations } = await listLiveMappings(db, connection);
          seen.push(locations.length);
          const unknown = { connectionId: connection, kind: "location", parId: "L-NEW" } as const;
          await upsertUnmapped(db, { ...unknown, parOrganizationId: null, exchangeId: null, now });
          await edit("L-OTHER", codes[1] ?? "");
          return outcome;
        }),
    });
    const held = { ...deps(), db: { ...db, large: { ...db.large, orm } } };
    const args = { leaveOut: [], leaveOutWrong: false, acrossBrands: false, importer: admin };
    const done = await commitImport(held, { importId: id, digest, ...args });
    expect(done).toMatchObject({ kind: "imported", batch: { created: 5_000 } });
    expect(seen).toEqual([1]);
    expect(await undo(id)).toMatchObject({ kind: "undone", batch: { undone: 5_000 } });
    expect(await meanings()).toEqual({ "L-0": codes[0], "L-OTHER": codes[1] });
  });

  it("forgets a file that nobody imported within a day", async () => {
    const id = await take([["D-1", codes[0] ?? ""]]);
    const kept = async () => (await test.db.sql`select from mapping_imports where id = ${id}`).length;
    const sweep = (at: Date) => createImportSweep({ db: test.db, now: () => at }).run();
    await sweep(now);
    expect(await kept()).toBe(1);
    expect(await sweep(new Date(now.getTime() + DAY_MS + 1))).toEqual({ againInMs: 3_600_000 });
    expect(await kept()).toBe(0);
  });

  it("keeps five files of one person that wait, the last ones", async () => {
    const ids: string[] = [];
    for (let each = 0; each < 6; each += 1) ids.push(await take([["F-1", codes[0] ?? ""]], "opr_files"));
    const kept = await test.db.sql<{ id: string }[]>`
      select id from mapping_imports where uploaded_by = 'opr_files' order by uploaded_at`;
    expect(kept.map(({ id }) => id)).toEqual(ids.slice(1));
  });

  it.each([
    ["a workbook", Buffer.from("PK\u0003\u0004"), /Excel workbook/, /Save it as/],
    ["nothing", Buffer.from(""), /empty/, /first line/],
  ])("refuses %s at once, with what to do", async (_what, bytes, message, nextStep) => {
    const refused = await takeFile(deps(), { fileName: "a.xlsx", bytes, encoding: null, by: "cli" });
    expect(refused).toMatchObject({
      message: expect.stringMatching(message),
      nextStep: expect.stringMatching(nextStep),
    });
  });
});

describe("the walls", () => {
  it("J: tell nothing of another brand, and let nobody take an id of it", async () => {
    const foreign = await insertTestStore(test);
    await edit("W-1", foreign.location.code);
    const own = ofBrands(store.brand.id);
    await serveOwnBrand();
    const importer = { sight: own, scope: own, by: "opr_own" };
    const id = await take(
      [
        ["W-1", codes[0] ?? ""],
        ["W-2", foreign.location.code],
        ["W-3", codes[0] ?? ""],
      ],
      importer.by,
    );
    const { rows } = await look(id, importer, true);
    const told = rows.map(({ problems }) => problems.map(({ reason }) => reason));
    expect(told).toEqual([
      ["This PAR id is in use already, for something outside your brands."],
      [`There is no store "${foreign.location.code}".`],
      [],
    ]);
    expect(JSON.stringify(rows.map(({ problems, warnings }) => [problems, warnings]))).not.toContain(
      foreign.brand.name,
    );
    const looker = { sight: everyBrand, scope: own, by: importer.by };
    const seen = await look(id, looker, true);
    expect(seen.rows.map(({ problems }) => problems.map(({ reason }) => reason))).toEqual([
      [`It belongs to ${foreign.brand.name}. Only an admin of that brand may move it.`],
      ["Only an admin of this brand may change its mappings."],
      [],
    ]);
  });

  it("J: let nobody undo what reached another brand", async () => {
    const foreign = await insertTestStore(test);
    await edit("U-1", foreign.location.code);
    const id = await take([["U-1", codes[0] ?? ""]]);
    await commit(id, { acrossBrands: true });
    const own = ofBrands(store.brand.id);
    const theirs = { sight: own, scope: own, by: "opr_own" };
    expect(await undo(id, { importer: theirs })).toEqual({ kind: "not_found" });
    expect(await undo(id, { importer: { ...theirs, by: "cli" } })).toEqual({ kind: "not_yours" });
    expect(await undo(id)).toMatchObject({ kind: "undone" });
    expect(await meanings()).toEqual({ "U-1": foreign.location.code });
  });
});

describe("ending many", () => {
  it("is an import like others: seen first, one act, and one act takes it back", async () => {
    const [a = "", b = ""] = codes;
    for (const [parId, code] of [
      ["E-1", a],
      ["E-2", b],
      ["E-3", a],
    ] as const)
      await edit(parId, code);
    const id = await take([
      ["E-1", a, "end"],
      ["E-2", "", "end"],
    ]);
    const { rows, counts } = await look(id);
    expect(rows).toMatchObject([
      { result: "ended", before: a },
      { result: "ended", before: b },
    ]);
    expect(counts).toMatchObject({ ended: 2, error: 0 });
    const outcome = await commit(id, { reason: "closed" });
    expect(outcome).toMatchObject({ kind: "imported", batch: { created: 0, changed: 0, ended: 2 } });
    expect(await meanings()).toEqual({ "E-3": a });
    const history = await listMappings(test.db, {
      scope: everyBrand,
      kind: "location",
      filter: { parId: "E-1", connectionId: await connectionId(), versions: "all" },
    });
    expect(history).toMatchObject([{ replacedImportId: id, endReason: "closed", replacedBy: "cli" }]);
    const [entry] = await listAudit(test.db, { page: { limit: 1 } });
    expect(entry).toMatchObject({ action: "mappings_imported", detail: { mapped: 0, ended: 2 } });
    expect(await undo(id)).toMatchObject({ kind: "undone", batch: { undone: 2 } });
    expect(await meanings()).toEqual({ "E-1": a, "E-2": b, "E-3": a });
    expect(await undo(id)).toEqual({ kind: "undone_already" });
  });

  it("ends nothing that means something else than the row says, or nothing, or has another act", async () => {
    const [a = "", b = ""] = codes;
    await edit("E-1", a);
    const id = await take([
      ["E-1", b, "end"],
      ["E-2", a, "end"],
    ]);
    const told = (await look(id)).rows.map(({ problems }) => problems);
    expect(told).toMatchObject([
      [{ column: "location", reason: `It means ${a} now: somebody changed it.` }],
      [{ column: "par_location_id", reason: "It means nothing here that could be ended." }],
    ]);
    const bytes = Buffer.from(`act,connection,par_location_id,location\nstop,${slug},E-1,${a}\n`);
    const taken = await takeFile(deps(), { fileName: "a.csv", bytes, encoding: null, by: admin.by });
    if (taken.kind !== "taken") throw new Error(taken.message);
    const [only] = (await look(taken.file.id)).rows;
    expect(only).toMatchObject({ result: "error", problems: [{ column: "act", value: "stop" }] });
  });

  it("does not give back to the queue what is ended, as a single end does not", async () => {
    const queued = { connectionId: await connectionId(), kind: "location", parId: "E-9" } as const;
    await upsertUnmapped(test.db, { ...queued, parOrganizationId: null, exchangeId: null, now });
    const [a = ""] = codes;
    await commit(await take([["E-9", a]]));
    await commit(await take([["E-9", a, "end"]]));
    const page = { limit: 9 };
    const { connectionId: own } = queued;
    expect(await listUnmapped(test.db, { scope: everyBrand, connectionId: own, page })).toEqual([]);
  });

  it("is not undone over what somebody mapped since, and leaves that alone where it is said", async () => {
    const [a = "", b = ""] = codes;
    for (const parId of ["E-1", "E-2", "E-3"]) await edit(parId, a);
    const id = await take(["E-1", "E-2", "E-3"].map((parId) => [parId, a, "end"] as const));
    await commit(id);
    await edit("E-1", b);
    await edit("E-2", a);
    await edit("E-2", null);
    const refused = await undo(id);
    expect(refused).toMatchObject({
      kind: "changed_since",
      mappings: [{ parId: "E-1" }, { parId: "E-2" }],
    });
    expect(await undo(id, { leaveOutChanged: true })).toMatchObject({ kind: "undone", batch: { undone: 1 } });
    expect(await meanings()).toEqual({ "E-1": b, "E-3": a });
  });

  it("J: is for nobody of another brand, who is not told that there is anything", async () => {
    const foreign = await insertTestStore(test);
    const [a = ""] = codes;
    await edit("E-1", foreign.location.code);
    await edit("E-2", a);
    await serveOwnBrand();
    const own = ofBrands(store.brand.id);
    const importer = { sight: own, scope: own, by: "opr_own" };
    const rows = [
      ["E-1", "", "end"],
      ["E-2", "", "end"],
    ] as const;
    const id = await take(rows, importer.by);
    const seen = await look(id, importer);
    expect(seen.rows.map(({ result }) => result)).toEqual(["error", "ended"]);
    expect(JSON.stringify(seen.rows[0])).not.toContain(foreign.location.code);
    const { digest } = seen;
    await commit(id, { digest, importer, leaveOutWrong: true });
    expect(await meanings()).toEqual({ "E-1": foreign.location.code });
    const looker = { sight: everyBrand, scope: ofBrands(foreign.brand.id), by: "opr_theirs" };
    expect(await undo(id, { importer: looker })).toEqual({ kind: "not_found" });
    const ownEnd = await take([["E-1", "", "end"]], looker.by);
    expect((await look(ownEnd, looker)).counts).toMatchObject({ ended: 1 });
  });
});

describe("undoing", () => {
  it("names what somebody changed since, and leaves that alone where it is said", async () => {
    const [a = "", b = ""] = codes;
    const id = await take([
      ["S-1", a],
      ["S-2", a],
    ]);
    await commit(id);
    await edit("S-1", b);
    expect(await undo(id)).toMatchObject({ kind: "changed_since", mappings: [{ parId: "S-1" }] });
    expect(await meanings()).toEqual({ "S-1": b, "S-2": a });
    expect(await undo(id, { leaveOutChanged: true })).toMatchObject({ kind: "undone", batch: { undone: 1 } });
    expect(await meanings()).toEqual({ "S-1": b });
    expect(await undo(id)).toEqual({ kind: "undone_already" });
    const history = await listMappings(test.db, {
      scope: everyBrand,
      kind: "location",
      filter: { parId: "S-2", versions: "all" },
    });
    expect(history).toMatchObject([{ importId: id, replacedBy: "cli" }]);
  });
});

it("never writes other than it showed, and undoing leads back to what was", async () => {
  const parId = fc.constantFrom("P-1", "P-2", "P-3", "p-1", "P|4", "1.23457E+12", "");
  const target = () => fc.constantFrom(...codes, "NOWHERE");
  const act = fc.constantFrom<("end" | "")[]>("", "", "end");
  const row = fc.tuple(parId, fc.oneof(target(), fc.constant("")), act);
  const edits = fc.array(
    fc.tuple(fc.constantFrom("P-1", "P-2", "P-3"), fc.option(fc.constantFrom(...codes))),
    {
      maxLength: 5,
    },
  );
  const leftOut = fc.array(fc.integer({ min: 2, max: 8 }), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(
      edits,
      fc.array(row, { minLength: 1, maxLength: 7 }),
      leftOut,
      async (before, rows, leaveOut) => {
        await freshConnection();
        for (const [id, code] of before) await edit(id, code);
        const was = await meanings();
        const importId = await take(rows);
        const plan = await look(importId);
        const outcome = await commit(importId, { digest: plan.digest, leaveOut, leaveOutWrong: true });
        const done = plan.rows.filter(({ line, change }) => change !== null && !leaveOut.includes(line));
        expect(outcome.kind).toBe(done.length === 0 ? "nothing" : "imported");
        const kept = done.filter(({ result }) => result !== "ended");
        const shown = Object.fromEntries(kept.map(({ parId: id, target: code }) => [id, code]));
        const ended = done.filter(({ result }) => result === "ended").map(({ parId: id }) => id);
        const left = Object.entries(was).filter(([id]) => !ended.includes(id));
        expect(await meanings()).toEqual({ ...Object.fromEntries(left), ...shown });
        if (outcome.kind !== "imported") return;
        expect(outcome.batch).toMatchObject({ ended: ended.length });
        const again = await look(
          await take(done.map((one) => [one.parId, one.target, one.ends ? "end" : ""])),
        );
        const counts = { created: 0, changed: 0, ended: 0, unchanged: kept.length, error: ended.length };
        expect(again.counts).toEqual(counts);
        expect(await undo(importId)).toMatchObject({ kind: "undone", batch: { undone: done.length } });
        expect(await meanings()).toEqual(was);
      },
    ),
    { numRuns: 40 },
  );
});
