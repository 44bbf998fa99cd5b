import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLogFile } from "./log-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-log-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const textOf = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : "");

describe("openLogFile", () => {
  it("rotates while it is written (R11)", async () => {
    const path = join(folder, "api.log");
    const log = openLogFile(path, { bytesMax: 100 });
    for (let n = 0; n < 10; n += 1) {
      log.write(`line ${n} ${"x".repeat(30)}`);
      await expect.poll(() => textOf(path) + textOf(`${path}.1`)).toContain(`line ${n} `);
    }
    log.end();
    expect(textOf(path).length).toBeLessThan(200);
    expect(textOf(`${path}.1`)).toContain("line");
  });

  it("goes on when a full disk has room again, and says that lines are missing (R4)", async () => {
    // A device on which every write fails as on a full disk, until the file is another one.
    const path = join(folder, "api.log");
    execFileSync("ln", ["-s", "/dev/full", path]);
    let clock = 0;
    let asked = 0;
    const log = openLogFile(path, {
      nowMs: () => {
        asked += 1;
        return clock;
      },
    });
    log.write("lost");
    // The time is asked for once to open the file, and once more when writing has failed.
    await expect.poll(() => asked).toBe(2);
    log.write("lost as well");
    rmSync(path);
    clock += 2_000;
    await expect
      .poll(() => {
        log.write("written again");
        clock += 2_000;
        return textOf(path);
      })
      .toMatch(/lines or more were lost.*\nwritten again\n/);
    log.end();
  });
});
