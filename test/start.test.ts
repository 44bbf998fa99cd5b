import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getOrder, submit } from "./independent-par.ts";
import { freshOrder, testItemOrder, YUMMY_TACO } from "./orders.ts";
import { freePort, runProgram, startProgram, until } from "./program.ts";
import { type Product, productEnvironment, REPOSITORY, runStart, startProduct } from "./stack.ts";

/** `npm start` as a person sees it: how it starts, how it stops, and what it prints in between. */

const STOPS_WITHIN_MS = 15_000;

async function answers(url: string): Promise<number | null> {
  try {
    const response = await fetch(url, { redirect: "manual" });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}

/** The API's pid, as its log has it. */
function apiPid(dataDir: string): number {
  const pids = [...readFileSync(join(dataDir, "logs", "api.log"), "utf8").matchAll(/"pid":(\d+)/g)];
  return Number(pids.at(-1)?.[1] ?? 0);
}

describe("npm start", () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product[Symbol.asyncDispose]());

  it("shows its progress, then where everything is, the sign-in, and a command to paste", async () => {
    // The last line of many, which may come a moment after the first.
    const command = `npm run lab -- submit --url ${product.apiUrl}`;
    await expect.poll(() => product.program.output()).toContain(command);
    const output = product.program.output();
    for (const text of [
      "the first time takes about half a minute",
      "PostgreSQL is up",
      "the API is ready",
      "the admin answers",
      product.adminUrl,
      product.apiUrl,
      "admin@parley.example",
    ]) {
      expect(output).toContain(text);
    }
  });

  it("is ready when it says so: the API, the admin, and the demo", async () => {
    expect(await answers(`${product.apiUrl}/readyz`)).toBe(200);
    expect(await answers(product.adminUrl)).toBeLessThan(400);
  });

  it("prints a lab command that works as it stands", async () => {
    const command = /npm run lab -- (submit.*)/.exec(product.program.output())?.[1] ?? "";
    const lab = await runProgram({
      command: process.execPath,
      args: ["--import", "tsx", "apps/par-lab/src/main.ts", ...command.split(" ")],
      cwd: REPOSITORY,
      env: product.env,
    });
    expect(lab.output).toContain("placed");
    expect(lab.code).toBe(0);
    expect(product.journal().length).toBeGreaterThanOrEqual(1);
  });

  it("is where the lab calls with the same settings, without being told the address", async () => {
    const lab = await runProgram({
      command: process.execPath,
      args: ["--import", "tsx", "apps/par-lab/src/main.ts", "validate"],
      cwd: REPOSITORY,
      env: product.env,
    });
    expect(lab.output).toContain(`POST ${product.apiUrl}/`);
    expect(lab.code).toBe(0);
  });

  it("keeps the children's logs, and its own screen free of requests", () => {
    for (const name of ["api", "admin", "simulator"])
      expect(existsSync(join(product.dataDir, "logs", `${name}.log`))).toBe(true);
    expect(product.program.output()).not.toContain('"level":30');
  });

  it("refuses a second start and names the first: pid, since when, where", async () => {
    const second = await runProgram({
      command: process.execPath,
      args: ["scripts/start.mjs"],
      cwd: REPOSITORY,
      env: product.env,
    });
    expect(second.code).toBe(1);
    expect(second.output).toMatch(
      /^parley: Parley already runs on .*: pid \d+, since 20.*Z, admin http.*, API http.*\.\n$/,
    );
    expect(second.output).toContain(`pid ${product.program.pid},`);
  });

  it("refuses a busy port in one sentence, and leaves nothing behind", async () => {
    const env = await productEnvironment({ PORT: product.env.PORT ?? "" });
    const refused = await runProgram({
      command: process.execPath,
      args: ["scripts/start.mjs"],
      cwd: REPOSITORY,
      env,
    });
    expect(refused.code).toBe(1);
    expect(refused.output).toContain(
      `port ${env.PORT} on 127.0.0.1, which the API needs, is in use by another program`,
    );
    expect(existsSync(join(env.DATA_DIR, "run.json"))).toBe(false);
    rmSync(env.DATA_DIR, { recursive: true, force: true });
  });

  it("starts the API again when it dies, and orders go on", async () => {
    const par = { baseUrl: product.apiUrl, sharedId: YUMMY_TACO.sharedId, now: () => new Date() };
    process.kill(apiPid(product.dataDir), "SIGKILL");
    await product.program.says("api ended (signal SIGKILL); starting it again in 0.25 s", 10_000);
    await product.program.says("api is back", 60_000);
    expect((await submit(par, freshOrder())).json.status).toBe("placed");
  });

  it("killed with -9, its children end by themselves, and the next start takes PostgreSQL over", async () => {
    const par = { baseUrl: product.apiUrl, sharedId: YUMMY_TACO.sharedId, now: () => new Date() };
    const slow = testItemOrder("sim-slow");
    const answer = submit(par, slow).catch(() => null);
    await until(
      "a slow order is under way",
      10_000,
      async () => (await getOrder(par, slow.request_uid)).status === 200,
    );
    product.program.signal("SIGKILL");
    await product.program.exited;
    const gone = async () =>
      (await answers(`${product.apiUrl}/healthz`)) === null && (await answers(product.adminUrl)) === null;
    await until("API and admin end without their launcher", 30_000, gone);
    await answer;
    const before = product.journal().length;
    const next = runStart(product.env);
    await next.says("PostgreSQL was still running and is taken over", 30_000);
    await next.says("Parley is ready.", 90_000);
    expect(product.journal()).toHaveLength(before);

    const since = performance.now();
    next.signal("SIGINT");
    const exit = await next.exited;
    expect(exit).toEqual({ code: 0, signal: null });
    expect(performance.now() - since).toBeLessThan(STOPS_WITHIN_MS);
    const stopped = [...next.output().matchAll(/ {2}(\S+) stopped\n/g)].map((match) => match[1]);
    expect(stopped).toEqual(["api", "admin", "simulator", "PostgreSQL"]);
    expect(await answers(`${product.apiUrl}/healthz`)).toBeNull();
    expect(existsSync(join(product.dataDir, "run.json"))).toBe(false);
  });
});

describe("npm start with API_PROCESSES=2", () => {
  it("serves with two, takes an order, and stops all of it at once", async () => {
    await using product = await startProduct({ API_PROCESSES: "2" });
    const readiness = async () => await (await fetch(`${product.apiUrl}/readyz`)).json();
    await expect
      .poll(readiness, { timeout: 60_000 })
      .toEqual({ status: "ready", processes: { serving: 2, of: 2 } });
    const par = { baseUrl: product.apiUrl, sharedId: YUMMY_TACO.sharedId, now: () => new Date() };
    expect((await submit(par, freshOrder())).json.status).toBe("placed");
    product.program.signal("SIGINT");
    expect(await product.program.exited).toEqual({ code: 0, signal: null });
    expect(await answers(`${product.apiUrl}/healthz`)).toBeNull();
  });
});

describe("a start that is interrupted", () => {
  it("stops what it had started and exits 0", async () => {
    const env = await productEnvironment();
    const program = runStart(env);
    await program.says("the database is migrated", 60_000);
    program.signal("SIGTERM");
    expect(await program.exited).toEqual({ code: 0, signal: null });
    expect(program.output()).not.toContain("Parley is ready.");
    expect(await answers(`http://127.0.0.1:${env.PORT}/healthz`)).toBeNull();
    rmSync(env.DATA_DIR, { recursive: true, force: true });
  });
});

describe("a start that cannot be", () => {
  it("says what is not installed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "parley-bare-"));
    for (const name of ["start.mjs", "build-programs.mjs"])
      copyFileSync(join(REPOSITORY, "scripts", name), join(folder, name));
    const bare = await runProgram({
      command: process.execPath,
      args: ["start.mjs"],
      cwd: folder,
      env: { PATH: "/usr/bin:/bin" },
    });
    expect(bare).toMatchObject({
      code: 1,
      output: "parley: the dependency esbuild is not installed; run `npm ci` here, then `npm start` again.\n",
    });
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    [{ HOST: "0.0.0.0" }, "published passwords"],
    [{ DATABASE_URL: "postgres://127.0.0.1:1/none" }, "MASTER_KEY is not"],
  ])("refuses %j before anything runs", async (settings, sentence) => {
    const env = await productEnvironment({});
    const refused = await runProgram({
      command: process.execPath,
      args: ["scripts/start.mjs"],
      cwd: REPOSITORY,
      env: { ...env, ...settings },
    });
    expect(refused.code).toBe(1);
    expect(refused.output).toContain(sentence);
    expect(refused.output.trimEnd().split("\n")).toHaveLength(1);
    rmSync(env.DATA_DIR, { recursive: true, force: true });
  });

  it("says in one sentence that the database does not answer", async () => {
    const port = await freePort();
    const env = await productEnvironment({});
    const program = startProgram({
      command: process.execPath,
      args: ["scripts/start.mjs"],
      cwd: REPOSITORY,
      env: {
        ...env,
        DATABASE_URL: `postgres://parley@127.0.0.1:${port}/parley`,
        MASTER_KEY: "0123456789abcdef0123456789abcdef",
      },
    });
    expect((await program.exited).code).toBe(1);
    expect(program.output()).toMatch(
      /parley: your PostgreSQL at 127\.0\.0\.1:\d+ does not answer \(ECONNREFUSED\)/,
    );
    rmSync(env.DATA_DIR, { recursive: true, force: true });
  });
});

it("documents both commands where a newcomer looks first", () => {
  const readme = readFileSync(join(REPOSITORY, "README.md"), "utf8");
  expect(readme).toContain("npm ci && npm start");
  expect(readme).toContain("npm ci && npm test");
});
