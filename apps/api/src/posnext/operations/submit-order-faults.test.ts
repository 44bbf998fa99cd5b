import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { findOrder, getOrderTrace, type Order, recordResult } from "@parley/db/orders";
import { setLocationPos } from "@parley/db/stores";
import { sampleOrder } from "@parley/par-contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Door, openDoor } from "../testing/door.ts";

/** What happens to an order when its POS, or the process that worked on it, is gone. */

let door: Door;
afterEach(() => door[Symbol.asyncDispose]());

async function orderOf(requestUid: string): Promise<Order> {
  const { db } = door.ctx;
  const found = await door.ctx.orders.findForStatus({ connectionId: door.connectionId, orderId: requestUid });
  const order = found === null ? null : await findOrder(db, { scope: { all: true }, orderId: found.orderId });
  if (order === null) throw new Error("The order is not in the ledger");
  return order;
}

async function stateOf(requestUid: string) {
  return (await orderOf(requestUid)).state;
}

async function pointStoreAt(url: string) {
  await setLocationPos(door.ctx.db, {
    vault: door.ctx.vault,
    locationId: door.locationId,
    posKind: "bridge",
    posSettings: { url, store: "YC-LC-001", class: "A" },
    judge: () => "same",
    now: new Date(),
  });
  door.ctx.ids.forgetStore(door.locationId);
}

function order() {
  const id = randomUUID();
  return sampleOrder({ root: { request_uid: id }, details: { online_order_id: `ONL-${id}` } });
}

/** An address where nothing listens. */
async function closedUrl(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("No port");
  return `http://127.0.0.1:${address.port}`;
}

describe("a POS that cannot be reached", () => {
  beforeEach(async () => {
    door = await openDoor({ env: { SYNC_BUDGET_MS: "2000", GIVE_UP_MS: "600000" } });
  });

  it("keeps the order, tells PAR pending, and places it once when the POS is back", async () => {
    await pointStoreAt(await closedUrl());
    const body = order();
    const { response } = await door.par.submit(body);
    expect(response.status).toBe(202);
    await expect.poll(() => stateOf(String(body.request_uid)), { timeout: 10_000 }).toBe("received");
    await pointStoreAt(door.simulator.url);
    await expect.poll(() => stateOf(String(body.request_uid)), { timeout: 10_000 }).toBe("placed");
    const lines = door.simulator
      .journal()
      .filter((line) => line.online_order_id === `ONL-${body.request_uid}`);
    expect(lines).toHaveLength(1);
  });
});

describe("the give-up time", () => {
  it("errors an order that provably never left, with a final answer for PAR", async () => {
    door = await openDoor({ env: { SYNC_BUDGET_MS: "200", GIVE_UP_MS: "4000" } });
    await pointStoreAt(await closedUrl());
    const body = order();
    await door.par.submit(body);
    await expect.poll(() => stateOf(String(body.request_uid)), { timeout: 10_000 }).toBe("errored");
    const { response, verdict } = await door.par.status(String(body.request_uid));
    expect(verdict.checks.filter((check) => !check.ok)).toEqual([]);
    expect(response.json).toMatchObject({ status: "errored", errors: [{ code: "pos_unavailable" }] });
    const again = await door.par.submit(body);
    expect(again.response.body).toBe(response.body);
  });

  it("never errors an order in doubt: a person is asked, and PAR goes on hearing pending", async () => {
    door = await openDoor({
      env: { SYNC_BUDGET_MS: "200", GIVE_UP_MS: "4000" },
    });
    // A POS that takes the request and closes the connection: the outcome is unknown.
    const silent = createServer((req) => req.socket.destroy()).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const address = silent.address();
    if (address === null || typeof address === "string") throw new Error("No port");
    await pointStoreAt(`http://127.0.0.1:${address.port}`);
    const body = order();
    await door.par.submit(body);
    await expect.poll(() => stateOf(String(body.request_uid)), { timeout: 10_000 }).toBe("attention");
    const { response } = await door.par.status(String(body.request_uid));
    expect(response.json).toMatchObject({ status: "pending" });
    silent.close();
  });
});

describe("a worker that is gone", () => {
  it("leaves its order in doubt, and the next one finishes it with the same reference", async () => {
    // So slow that the POS still works on it when the lease has been taken away, however busy the machine is.
    door = await openDoor({ env: { SYNC_BUDGET_MS: "200", TIME_SCALE: "0.3" } });
    const { db } = door.ctx;
    const id = randomUUID();
    const body = sampleOrder({
      root: { request_uid: id },
      details: {
        online_order_id: `ONL-${id}`,
        items: [{ line_id: "1", item_id: "sim-slow", quantity: 1, unit_price: 1 }],
        subtotal: 1,
        tax_total: 0.09,
        tip_total: 0,
        grand_total: 1.09,
        payments: [],
      },
    });
    await door.par.submit(body);
    // While the POS works on sim-slow: as if this worker had been stopped for longer than its lease.
    await db.sql`update orders set lease_until = ${new Date(0)} where request_uid = ${id}`;
    await expect.poll(() => stateOf(id)).toBe("placed");
    const { id: orderId } = await orderOf(id);
    const trace = await getOrderTrace(db, { scope: { all: true }, orderId });
    expect(trace?.events.map((event) => event.kind)).toContain("lease_expired");
    const references = new Set(trace?.attempts.map((attempt) => attempt.reference));
    expect(references.size).toBe(1);
    expect(trace?.attempts.length).toBeGreaterThan(1);
    expect(door.simulator.journal().filter((line) => line.online_order_id === `ONL-${id}`)).toHaveLength(1);
    // The first attempt's answer came after its lease, and is recorded: it may be what settled the order.
    await expect
      .poll(
        async () => {
          const later = await getOrderTrace(db, { scope: { all: true }, orderId });
          return later?.results.find(({ number }) => number === 1)?.outcome;
        },
        { timeout: 10_000 },
      )
      .toBe("placed");
  });

  it("sends nothing once its lease has ended, however late it finds out", async () => {
    // The lease ends before the commit returns, as if the worker had been stopped during the commit.
    door = await openDoor({ env: { LEASE_MS: "1", SYNC_BUDGET_MS: "2000" } });
    const body = order();
    await door.par.submit(body);
    const { id: orderId } = await orderOf(String(body.request_uid));
    await expect
      .poll(
        async () => {
          const trace = await getOrderTrace(door.ctx.db, { scope: { all: true }, orderId });
          return trace?.results.map((result) => result.outcome);
        },
        { timeout: 10_000 },
      )
      .toContain("not_sent");
    expect(door.simulator.journal()).toEqual([]);
  });

  it("cannot overwrite what another one recorded", async () => {
    door = await openDoor();
    const body = order();
    await door.par.submit(body);
    const placed = await orderOf(String(body.request_uid));
    const { hit } = await recordResult(door.ctx.db, {
      orderId: placed.id,
      attempt: placed.attempt,
      worker: "a ghost",
      to: {
        state: "rejected",
        cause: "pos_refused",
        posOrderId: null,
        ambiguous: false,
        absences: 0,
        dueInMs: null,
      },
      event: { kind: "refused", actor: { kind: "worker", name: "a ghost" } },
      result: { outcome: "refused", evidence: {} },
      answer: { status: 200, body: "{}" },
      exchanges: [],
      now: new Date(),
    });
    expect(hit).toBe(false);
    expect(await orderOf(String(body.request_uid))).toEqual(placed);
  });
});
