import { randomUUID } from "node:crypto";
import { everyBrand } from "@parley/db";
import { setMapping } from "@parley/db/mappings";
import { type SampleOverrides, sampleOrder } from "@parley/par-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Door, openDoor } from "../testing/door.ts";

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

/** The contract's worked example (29.10) under ids of its own. */
function order(change: SampleOverrides = {}) {
  const id = randomUUID();
  return sampleOrder({
    root: { request_uid: id, ...change.root },
    details: { online_order_id: `ONL-${id.slice(0, 8)}`, ...change.details },
  });
}

/** An order of one test item of the simulator, 1.00 and tax. */
function testItem(itemId: string) {
  return order({
    details: {
      items: [{ line_id: "1", item_id: itemId, quantity: 1, unit_price: 1 }],
      subtotal: 1,
      tax_total: 0.09,
      tip_total: 0,
      grand_total: 1.09,
      payments: [],
    },
  });
}

function placed(body: Record<string, unknown>) {
  const details = body.order_details as { online_order_id: string };
  return door.simulator.journal().filter((line) => line.online_order_id === details.online_order_id);
}

/** The same guest's order under a request uid of its own, as PAR says that it asked then. */
function retry<Body extends Record<string, unknown>>(body: Body, request_datetime: string) {
  return { ...body, request_uid: randomUUID(), request_datetime };
}

async function ordersOf(body: Record<string, unknown>): Promise<number> {
  const { online_order_id } = body.order_details as { online_order_id: string };
  const rows = await door.ctx.db.sql`select id from orders where online_order_id = ${online_order_id}`;
  return rows.length;
}

it("is kept, where it is refused for its price, with what the guest was charged (B)", async () => {
  const body = order({ details: { grand_total: 8.7, payments: [{ type: "card", amount: 8.7 }] } });
  expect((await door.par.submit(body)).response.json).toMatchObject({ status: "rejected" });
  const rows = await door.ctx.db.sql`
    select grand_total_cents as cents from orders where request_uid = ${String(body.request_uid)}`;
  expect(rows).toMatchObject([{ cents: 870 }]);
});

describe("a retry of a refused order under a new request uid (R9)", () => {
  const REFUSED_AT = "2026-11-28T12:00:04.000Z";
  const refused = async () => {
    const body: Record<string, unknown> = { ...testItem("sim-refuse"), request_datetime: REFUSED_AT };
    expect((await door.par.submit(body)).response.json).toMatchObject({ status: "rejected" });
    return body;
  };

  it.each([
    ["earlier", "2026-11-28T12:00:00.000Z"],
    ["at the same time", REFUSED_AT],
    ["at the same time in another form", "2026-11-28T13:00:04.0000000+01:00"],
  ])(
    "that was asked for %s gets the refusal, signed under its own uid, and reaches no POS",
    async (_when, at) => {
      const body = await refused();
      const late = retry(body, at);
      const { response, verdict } = await door.par.submit(late);
      expect(verdict.checks.filter((check) => !check.ok)).toEqual([]);
      expect(response.json).toMatchObject({ status: "rejected", request_uid: late.request_uid });
      expect(await ordersOf(body)).toBe(1);
      const again = await door.par.submit(late);
      expect(again.response.body).toBe(response.body);
    },
  );

  it("that was asked for later is a new try", async () => {
    const body = await refused();
    await door.par.submit(retry(body, "2026-11-28T12:00:04.001Z"));
    expect(await ordersOf(body)).toBe(2);
    // Between the two refusals: the later one answers it.
    await door.par.submit(retry(body, "2026-11-28T12:00:04.000Z"));
    expect(await ordersOf(body)).toBe(2);
  });

  it("that orders something else is another order", async () => {
    const body = await refused();
    const other = testItem("sim-sold-out");
    const details = {
      ...(body.order_details as object),
      items: (other.order_details as { items: unknown }).items,
    };
    await door.par.submit({ ...retry(body, "2026-11-28T12:00:00.000Z"), order_details: details });
    expect(await ordersOf(body)).toBe(2);
  });
});

describe("submit_order", () => {
  it("places a good order at once and signs the answer", async () => {
    const body = order();
    const { response, verdict } = await door.par.submit(body);
    expect(verdict.checks.filter((check) => !check.ok)).toEqual([]);
    expect(response.status).toBe(200);
    expect(response.json).toMatchObject({
      status: "placed",
      order_details: { grand_total: 29.1, pos_order_id: expect.stringMatching(/^YC-LC-001-/) },
    });
    expect(placed(body)).toMatchObject([{ total_cents: 2910 }]);
  });

  it("gives a repeat the stored answer byte for byte, and the POS nothing", async () => {
    const body = order();
    const first = await door.par.submit(body);
    const again = await door.par.submit(body);
    expect(again.response.body).toBe(first.response.body);
    expect(again.response.status).toBe(200);
    expect(again.response.headers["x-pch-digest"]).toBe(first.response.headers["x-pch-digest"]);
    expect(again.response.headers["idempotent-replayed"]).toBe("true");
    expect(first.response.headers["idempotent-replayed"]).toBeUndefined();
    expect(placed(body)).toHaveLength(1);
  });

  it("gives two equal submits at once one order and one answer", async () => {
    const body = order();
    const answers = await Promise.all(Array.from({ length: 8 }, () => door.par.submit(body)));
    expect(new Set(answers.map(({ response }) => response.body)).size).toBe(1);
    expect(answers.map(({ response }) => response.status)).toEqual(Array(8).fill(200));
    expect(placed(body)).toHaveLength(1);
  });

  it("refuses the same request_uid with another order, signed, and tells what is stored", async () => {
    const body = order();
    await door.par.submit(body);
    const other = await door.par.submit({ ...order(), request_uid: body.request_uid });
    expect(other.response.status).toBe(409);
    expect(other.response.json).toMatchObject({
      status: "placed",
      errors: [{ code: "idempotency_conflict" }],
    });
    expect(other.response.headers["x-pch-digest"]).toMatch(/^[0-9a-f]{64}$/);
  });

  it("says neither yes nor no to a repeat whose stored fingerprint is of a version it does not know", async () => {
    const body = order();
    const first = await door.par.submit(body);
    const uid = String(body.request_uid);
    await door.ctx.db
      .sql`update orders set fingerprint_version = 99, fingerprint_v2 = null, fingerprint_v3 = null where request_uid = ${uid}`;
    for (const retry of [body, { ...body, request_uid: randomUUID() }]) {
      expect((await door.par.submit(retry)).response.status).toBe(500);
    }
    await door.ctx.db.sql`update orders set fingerprint_version = 1 where request_uid = ${uid}`;
    expect((await door.par.submit(body)).response.body).toBe(first.response.body);
    expect(placed(body)).toHaveLength(1);
  });

  it("knows an online order under another request_uid: one ticket, an answer to the asking uid", async () => {
    const body = order();
    const first = await door.par.submit(body);
    const retry = { ...body, request_uid: randomUUID(), request_datetime: "2026-01-15T12:35:56.789Z" };
    const second = await door.par.submit(retry);
    expect(second.verdict.checks.filter((check) => !check.ok)).toEqual([]);
    expect(second.response.json).toMatchObject({
      status: "placed",
      request_uid: retry.request_uid,
      request_datetime: retry.request_datetime,
      order_details: (first.response.json as { order_details: object }).order_details,
    });
    expect((await door.par.submit(retry)).response.body).toBe(second.response.body);
    expect((await door.par.status(retry.request_uid)).response.body).toBe(second.response.body);
    expect(placed(body)).toHaveLength(1);
  });

  it("refuses another order under an online order id that is placed", async () => {
    const body = order();
    await door.par.submit(body);
    const details = { ...(body.order_details as object), notes: "no onions" };
    const other = await door.par.submit({ ...body, request_uid: randomUUID(), order_details: details });
    expect(other.response.status).toBe(409);
    expect(other.response.json).toMatchObject({ errors: [{ code: "order_already_submitted" }] });
  });

  it("answers a retry of a placed order also when our menu would refuse it by now", async () => {
    const body = order();
    await door.par.submit(body);
    // The same online order under another uid, with a price that is not on our menu.
    const details = { ...(body.order_details as object), grand_total: 99, subtotal: 99 };
    const other = await door.par.submit({ ...body, request_uid: randomUUID(), order_details: details });
    expect(other.response.json).toMatchObject({
      status: "placed",
      errors: [{ code: "order_already_submitted" }],
    });
  });

  it("rejects by our menu with line and code, signed, and the POS sees nothing", async () => {
    const body = order({ details: { items: [{ line_id: "7", item_id: "no-such-item", quantity: 1 }] } });
    const { response, verdict } = await door.par.submit(body);
    expect(verdict.checks.filter((check) => !check.ok)).toEqual([]);
    expect(response.json).toMatchObject({
      status: "rejected",
      order_details: { pos_order_id: null, grand_total: 29.1 },
      errors: [{ code: "item_not_found", line_id: "7" }],
    });
    expect(placed(body)).toEqual([]);
    expect((await door.par.submit(body)).response.body).toBe(response.body);
  });

  it("rejects what the POS refuses on placing", async () => {
    const body = testItem("sim-refuse");
    const { response } = await door.par.submit(body);
    expect(response.json).toMatchObject({ status: "rejected", errors: [expect.anything()] });
    expect(placed(body)).toEqual([]);
  });

  it.each(["sim-lose-ack", "sim-fault-once", "sim-slow"])("ends %s placed, with one ticket", async (item) => {
    const body = testItem(item);
    const { response } = await door.par.submit(body);
    expect([200, 202]).toContain(response.status);
    expect(await finalStatus(body.request_uid as string)).toBe("placed");
    expect(placed(body)).toHaveLength(1);
  });

  it("answers 202 with Location and a digest while it is not known", async () => {
    const body = testItem("sim-late");
    const { response, verdict } = await door.par.submit(body);
    expect(verdict.checks.filter((check) => !check.ok)).toEqual([]);
    expect(response.status).toBe(202);
    expect(response.headers.location).toBe(`/posnext/orders/${body.request_uid}`);
    expect(response.headers["retry-after"]).toBe("2");
    expect(response.json).toMatchObject({ status: "pending", order_details: { pos_order_id: null } });
    expect(await finalStatus(body.request_uid as string)).toBe("placed");
    expect(placed(body)).toHaveLength(1);
  });

  it("queues an id that no mapping knows, and works within the second once it is mapped", async () => {
    const body = order({ root: { location_id: "PAR-LOC-NEW" } });
    const before = await door.par.submit(body);
    expect(before.response.status).toBe(422);
    expect(before.response.json).toMatchObject({
      status: "rejected",
      errors: [{ code: "unmapped_location" }],
    });
    await setMapping(door.ctx.db, {
      kind: "location",
      connectionId: door.connectionId,
      parId: "PAR-LOC-NEW",
      targetId: door.locationId,
      scope: everyBrand,
      changedBy: "test",
      expectedVersion: null,
      now: new Date(),
    });
    await expect
      .poll(async () => (await door.par.submit(body)).response.json, { interval: 20 })
      .toMatchObject({ status: "placed" });
  });

  it("answers the ids of another tenant as ids that nobody has", async () => {
    const foreign = await door.par.submit(order({ root: { location_id: door.other.parLocationId } }));
    const nobodys = await door.par.submit(order({ root: { location_id: "PAR-LOC-99999" } }));
    expect(foreign.response.status).toBe(422);
    const codes = [foreign, nobodys].map(({ response }) => (response.json as { errors: unknown }).errors);
    expect(codes[0]).toEqual(codes[1]);
  });

  it("keeps a request_uid apart for each tenant", async () => {
    const body = order();
    await door.par.submit(body);
    expect((await door.other.par.status(body.request_uid as string)).response.status).toBe(404);
  });

  it("records the exchange, the call to the POS, and which guesses were seen", async () => {
    const body = order();
    await door.par.submit(body);
    const rows = (await door.exchanges()).filter((row) => row.requestUid === body.request_uid);
    expect(rows.map((row) => [row.direction, row.operation, row.status]).sort()).toEqual([
      ["in", "submit_order", 200],
      ["out", "place_order", 201],
    ]);
    const inbound = rows.find((row) => row.direction === "in");
    expect(inbound).toMatchObject({ signed: true, seen: { request_spelling: "snake", cents_reading: "R" } });
    expect(inbound?.orderId).toMatch(/^ord_/);
    expect(inbound?.stages.map((stage) => [stage.name, stage.ok])).toEqual(
      ["authenticate", "read", "verify", "parse", "submit"].map((name) => [name, true]),
    );
    expect(inbound?.stages.at(-1)?.us).toBeGreaterThan(0);
  });
});

async function finalStatus(requestUid: string): Promise<string> {
  let status = "";
  await expect
    .poll(
      async () => {
        const { response } = await door.par.status(requestUid);
        status = (response.json as { status: string }).status;
        return status;
      },
      { timeout: 20_000, interval: 50 },
    )
    .not.toBe("pending");
  return status;
}
