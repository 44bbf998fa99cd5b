import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimDataDir } from "./run-file.ts";

const urls = { admin: "http://localhost:3000", api: "http://127.0.0.1:4000" };
const now = () => new Date("2026-01-15T12:34:56Z");
let dir = "";

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "parley-run-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe("claimDataDir", () => {
  it("refuses a second claim and names the first: pid, since when, where", () => {
    claimDataDir(dir, urls, now);
    expect(() => claimDataDir(dir, urls, now)).toThrow(
      `Parley already runs on ${dir}: pid ${process.pid}, since 2026-01-15T12:34:56.000Z, admin http://localhost:3000, API http://127.0.0.1:4000; stop it with Ctrl-C there or \`kill ${process.pid}\`.`,
    );
  });

  it("gives the folder back", () => {
    claimDataDir(dir, urls, now)();
    expect(existsSync(join(dir, "run.json"))).toBe(false);
  });

  it("replaces the claim of a process that is gone", () => {
    const gone = spawnSync(process.execPath, ["-e", "0"]).pid;
    writeFileSync(join(dir, "run.json"), JSON.stringify({ pid: gone, since: "x", ...urls, birth: null }));
    claimDataDir(dir, urls, now);
    expect(readFileSync(join(dir, "run.json"), "utf8")).toContain(`"pid":${process.pid},`);
  });

  it("replaces a claim that was cut off in the middle", () => {
    writeFileSync(join(dir, "run.json"), '{"pid":');
    expect(() => claimDataDir(dir, urls, now)).not.toThrow();
  });

  it.runIf(process.platform === "linux")("is not fooled by a pid that another program has now", () => {
    writeFileSync(
      join(dir, "run.json"),
      JSON.stringify({ pid: process.pid, since: "x", ...urls, birth: "1" }),
    );
    expect(() => claimDataDir(dir, urls, now)).not.toThrow();
  });
});
