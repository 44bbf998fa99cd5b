import { everyBrand, ofBrands } from "@parley/db";
import { insertConnection } from "@parley/db/connections";
import { changeInBulk, listLiveMappings, writeMappings } from "@parley/db/mappings";
import { findBrand, findLocation, insertLocation } from "@parley/db/stores";
import { createTestDatabase, insertTestStore, type TestDatabase, type TestStore } from "@parley/db/testing";
import { wordsIn } from "@parley/words";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type JudgeArgs, judgeRows } from "./import.ts";
import type { ImportRow } from "./plan.ts";

describe("a plan of an import", () => {
  let test: TestDatabase;
  let store: TestStore;
  let count = 0;
  beforeAll(async () => {
    test = await createTestDatabase();
    store = await insertTestStore(test);
  });
  afterAll(() => test[Symbol.asyncDispose]());

  const row = (over: Partial<ImportRow> = {}): ImportRow => {
    count += 1;
    const { slug } = store.connection;
    const target = store.location.code;
    return {
      line: count + 1,
      connection: slug,
      parId: `PAR-${count}`,
      target,
      ends: false,
      notes: [],
      problem: null,
      ...over,
    };
  };
  const run = async (
    rows: ImportRow[],
    over: Partial<Pick<JudgeArgs, "kind" | "scope" | "acrossBrands">> & { dryRun?: boolean } = {},
  ) => {
    const { dryRun = false, scope = everyBrand, kind = "location", acrossBrands = false } = over;
    const { db } = test;
    const say = wordsIn("en")("imports");
    const args = { kind, rows, scope, sight: scope, acrossBrands, say };
    const plan = await judgeRows(db, db.orm, args);
    if (dryRun || plan.counts.error > 0) return { ...plan, written: false };
    const changes = plan.rows.flatMap(({ change }) => change ?? []);
    const batch = { kind, importId: "imp_test", isUndo: false, changedBy: "test", now: new Date() };
    await changeInBulk(db, (tx) => writeMappings(tx, changes, batch));
    return { ...plan, written: true };
  };
  const livePairs = async () => {
    const { locations } = await listLiveMappings(test.db, store.connection.id);
    return locations.map(({ parId }) => parId);
  };

  it("creates, changes and leaves alone, and says which", async () => {
    const { location } = store;
    const code = `${location.code}-2`;
    await insertLocation(test.db, { location: { ...location, code }, now: new Date() });
    const [first, second] = [row(), row()];
    await run([first, second]);
    const report = await run([first, { ...second, target: code }, row()]);
    expect(report.written).toBe(true);
    expect(report.rows.map(({ result }) => result)).toEqual(["unchanged", "changed", "created"]);
    expect(report.counts).toEqual({ created: 1, changed: 1, ended: 0, unchanged: 1, error: 0 });
  });

  it("says the same in a dry run, and writes nothing", async () => {
    const rows = [row(), row()];
    const before = await livePairs();
    const report = await run(rows, { dryRun: true });
    expect(report).toMatchObject({ written: false, counts: { created: 2 } });
    expect(await livePairs()).toEqual(before);
  });

  it.each([true, false])(
    "J: takes no id to another brand unless that is said, dry run %s",
    async (dryRun) => {
      const other = await insertTestStore(test);
      const mapped = row();
      await run([mapped]);
      const away = [{ ...mapped, target: other.location.code }, row({ target: other.location.code }), row()];
      const kept = await run(away, { dryRun });
      const reason = `It belongs to ${store.brand.name}, and this is another brand's.`;
      const problems = [{ column: "location", value: other.location.code, reason }];
      expect(kept).toMatchObject({
        written: false,
        rows: [
          { result: "error", problems },
          { result: "error", problems },
          { result: "created", problems: [] },
        ],
      });
      const said = await run(away, { dryRun, acrossBrands: true });
      expect(said.counts).toEqual({ created: 2, changed: 1, ended: 0, unchanged: 0, error: 0 });
    },
  );

  it("J: gives a connection without a brand to that of its first organization, in a file as one by one", async () => {
    const other = await insertTestStore(test);
    const connection = await insertConnection(test.db, {
      vault: test.vault,
      connection: {
        slug: "fresh",
        name: "Fresh",
        switches: {},
        sharedId: `${crypto.randomUUID()}-fresh`,
        strength: "strong",
      },
      now: new Date(),
    });
    const to = (target: string) => row({ connection: connection.slug, target });
    const kind = "organization";
    const rows = [to(store.brand.code), to(store.brand.code), to(other.brand.code)];
    const { rows: judged } = await run(rows, { kind });
    expect(judged.map(({ result }) => result)).toEqual(["created", "created", "error"]);
    expect(await run(rows, { kind, acrossBrands: true })).toMatchObject({ counts: { created: 3 } });
  });

  it("writes nothing at all where one row is wrong", async () => {
    const before = await livePairs();
    const report = await run([row(), row({ target: "NO-SUCH-STORE" })]);
    expect(report.written).toBe(false);
    const reason = 'There is no store "NO-SUCH-STORE".';
    const problems = [{ column: "location", value: "NO-SUCH-STORE", reason }];
    expect(report.rows[1]).toMatchObject({ result: "error", problems });
    expect(await livePairs()).toEqual(before);
  });

  it.each([
    ["connection", { connection: "nobody" }, "nobody", 'There is no connection "nobody".'],
    ["par_location_id", { parId: "a|b" }, "a|b", "The PAR id holds a character that ids may not hold."],
    ["par_location_id", { parId: "" }, "", "The PAR id is empty."],
    ["location", { target: "=HYPERLINK(1)" }, "=HYPERLINK(1)", 'There is no store "=HYPERLINK(1)".'],
  ])("tells what is wrong in the column %s with %j", async (column, over, value, reason) => {
    expect((await run([row(over)])).rows[0]?.problems).toEqual([{ column, value, reason }]);
  });

  it("I: tells all that is wrong, with every row and every cell, whatever is wrong with another", async () => {
    const short = { column: "location", value: "", reason: "The row has 2 cells where the header has 3." };
    const twice = row({ target: "NOWHERE" });
    const report = await run([
      row({ problem: short }),
      row({ connection: "nobody", parId: "a|b", target: "NOWHERE" }),
      twice,
      { ...twice, line: 99 },
    ]);
    expect(report.rows.map(({ problems }) => problems.map(({ column }) => column))).toEqual([
      ["location"],
      ["connection", "par_location_id", "location"],
      ["location"],
      ["par_location_id", "location"],
    ]);
    expect(report).toMatchObject({
      written: false,
      counts: { error: 4 },
      rows: [{ problems: [short] }, {}, {}, {}],
    });
  });

  it.each([
    ["12E5", /may be lost/],
    ["1.23457E+05", /may be lost/],
    ["1E-05", /may be lost/],
    ["123456789012345000", /fifteen digits/],
    ["=A1", /formula/],
    ["#NAME?", /error value/],
    ["12-May", /date/],
    ["2026-05-12", /date/],
    ["42.0", /decimals/],
    ["1,234,567", /separators/],
    ["FALSE", /value of a program/],
    ["PAR-Caf\u00c3\u00a9-7", /another encoding/],
  ])("I: warns of %s with its row, and maps it", async (parId, warning) => {
    const report = await run([row({ parId }), row()]);
    expect(report.rows[0]).toMatchObject({ result: "created", warnings: [expect.stringMatching(warning)] });
    expect(report.rows[1]?.warnings).toEqual([]);
  });

  it.each(["1.23457E+12", "1,23457E+12", "1E+05", "1.2e+21", "-1E+9", "+1.23457E+06"])(
    "I: refuses %s, whose digits a spreadsheet has lost",
    async (parId) => {
      const report = await run([row({ parId }), row()]);
      expect(report).toMatchObject({ written: false, counts: { error: 1 } });
      const reason = expect.stringMatching(/has lost digits.*as text/);
      expect(report.rows[0]?.problems).toEqual([{ column: "par_location_id", value: parId, reason }]);
    },
  );

  it("I: refuses an id that lost a character when the file was saved", async () => {
    const [imported] = (await run([row({ parId: "PAR-Caf\ufffd-7" })])).rows;
    expect(imported).toMatchObject({
      result: "error",
      problems: [{ reason: expect.stringMatching(/lost a character/) }],
    });
  });

  it("I: warns of ids that look the same, in the file and in the table", async () => {
    const name = `Caf\u00e9-${count}`;
    const report = await run([row({ parId: name }), row({ parId: name.normalize("NFD") })]);
    expect(report.rows.map(({ warnings }) => warnings.length)).toEqual([0, 1]);
    const later = await run([row({ parId: name.toUpperCase() })]);
    expect(later.rows[0]?.warnings).toEqual([expect.stringMatching(/is mapped, which looks the same/)]);
  });

  it("refuses a PAR id that stands in the file twice", async () => {
    const first = row();
    const report = await run([first, { ...first, line: 99 }]);
    expect(report.rows[1]).toMatchObject({
      line: 99,
      problems: [{ reason: `Line ${first.line} has this PAR id already.` }],
    });
  });

  it("maps organizations to brands, and finds nothing outside the operator's brands", async () => {
    const foreign = await insertTestStore(test);
    const organization = row({ target: store.brand.code });
    expect(await run([organization], { kind: "organization" })).toMatchObject({ counts: { created: 1 } });
    const scope = ofBrands(store.brand.id);
    const report = await run(
      [row({ target: foreign.location.code }), row({ connection: foreign.connection.slug })],
      { scope },
    );
    expect(report.counts).toMatchObject({ error: 2 });
    expect(await findBrand(test.db, { scope, idOrCode: foreign.brand.code })).toBeNull();
    expect(await findLocation(test.db, { scope, idOrCode: foreign.location.code })).toBeNull();
  });
});
