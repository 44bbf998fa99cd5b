import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, getOrder, type Par, submit } from "./independent-par.ts";
import { freshOrder, type OrderBody } from "./orders.ts";
import { until } from "./program.ts";
import { type Stack, startStack } from "./stack.ts";

/** Several API processes behind one port: the death of one is no caller's but of those whose calls it had. */

const PROCESSES = 3;
const AT_ONCE = 8;
const SETTLED_WITHIN_MS = 90_000;

let stack: Stack;
let par: Par;

beforeAll(async () => {
  stack = await startStack({ timeScale: 0.1, env: { API_PROCESSES: String(PROCESSES) } });
  par = stack.yummyTaco;
});
afterAll(() => stack?.[Symbol.asyncDispose]());

/** The line that a process writes when it begins to serve, of each that has begun so far, in order. */
function served(): { pid: number; worker: number }[] {
  return stack
    .apiOutput()
    .split("\n")
    .filter((line) => line.includes('"msg":"ready to serve"') && line.includes('"worker"'))
    .map((line) => JSON.parse(line));
}

async function readiness(): Promise<unknown> {
  const answer = await fetch(`${stack.apiUrl}/readyz`, { headers: { connection: "close" } });
  return await answer.json();
}

/** All of them say so, and their lines have come through the pipe, which may be later. */
async function allServe(): Promise<void> {
  await expect
    .poll(readiness, { timeout: 60_000 })
    .toEqual({ status: "ready", processes: { serving: PROCESSES, of: PROCESSES } });
  await until("each has written its line", 60_000, () => {
    const alive = served().filter(({ pid }) => isAlive(pid));
    return new Set(alive.map(({ worker }) => worker)).size === PROCESSES;
  });
}

describe("API_PROCESSES", () => {
  it("says how many of them serve, and shares the calls between them", async () => {
    await allServe();
    expect(new Set(served().map(({ worker }) => worker))).toEqual(new Set([1, 2, 3]));
    const orders = Array.from({ length: 12 }, freshOrder);
    for (const order of orders) expect((await submit(par, order)).json.status).toBe("placed");
    expect(stack.apiOutput()).toContain("api listening on");
  });

  it("loses no more than the calls that a killed process had, and no order", async () => {
    const orders = Array.from({ length: 120 }, freshOrder);
    const killAt = new Set([30, 60, 90]);
    const answers = new Map<string, Answer>();
    const lost: { uid: string; why: unknown }[] = [];
    let done = 0;
    const waiting = [...orders];
    const sender = async () => {
      for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
        await submit(par, order).then(
          (answer) => answers.set(order.request_uid, answer),
          (error: unknown) => lost.push({ uid: order.request_uid, why: causeOf(error) }),
        );
        done += 1;
        if (killAt.delete(done)) process.kill(oldest().pid, "SIGKILL");
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));

    expect(killAt.size).toBe(0);
    expect(lost.filter(({ why }) => why === "ECONNREFUSED")).toEqual([]);
    expect(lost.length).toBeLessThanOrEqual(3 * AT_ONCE);
    for (const { status } of answers.values()) expect([200, 202]).toContain(status);
    for (const order of orders) await settled(order);
    for (const order of orders) expect(stack.journal(order.order_details.online_order_id)).toHaveLength(1);
    await allServe();
  });

  it("ends a process that hangs, has another in its place, and places each order once", async () => {
    const orders = Array.from({ length: 60 }, freshOrder);
    const before = served().length;
    const waiting = [...orders];
    let done = 0;
    let hung: { pid: number } | null = null;
    const sender = async () => {
      for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
        // Those that the hung process has are lost with it, and sent again below.
        await submit(par, order).catch(() => {});
        done += 1;
        if (done < 15 || hung !== null) continue;
        hung = oldest();
        process.kill(hung.pid, "SIGSTOP");
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));

    const pid = pidOf(hung);
    await until("it has ended", 60_000, () => !isAlive(pid));
    await until("another serves in its place", 60_000, () => served().length > before);
    const said = stack.apiOutput().split("\n");
    expect(
      said.filter((line) => line.includes("hangs and is ended by force") && line.includes(`"pid":${pid}`)),
    ).toHaveLength(1);
    for (const order of orders) await settled(order);
    for (const order of orders) expect(stack.journal(order.order_details.online_order_id)).toHaveLength(1);
    await allServe();
  });

  it("ends all of them in order on SIGTERM, and starts again", async () => {
    const exit = await stack.stopApi();
    expect(exit).toEqual({ code: 0, signal: null });
    for (const { pid } of served()) expect(() => process.kill(pid, 0)).toThrow();
    await stack.startApi();
    await allServe();
  });

  it("ends its processes with the one that started them, even by kill -9", async () => {
    const pids = served().map(({ pid }) => pid);
    await stack.killApi();
    await until("they have ended", 20_000, () => pids.every((pid) => !isAlive(pid)));
    await stack.startApi();
  });
});

describe("a process that cannot start", () => {
  it("ends the API with the sentence of the first of them, once", async () => {
    await stack.stopApi();
    await expect(stack.startApi({ MASTER_KEY: "another-key-than-the-one-that-sealed-0123" })).rejects.toThrow(
      /MASTER_KEY does not open the secrets in this database/,
    );
    await stack.startApi();
  });
});

/** The process that has served the longest. */
function oldest(): { pid: number } {
  const first = served().find(({ pid }) => isAlive(pid));
  if (first === undefined) throw new Error("no process serves");
  return first;
}

function pidOf(one: { pid: number } | null): number {
  if (one === null) throw new Error("no process was stopped");
  return one.pid;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function causeOf(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && "code" in cause ? cause.code : String(error);
}

/** Sends it until it is answered, as PAR does, and asks until it is final. */
async function settled(order: OrderBody): Promise<void> {
  await submit(par, order);
  await until(`${order.request_uid} is placed`, SETTLED_WITHIN_MS, async () => {
    const { json } = await getOrder(par, order.request_uid);
    return json.status === "placed";
  });
}
