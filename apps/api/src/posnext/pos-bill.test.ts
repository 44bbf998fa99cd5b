import { randomUUID } from "node:crypto";
import { everyBrand } from "@parley/db";
import { getOrderTrace, groupBillDrifts, listBillDrifts } from "@parley/db/orders";
import { sampleOrder } from "@parley/par-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPosBill } from "../orders/bill/kept-bill.ts";
import { findUsedVersions } from "../orders/used-versions.ts";
import { type Door, openDoor } from "./testing/door.ts";

let door: Door;
beforeAll(async () => {
  // PAR's whole budget, so that a busy machine does not make an order pending.
  door = await openDoor({ env: { TIME_SCALE: "1" } });
});
afterAll(() => door[Symbol.asyncDispose]());

/** An order of one test item of the simulator, 1.00 and tax. */
function testItem(itemId: string) {
  return sampleOrder({
    root: { request_uid: randomUUID() },
    details: {
      online_order_id: `ONL-${randomUUID()}`,
      items: [{ line_id: "1", item_id: itemId, quantity: 1, unit_price: 1 }],
      subtotal: 1,
      tax_total: 0.09,
      tip_total: 0,
      grand_total: 1.09,
      payments: [],
    },
  });
}

async function submitted(body: Record<string, unknown>) {
  const { response } = await door.par.submit(body);
  const [row] = await door.ctx.db.sql<{ id: string }[]>`
    select id from orders where request_uid = ${String(body.request_uid)}`;
  const trace = row && (await getOrderTrace(door.ctx.db, { scope: everyBrand, orderId: row.id }));
  if (!trace) throw new Error("The order has no trace");
  return { trace, response };
}

describe("the bill of a POS", () => {
  it("that differs leaves the order placed, and is noted for its store with the first difference", async () => {
    const { trace, response } = await submitted(testItem("sim-other-bill"));
    expect(response.json).toMatchObject({ status: "placed" });
    expect(findPosBill(trace)?.totals).toMatchObject({ subtotalCents: 116, grandCents: 125 });
    // Noted beside the answer, which does not wait for it.
    const drifts = () =>
      listBillDrifts(door.ctx.db, { scope: everyBrand, locationId: door.locationId, limit: 10 });
    await expect
      .poll(drifts, { timeout: 10_000 })
      .toMatchObject([
        { orderId: trace.order.id, kind: "item", itemId: "sim-other-bill", oursCents: 100, posCents: 116 },
      ]);
    const second = await submitted(testItem("sim-other-bill"));
    await expect.poll(drifts, { timeout: 10_000 }).toHaveLength(2);
    const groups = (from: Date) =>
      groupBillDrifts(door.ctx.db, { scope: everyBrand, locationId: door.locationId, from, limit: 10 });
    expect(await groups(new Date(0))).toMatchObject([
      {
        ...{ kind: "item", itemId: "sim-other-bill", count: 2, differenceCents: 32 },
        ...{ oursCents: 100, posCents: 116, lastOrderId: second.trace.order.id },
      },
    ]);
    expect(await groups(new Date(Date.now() + 60_000))).toEqual([]);
  });

  it("stands with the evidence of the try, and not in the ledger's event, too", async () => {
    const { trace: placed } = await submitted(testItem("sim-duplicate-ack"));
    expect(findPosBill({ results: placed.results, events: [] })).not.toBeNull();
    expect(findPosBill({ results: [], events: placed.events })).toBeNull();
  });
});

describe("a submit", () => {
  it("writes down by which menu and mappings it was judged, also where it is refused", async () => {
    for (const item of ["sim-duplicate-ack", "sim-sold-out"]) {
      const { trace } = await submitted(testItem(item));
      expect(findUsedVersions(trace.payload)).toMatchObject({ organizationMapping: 1, locationMapping: 1 });
    }
  });
});
