import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BRIDGE_EVENTS,
  type BridgeMenu,
  bridgeMenu,
  createSigningKey,
  EVENT_STORE_HEADER,
  parseSigningKey,
  readBridgeEvent,
  verifyRequest,
} from "@parley/bridge-contract";
import { afterEach, describe, expect, it } from "vitest";
import { callSimulator, type RunningSimulator, sampleOrder, startSimulator } from "./testing/simulator.ts";

const key = createSigningKey();
const STORE = "YC-LC-001";
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

interface Heard {
  id: string;
  store: string | string[] | undefined;
  event: unknown;
}

/** A server in Parley's place that verifies each message and answers with the given status. */
async function startReceiver() {
  const heard: Heard[] = [];
  const plan = { status: 200 };
  let tell = () => {};
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const line = { method: req.method ?? "", path: req.url ?? "" };
    const headers = req.headers;
    const { id } = verifyRequest({ ...line, keys: [parseSigningKey(key)], headers, body, now: new Date() });
    expect(line).toEqual({ ...BRIDGE_EVENTS });
    heard.push({ id, store: headers[EVENT_STORE_HEADER], event: JSON.parse(body.toString()) });
    res.writeHead(plan.status).end("{}");
    tell();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanUps.push(() => server.close().closeAllConnections());
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    heard,
    plan,
    url: `http://127.0.0.1:${port}`,
    /** Waits for the next messages; the test's own time-out is the limit. */
    async hears(count: number): Promise<Heard[]> {
      while (heard.length < count) {
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
      }
      return heard;
    },
  };
}

async function start(eventsUrl: string | null, dataDir = newDataDir()): Promise<RunningSimulator> {
  const env = eventsUrl === null ? {} : { POS_SIMULATOR_EVENTS_URL: eventsUrl };
  const simulator = await startSimulator({ key, dataDir, env });
  cleanUps.push(() => void simulator.process.kill("SIGKILL"));
  return simulator;
}

function newDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-simulator-"));
  cleanUps.push(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

async function ask(simulator: RunningSimulator, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${simulator.url}/simulator/v1/${path}`, { method: "POST", headers });
  return { status: response.status, body: await response.json() };
}

async function menuOf(simulator: RunningSimulator): Promise<BridgeMenu> {
  const path = `/v1/stores/${STORE}/menu`;
  return bridgeMenu.parse((await callSimulator(simulator, { method: "GET", path, at: new Date() })).body);
}

const elote = (menu: BridgeMenu) => menu.products.find(({ id }) => id === "elote")?.is_available;

describe("a mismatch", () => {
  const check = async (simulator: RunningSimulator) =>
    (
      await callSimulator(simulator, {
        ...{ method: "POST", path: `/v1/stores/${STORE}/orders/check`, at: new Date() },
        body: sampleOrder("horchata", 325),
      })
    ).body;

  it.each([
    ["mismatch-price", { code: "price_mismatch", expected: "3.50", actual: "3.25" }],
    ["mismatch-id", { code: "item_not_found" }],
    ["mismatch-off", { code: "item_unavailable" }],
    ["mismatch-choices", { code: "modifier_min" }],
  ])("by %s is the till's alone: the menu stays as it is, over a restart too", async (act, issue) => {
    const dataDir = newDataDir();
    const first = await start(null, dataDir);
    const before = await menuOf(first);
    expect((await ask(first, `stores/${STORE}/items/horchata/${act}`)).status).toBe(200);
    await first.stop();
    const simulator = await start(null, dataDir);
    expect(await menuOf(simulator)).toEqual(before);
    expect(await check(simulator)).toMatchObject({ status: "refused", issues: [issue] });
    await ask(simulator, `stores/${STORE}/items/horchata/match`);
    expect(await check(simulator)).toMatchObject({ status: "accepted" });
  });

  it("is nothing that a modifier can have", async () => {
    expect((await ask(await start(null), `stores/${STORE}/items/guacamole/mismatch-off`)).status).toBe(404);
  });
});

describe("another price", () => {
  it("is in the menu under a version of its own, over a restart, and Parley is told", async () => {
    const receiver = await startReceiver();
    const dataDir = newDataDir();
    const simulator = await start(receiver.url, dataDir);
    const priceOf = (menu: BridgeMenu) => menu.products.find(({ id }) => id === "elote")?.price_cents;
    const before = await menuOf(simulator);
    const { body } = await ask(simulator, `stores/${STORE}/items/elote/price/4750`);
    expect(body).toMatchObject({ item: "elote", price_cents: 4_750 });
    const dear = await menuOf(simulator);
    expect([priceOf(before), priceOf(dear)]).toEqual([475, 4_750]);
    expect(dear.version).not.toBe(before.version);
    expect((await receiver.hears(1)).at(-1)?.event).toMatchObject({ kind: "menu.changed" });

    await simulator.kill();
    expect(await menuOf(await start(receiver.url, dataDir))).toEqual(dear);
  });

  it.each(["-1", "4.75", "much", ""])("is refused as %j", async (cents) => {
    const { status } = await ask(await start(null), `stores/${STORE}/items/elote/price/${cents}`);
    expect(status).toBe(404);
  });
});

describe("taking an item off", () => {
  it("changes the menu and its version over a restart, and tells Parley", async () => {
    const receiver = await startReceiver();
    const dataDir = newDataDir();
    const simulator = await start(receiver.url, dataDir);
    const before = await menuOf(simulator);
    const { status } = await ask(simulator, `stores/${STORE}/items/elote/sold-out`);
    expect(status).toBe(200);
    const off = await menuOf(simulator);
    expect([elote(before), elote(off)]).toEqual([true, false]);
    expect(off.version).not.toBe(before.version);
    const [heard] = await receiver.hears(1);
    expect(heard?.store).toBe(STORE);
    expect(readBridgeEvent(heard?.event)).toMatchObject({
      kind: "event",
      event: { kind: "item.sold_out", product_ids: ["elote"] },
    });
    const order = sampleOrder("elote", 475);
    const path = `/v1/stores/${STORE}/orders/${order.reference}`;
    const put = () => callSimulator(simulator, { method: "PUT", path, body: order, at: new Date() });
    expect((await put()).status).toBe(422);

    await simulator.kill();
    const again = await start(receiver.url, dataDir);
    expect(await menuOf(again)).toEqual(off);
    await ask(again, `stores/${STORE}/items/elote/available`);
    expect(elote(await menuOf(again))).toBe(true);
    expect((await receiver.hears(2)).at(-1)?.event).toMatchObject({ kind: "item.available" });
  });

  it("is told to nobody where no address is set", async () => {
    const simulator = await start(null);
    const reply = await ask(simulator, `stores/${STORE}/items/elote/sold-out`);
    expect(reply).toMatchObject({ status: 200, body: { is_available: false, event: null } });
  });

  it.each([
    ["an unknown store", "stores/NOWHERE/items/elote/sold-out", 404],
    ["an unknown item", `stores/${STORE}/items/caviar/sold-out`, 404],
    ["an unknown act", `stores/${STORE}/items/elote/eat`, 404],
    ["an order that nobody placed", "orders/0/cancel", 404],
  ])("is refused for %s", async (_name, path, status) => {
    expect((await ask(await start(null), path)).status).toBe(status);
  });

  it("is not for a page in somebody's browser", async () => {
    const simulator = await start(null);
    const path = `stores/${STORE}/items/elote/sold-out`;
    expect((await ask(simulator, path, { origin: "https://evil.example" })).status).toBe(401);
    expect(elote(await menuOf(simulator))).toBe(true);
  });
});

describe("an event", () => {
  it("is sent again under the same id until it is acknowledged, over a kill -9", async () => {
    const receiver = await startReceiver();
    receiver.plan.status = 503;
    const dataDir = newDataDir();
    const simulator = await start(receiver.url, dataDir);
    await ask(simulator, `stores/${STORE}/menu/touch`);
    await receiver.hears(2);
    await simulator.kill();
    const before = receiver.heard.length;
    receiver.plan.status = 200;
    await start(receiver.url, dataDir);
    const heard = await receiver.hears(before + 1);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(1);
    expect(heard.at(-1)?.event).toMatchObject({ kind: "menu.changed", store: STORE });
  });
});

describe("cancelling an order", () => {
  it("voids it for good and tells Parley by the order's reference", async () => {
    const receiver = await startReceiver();
    const simulator = await start(receiver.url);
    const order = sampleOrder("elote", 475);
    const path = `/v1/stores/${STORE}/orders/${order.reference}`;
    await callSimulator(simulator, { method: "PUT", path, body: order, at: new Date() });
    expect((await ask(simulator, `orders/${order.reference}/cancel`)).status).toBe(200);
    const [heard] = await receiver.hears(1);
    expect(readBridgeEvent(heard?.event)).toMatchObject({
      event: { kind: "order.status", status: "cancelled", reference: order.reference },
    });
    expect((await callSimulator(simulator, { method: "GET", path, at: new Date() })).status).toBe(410);
    expect(simulator.voids()).toMatchObject([{ reference: order.reference }]);
  });
});
