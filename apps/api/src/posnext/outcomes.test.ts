import { randomUUID } from "node:crypto";
import { everyBrand } from "@parley/db";
import { listExchanges } from "@parley/db/exchanges";
import { sampleOrder } from "@parley/par-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Door, LOCATION, ORGANIZATION, openDoor } from "./testing/door.ts";

/** What became of a call is in its row whatever HTTP status went with it: here refusals are answered with 200. */

let door: Door;
beforeAll(async () => {
  door = await openDoor({ switches: { refusal_status: 200, pending_poll_status: 200 } });
});
afterAll(() => door[Symbol.asyncDispose]());

function order(details: Record<string, unknown> = {}) {
  const id = randomUUID();
  return sampleOrder({
    root: { request_uid: id, request_datetime: new Date().toISOString() },
    details: { online_order_id: `ONL-${id}`, ...details },
  });
}

/** What our rules refuse at sight, and what the POS refuses after it was asked. */
const REFUSED = [
  ["by us", { items: [{ line_id: "1", item_id: "no-such-item", quantity: 1, unit_price: 1 }] }],
  [
    "by the POS",
    {
      items: [{ line_id: "1", item_id: "sim-reject", quantity: 1, unit_price: 1 }],
      subtotal: 1,
      tax_total: 0.09,
      tip_total: 0,
      grand_total: 1.09,
      payments: [],
    },
  ],
] as const;

/** The rows of one request, the oldest first. */
async function rowsOf(requestUid: unknown) {
  const rows = (await door.exchanges()).filter(
    (row) => row.direction === "in" && row.requestUid === requestUid,
  );
  return rows.reverse().map(({ operation, status, outcome, code, replayed }) => {
    return { operation, status, outcome, isCoded: code !== null, replayed };
  });
}

describe("the outcome of a call", () => {
  it.each(REFUSED)(
    "of a submit refused %s is refused under HTTP 200, its repeat too",
    async (_whose, details) => {
      const body = order(details);
      const first = await door.par.submit(body);
      await door.par.submit(body);
      expect(first.response.json).toMatchObject({ status: "rejected" });
      const refused = { operation: "submit_order", status: 200, outcome: "refused", isCoded: true };
      expect(await rowsOf(body.request_uid)).toEqual([
        { ...refused, replayed: false },
        { ...refused, replayed: true },
      ]);
    },
  );

  it("lets a refusal be found by its code, and as a refusal, with the code that PAR was told", async () => {
    const body = order(REFUSED[0][1]);
    const { response } = await door.par.submit(body);
    const told = (response.json as { errors: { code: string }[] }).errors[0]?.code ?? "none";
    await door.exchanges();
    const list = async (filter: { code?: string; refused?: boolean }) =>
      await listExchanges(door.ctx.db, { scope: everyBrand, filter, page: { limit: 100 } });
    for (const filter of [{ code: told }, { refused: true }]) {
      const found = (await list(filter)).find((row) => row.requestUid === body.request_uid);
      expect(found, JSON.stringify(filter)).toMatchObject({ code: told, status: 200, outcome: "refused" });
    }
  });

  it("of what was done is accepted: a menu, a verdict, an order, its repeat and its poll", async () => {
    const body = order();
    await door.par.menus({ organization_id: ORGANIZATION, location_id: LOCATION });
    await door.par.validate(body);
    await door.par.submit(body);
    await door.par.submit(body);
    await door.par.status(String(body.request_uid));
    const accepted = { status: 200, outcome: "accepted", isCoded: false };
    expect(await rowsOf(body.request_uid)).toEqual([
      { ...accepted, operation: "validate_order", replayed: false },
      { ...accepted, operation: "submit_order", replayed: false },
      { ...accepted, operation: "submit_order", replayed: true },
    ]);
    const others = (await door.exchanges()).filter(({ requestUid, direction }) => {
      return requestUid === null && direction === "in";
    });
    expect(others.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
      "get_order accepted",
      "get_menu accepted",
    ]);
  });

  it("of a poll that tells of a refused order is accepted: it was answered", async () => {
    const body = order(REFUSED[0][1]);
    await door.par.submit(body);
    const { response } = await door.par.status(String(body.request_uid));
    expect(response.json).toMatchObject({ status: "rejected" });
    const [poll] = await door.exchanges();
    expect(poll).toMatchObject({ operation: "get_order", outcome: "accepted", code: null });
  });

  it("of a refused validate, a contradiction and a call that cannot be served is refused", async () => {
    const body = order();
    await door.par.submit(body);
    await door.par.submit({ ...order(), request_uid: body.request_uid });
    await door.par.validate(order(REFUSED[0][1]));
    await door.par.status(randomUUID());
    const rows = (await door.exchanges()).filter(({ direction }) => direction === "in").slice(0, 3);
    expect(rows.map(({ outcome, code }) => [outcome, code !== null])).toEqual([
      ["refused", true],
      ["refused", true],
      ["refused", true],
    ]);
  });
});

it("says pending of a submit and of a poll that nobody could answer yet, whatever their status", async () => {
  await using slow = await openDoor({
    switches: { pending_poll_status: 200 },
    env: { SYNC_BUDGET_MS: "1", TIME_SCALE: "1" },
  });
  const body = order({
    items: [{ line_id: "1", item_id: "sim-slow", quantity: 8, unit_price: 1 }],
    subtotal: 8,
    tax_total: 0.7,
    tip_total: 0,
    grand_total: 8.7,
    payments: [],
  });
  await slow.par.submit(body);
  await slow.par.status(String(body.request_uid));
  const rows = (await slow.exchanges()).filter(({ direction }) => direction === "in");
  expect(rows.map(({ operation, status, outcome, code }) => ({ operation, status, outcome, code }))).toEqual([
    { operation: "get_order", status: 200, outcome: "pending", code: null },
    { operation: "submit_order", status: 202, outcome: "pending", code: null },
  ]);
});
