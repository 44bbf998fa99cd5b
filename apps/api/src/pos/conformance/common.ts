import assert from "node:assert/strict";
import { type ConformanceCheck, type PlainHarness, patience, placedId, placeUntilKnown } from "./harness.ts";

export const MENU_CHECK: ConformanceCheck<PlainHarness> = {
  name: "gives a menu, and says that it is unchanged to whoever has it",
  async run({ adapter }) {
    const first = await adapter.fetchMenu({ etag: null }, patience());
    assert.equal(first.kind, "menu");
    assert.ok(first.kind === "menu" && first.menu.products.length > 0);
    if (first.etag === null) return;
    assert.deepEqual(await adapter.fetchMenu({ etag: first.etag }, patience()), { kind: "unchanged" });
  },
};

export const PLACE_CHECK: ConformanceCheck<PlainHarness> = {
  name: "places an order once and gives its id",
  async run(harness) {
    const { adapter } = harness;
    const order = harness.goodOrder();
    const id = placedId(await adapter.place(order, patience()));
    assert.ok(id.length > 0);
    assert.equal(await harness.placedCount(order.reference), 1);
  },
};

export const TWO_ORDERS_CHECK: ConformanceCheck<PlainHarness> = {
  name: "gives two orders two ids",
  async run(harness) {
    const { adapter } = harness;
    const outcomes = await Promise.all(
      [harness.goodOrder(), harness.goodOrder()].map((order) => adapter.place(order, patience())),
    );
    assert.equal(new Set(outcomes.map(placedId)).size, 2);
  },
};

export const CHECK_CHECK: ConformanceCheck<PlainHarness> = {
  name: "commits nothing by a check",
  async run(harness) {
    const { adapter } = harness;
    const order = harness.goodOrder();
    assert.equal((await adapter.check(order, patience())).kind, "accepted");
    assert.equal(await harness.placedCount(order.reference), 0);
  },
};

/** What every adapter must show, whatever its class. */
export const COMMON_CHECKS: readonly ConformanceCheck[] = [
  MENU_CHECK,
  PLACE_CHECK,
  TWO_ORDERS_CHECK,
  {
    name: "calls a lost answer unknown",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.lostAnswerOrder();
      assert.equal((await adapter.place(order, patience())).kind, "unknown");
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
      await placeUntilKnown(adapter, order);
      assert.equal(await harness.placedCount(order.reference), 1);
    },
  },
  {
    name: "calls an order that comes late unknown",
    async run(harness) {
      const { adapter } = harness;
      const { order, tryMs } = harness.lateOrder();
      assert.equal((await adapter.place(order, patience(tryMs))).kind, "unknown");
    },
  },
  {
    name: "does not take another order's answer for its own",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.crossedAnswerOrder();
      assert.equal((await adapter.place(order, patience())).kind, "unknown");
      assert.equal(await harness.placedCount(order.reference), 1);
    },
  },
  {
    name: "does not take the second copy of an answer for the next order's",
    async run(harness) {
      const { adapter } = harness;
      const ids: string[] = [];
      for (let round = 0; round < 4; round += 1) {
        for (const order of [harness.doubleAnswerOrder(), harness.goodOrder()]) {
          const outcome = await adapter.place(order, patience());
          // The adapter may give up on a connection that sends two answers, but must not use the second one.
          if (outcome.kind === "placed") ids.push(outcome.posOrderId);
          else assert.equal(outcome.kind, "unknown");
          assert.ok((await harness.placedCount(order.reference)) <= 1);
        }
      }
      assert.ok(ids.length > 0);
      assert.equal(new Set(ids).size, ids.length);
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
  CHECK_CHECK,
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
