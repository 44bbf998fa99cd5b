import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import type { CallControl, PlaceOutcome, PosAdapter, PosOrder } from "./adapter.ts";

/**
 * What an adapter must show before it may claim a class. The suite is shipped with the interface
 * and knows no vendor: whoever writes an adapter hands it a harness (their POS or its recorded
 * double), and runs every check. It reads the POS's own books through the harness, never through
 * the adapter, because an adapter that is wrong would be wrong in both.
 */
export interface ConformanceHarness {
  adapter: PosAdapter;
  /** A new order that the POS takes. */
  goodOrder(): PosOrder;
  /** A new order that the POS refuses when it is placed. */
  refusedOrder(): PosOrder;
  /** A new order that the POS places while the answer gets lost on the first try. */
  lostAnswerOrder(): PosOrder;
  /** A new order on whose first try the POS has a fault and places nothing. */
  faultOnceOrder(): PosOrder;
  /** A new order that the POS places only after it was given up on. `tryMs` is shorter than that. */
  lateOrder(): { order: PosOrder; tryMs: number };
  /** How many orders of this reference are in the POS's own books. */
  placedCount(reference: string): number | Promise<number>;
}

export interface ConformanceCheck {
  /** The guarantee, in a sentence. */
  name: string;
  /** Rejects with an `AssertionError` where the guarantee does not hold. */
  run(harness: ConformanceHarness): Promise<void>;
}

/** Long enough for any one call; the checks are about what is answered, not about speed. */
const PATIENT_MS = 30_000;
const RESENDS_MAX = 2_000;
const RESEND_PAUSE_MS = 10;

/** The checks for class A: the reference is an idempotency key that the POS honours. */
export const CLASS_A_CHECKS: readonly ConformanceCheck[] = [
  {
    name: "says that it is of class A",
    async run({ adapter }) {
      assert.equal(adapter.adapterClass, "A");
    },
  },
  {
    name: "gives a menu, and says that it is unchanged to whoever has it",
    async run({ adapter }) {
      const first = await adapter.fetchMenu({ etag: null }, patience());
      assert.equal(first.kind, "menu");
      assert.ok(first.kind === "menu" && first.menu.products.length > 0);
      if (first.etag === null) return;
      assert.deepEqual(await adapter.fetchMenu({ etag: first.etag }, patience()), { kind: "unchanged" });
    },
  },
  {
    name: "places an order once and gives its id",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.goodOrder();
      const id = placedId(await adapter.place(order, patience()));
      assert.ok(id.length > 0);
      assert.equal(await harness.placedCount(order.reference), 1);
    },
  },
  {
    name: "gives the first order to a second try of the same reference",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.goodOrder();
      const first = placedId(await adapter.place(order, patience()));
      const second = placedId(await adapter.place(order, patience()));
      assert.equal(second, first);
      assert.equal(await harness.placedCount(order.reference), 1);
    },
  },
  {
    name: "makes one order of many tries at once",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.goodOrder();
      const ids = await Promise.all(
        Array.from({ length: 16 }, () => placeUntilKnown(adapter, order, PATIENT_MS)),
      );
      assert.equal(new Set(ids).size, 1);
      assert.equal(await harness.placedCount(order.reference), 1);
    },
  },
  {
    name: "gives two orders two ids",
    async run(harness) {
      const { adapter } = harness;
      const outcomes = await Promise.all(
        [harness.goodOrder(), harness.goodOrder()].map((order) => adapter.place(order, patience())),
      );
      assert.equal(new Set(outcomes.map(placedId)).size, 2);
    },
  },
  {
    name: "calls a lost answer unknown, and finds the order by a second try",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.lostAnswerOrder();
      assert.equal((await adapter.place(order, patience())).kind, "unknown");
      await placeUntilKnown(adapter, order, PATIENT_MS);
      assert.equal(await harness.placedCount(order.reference), 1);
    },
  },
  {
    name: "never calls a fault a refusal, and places the order on a later try",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.faultOnceOrder();
      const { kind } = await adapter.place(order, patience());
      assert.ok(kind === "unknown" || kind === "not_placed", kind);
      await placeUntilKnown(adapter, order, PATIENT_MS);
      assert.equal(await harness.placedCount(order.reference), 1);
    },
  },
  {
    name: "calls an order that comes late unknown until it is there, and never doubles it",
    async run(harness) {
      const { adapter } = harness;
      const { order, tryMs } = harness.lateOrder();
      assert.equal((await adapter.place(order, patience(tryMs))).kind, "unknown");
      await placeUntilKnown(adapter, order, tryMs);
      assert.equal(await harness.placedCount(order.reference), 1);
    },
  },
  {
    name: "passes on a refusal with its reasons, and places nothing",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.refusedOrder();
      const outcome = await adapter.place(order, patience());
      assert.equal(outcome.kind, "refused");
      assert.ok(outcome.kind === "refused" && outcome.issues.length > 0);
      assert.equal(await harness.placedCount(order.reference), 0);
    },
  },
  {
    name: "commits nothing by a check",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.goodOrder();
      assert.equal((await adapter.check(order, patience())).kind, "accepted");
      assert.equal(await harness.placedCount(order.reference), 0);
    },
  },
  {
    name: "looks an order up by our reference: absent before, found after, under the same id",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.goodOrder();
      assert.equal((await adapter.lookUp(order.reference, patience())).kind, "absent");
      const id = placedId(await adapter.place(order, patience()));
      const found = await adapter.lookUp(order.reference, patience());
      assert.ok(found.kind === "found", found.kind);
      assert.equal(found.posOrderId, id);
    },
  },
  {
    name: "sends nothing once the deadline has passed, and can prove it",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.goodOrder();
      assert.equal((await adapter.place(order, patience(-1))).kind, "not_sent");
      assert.equal(await harness.placedCount(order.reference), 0);
    },
  },
  {
    name: "sends nothing for a caller who has already gone, and can prove it",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.goodOrder();
      const ctl = { ...patience(), signal: AbortSignal.abort() };
      assert.equal((await adapter.place(order, ctl)).kind, "not_sent");
      assert.equal(await harness.placedCount(order.reference), 0);
    },
  },
  {
    name: "records each call, with what was sent and what came back",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.goodOrder();
      const { call } = await adapter.place(order, patience());
      assert.ok(call);
      assert.ok(call.requestBody.includes(order.reference));
      assert.ok(call.responseBody.length > 0);
      assert.ok(call.status !== null && call.status >= 200 && call.status < 300);
    },
  },
];

function patience(ms: number = PATIENT_MS): CallControl {
  return { signal: new AbortController().signal, deadlineMs: performance.now() + ms };
}

function placedId(outcome: PlaceOutcome): string {
  assert.ok(outcome.kind === "placed", `expected placed, got ${JSON.stringify({ ...outcome, call: null })}`);
  return outcome.posOrderId;
}

/** Tries again, as the dispatcher does for class A, for as long as nothing is known. */
async function placeUntilKnown(adapter: PosAdapter, order: PosOrder, tryMs: number): Promise<string> {
  for (let tries = 0; tries < RESENDS_MAX; tries += 1) {
    const outcome = await adapter.place(order, patience(tryMs));
    if (outcome.kind !== "unknown" && outcome.kind !== "not_placed") return placedId(outcome);
    await pause(RESEND_PAUSE_MS);
  }
  throw new assert.AssertionError({ message: `still unknown after ${RESENDS_MAX} tries` });
}
