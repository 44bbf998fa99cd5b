import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHistory } from "../history.ts";
import { countToldBy } from "./api-view.ts";
import { check } from "./check.ts";
import { readJournal } from "./journals.ts";
import { printVerdict, writeVerdict } from "./report.ts";
import { TestRun } from "./test-run.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-checker-"));
  mkdirSync(join(folder, "pos-simulator"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const twoOrders = () => new TestRun().good({ uid: "u" }).good({ uid: "v" });
const textOf = (lines: readonly object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join("");

describe("readHistory", () => {
  it("gives back what was written, and does not skip a line that it cannot read", () => {
    const { history } = twoOrders();
    const path = join(folder, "history.jsonl");
    writeFileSync(path, textOf(history));
    expect(readHistory(path)).toEqual(history);
    writeFileSync(path, `${textOf(history)}{"kind":`);
    expect(() => readHistory(path)).toThrow(SyntaxError);
  });
});

describe("readJournal", () => {
  const path = () => join(folder, "pos-simulator", "journal.jsonl");

  it("leaves out a last line that a kill cut off, with or without its end", () => {
    const { journal } = twoOrders();
    writeFileSync(path(), `${textOf(journal)}{"reference":"ha`);
    expect(readJournal(folder).lines).toEqual(journal);
    writeFileSync(path(), `${textOf(journal)}{"reference":"ha\n`);
    expect(readJournal(folder).lines).toEqual(journal);
  });

  it("does not skip a line in the middle that it cannot read", () => {
    writeFileSync(path(), `{"reference":"ha\n${textOf(twoOrders().journal)}`);
    expect(() => readJournal(folder)).toThrow(SyntaxError);
  });

  it("takes an absent file for a POS that placed nothing", () => {
    expect(readJournal(join(folder, "nowhere"), "till")).toEqual({ name: "till", lines: [] });
  });
});

describe("countToldBy", () => {
  it.each([
    ["2 paid orders, $58.20, are not confirmed by a kitchen; the POS of YC-1 is silent; 1 more issue…", 2],
    ["1 paid order, ¥1,200, has not reached a kitchen.", 1],
    ["1,234 paid orders, $9, have not reached a kitchen.", 1_234],
    ["3 ids of PAR are not mapped.", 0],
    ["All is well: 3 orders in the last hour, every one is with its kitchen.", 0],
  ])("reads from “%s” that %i are told", (sentence, count) => {
    expect(countToldBy(sentence)).toBe(count);
  });

  it("does not take words that it cannot read for none", () => {
    expect(() => countToldBy("Some paid orders are not confirmed.")).toThrow("does not say how many");
  });
});

describe("check", () => {
  it("refuses a history with a gap rather than judging what is left", () => {
    const { history, ...rest } = twoOrders().input();
    expect(() => check({ ...rest, history: history.slice(1) })).toThrow("before it opens it");
    const withoutCalls = history.filter((line) => line.kind !== "sent");
    expect(() => check({ ...rest, history: withoutCalls })).toThrow("before it opens it");
  });

  it("takes the journals of several POS processes together", () => {
    const { journals, ...rest } = twoOrders().places("u", { reference: "ref-2" }).input();
    const lines = journals.flatMap((journal) => journal.lines);
    const apart = lines.map((line, index) => ({ name: `till ${index}`, lines: [line] }));
    expect(check({ ...rest, journals: apart }).sets.doubled).toHaveLength(1);
    expect(check({ ...rest, journals: apart.slice(0, 2) }).isClean).toBe(true);
  });
});

describe("the checker", () => {
  it("imports nothing of the gateway's, so that a mistake made there cannot hide here", () => {
    const files = readdirSync(import.meta.dirname).filter((name) => /(?<!\.test)\.ts$/.test(name));
    const imported = files.flatMap((name) => {
      const text = readFileSync(join(import.meta.dirname, name), "utf8");
      return [...text.matchAll(/(?:from|import) "([^"]+)"/g)].map(([, what]) => what);
    });
    expect(imported).toContain("./journals.ts");
    const foreign = imported.filter(
      (what) => !/^(?:node:|\.\/[\w-]+\.ts$|\.\.\/history\.ts$)/.test(what ?? ""),
    );
    expect(foreign).toEqual([]);
  });
});

describe("the verdict", () => {
  const testRun = () => {
    const it = twoOrders().pending({ uid: "w" }).order({ uid: "x" }).broken("submit", "x");
    it.history.push({ kind: "fault", at: it.now(), what: "kill -9 of the API" });
    it.history.push({ kind: "fault", at: it.now(), what: "the wire was cut" });
    return it.places("nobody").voids("nobody").input();
  };

  it("counts what was tried", () => {
    expect(check(testRun()).counts).toEqual({
      orders: 4,
      calls: 4,
      broken: 1,
      answers: { 200: 2, 202: 1 },
      share202: 1 / 3,
      ends: { placed: 2, rejected: 0, errored: 0, open: 2 },
      unlikeQuiet: 2,
      posOrders: 3,
      voided: 1,
      acts: 0,
      faults: 2,
      kills: 1,
    });
  });

  it("prints and writes every set, its findings, and nothing of the guest", () => {
    const verdict = check(testRun());
    const printed = printVerdict(verdict);
    expect(printed).toContain("FAIL unexpected: 1");
    expect(printed).toContain("unexpected nobody: the POS has YC-LC-001-000003 (voided)");
    expect(printed).toContain(" ok  lost: 0");
    const path = join(folder, "results", "verdict.json");
    writeVerdict(path, verdict, { drill: "dr6", seed: 1 });
    const written = readFileSync(path, "utf8");
    expect(JSON.parse(written)).toEqual({ drill: "dr6", seed: 1, ...verdict });
    for (const word of ["Ada", "+15555550100", "ring twice"]) expect(printed + written).not.toContain(word);
  });
});
