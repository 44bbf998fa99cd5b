import { ofBrands } from "@parley/db";
import { findOrder, insertOrder, recordResult, settleDispute } from "@parley/db/orders";
import { testOrder, testPlaced } from "@parley/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { act } from "./effect.ts";
import { type BridgeDoor, openBridgeDoor } from "./testing/door.ts";

let door: BridgeDoor;
beforeAll(async () => {
  door = await openBridgeDoor();
});
afterAll(() => door[Symbol.asyncDispose]());
beforeEach(() => {
  pass(600);
});

function pass(seconds: number): void {
  door.clock.now = new Date(door.clock.now.getTime() + seconds * 1_000);
}

const ago = (seconds: number) => new Date(door.clock.now.getTime() - seconds * 1_000).toISOString();
const say = async (event: Record<string, unknown>) => (await door.send(door.store, { event })).status;

async function offered() {
  const current = await door.ctx.menus.getCurrent(door.store.location.id);
  return [current?.menu.products[0]?.isAvailable, current?.menu.modifiers[0]?.isAvailable];
}

async function menuDueAt(): Promise<Date | null | undefined> {
  const [row] = await door.ctx.db.sql<{ at: Date }[]>`
    select menu_pull_due_at at from locations where id = ${door.store.location.id}`;
  return row?.at;
}

describe("a report about items", () => {
  it("takes them off and puts them back", async () => {
    const items = { product_ids: ["tea"], modifier_ids: ["milk"] };
    expect(await say({ kind: "item.sold_out", ...items })).toBe(200);
    expect(await offered()).toEqual([false, false]);
    pass(1);
    expect(await say({ kind: "item.available", ...items })).toBe(200);
    expect(await offered()).toEqual([true, true]);
  });

  it("holds until the time that it names", async () => {
    const until = new Date(door.clock.now.getTime() + 60_000).toISOString();
    await say({ kind: "item.sold_out", product_ids: ["tea"], until });
    pass(59);
    expect(await offered()).toEqual([false, true]);
    pass(1);
    expect(await offered()).toEqual([true, true]);
  });

  it("counts by when it was said, in whatever order it arrives", async () => {
    await say({ kind: "item.available", product_ids: ["tea"], occurred_at: ago(5) });
    await say({ kind: "item.sold_out", product_ids: ["tea"], occurred_at: ago(8) });
    expect(await offered()).toEqual([true, true]);
  });

  it("about an item that no menu has keeps nothing of it, and has the menu asked for", async () => {
    const invented = Array.from({ length: 200 }, (_, at) => `coffee-${at}`);
    expect(await say({ kind: "item.sold_out", product_ids: invented, modifier_ids: invented })).toBe(200);
    expect(await offered()).toEqual([true, true]);
    const kept = await door.ctx.availability.list(door.store.location.id);
    expect(kept.filter(({ itemId }) => invented.includes(itemId))).toEqual([]);
    expect(await menuDueAt()).toEqual(door.clock.now);
    expect(await say({ kind: "item.sold_out", product_ids: ["coffee-1", "tea"] })).toBe(200);
    expect(await offered()).toEqual([false, true]);
    pass(1);
    expect(await say({ kind: "item.available", product_ids: ["tea"] })).toBe(200);
  });

  it("that was long on its way has the menu asked for too", async () => {
    const before = await menuDueAt();
    await say({ kind: "item.sold_out", product_ids: ["tea"], occurred_at: ago(300) });
    expect(await menuDueAt()).toEqual(door.clock.now);
    expect(before).not.toEqual(door.clock.now);
    pass(1);
    await say({ kind: "item.available", product_ids: ["tea"] });
  });
});

describe("menu.changed", () => {
  it("makes the store's menu due at once", async () => {
    expect(await say({ kind: "menu.changed" })).toBe(200);
    expect(await menuDueAt()).toEqual(door.clock.now);
  });
});

describe("order.status", () => {
  async function order(state: "placed" | "errored" | "attention"): Promise<string> {
    const { db } = door.ctx;
    const args = testOrder(door.store, { receivedAt: door.clock.now });
    await insertOrder(db, args);
    const { id } = args.order;
    const now = door.clock.now;
    const isFinal = state !== "attention";
    const change = {
      state,
      cause: state === "placed" ? null : ("deadline" as const),
      ...(state === "placed" ? {} : { posOrderId: null }),
    };
    await recordResult(db, testPlaced(id, change, { now, ...(isFinal ? {} : { answer: null }) }));
    return id;
  }

  const read = (orderId: string) => findOrder(door.ctx.db, { scope: { all: true }, orderId });
  const referenceOf = async (orderId: string) => (await read(orderId))?.posReference ?? "";
  const told = async (orderId: string, status: string) =>
    say({ kind: "order.status", reference: await referenceOf(orderId), status, reason: "No tortillas" });

  it.each([
    ["placed", "cancelled", "pos_cancelled"],
    ["placed", "refused", "pos_refused"],
    ["errored", "placed", "pos_has_it"],
    ["errored", "ready", "pos_has_it"],
  ] as const)("asks a person where an order is %s and its POS says %s", async (state, status, dispute) => {
    const orderId = await order(state);
    const before = await read(orderId);
    expect(await told(orderId, status)).toBe(200);
    expect(await read(orderId)).toEqual({
      ...before,
      dispute,
      disputedAt: door.clock.now,
      updatedAt: door.clock.now,
    });
    const [exchange] = await door.exchanges();
    expect(exchange).toMatchObject({ orderId, operation: "pos_event", reason: dispute });
  });

  it.each([
    ["placed", "ready"],
    ["placed", "in the oven"],
    ["errored", "cancelled"],
    ["attention", "placed"],
    ["attention", "cancelled"],
  ] as const)("of an order that is %s only notes %s", async (state, status) => {
    const orderId = await order(state);
    const before = await read(orderId);
    expect(await told(orderId, status)).toBe(200);
    expect(await read(orderId)).toEqual(before);
  });

  it("raises nothing again for a repeated message that a person has looked after", async () => {
    const { db } = door.ctx;
    const orderId = await order("placed");
    const event = { kind: "order.status", reference: await referenceOf(orderId), status: "cancelled" };
    const message = { event, id: `msg_${orderId}` };
    await door.send(door.store, message);
    const settling = {
      orderId,
      actor: { kind: "operator", id: "opr_1" } as const,
      note: null,
      scope: { all: true } as const,
    };
    expect(await door.ctx.dispatcher.acts.settleDispute(settling)).toMatchObject({ kind: "done" });
    expect(await door.send(door.store, message)).toMatchObject({ body: { status: "repeated" } });
    expect(await read(orderId)).toMatchObject({ dispute: null });
    expect(await settleDispute(db, { ...settling, now: door.clock.now })).toBe(false);
  });

  it("that a process acted on and died before it was recorded, is acted on once more to the same end", async () => {
    const orderId = await order("placed");
    const reference = await referenceOf(orderId);
    const event = {
      kind: "order.status",
      store: door.store.name,
      occurred_at: door.clock.now.toISOString(),
      reference,
      status: "cancelled",
    } as const;
    const at = { locationId: door.store.location.id, receivedAt: door.clock.now, isFormer: false };
    expect(await act(door.ctx, event, at)).toMatchObject({ did: "pos_cancelled" });
    const before = await read(orderId);
    expect(await door.send(door.store, { event })).toMatchObject({ body: { status: "recorded" } });
    expect(await read(orderId)).toEqual(before);
  });

  it("of another store's order, or of none, is kept and changes nothing", async () => {
    const orderId = await order("placed");
    const event = { kind: "order.status", reference: await referenceOf(orderId), status: "cancelled" };
    expect(await door.send(door.other, { event })).toMatchObject({ status: 200 });
    expect(await read(orderId)).toMatchObject({ dispute: null });
    const nobodys = { ...event, reference: crypto.randomUUID() };
    expect(await door.send(door.store, { event: nobodys })).toMatchObject({ status: 200 });
  });

  it("is settled by an act that is guarded by scope and by the dispute itself", async () => {
    const { acts } = door.ctx.dispatcher;
    const orderId = await order("placed");
    const settling = {
      orderId,
      actor: { kind: "operator", id: "opr_1" } as const,
      note: " Refunded by phone ",
      scope: { all: true } as const,
    };
    expect(await acts.settleDispute(settling)).toEqual({ kind: "not_disputed" });
    await told(orderId, "cancelled");
    const foreign = ofBrands(door.other.brand.id);
    expect(await acts.settleDispute({ ...settling, scope: foreign })).toEqual({ kind: "not_found" });
    expect(await acts.settleDispute({ ...settling, note: "x".repeat(501) })).toMatchObject({
      kind: "invalid",
    });
    expect(await acts.settleDispute(settling)).toMatchObject({ kind: "done", order: { dispute: null } });
    const [event] = await door.ctx.db.sql`
      select actor, detail from order_events where order_id = ${orderId} order by id desc limit 1`;
    expect(event).toEqual({ actor: "opr_1", detail: { note: "Refunded by phone" } });
  });
});
