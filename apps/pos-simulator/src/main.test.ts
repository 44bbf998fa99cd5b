import { once } from "node:events";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSigningKey, placedOrder } from "@parley/bridge-contract";
import { afterEach, describe, expect, it } from "vitest";
import {
  callSimulator,
  type RunningSimulator,
  sampleOrder,
  spawnSimulator,
  startSimulator,
} from "./testing/simulator.ts";

const key = createSigningKey();
const cleanUps: (() => void)[] = [];

afterEach(() => {
  for (const cleanUp of cleanUps.splice(0).reverse()) cleanUp();
});

function newDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-simulator-"));
  cleanUps.push(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

async function start(plan: Parameters<typeof startSimulator>[0]): Promise<RunningSimulator> {
  const simulator = await startSimulator({ key, ...plan });
  cleanUps.push(() => void simulator.process.kill("SIGKILL"));
  return simulator;
}

function put(simulator: RunningSimulator, order: ReturnType<typeof sampleOrder>) {
  const path = `/v1/stores/${order.store}/orders/${order.reference}`;
  return callSimulator(simulator, { method: "PUT", path, body: order, at: new Date() });
}

/** The exit code and all output of a start that must fail. */
async function failedStart(plan: Parameters<typeof spawnSimulator>[0]) {
  const child = spawnSimulator(plan);
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(child, "close");
  return { code, said };
}

describe("a kill -9", () => {
  it("loses no order that was answered, repeats none, and the numbers go on", async () => {
    const dataDir = newDataDir();
    const order = sampleOrder("elote", 475);
    const before = await start({ dataDir });
    const first = placedOrder.parse((await put(before, order)).body);
    await before.kill();
    appendFileSync(join(dataDir, "pos-simulator", "journal.jsonl"), '{"reference":"torn');

    const after = await start({ dataDir });
    const again = await put(after, order);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first);
    const next = placedOrder.parse((await put(after, sampleOrder("elote", 475))).body);
    expect([first.pos_order_id, next.pos_order_id]).toEqual(["YC-LC-001-000001", "YC-LC-001-000002"]);
    expect(after.journal().map((line) => line.pos_order_id)).toEqual([first.pos_order_id, next.pos_order_id]);
  });

  it("does not make a spent fault happen again", async () => {
    const dataDir = newDataDir();
    const order = sampleOrder("sim-fault-once", 100);
    const before = await start({ dataDir });
    expect((await put(before, order)).status).toBe(500);
    await before.kill();
    const after = await start({ dataDir });
    expect((await put(after, order)).status).toBe(201);
  });
});

describe("SIGTERM", () => {
  it("finishes and answers the order in progress, then ends with 0", async () => {
    const simulator = await start({ dataDir: newDataDir(), timeScale: 10 });
    const order = sampleOrder("sim-slow", 100);
    const reply = put(simulator, order);
    const path = `/v1/stores/${order.store}/orders/${order.reference}`;
    while ((await callSimulator(simulator, { method: "GET", path, at: new Date() })).status !== 409);
    expect(await simulator.stop()).toBe(0);
    expect(await reply).toMatchObject({ status: 201, isSigned: true });
    expect(simulator.journal()).toMatchObject([{ reference: order.reference }]);
  });
});

describe("a child whose parent is gone", () => {
  it("ends by itself", async () => {
    const simulator = await start({ dataDir: newDataDir() });
    simulator.process.stdin?.end();
    const [code] = await once(simulator.process, "exit");
    expect(code).toBe(0);
  });
});

describe("a start that cannot be", () => {
  it("says in one sentence that the port is taken, and leaves the other one's journal alone", async () => {
    const dataDir = newDataDir();
    const simulator = await start({ dataDir });
    await put(simulator, sampleOrder("elote", 475));
    const port = Number(new URL(simulator.url).port);
    expect(await failedStart({ dataDir, port, key })).toEqual({
      code: 1,
      said: `pos-simulator cannot start: port ${port} on 127.0.0.1 is already in use; set POS_SIMULATOR_PORT to another.\n`,
    });
    expect(simulator.journal()).toHaveLength(1);
  });

  it.each([
    [{ POS_SIMULATOR_PORT: "70000" }, /^pos-simulator cannot start: POS_SIMULATOR_PORT: .+\.\n$/],
    [{ TIME_SCALE: "fast" }, /^pos-simulator cannot start: TIME_SCALE: .+\.\n$/],
    [
      { POS_SIMULATOR_KEY: "secret" },
      /^pos-simulator cannot start: POS_SIMULATOR_KEY is not a bridge key .+\.\n$/,
    ],
    [
      { POS_SIMULATOR_CLASSES: "YC-LC-001=Z" },
      /^pos-simulator cannot start: POS_SIMULATOR_CLASSES is .+\.\n$/,
    ],
    [
      { POS_SIMULATOR_CLASSES: "NOWHERE=A" },
      /^pos-simulator cannot start: POS_SIMULATOR_CLASSES names NOWHERE, .+\.\n$/,
    ],
    [
      { POS_SIMULATOR_STORES: "DR-01,DR-01" },
      /^pos-simulator cannot start: POS_SIMULATOR_STORES is not a list .+\.\n$/,
    ],
    [{ HOST: "0.0.0.0" }, /^pos-simulator cannot start: HOST is 0\.0\.0\.0, but the demo key .+\.\n$/],
  ])("says in one sentence what is wrong with %j", async (env, sentence) => {
    const { code, said } = await failedStart({ dataDir: newDataDir(), env });
    expect(code).toBe(1);
    expect(said).toMatch(sentence);
  });
});
