import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ChildPlan, startChild } from "./child.ts";
import type { Screen } from "./screen.ts";

/** A screen whose lines can be awaited. */
function listeningScreen(): Screen & { saw(text: string): Promise<void> } {
  const lines: string[] = [];
  const waiting = new Map<string, () => void>();
  const take = (line: string) => {
    lines.push(line);
    for (const [text, resolve] of waiting) if (line.includes(text)) resolve();
  };
  return {
    step: take,
    warn: take,
    plain: take,
    saw: (text) =>
      lines.some((line) => line.includes(text))
        ? Promise.resolve()
        : new Promise((resolve) => waiting.set(text, resolve)),
  };
}

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "parley-child-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A program that says it is ready by making a file. */
function plan(script: string, more: Partial<ChildPlan> = {}): ChildPlan {
  const flag = join(dir, "ready");
  return {
    name: "toy",
    command: process.execPath,
    args: [
      "-e",
      `const ready = () => require("fs").writeFileSync(${JSON.stringify(flag)}, String(process.pid)); ${script}`,
    ],
    cwd: dir,
    env: { PATH: process.env.PATH },
    isReady: async () => existsSync(flag),
    readyWithinMs: 20_000,
    stopWithinMs: 5_000,
    logsDir: join(dir, "logs"),
    ...more,
  };
}

describe("startChild", () => {
  it("is ready when the program says so, logs its lines, and lets it finish on stop", async () => {
    const script = `console.log("hello"); process.on("SIGTERM", () => { console.log("drained"); process.exit(0) }); ready(); setInterval(() => {}, 1000)`;
    const child = startChild(plan(script), listeningScreen());
    await child.ready;
    await child.stop();
    expect(readFileSync(join(dir, "logs", "toy.log"), "utf8")).toBe("hello\ndrained\n");
  });

  it("reports a program that ends while starting, with its last lines", async () => {
    const child = startChild(plan(`console.error("no such table"); process.exit(3)`), listeningScreen());
    await expect(child.ready).rejects.toThrow(
      /toy ended while starting \(exit code 3\)\.\n {4}no such table\n {3}See .*toy\.log\./,
    );
  });

  it("reports a program that cannot be run", async () => {
    const child = startChild(plan("", { command: join(dir, "nothing-here") }), listeningScreen());
    await expect(child.ready).rejects.toThrow(/ENOENT/);
  });

  it("starts a program again that died after it was ready", async () => {
    const screen = listeningScreen();
    const child = startChild(plan("ready(); setInterval(() => {}, 1000)"), screen);
    await child.ready;
    const first = child.pid;
    process.kill(first ?? 0, "SIGKILL");
    await screen.saw("toy ended (signal SIGKILL); starting it again in 0.25 s");
    await screen.saw("toy is back");
    expect(child.pid).not.toBe(first);
    await child.stop();
  });

  it("ends by force what does not stop in time", async () => {
    const screen = listeningScreen();
    const child = startChild(
      plan(`process.on("SIGTERM", () => {}); ready(); setInterval(() => {}, 1000)`, { stopWithinMs: 50 }),
      screen,
    );
    await child.ready;
    await child.stop();
    await screen.saw("toy did not stop within 0.05 s and is ended by force");
  });

  it("gives the program a stdin that ends when the launcher is gone", async () => {
    // A separate process plays the launcher and is killed without warning. The toy has a connection to us,
    // and the end of that connection proves that the toy ended.
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const toy = `process.stdin.on("end", () => process.exit(0)).resume(); require("net").connect(${port}, "127.0.0.1")`;
    const launcher = `
      import { startChild } from ${JSON.stringify(join(import.meta.dirname, "child.ts"))};
      const screen = { step() {}, warn() {}, plain() {} };
      startChild(${JSON.stringify({ ...plan(toy), isReady: undefined })}, screen);`;
    const connected = once(server, "connection");
    const parent = startChild(
      plan("", {
        name: "launcher",
        args: [
          "--import",
          "tsx",
          "--input-type=module",
          "-e",
          launcher.replace('"name":"toy"', '"name":"toy","isReady":async()=>false'),
        ],
        cwd: join(import.meta.dirname, ".."),
        isReady: async () => false,
      }),
      listeningScreen(),
    );
    const [socket] = await connected;
    const closed = once(socket, "close");
    socket.resume();
    parent.kill();
    await closed;
    server.close();
  });
});
