import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everyBrand } from "../sql/scope.ts";
import {
  createTestDatabase,
  FIRST_POS,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { startAttempt, transitionOrder } from "./dispatch.ts";
import { findOrder } from "./find.ts";
import { insertOrder } from "./insert.ts";
import { findOrderByKey } from "./lookup.ts";
import { expireLeases } from "./queue.ts";
import { findLatePlacing, type LateProof, listLatePlaced, recordLateResult, recordResult } from "./result.ts";
import { getOrderTrace } from "./trace.ts";
import { PosOrderTakenError } from "./types.ts";

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
});
afterAll(() => test[Symbol.asyncDispose]());

async function inserted() {
  const args = testOrder(store);
  await insertOrder(test.db, args);
  return args;
}

function traceOf(orderId: string) {
  return getOrderTrace(test.db, { scope: { all: true }, orderId });
}

describe("recordResult", () => {
  it("settles the order with its evidence, event, answer and exchanges in one go", async () => {
    const { order } = await inserted();
    const exchange = testExchange({ orderId: order.id, brandId: store.brand.id });
    const args = testPlaced(order.id, {}, { exchanges: [exchange] });
    expect(await recordResult(test.db, args)).toEqual({ hit: true });
    expect(await findOrderByKey(test.db, order)).toMatchObject({
      order: {
        state: "placed",
        posOrderId: args.to.posOrderId,
        finalAt: args.now,
        leaseOwner: null,
        leaseUntil: null,
      },
      answer: args.answer,
    });
    expect(await traceOf(order.id)).toMatchObject({
      results: [{ number: 1, outcome: "placed", evidence: { status: 200 }, fenced: false }],
      events: [{ kind: "received" }, { kind: "placed", fromState: "dispatching", toState: "placed" }],
      exchanges: [{ id: exchange.id }],
    });
  });

  it("leaves the answer open while the order is not final", async () => {
    const { order, now } = await inserted();
    const to = {
      state: "unknown",
      posOrderId: null,
      ambiguous: true,
      absences: 0,
      dueInMs: 1000,
    } as const;
    await recordResult(test.db, testPlaced(order.id, to, { answer: null, now }));
    expect(await findOrderByKey(test.db, order)).toMatchObject({
      order: { state: "unknown", dueAt: new Date(now.getTime() + 1000) },
      answer: null,
    });
  });

  it("hits nothing once another attempt has begun, and the late word is kept as evidence", async () => {
    const { order, now: receivedAt } = await inserted();
    const now = new Date(receivedAt.getTime() + 20_000);
    const to = {
      cause: null,
      posOrderId: null,
      ambiguous: true,
      absences: 0,
      dueInMs: 0,
    } as const;
    await expireLeases(test.db, {
      now,
      actor: { kind: "worker", name: "sweeper" },
      to: { ...to, state: "unknown" },
      limit: 10,
    });
    const second = {
      orderId: order.id,
      expectState: "unknown",
      expectAttempt: 1,
      worker: "w2",
      actor: { kind: "worker", name: "w2" },
      leaseMs: 15_000,
      via: FIRST_POS,
      now,
    } as const;
    expect(await startAttempt(test.db, second)).toMatchObject({ state: "dispatching", attempt: 2 });

    const exchange = testExchange({ orderId: order.id, brandId: store.brand.id });
    const late = testPlaced(order.id, {}, { exchanges: [exchange], now });
    expect(await recordResult(test.db, late)).toEqual({ hit: false });
    const before = await findOrder(test.db, { scope: everyBrand, orderId: order.id });
    await recordLateResult(test.db, { ...late, proof: null });
    expect(await findOrder(test.db, { scope: everyBrand, orderId: order.id })).toEqual(before);
    const trace = await traceOf(order.id);
    expect(trace?.payload?.answer).toBeNull();
    expect(trace).toMatchObject({
      results: [{ number: 1, outcome: "placed", fenced: true }],
      exchanges: [{ id: exchange.id }],
    });
    expect(trace?.events.map((event) => event.kind)).toEqual([
      "received",
      "lease_expired",
      "attempt_started",
      "late_result",
    ]);
  });

  it("hits once when two workers report the same attempt", async () => {
    const { order } = await inserted();
    const reports = await Promise.all([1, 2, 3].map(() => recordResult(test.db, testPlaced(order.id))));
    expect(reports.filter((report) => report.hit)).toHaveLength(1);
    expect((await traceOf(order.id))?.results).toHaveLength(1);
  });

  it("refuses a POS order that belongs to another order of the same account", async () => {
    const [first, second] = [await inserted(), await inserted()];
    const { to } = testPlaced(first.order.id);
    await recordResult(test.db, testPlaced(first.order.id, to));
    const crossed = recordResult(test.db, testPlaced(second.order.id, { posOrderId: to.posOrderId }));
    await expect(crossed).rejects.toThrow(PosOrderTakenError);
    expect(await findOrder(test.db, { scope: everyBrand, orderId: second.order.id })).toMatchObject({
      state: "dispatching",
      posOrderId: null,
    });
  });

  it("refuses placed without a POS order id", async () => {
    const { order } = await inserted();
    const proofless = recordResult(test.db, testPlaced(order.id, { posOrderId: null }));
    await expect(proofless).rejects.toThrow(/orders_placed_has_pos_order/);
  });
});

describe("a late word that the POS has the order (R8b)", () => {
  const doubt = { state: "unknown", posOrderId: null, ambiguous: true, dueInMs: 1_000 } as const;
  const from = ["dispatching", "unknown", "attention"] as const;
  const result = { outcome: "placed" as const, evidence: { posOrderId: "LATE", readyAt: null } };

  async function lateWord(
    args: { orderId: string; now: Date },
    proof: Partial<LateProof> = {},
  ): Promise<{ settled: boolean }> {
    const answer = { status: 200, body: '{"status":"placed"}' };
    const word = { from, posOrderId: `POS-${args.orderId}`, answer, mayBeVoided: false, ...proof };
    return await recordLateResult(test.db, {
      ...args,
      attempt: 1,
      worker: "worker-1",
      result,
      exchanges: [],
      proof: word,
    });
  }

  async function inDoubt(state: "unknown" | "attention") {
    const { order, now } = await inserted();
    const due = state === "unknown" ? 1_000 : null;
    await recordResult(
      test.db,
      testPlaced(order.id, { ...doubt, state, dueInMs: due }, { answer: null, now }),
    );
    return { orderId: order.id, now, order };
  }

  it.each(["unknown", "attention"] as const)(
    "settles an order in %s, with its answer and evidence",
    async (state) => {
      const { orderId, now, order } = await inDoubt(state);
      expect(await lateWord({ orderId, now })).toEqual({ settled: true });
      expect(await findOrderByKey(test.db, order)).toMatchObject({
        order: { state: "placed", cause: null, posOrderId: `POS-${orderId}`, finalAt: now, dueAt: null },
        answer: { status: 200, body: '{"status":"placed"}' },
      });
      const trace = await traceOf(orderId);
      expect(trace?.results.at(-1)).toMatchObject({ outcome: "placed", fenced: false });
      expect(trace?.events.at(-1)).toMatchObject({ kind: "placed", fromState: state, toState: "placed" });
      expect(await findLatePlacing(test.db, orderId)).toBeNull();
    },
  );

  it("settles an order whose next attempt is under way, and what comes of that is late", async () => {
    const { orderId, now } = await inDoubt("unknown");
    const again = {
      orderId,
      expectState: "unknown",
      expectAttempt: 1,
      leaseMs: 15_000,
      worker: "w2",
      via: FIRST_POS,
    } as const;
    await startAttempt(test.db, { ...again, actor: { kind: "worker", name: "w2" }, now });
    expect(await lateWord({ orderId, now })).toEqual({ settled: true });
    expect(await recordResult(test.db, testPlaced(orderId, {}, { attempt: 2 }))).toEqual({ hit: false });
    expect((await traceOf(orderId))?.order).toMatchObject({ state: "placed", leaseOwner: null });
  });

  it("changes no final order, and none that a person has settled", async () => {
    const { orderId, now } = await inDoubt("attention");
    await transitionOrder(test.db, {
      orderId,
      expectState: "attention",
      expectAttempt: 1,
      to: {
        ...doubt,
        state: "errored",
        cause: "confirmed_absent",
        ambiguous: false,
        absences: 0,
        dueInMs: null,
      },
      event: { kind: "confirmed_absent", actor: { kind: "operator", id: "opr_1" } },
      answer: { status: 200, body: '{"status":"errored"}' },
      now,
    });
    expect(await lateWord({ orderId, now })).toEqual({ settled: false });
    const trace = await traceOf(orderId);
    expect(trace).toMatchObject({ order: { state: "errored" }, payload: { answer: '{"status":"errored"}' } });
    expect(trace?.results.at(-1)).toMatchObject({ outcome: "placed", fenced: true });
    expect(trace?.events.at(-1)).toMatchObject({ kind: "late_result", toState: null });
  });

  it("settles none that may have been taken back since its give-up time, and is kept for the person", async () => {
    const { orderId, now } = await inDoubt("attention");
    const late = new Date(now.getTime() + 600_000);
    expect(await lateWord({ orderId, now: late }, { mayBeVoided: true })).toEqual({ settled: false });
    expect(await findLatePlacing(test.db, orderId)).toEqual(result.evidence);
    expect((await listLatePlaced(test.db, { limit: 100 })).map(({ id }) => id)).toContain(orderId);
    expect(await lateWord({ orderId, now: late })).toEqual({ settled: true });
    expect((await listLatePlaced(test.db, { limit: 100 })).map(({ id }) => id)).not.toContain(orderId);
  });

  it("settles no order by a POS order that is another's", async () => {
    const [first, second] = [await inDoubt("unknown"), await inDoubt("unknown")];
    await lateWord(first, { posOrderId: "POS-taken" });
    await expect(lateWord(second, { posOrderId: "POS-taken" })).rejects.toThrow(PosOrderTakenError);
    expect((await traceOf(second.orderId))?.order.state).toBe("unknown");
  });
});

describe("startAttempt", () => {
  it("counts up, leases and writes attempt and event", async () => {
    const { order } = await inserted();
    const now = new Date();
    const to = {
      state: "received",
      cause: "not_sent",
      posOrderId: null,
      ambiguous: false,
      absences: 0,
      dueInMs: 0,
    } as const;
    await recordResult(test.db, testPlaced(order.id, to, { answer: null }));
    const args = {
      orderId: order.id,
      expectState: "received",
      expectAttempt: 1,
      worker: "w2",
      actor: { kind: "worker", name: "w2" },
      leaseMs: 15_000,
      via: FIRST_POS,
      now,
    } as const;
    const [started, again] = await Promise.all([startAttempt(test.db, args), startAttempt(test.db, args)]);
    expect([started, again].filter((row) => row === null)).toHaveLength(1);
    expect(started ?? again).toMatchObject({
      state: "dispatching",
      attempt: 2,
      leaseOwner: "w2",
      leaseUntil: new Date(now.getTime() + 15_000),
      dueAt: null,
    });
    const trace = await traceOf(order.id);
    expect(trace?.attempts.map((attempt) => [attempt.number, attempt.reference])).toEqual([
      [1, trace?.order.posReference],
      [2, trace?.order.posReference],
    ]);
  });
});

describe("transitionOrder", () => {
  it("moves an order that stands where it is expected, and no other", async () => {
    const args = testOrder(store, { state: "received" });
    await insertOrder(test.db, args);
    const now = new Date();
    const move = {
      orderId: args.order.id,
      expectState: "received",
      expectAttempt: 0,
      to: {
        state: "errored",
        cause: "gave_up",
        posOrderId: null,
        ambiguous: false,
        absences: 0,
        dueInMs: null,
      },
      event: { kind: "gave_up", actor: { kind: "worker", name: "sweeper" }, detail: { after_s: 600 } },
      answer: { status: 200, body: "{}" },
      now,
    } as const;
    expect(await transitionOrder(test.db, { ...move, expectAttempt: 1 })).toBeNull();
    expect(await transitionOrder(test.db, move)).toMatchObject({
      state: "errored",
      cause: "gave_up",
      finalAt: now,
    });
    expect(await transitionOrder(test.db, move)).toBeNull();
    const trace = await traceOf(args.order.id);
    expect(trace?.payload).toMatchObject({ answer: "{}", answerStatus: 200 });
    expect(trace?.events.at(-1)).toMatchObject({
      kind: "gave_up",
      fromState: "received",
      detail: { after_s: 600 },
    });
  });
});
