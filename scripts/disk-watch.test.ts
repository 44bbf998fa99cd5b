import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { watchDisk } from "./disk-watch.ts";

const GB = 1024 ** 3;

it("says one line per change, with the folder and what fills it (R4)", () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-disk-"));
  mkdirSync(join(folder, "logs"));
  writeFileSync(join(folder, "logs", "api.log"), "x".repeat(3 * 1024 * 1024));
  const lines: string[] = [];
  const screen = { step: (text: string) => lines.push(text), warn: (text: string) => lines.push(text) };
  let use = { freeBytes: 50 * GB, usedShare: 0.5 };
  const watch = watchDisk(folder, screen, () => use);
  const told = (usedShare: number, freeBytes: number) => {
    use = { freeBytes, usedShare };
    watch.look();
    watch.look();
    return lines.splice(0);
  };
  expect(told(0.89, 11 * GB)).toEqual([]);
  expect(told(0.91, 9 * GB)).toEqual([
    `the disk of ${folder} is 91 % full, 9216 MB are left (in it: logs 3 MB)`,
  ]);
  expect(told(0.89, 11 * GB)).toEqual([]);
  expect(told(0.999, 1024)).toEqual([
    `There is no space left on the disk of ${folder} (in it: logs 3 MB). Make room there; nothing else needs to be done.`,
  ]);
  expect(told(0.95, 5 * GB)).toHaveLength(1);
  expect(told(0.5, 50 * GB)).toEqual([`the disk of ${folder} has room again`]);
  watch.stop();
  rmSync(folder, { recursive: true, force: true });
});
