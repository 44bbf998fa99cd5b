import { readFileSync } from "node:fs";
import { getOrderTrace, type Order } from "@parley/db/orders";
import { afterEach, describe, expect, it } from "vitest";
import { parsePosOrder } from "../orders/payload.ts";
import { type Door, openDoor } from "./testing/door.ts";

/** An order in doubt that an earlier version of the gateway took, finished by this one. */

type Row = Record<string, unknown>;
type Rows = Record<
  "orders" | "order_keys" | "order_payloads" | "attempts" | "attempt_results" | "order_events",
  Row[]
>;

const VECTOR = new URL("../orders/testing/payloads/lost-ack.json", import.meta.url);
const readRows = (): Rows => JSON.parse(readFileSync(VECTOR, "utf8")).rows;
const [stored] = readRows().orders;
const ORDER_ID = String(stored?.id);
const UID = String(stored?.request_uid);
const scope = { all: true } as const;

let door: Door;
afterEach(() => door[Symbol.asyncDispose]());

async function open(posClass: "A" | "B" | "C" | "D"): Promise<void> {
  const env = { ATTEMPT_DEADLINE_MS: "8000", SYNC_BUDGET_MS: "6000", LEASE_MS: "15000" };
  door = await openDoor({ env, posClass });
}

/** Inserts the rows as if the test's store had taken the order a minute ago; it is due now. */
async function insertStored(change: (payload: Row) => Row = (payload) => payload): Promise<void> {
  const { db } = door.ctx;
  const now = Date.now();
  const at = (ms: number) => new Date(now + ms).toISOString();
  const [store] = await db.sql`select id, brand_id from locations where id = ${door.locationId}`;
  const place = {
    connection_id: door.connectionId,
    location_id: store?.id,
    brand_id: store?.brand_id,
    pos_account: store?.id,
  };
  const times = {
    received_at: at(-60_000),
    created_at: at(-60_000),
    started_at: at(-60_000),
    updated_at: at(-50_000),
    at: at(-50_000),
    due_at: at(0),
    give_up_at: at(600_000),
  };
  const rows = readRows();
  rows.order_payloads = rows.order_payloads.map(change);
  await db.sql.begin(async (sql) => {
    for (const [table, content] of Object.entries(rows)) {
      for (const row of content) {
        const changes = Object.entries({ ...place, ...times }).filter(([column]) => column in row);
        const { id, ...rest } = { ...row, ...Object.fromEntries(changes) };
        // The database numbers its events itself.
        const values = typeof id === "string" ? { id, ...rest } : rest;
        const columns = sql(Object.keys(values));
        await sql`insert into ${sql(table)} (${columns})
          select ${columns} from json_populate_record(null::${sql(table)}, ${JSON.stringify(values)}::text::json)`;
      }
    }
  });
}

async function trace() {
  const found = await getOrderTrace(door.ctx.db, { scope, orderId: ORDER_ID });
  if (found === null) throw new Error("The order is not there");
  return found;
}

async function settled(): Promise<Order> {
  const isOver = (state: Order["state"]) => /^(placed|attention|errored|rejected)$/.test(state);
  await expect
    .poll(async () => isOver((await trace()).order.state), { timeout: 25_000, interval: 50 })
    .toBe(true);
  return (await trace()).order;
}

/** The POS already has the order: its answer to the first try was lost. */
async function placeAtPos(): Promise<void> {
  const store = await door.ctx.ids.findStore(door.locationId);
  const [payload] = readRows().order_payloads;
  if (store === null || payload === undefined) throw new Error("The store is not there");
  const posOrder = parsePosOrder({
    orderId: ORDER_ID,
    posOrder: payload.pos_order,
    priced: null,
    answer: null,
    answerStatus: null,
    usedVersions: null,
  });
  const ctl = { signal: AbortSignal.timeout(8_000), deadlineMs: performance.now() + 8_000 };
  expect((await door.ctx.pos.adapterFor(store).place(posOrder, ctl)).kind).toBe("unknown");
}

const tickets = () => door.simulator.journal().filter((line) => line.online_order_id === "ONL-2001");

async function heardByPar() {
  const { response } = await door.par.status(UID);
  expect(response.status).toBeLessThan(500);
  return response.json;
}

const LINES = {
  items: [
    {
      item_id: "taco-trio",
      quantity: 2,
      unit_price: 9.5,
      comment: "hot",
      modifiers: [{ modifier_id: "guac", quantity: 1, unit_price: 1.25 }],
    },
    { item_id: "sim-lose-ack", quantity: 1, unit_price: 1 },
  ],
};
const TOTALS = { subtotal: 22.5, tax_total: 1.97, tip_total: 3, grand_total: 27.47 };

describe("an order in doubt that an earlier version stored", () => {
  it.each(["A", "B", "C"] as const)("is found where a POS of class %s has it", async (posClass) => {
    await open(posClass);
    await placeAtPos();
    await insertStored();
    expect(await settled()).toMatchObject({ state: "placed" });
    expect(tickets()).toHaveLength(1);
    expect(await heardByPar()).toMatchObject({ status: "placed", order_details: { ...TOTALS, ...LINES } });
  });

  it.each(["A", "B", "C"] as const)("is sent where a POS of class %s has it not", async (posClass) => {
    await open(posClass);
    await insertStored();
    expect(await settled()).toMatchObject({ state: "placed" });
    expect(tickets()).toHaveLength(1);
    expect(tickets()).toMatchObject([{ online_order_id: "ONL-2001", totals: { grand_cents: 2747 } }]);
    expect(await heardByPar()).toMatchObject({ status: "placed", order_details: { ...TOTALS, ...LINES } });
  });

  it("waits for a person at a POS of class D, who finishes it", async () => {
    await open("D");
    await placeAtPos();
    await insertStored();
    expect(await settled()).toMatchObject({ state: "attention" });
    expect(await heardByPar()).toMatchObject({ status: "pending", order_details: { ...TOTALS, ...LINES } });
    const act = {
      orderId: ORDER_ID,
      actor: { kind: "operator", id: "opr_test" } as const,
      scope,
      note: null,
      posOrderId: "TILL-7",
    };
    expect(await door.ctx.dispatcher.acts.confirmPlaced(act)).toMatchObject({ kind: "done" });
    expect(await heardByPar()).toMatchObject({ status: "placed", order_details: { ...TOTALS, ...LINES } });
    expect(tickets()).toHaveLength(1);
  });
});

describe("an order whose payload cannot be read", () => {
  it.each([
    ["what goes to the POS", (payload: Row) => ({ ...payload, pos_order: { v: 2 } })],
    ["its prices", (payload: Row) => ({ ...payload, priced: { total: "27.47" } })],
  ])("waits for a person, unsent and pending for PAR: %s", async (_what, change) => {
    await open("A");
    await insertStored(change);
    expect(await settled()).toMatchObject({ state: "attention", cause: "payload_unreadable", attempt: 1 });
    expect(await heardByPar()).toMatchObject({ status: "pending", order_details: TOTALS });

    const act = {
      orderId: ORDER_ID,
      actor: { kind: "operator", id: "opr_test" } as const,
      scope,
      note: null,
      attempt: 1,
    };
    expect(await door.ctx.dispatcher.acts.resendNow(act)).toEqual({ kind: "unreadable" });
    expect(await door.ctx.dispatcher.acts.confirmAbsent(act)).toMatchObject({ kind: "done" });
    expect(await heardByPar()).toMatchObject({ status: "errored", order_details: TOTALS });
    expect(tickets()).toEqual([]);
  });
});
