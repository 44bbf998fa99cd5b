import { afterEach, describe, expect, it } from "vitest";
import type { PosAdapter } from "../adapter.ts";
import { shortCodeOf } from "../short-code.ts";
import { createHostileStage, errorAnswer, type HostileAnswer, within } from "../testing/hostile-pos.ts";
import { storeOf } from "../testing/store-of.ts";

const stage = createHostileStage();
const { order, placed, keyText } = stage;
const voided = {
  status: "voided",
  reference: order.reference,
  store: order.store,
  pos_order_id: "STORE-1-000001",
  total_cents: 517,
  voided_at: "2026-01-15T12:44:57Z",
};

afterEach(() => stage.close());

function adapterFor(url: string, settings: object, timeScale?: number): PosAdapter {
  return stage
    .openRegistry(timeScale === undefined ? {} : { timeScale })
    .adapterFor(
      storeOf({ kind: "bridge", settings: { url, store: order.store, ...settings }, secret: keyText }),
    );
}

describe("the settings of a store", () => {
  it.each<[object, Pick<PosAdapter, "adapterClass" | "canVoid" | "quietPeriodMs">]>([
    [{}, { adapterClass: "D", canVoid: false, quietPeriodMs: 45_000 }],
    [{ class: "A" }, { adapterClass: "A", canVoid: false, quietPeriodMs: 45_000 }],
    [
      { class: "B", can_void: true },
      { adapterClass: "B", canVoid: true, quietPeriodMs: 45_000 },
    ],
    [
      { class: "C", quiet_period_s: 90 },
      { adapterClass: "C", canVoid: false, quietPeriodMs: 90_000 },
    ],
    [{ class: "D" }, { adapterClass: "D", canVoid: false, quietPeriodMs: 45_000 }],
    [{ class: "X" }, { adapterClass: "C", canVoid: true, quietPeriodMs: 45_000 }],
    [
      { class: "X", can_void: false },
      { adapterClass: "C", canVoid: false, quietPeriodMs: 45_000 },
    ],
  ])("%j say what its POS promises", (settings, promises) => {
    expect(adapterFor("https://pos.example.com", settings)).toMatchObject(promises);
  });

  it.each([{ class: "E" }, { can_void: "yes" }, { quiet_period_s: -1 }, { quiet_period_s: 3_601 }])(
    "%j cannot be used, so nothing is sent",
    async (settings) => {
      const adapter = adapterFor("https://pos.example.com", settings);
      expect(await adapter.place(order, within(10_000))).toMatchObject({
        kind: "not_sent",
        reason: "pos_settings_invalid",
      });
      expect(await adapter.voidOrder(order.reference, within(10_000))).toMatchObject({ kind: "not_offered" });
    },
  );

  it("have their quiet period shortened where time is", () => {
    const adapter = adapterFor("https://pos.example.com", { class: "C" }, 0.02);
    expect(adapter.quietPeriodMs).toBe(900);
  });
});

describe("place", () => {
  it("tells a duplicate apart, and what was voided from what may be there", async () => {
    const answers = [errorAnswer("duplicate_reference", 409), errorAnswer("order_voided", 410)];
    const pos = await stage.hostile(() => answers.shift());
    const adapter = adapterFor(pos.url, { class: "B" });
    expect(await adapter.place(order, within(10_000))).toMatchObject({
      kind: "duplicate",
      reason: "duplicate_reference",
    });
    expect(await adapter.place(order, within(10_000))).toMatchObject({
      kind: "not_placed",
      reason: "order_voided",
    });
  });

  it.each([
    ["D", null, `Parley ${shortCodeOf(order.reference)}`],
    ["D", "Ring twice", `Parley ${shortCodeOf(order.reference)}\nRing twice`],
    ["C", "Ring twice", "Ring twice"],
    ["A", null, null],
  ])("writes the note of class %s, %j, as %j", async (letter, notes, written) => {
    const pos = await stage.hostile(() => ({ body: JSON.stringify(placed) }));
    await adapterFor(pos.url, { class: letter }).place({ ...order, notes }, within(10_000));
    expect(JSON.parse(pos.requests[0]?.body ?? "")).toMatchObject({ notes: written });
  });

  it("keeps a note with its code within the bridge's limit", async () => {
    const pos = await stage.hostile(() => ({ body: JSON.stringify(placed) }));
    const notes = "x".repeat(65_536);
    await adapterFor(pos.url, { class: "D" }).place({ ...order, notes }, within(10_000));
    expect(JSON.parse(pos.requests[0]?.body ?? "").notes).toHaveLength(65_536);
  });
});

describe("lookUp", () => {
  it("asks a POS of class D nothing, since its 404 would read as an absence", async () => {
    const pos = await stage.hostile(() => errorAnswer("order_not_found", 404));
    const outcome = await adapterFor(pos.url, { class: "D" }).lookUp(order.reference, within(10_000));
    expect(outcome).toMatchObject({ kind: "unknown", reason: "look_up_not_offered", call: null });
    expect(pos.requests).toEqual([]);
  });

  it("reads a voided order as absent", async () => {
    const pos = await stage.hostile(() => errorAnswer("order_voided", 410));
    const outcome = await adapterFor(pos.url, { class: "C" }).lookUp(order.reference, within(10_000));
    expect(outcome.kind).toBe("absent");
  });
});

describe("voidOrder", () => {
  const body = (change: object = {}): HostileAnswer => ({ body: JSON.stringify({ ...voided, ...change }) });
  it.each<[string, HostileAnswer, object]>([
    ["the voided order", body(), { kind: "voided" }],
    [
      "another order",
      body({ reference: "2b671a64-40d5-591e-99b0-da01ff1f3341" }),
      unknown("other_reference"),
    ],
    ["another store's order", body({ store: "STORE-2" }), unknown("other_store")],
    ["an order that is placed", { body: JSON.stringify(placed) }, unknown("answer_not_understood")],
    ["an unsigned answer", { ...body(), sign: false }, unknown("status_200_header_missing")],
    ["garbage", { body: "{" }, unknown("status_200_not_json")],
    ["304", { status: 304 }, unknown("status_304")],
    ["no such order", errorAnswer("order_not_found", 404), { kind: "absent" }],
    ["no such store", errorAnswer("store_not_found", 404), unknown("store_not_found")],
    ["not offered", errorAnswer("void_not_offered", 501), { kind: "not_offered" }],
    ["no such method", errorAnswer("method_not_allowed", 405), { kind: "not_offered" }],
    ["no such path", errorAnswer("route_not_found", 404), { kind: "not_offered" }],
    ["a fault", errorAnswer("internal", 500), unknown("internal")],
    [
      "in progress",
      { ...errorAnswer("in_progress", 409), headers: { "retry-after": "7" } },
      { ...unknown("in_progress"), retryAfterMs: 7_000 },
    ],
  ])("reads %s", async (_what, answer, outcome) => {
    const pos = await stage.hostile(() => answer);
    const adapter = adapterFor(pos.url, { class: "C", can_void: true });
    expect(await adapter.voidOrder(order.reference, within(10_000))).toMatchObject(outcome);
    expect(pos.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `DELETE /v1/stores/STORE-1/orders/${order.reference}`,
    ]);
  });

  it("sends nothing to a POS that does not offer it", async () => {
    const pos = await stage.hostile(() => body());
    const outcome = await adapterFor(pos.url, { class: "C" }).voidOrder(order.reference, within(10_000));
    expect(outcome).toEqual({ kind: "not_offered", call: null });
    expect(pos.requests).toEqual([]);
  });

  it("calls a request that was not sent unknown: the order is as it was", async () => {
    const pos = await stage.hostile(() => body());
    const adapter = adapterFor(pos.url, { class: "C", can_void: true });
    expect(await adapter.voidOrder(order.reference, within(-1))).toMatchObject(unknown("deadline"));
    expect(pos.requests).toEqual([]);
  });
});

function unknown(reason: string) {
  return { kind: "unknown", reason, retryAfterMs: null };
}
