import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  AlreadyRunningError,
  EmbeddedError,
  type EmbeddedServer,
  locateEmbedded,
  startEmbedded,
} from "./embedded.ts";
import { isPostgres } from "./processes.ts";
import { kill, type Launch, launcher, type Told } from "./testing/launcher.ts";

const isRoot = process.getuid?.() === 0;

let made: string;
let folder: string;
let dataDir: string;
let launches: Launch[];
let servers: Set<number>;

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), "parley-embedded-made-"));
  await (await startEmbedded({ dataDir: made })).stop();
});
afterAll(() => rmSync(made, { recursive: true, force: true }));

beforeEach(() => {
  // mkdtemp makes it 0700: another user cannot walk into it.
  folder = mkdtempSync(join(tmpdir(), "parley-embedded-"));
  dataDir = join(folder, "data");
  launches = [];
  servers = new Set();
});

afterEach(async () => {
  for (const { child } of launches) {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  }
  for (const pid of servers) {
    if (isPostgres(pid)) process.kill(pid, "SIGQUIT");
    await gone(pid);
  }
  rmSync(folder, { recursive: true, force: true });
});

async function gone(pid: number): Promise<void> {
  await expect.poll(() => isPostgres(pid), { timeout: 20_000, interval: 20 }).toBe(false);
}

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir });
  servers.add(server.pid);
  return server;
}

/** Puts a stopped installation in place, for the tests that are not about making one. */
function useMade(): void {
  execFileSync("cp", ["-a", made, dataDir]);
}

/** Starts the server from a process of its own and waits for what it says. */
async function launch(...args: string[]): Promise<{ child: Launch["child"]; told: Told }> {
  const launched = launcher([dataDir, ...args]);
  return await whenTold(launched);
}

async function whenTold(launched: Launch): Promise<{ child: Launch["child"]; told: Told }> {
  launches.push(launched);
  const told = await launched.line;
  if (told.pid !== undefined) servers.add(told.pid);
  return { child: launched.child, told };
}

async function query(url: string, statement: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}

// Each test starts real servers, some of them three at once.
describe("startEmbedded", { timeout: 90_000 }, () => {
  it("runs under folders that nobody else may enter, and never as root", async () => {
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(await query(server.url, "select current_database() as name")).toEqual([{ name: "parley" }]);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, "postgres", "password")).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, "postgres", "data")).uid).not.toBe(0);
    await server.stop();
    expect(isPostgres(server.pid)).toBe(false);
  });

  it("keeps data and port over a stop and a start", async () => {
    useMade();
    const first = await start();
    await query(first.url, "create table kept as select 42 as answer");
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it("takes another port when the last one is in use", async () => {
    useMade();
    const first = await start();
    await first.stop();
    const squatter = createServer().listen(Number(new URL(first.url).port), "127.0.0.1");
    await once(squatter, "listening");
    const second = await start();
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    await second.stop();
    squatter.close();
  });

  it("tells a second start who runs it and since when, and leaves the first alone", async () => {
    useMade();
    const { child, told } = await launch();
    const refusal = await start().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AlreadyRunningError);
    expect(refusal).toMatchObject({ pid: child.pid, since: expect.any(Date) });
    expect(String(refusal)).toContain(`already running on ${dataDir}: process ${child.pid} since 20`);
    expect(await query(told.url, "select 1 as up")).toEqual([{ up: 1 }]);
  });

  it("lets one of several first starts through and tells the others", async () => {
    const starts = await Promise.all([launch(), launch(), launch()]);
    const winners = starts.filter(({ told }) => told.error === undefined);
    expect(winners).toHaveLength(1);
    const pid = winners[0]?.child.pid;
    for (const { told } of starts.filter((one) => !winners.includes(one))) {
      expect(told).toMatchObject({
        error: "AlreadyRunningError",
        message: expect.stringContaining(`process ${pid} `),
      });
    }
  });

  it("adopts the server of a launcher that was killed", async () => {
    useMade();
    const { child, told } = await launch();
    await query(told.url, "create table kept as select 42 as answer");
    await kill(child);
    const server = await start();
    expect(server).toMatchObject({ pid: told.pid, url: told.url, adopted: true });
    expect(await query(server.url, "select answer from kept")).toEqual([{ answer: 42 }]);
    await server.stop();
    expect(isPostgres(told.pid)).toBe(false);
  });

  it("comes up again with what was committed when launcher and server were both killed", async () => {
    useMade();
    const { child, told } = await launch();
    await query(told.url, "create table kept as select 42 as answer");
    child.kill("SIGKILL");
    process.kill(told.pid, "SIGKILL");
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(server.url).toBe(told.url);
    expect(await query(server.url, "select answer from kept")).toEqual([{ answer: 42 }]);
    await server.stop();
  });

  it("tells when the server is lost, and starts it anew", async () => {
    useMade();
    const first = await start();
    process.kill(first.pid, "SIGKILL");
    await first.lost;
    const second = await start();
    expect(second.pid).not.toBe(first.pid);
    expect(second.url).toBe(first.url);
    await second.stop();
  });

  it("is not misled by a pid file whose number belongs to another program by now", async () => {
    useMade();
    const pidFile = `${process.pid}\n/proc/self/cwd\n1\n5432\n\n127.0.0.1\n\nready\n`;
    writeFileSync(join(dataDir, "postgres", "data", "postmaster.pid"), pidFile);
    expect(await locateEmbedded(dataDir)).toBeNull();
    const server = await start();
    expect(await query(server.url, "select 1 as up")).toEqual([{ up: 1 }]);
    await server.stop();
  });

  it("stops with its launcher on SIGTERM", async () => {
    useMade();
    const { child, told } = await launch();
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    expect(await exit).toEqual([0, null]);
    expect(isPostgres(told.pid)).toBe(false);
  });

  it("is stopped by its watchdog when the launcher is killed", async () => {
    useMade();
    const { child, told } = await launch("watchdog");
    await kill(child);
    await gone(told.pid);
  });

  it("refuses data of another major version", async () => {
    useMade();
    writeFileSync(join(dataDir, "postgres", "data", "PG_VERSION"), "14\n");
    await expect(start()).rejects.toThrow(/made by PostgreSQL 14/);
  });

  it("refuses a folder that holds something else", async () => {
    mkdirSync(join(dataDir, "postgres"), { recursive: true });
    writeFileSync(join(dataDir, "postgres", "notes.txt"), "mine");
    await expect(start()).rejects.toThrow(EmbeddedError);
    expect(readFileSync(join(dataDir, "postgres", "notes.txt"), "utf8")).toBe("mine");
  });

  it("says what PostgreSQL said when it refuses to start", async () => {
    useMade();
    writeFileSync(join(dataDir, "postgres", "data", "postgresql.conf"), "no_such_setting = 1\n");
    await expect(start()).rejects.toThrow(/no_such_setting/);
  });
});

describe("locateEmbedded", { timeout: 90_000 }, () => {
  it("finds a running server and nothing else", async () => {
    expect(await locateEmbedded(dataDir)).toBeNull();
    const server = await start();
    expect(await locateEmbedded(dataDir)).toEqual({ url: server.url });
    await server.stop();
    expect(await locateEmbedded(dataDir)).toBeNull();
  });
});

describe.runIf(isRoot)("as a user other than root", { timeout: 90_000 }, () => {
  it("runs as that user", async () => {
    const nobody = 65_534;
    chownSync(folder, nobody, nobody);
    const user = { uid: nobody, gid: nobody, env: { ...process.env, HOME: folder } };
    const { child, told } = await whenTold(launcher([dataDir], user));
    expect(told.error).toBeUndefined();
    expect(await query(told.url, "select 1 as up")).toEqual([{ up: 1 }]);
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    await exit;
    expect(isPostgres(told.pid)).toBe(false);
  });
});
