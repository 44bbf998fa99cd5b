import { randomUUID } from "node:crypto";
import { everyBrand } from "@parley/db";
import { getOrderTrace } from "@parley/db/orders";
import { type SampleOverrides, sampleOrder } from "@parley/par-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { passageOf } from "../orders/people/story/passage.ts";
import { type Door, openDoor } from "./testing/door.ts";

let door: Door;
beforeAll(async () => {
  // PAR's whole budget, so that a busy machine does not make an order pending.
  door = await openDoor({ env: { TIME_SCALE: "1" } });
});
afterAll(() => door[Symbol.asyncDispose]());

const WITHIN_MS = 2;

function order(change: SampleOverrides = {}) {
  const id = randomUUID();
  return sampleOrder({
    root: { request_uid: id, ...change.root },
    details: { online_order_id: `ONL-${id.slice(0, 8)}`, ...change.details },
  });
}

async function traceOf(body: Record<string, unknown>) {
  await door.exchanges();
  const [row] = await door.ctx.db.sql<{ id: string }[]>`
    select id from orders where request_uid = ${String(body.request_uid)}`;
  const trace = row && (await getOrderTrace(door.ctx.db, { scope: everyBrand, orderId: row.id }));
  if (!trace) throw new Error("The order has no trace");
  return trace;
}

describe("the milliseconds of a trace", () => {
  it.each([
    ["a placed order", {}],
    ["an order that its own prices refuse", { details: { grand_total: 8.7 } }],
  ])(
    "add up for %s: a call's stages to the call, and the order's parts to the whole",
    async (_what, change) => {
      const body = order(change);
      await door.par.validate(body);
      await door.par.submit(body);
      await door.par.status(String(body.request_uid));
      const trace = await traceOf(body);
      const incoming = trace.exchanges.filter(({ direction }) => direction === "in");
      expect(incoming.map(({ operation }) => operation)).toEqual([
        "validate_order",
        "submit_order",
        "get_order",
      ]);
      for (const { stages, durationUs } of incoming) {
        const sumUs = stages.reduce((sum, { us }) => sum + us, 0);
        expect(Math.abs(sumUs - durationUs) / 1000).toBeLessThanOrEqual(WITHIN_MS);
      }
      const { totalMs, parts } = passageOf({ ...trace, now: new Date() });
      const sumMs = parts.reduce((sum, { ms }) => sum + ms, 0);
      expect(Math.abs(sumMs - totalMs)).toBeLessThanOrEqual(WITHIN_MS);
      const submit = incoming.find(({ operation }) => operation === "submit_order");
      expect(Math.abs(totalMs - (submit?.durationUs ?? 0) / 1000)).toBeLessThanOrEqual(WITHIN_MS);
    },
  );
});
