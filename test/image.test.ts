import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedServer, startEmbedded } from "@parley/db/embedded";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cleanEnvironment } from "./environment.ts";
import { endProgram, freePort, runProgram, startProgram, until } from "./program.ts";
import { REPOSITORY } from "./stack.ts";

/** What the Dockerfile leaves of a built checkout, on a folder of its own, where no other packages can be found. */

const MIB = 2 ** 20;
/** What the image may hold beside its base. */
const IMAGE_MIB_MAX = 350;
const READY_WITHIN_MS = 60_000;
/** As .dockerignore has it; dependencies and pages are made in the image, and are those of here. */
const LEFT_OUT = [".git", ".data", "bench/results", "test/screenshots", "dist"];

let folder: string;
let image: string;
let server: EmbeddedServer;

/** The same files by hard links, which a removal in the copy does not touch. */
function linkTree(from: string, to: string, inside = ""): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const path = join(inside, entry.name);
    if (LEFT_OUT.includes(path) || entry.name === ".turbo" || entry.name === ".mutants") continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target, path);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (entry.isFile()) link(source, target);
  }
}

function link(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    // Another file system.
    copyFileSync(source, target);
  }
}

function bytesOf(path: string): number {
  const status = lstatSync(path);
  if (!status.isDirectory()) return status.blocks * 512;
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), status.blocks * 512);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "parley-image-"));
  image = join(folder, "parley");
  linkTree(REPOSITORY, image);
  const build = await runProgram({
    ...{ command: process.execPath, args: ["scripts/build-programs.mjs"] },
    ...{ cwd: image, env: cleanEnvironment() },
  });
  expect(build, build.output).toMatchObject({ code: 0, output: "" });
  const slim = await runProgram({
    ...{ command: process.execPath, args: ["--import", "tsx", "scripts/slim.ts"] },
    ...{ cwd: image, env: cleanEnvironment() },
  });
  expect(slim, slim.output).toMatchObject({ code: 0, output: "" });
  server = await startEmbedded({ dataDir: join(folder, "postgres"), watchdog: true });
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("what the image holds", () => {
  it(`is at most ${IMAGE_MIB_MAX} MiB`, () => {
    expect(bytesOf(image) / MIB).toBeLessThan(IMAGE_MIB_MAX);
  });

  it("holds nothing that translates sources", () => {
    for (const name of ["tsx", "esbuild"])
      expect(existsSync(join(image, "node_modules", name)), name).toBe(false);
  });

  it("serves PAR's calls and the admin's pages, and runs commands beside them", async () => {
    const [port, adminPort, posPort] = [await freePort(), await freePort(), await freePort()];
    const env = {
      ...cleanEnvironment(),
      ...{ NODE_ENV: "production", HOST: "127.0.0.1", PORT: String(port), ADMIN_PORT: String(adminPort) },
      POS_SIMULATOR_PORT: String(posPort),
      ...{ DATABASE_URL: server.url, DATA_DIR: folder, DEMO: "0" },
      ...{
        MASTER_KEY: "the-key-that-seals-the-secrets-of-the-image",
        ADMIN_SECRET: "shared-by-both-0123456789abcdef0123",
      },
      API_URL: `http://127.0.0.1:${port}`,
    };
    const program = (...args: string[]) => ({ command: process.execPath, args, cwd: image, env });
    const [api, admin, simulator] = [
      startProgram(program("--enable-source-maps", "dist/image/programs/api.mjs")),
      startProgram(program("--enable-source-maps", "apps/admin/server.mjs")),
      startProgram(program("--enable-source-maps", "dist/image/programs/simulator.mjs")),
    ];
    const url = `http://127.0.0.1:${port}`;
    await until("the API is ready", READY_WITHIN_MS, async () => {
      if (!api.isRunning) throw new Error(api.output());
      return (await fetch(`${url}/readyz`).catch(() => null))?.ok ?? false;
    });
    const refused = await fetch(`${url}/posnext/order/validate`, {
      ...{ method: "POST", headers: { "content-type": "application/json" }, body: "{}" },
    });
    expect(refused.status).toBe(401);
    const command = await runProgram(program("scripts/parley.mjs", "connection", "list"));
    expect(command, command.output).toMatchObject({ code: 0 });

    await admin.says("admin listening", READY_WITHIN_MS);
    const page = await fetch(`http://127.0.0.1:${adminPort}/sign-in`);
    expect(page.status).toBe(200);
    // Nobody can sign in yet.
    expect((await page.text()).includes("npm run parley -- setup-code"), admin.output()).toBe(true);
    expect(admin.output()).not.toMatch(/error|warn/i);
    await simulator.says("pos-simulator listening", READY_WITHIN_MS);
    for (const each of [admin, api, simulator]) await endProgram(each);
  });
});
