import { randomUUID } from "node:crypto";
import { everyBrand } from "@parley/db";
import { listExchangeBodies } from "@parley/db/exchanges";
import { sampleOrder, signToken } from "@parley/par-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Door, openDoor } from "./testing/door.ts";

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

const CARD = "4111 1111 1111 1111";
const PLAIN = /4111.?1111.?1111.?1111/;

/** Everything that is kept of orders and exchanges, as one text. */
async function kept(): Promise<string> {
  await door.ctx.exchanges.flush();
  const { sql } = door.ctx.db;
  const texts = await Promise.all([
    sql`select p::text from order_payloads p`,
    sql`select b.request_headers::text as p from exchange_bodies b`,
    sql`select x::text as p from exchanges x`,
    sql`select e::text as p from order_events e`,
    sql`select r::text as p from attempt_results r`,
    sql`select u::text as p from unmapped_ids u`,
  ]);
  const bodies = await bodiesOf(await sql<{ id: string }[]>`select id from exchanges`);
  const columns = texts.flatMap((rows) => rows.map(({ p }) => String(p)));
  return [...columns, ...bodies.map((row) => Object.values(row).map(textOf).join("\n"))].join("\n");
}

/** What the packed bodies of these calls say. */
async function bodiesOf(rows: readonly { id: string }[]) {
  const exchangeIds = rows.map(({ id }) => id);
  return await listExchangeBodies(door.ctx.db, { scope: everyBrand, exchangeIds });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function withCard(itemId: string, onlineOrderId: string) {
  return sampleOrder({
    root: { request_uid: randomUUID() },
    details: {
      // An id that looks like a card number is still an id.
      online_order_id: onlineOrderId,
      notes: `pay with ${CARD}`,
      customer: { first_name: CARD, phone: "+15555550100" },
      items: [{ line_id: "1", item_id: itemId, quantity: 1, unit_price: 1, comment: `card ${CARD}` }],
      subtotal: 1,
      tax_total: 0.09,
      tip_total: 0,
      grand_total: 1.09,
      payments: [{ type: "card", amount: 1.09, reference: "4111111111111111" }],
    },
  });
}

// S6, G16
describe("card numbers", () => {
  it("are kept nowhere, and the till gets the same masked bytes at every attempt", async () => {
    const body = withCard("sim-fault-once", "5500005555555559");
    await door.par.submit(body);
    // The first try fails; a repeat waits for the next one.
    expect((await door.par.submit(body)).response.json).toMatchObject({ status: "placed" });
    const all = await kept();
    expect(all).not.toMatch(PLAIN);
    expect(all).toContain("************1111");
    expect(all).toContain("5500005555555559");
    const sent = await door.ctx.db.sql<{ id: string; notes: string }[]>`
      select x.id, p.pos_order ->> 'notes' as notes from exchanges x
      join order_payloads p on p.order_id = x.order_id
      where x.direction = 'out' and x.request_uid = ${String(body.request_uid)}`;
    const bodies = (await bodiesOf(sent)).map(({ requestBody }) => requestBody);
    const placed = bodies.filter((text) => text?.includes("pay with"));
    expect(placed.length).toBeGreaterThan(0);
    expect(new Set(placed).size).toBe(1);
    expect(sent.every((row) => row.notes === "pay with ************1111")).toBe(true);
    expect(sent.length).toBeGreaterThan(0);
  });

  it("do not change what makes an order a repeat, or another order", async () => {
    const body = withCard("sim-refuse", "5105105105105100");
    const first = await door.par.submit(body);
    expect(first.response.json).toMatchObject({ status: "rejected" });
    const again = await door.par.submit(body);
    expect(again.response.body).toBe(first.response.body);
    const details = { ...(body.order_details as object), notes: "pay with 5105 1051 0510 5100" };
    const other = await door.par.submit({ ...body, order_details: details });
    expect(other.response.status).toBe(409);
    expect(await kept()).not.toMatch(PLAIN);
  });
});

// S6
describe("a SharedId or token in a wrong field", () => {
  it("is not queued as an id to be mapped (S6)", async () => {
    const { sharedId } = door;
    for (const root of [{ location_id: sharedId }, { organization_id: sharedId }]) {
      const body = sampleOrder({ root: { request_uid: randomUUID(), ...root } });
      expect((await door.par.validate(body)).response.status).toBe(422);
    }
    const strange = sampleOrder({ root: { request_uid: randomUUID(), location_id: "PAR-LOC-STRANGE" } });
    await door.par.validate(strange);
    const rows = await door.ctx.db.sql`select par_id from unmapped_ids`;
    expect(rows.map(({ par_id }) => par_id)).toEqual(["PAR-LOC-STRANGE"]);
  });

  it("is kept nowhere where the guest's own fields carry it, nor does the POS get it (S6)", async () => {
    const { sharedId } = door;
    const token = await signToken({ sharedId, jwtKey: "full", now: new Date(), lifeSeconds: 60 });
    const body = sampleOrder({
      root: { request_uid: randomUUID() },
      details: {
        online_order_id: randomUUID(),
        notes: `${sharedId}, Bearer ${token}`,
        customer: { first_name: sharedId, phone: "+15555550100" },
      },
    });
    expect((await door.par.submit(body)).response.json).toMatchObject({ status: "placed" });
    expect((await door.par.submit(body)).response.json).toMatchObject({ status: "placed" });
    const all = await kept();
    expect(all).not.toContain(sharedId);
    expect(all).not.toContain(token);
    const [row] = await door.ctx.db.sql`
      select o.guest_name as name, p.pos_order ->> 'notes' as notes from orders o
      join order_payloads p on p.order_id = o.id where o.request_uid = ${String(body.request_uid)}`;
    expect(row).toEqual({ name: "[redacted]", notes: "[redacted], Bearer [redacted]" });
  });

  const ask = (path: string, init: RequestInit = {}) => fetch(door.url + path, init);

  it("is kept nowhere, from whomever it comes", async () => {
    const { sharedId } = door;
    const token = await signToken({ sharedId, jwtKey: "full", now: new Date(), lifeSeconds: 60 });
    const bearer = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    await ask(`/posnext/order/${encodeURIComponent(sharedId)}`, { headers: bearer });
    await ask(`/posnext/order/${token}`, { headers: { "x-shared": sharedId, "x-token": token } });
    await ask(`/posnext/${sharedId}`);
    for (const secret of [sharedId, token]) {
      await door.par.submit(sampleOrder({ root: { request_uid: secret, location_id: secret } }));
      await door.par.validate(
        sampleOrder({ details: { online_order_id: secret, notes: secret, [secret]: 1 } }),
      );
    }
    await ask("/posnext/order/submit", { method: "POST", headers: bearer, body: `{"no json ${sharedId}` });
    const all = await kept();
    expect(all).not.toContain(sharedId);
    expect(all).not.toContain(token);
    expect(all).toContain("[redacted]");
  });
});
