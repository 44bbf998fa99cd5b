import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FrontDoor, openFrontDoor } from "../apps/api/src/processes/front-door.ts";
import { startChild } from "./child.ts";

/** R3: a program that is killed again and again is back at once, and its callers wait instead of being refused. */

let dir = "";
let door: FrontDoor;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "parley-door-"));
  door = await openFrontDoor({ host: "127.0.0.1", port: 0 }, { onError: () => {} });
});
afterEach(() => {
  door.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Serves the sockets that it is handed, says its pid and the caller's address, and can be told to die. */
const TOY = `
  const server = require("http").createServer((req, res) => {
    if (req.url === "/die") process.kill(process.pid, "SIGKILL");
    res.end(JSON.stringify({ pid: process.pid, from: req.socket.remoteAddress }));
  });
  process.on("message", ({ number }, socket) => {
    process.send({ kind: "taken", number });
    server.emit("connection", socket);
    socket.resume();
  });
  process.on("SIGTERM", () => process.exit(0));
  process.send({ kind: "serving" });
  setInterval(() => {}, 1000);`;

function startToy(script: string, lines: string[]) {
  const screen = {
    step: (text: string) => lines.push(text),
    warn: (text: string) => lines.push(text),
    plain: () => {},
  };
  return startChild(
    {
      name: "toy",
      command: process.execPath,
      args: ["-e", script],
      cwd: dir,
      env: { PATH: process.env.PATH },
      isReady: async () => (await ask("/").catch(() => null)) !== null,
      readyWithinMs: 20_000,
      stopWithinMs: 5_000,
      logsDir: join(dir, "logs"),
      door,
    },
    screen,
  );
}

async function ask(path: string): Promise<{ pid: number; from: string }> {
  const url = `http://127.0.0.1:${door.port}${path}`;
  const answer = await fetch(url, { headers: { connection: "close" }, signal: AbortSignal.timeout(20_000) });
  return JSON.parse(await answer.text());
}

describe("openFrontDoor", () => {
  it("lets callers wait while nobody serves, and hands them on with their own address", async () => {
    const early = ask("/");
    const child = startToy(TOY, []);
    expect(await early).toEqual({ pid: child.pid, from: "127.0.0.1" });
    await child.stop();
  });

  it("refuses nobody between two lives, and the wait does not grow for a program that was ready", async () => {
    const lines: string[] = [];
    const child = startToy(TOY, lines);
    await child.ready;
    for (let life = 0; life < 5; life += 1) {
      const { pid } = await ask("/");
      await ask("/die").catch(() => {});
      // Not a retry: these connections were made while nobody served.
      const answers = await Promise.all([ask("/"), ask("/"), ask("/")]);
      for (const answer of answers) expect(answer.pid).not.toBe(pid);
      await expect.poll(() => lines.filter((line) => line === "toy is back").length).toBe(life + 1);
    }
    expect(lines.filter((line) => line.includes("starting it again"))).toEqual(
      Array.from({ length: 5 }, () => "toy ended (signal SIGKILL); starting it again in 0.25 s"),
    );
    await child.stop();
  });

  it("closes who waits when it is closed", async () => {
    const socket = connect(door.port, "127.0.0.1");
    await new Promise((resolve) => socket.once("connect", resolve));
    const closed = new Promise((resolve) => socket.on("error", () => {}).once("close", resolve));
    await new Promise((resolve) => setImmediate(resolve));
    door.close();
    socket.resume();
    await closed;
  });
});
