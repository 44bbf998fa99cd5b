import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { type Database, openDatabase } from "@parley/db";
import { getOrderTrace } from "@parley/db/orders";
import { sampleOrder } from "@parley/par-contract";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "./app.ts";
import { type Door, LOCATION, ORGANIZATION, openDoor } from "./posnext/testing/door.ts";

/**
 * S9: a database that answers nothing and resets nothing. Whoever needs it is told 503 by our own clock;
 * what is in memory goes on. The drill `database-silent` does the same to processes, and measures.
 */

let door: Door;
let server: Server;
let app: string;
let past: Database;
beforeAll(async () => {
  // Class D: whatever is in doubt there waits for a person, so nothing may get into doubt here.
  door = await openDoor({
    isWired: true,
    posClass: "D",
    env: { DATABASE_DEADLINE_MS: "2000", SWEEP_MS: "100", TIME_SCALE: "1" },
  });
  // From now on menus are served from memory.
  await door.ctx.menus.startSchedule();
  past = openDatabase({ url: door.databaseUrl, max: 1 });
  server = createServer(
    await createApp(door.ctx, async () => {
      const state = await door.ctx.databaseHealth.check();
      return state === "well" ? [] : [state];
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  app = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});
afterEach(async () => {
  door.wire.heal();
  await expect.poll(() => door.ctx.databaseHealth.check(), { timeout: 20_000 }).toBe("well");
});
afterAll(async () => {
  server?.close();
  server?.closeAllConnections();
  await past?.close();
  await door?.[Symbol.asyncDispose]();
});

/** Stores whose menu was not pulled since the start. */
const duePulls = async () =>
  (await past.sql`select from locations where menu_pull_due_at < now() + interval '25 minutes'`).length;

function order() {
  const id = randomUUID();
  return sampleOrder({ root: { request_uid: id }, details: { online_order_id: `ONL-${id}` } });
}

/** How often the POS has an order. */
const ticketsOf = (body: { request_uid?: unknown }) =>
  door.simulator.journal().filter((line) => line.online_order_id === `ONL-${body.request_uid}`).length;

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${app}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

const placed = async (body: ReturnType<typeof order>) => {
  await expect
    .poll(async () => (await door.par.submit(body)).response.json, { timeout: 30_000 })
    .toMatchObject({ status: "placed" });
};

describe("a database that answers nothing any more", () => {
  it("does not stop what is answered from memory: validate and the menu", async () => {
    await expect.poll(() => duePulls(), { timeout: 30_000 }).toBe(0);
    expect((await door.par.validate(order())).response.status).toBe(200);
    door.wire.swallow();
    expect((await door.par.validate(order())).response.json).toMatchObject({ status: "validated" });
    const menu = await door.par.menus({ organization_id: ORGANIZATION, location_id: LOCATION });
    expect(menu.response.status).toBe(200);
  });

  it("is told as 503 with Retry-After by every door that needs it, and is not ready", async () => {
    const known = order();
    await placed(known);
    door.wire.swallow();
    const answers = await Promise.all([
      door.par.submit(order()).then(({ response }) => response),
      door.par.status(String(known.request_uid)).then(({ response }) => response),
    ]);
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 503, json: { errors: [{ code: "overloaded" }] } });
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    }
    const key = { authorization: "Bearer parley_key_000000000000000000000000000000" };
    const others = await Promise.all([
      post("/graphql", { query: "{ me { id } }" }, key),
      post("/auth/sign-in/email", { email: "ada@example.com", password: "a wrong password" }),
    ]);
    for (const answer of others) {
      expect([answer.url, answer.status]).toEqual([answer.url, 503]);
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    await expect.poll(async () => (await fetch(`${app}/readyz`)).status, { timeout: 10_000 }).toBe(503);
    expect((await fetch(`${app}/healthz`)).status).toBe(200);
  });
});

describe("an order's INSERT whose answer is lost", () => {
  const INSERT = '"pos_reference":"';

  it("is read again by its key, and goes on as if it had been answered", async () => {
    const body = order();
    door.wire.loseAnswerTo(INSERT);
    const { response } = await door.par.submit(body);
    expect(response.json).toMatchObject({ status: "placed" });
    expect(response.headers["idempotent-replayed"]).toBeUndefined();
    expect(ticketsOf(body)).toBe(1);
    expect((await door.par.submit(body)).response.body).toBe(response.body);
    expect(ticketsOf(body)).toBe(1);
  });

  it("is told as 503 where it cannot be read either, is never in doubt, and is placed once", async () => {
    const body = order();
    door.wire.swallowAfter(INSERT);
    const answer = door.par.submit(body);
    await expect.poll(() => inLedger(body), { timeout: 10_000 }).toBe(true);
    expect((await answer).response.status).toBe(503);
    expect(ticketsOf(body)).toBe(0);
    door.wire.heal();
    await placed(body);
    expect(ticketsOf(body)).toBe(1);
    const found = await door.ctx.orders.findForStatus({
      connectionId: door.connectionId,
      orderId: String(body.request_uid),
    });
    const trace = await getOrderTrace(past, { scope: { all: true }, orderId: String(found?.orderId) });
    expect(trace?.events.map(({ kind }) => kind)).toEqual([
      "received",
      "not_sent",
      "attempt_started",
      "placed",
    ]);
  });

  /** Past the wire. */
  async function inLedger(body: ReturnType<typeof order>): Promise<boolean> {
    const rows = await past.sql`select from orders where request_uid = ${String(body.request_uid)}`;
    return rows.length === 1;
  }
});
