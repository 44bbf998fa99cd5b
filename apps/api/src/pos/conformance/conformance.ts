import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import type { AdapterClass, PosAdapter } from "../adapter.ts";
import { shortCodeOf } from "../short-code.ts";
import { COMMON_CHECKS } from "./common.ts";
import {
  type ConformanceCheck,
  foundId,
  type PlainHarness,
  patience,
  placedId,
  placeUntilKnown,
} from "./harness.ts";

/**
 * What an adapter must show before it may claim a class. The suite is shipped with the interface
 * and depends on no vendor and no test framework: the author of an adapter passes it a harness (their
 * POS or its recorded double) and runs every check of `conformanceChecks`.
 */

export const LOOK_UP_CHECK: ConformanceCheck<PlainHarness> = {
  name: "looks an order up by our reference: absent before, found after, under the same id",
  async run(harness) {
    const { adapter } = harness;
    const order = harness.goodOrder();
    assert.equal((await adapter.lookUp(order.reference, patience())).kind, "absent");
    const id = placedId(await adapter.place(order, patience()));
    assert.equal(foundId(await adapter.lookUp(order.reference, patience())), id);
    assert.equal(await harness.placedCount(order.reference), 1);
  },
};

export const MANY_TRIES_CHECK: ConformanceCheck<PlainHarness> = {
  name: "makes one order of many tries at once",
  async run(harness) {
    const { adapter } = harness;
    const order = harness.goodOrder();
    const ids = await Promise.all(Array.from({ length: 16 }, () => placeUntilKnown(adapter, order)));
    assert.equal(new Set(ids).size, 1);
    assert.equal(await harness.placedCount(order.reference), 1);
  },
};

export const SAME_AGAIN_CHECK: ConformanceCheck<PlainHarness> = {
  name: "gives the first order to a second try of the same reference",
  async run(harness) {
    const { adapter } = harness;
    const order = harness.goodOrder();
    const first = placedId(await adapter.place(order, patience()));
    const second = placedId(await adapter.place(order, patience()));
    assert.equal(second, first);
    assert.equal(await harness.placedCount(order.reference), 1);
  },
};

export const DUPLICATE_CHECK: ConformanceCheck<PlainHarness> = {
  name: "says that a second try of the same reference is a duplicate, and finds the first",
  async run(harness) {
    const { adapter } = harness;
    const order = harness.goodOrder();
    const first = placedId(await adapter.place(order, patience()));
    assert.equal((await adapter.place(order, patience())).kind, "duplicate");
    assert.equal(foundId(await adapter.lookUp(order.reference, patience())), first);
    assert.equal(await harness.placedCount(order.reference), 1);
  },
};

export const NOTHING_TO_VOID_CHECK: ConformanceCheck<PlainHarness> = {
  name: "says that there is nothing to void where there is no order",
  async run(harness) {
    const { reference } = harness.goodOrder();
    assert.equal((await harness.adapter.voidOrder(reference, patience())).kind, "absent");
  },
};

/** If a reference is never placed twice, trying again is safe at any time. */
const UNIQUE_CHECKS: readonly ConformanceCheck[] = [
  LOOK_UP_CHECK,
  MANY_TRIES_CHECK,
  {
    name: "finds the order of a lost answer by a second try",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.lostAnswerOrder();
      assert.equal((await adapter.place(order, patience())).kind, "unknown");
      await placeUntilKnown(adapter, order);
      assert.equal(await harness.placedCount(order.reference), 1);
    },
  },
  {
    name: "never doubles an order that comes late, however often it is tried again",
    async run(harness) {
      const { adapter } = harness;
      const { order, tryMs } = harness.lateOrder();
      assert.equal((await adapter.place(order, patience(tryMs))).kind, "unknown");
      await placeUntilKnown(adapter, order, tryMs);
      assert.equal(await harness.placedCount(order.reference), 1);
    },
  },
  {
    name: "never doubles an order whose first try arrives after its second",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.overtakenOrder();
      // The request that arrives first is kept back until the other was placed; both have ended here.
      await Promise.all([adapter.place(order, patience()), adapter.place(order, patience())]);
      assert.equal(await harness.placedCount(order.reference), 1);
    },
  },
];

/** The checks of each class, in addition to those that all classes share. */
export const CLASS_CHECKS: Readonly<Record<AdapterClass, readonly ConformanceCheck[]>> = {
  A: [...UNIQUE_CHECKS, SAME_AGAIN_CHECK],
  B: [...UNIQUE_CHECKS, DUPLICATE_CHECK],
  C: [
    LOOK_UP_CHECK,
    {
      name: "finds the order of a lost answer without a second try",
      async run(harness) {
        const { adapter } = harness;
        const order = harness.lostAnswerOrder();
        assert.equal((await adapter.place(order, patience())).kind, "unknown");
        foundId(await adapter.lookUp(order.reference, patience()));
        assert.equal(await harness.placedCount(order.reference), 1);
      },
    },
    {
      name: "finds an order that comes late by the end of the quiet period",
      async run(harness) {
        const { adapter } = harness;
        const { order, tryMs } = harness.lateOrder();
        assert.equal((await adapter.place(order, patience(tryMs))).kind, "unknown");
        await pause(adapter.quietPeriodMs);
        foundId(await adapter.lookUp(order.reference, patience()));
        assert.equal(await harness.placedCount(order.reference), 1);
      },
    },
  ],
  D: [
    {
      name: "never says of an order that it is absent",
      async run(harness) {
        const { adapter } = harness;
        const order = harness.goodOrder();
        assert.equal((await adapter.lookUp(order.reference, patience())).kind, "unknown");
        placedId(await adapter.place(order, patience()));
        assert.equal((await adapter.lookUp(order.reference, patience())).kind, "unknown");
      },
    },
    {
      name: "puts our short code into the note, by which a person finds the order",
      async run(harness) {
        const order = { ...harness.goodOrder(), notes: "Ring twice" };
        placedId(await harness.adapter.place(order, patience()));
        assert.ok(harness.noteOf, "class D needs a harness that reads notes");
        const note = (await harness.noteOf(order.reference)) ?? "";
        assert.ok(note.includes(shortCodeOf(order.reference)) && note.includes("Ring twice"), note);
      },
    },
  ],
};

/** What an adapter with `canVoid` must show as well. */
export const VOID_CHECKS: readonly ConformanceCheck[] = [
  {
    name: "voids an order, and says so again when asked again",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.goodOrder();
      placedId(await adapter.place(order, patience()));
      assert.equal((await adapter.voidOrder(order.reference, patience())).kind, "voided");
      assert.ok(harness.voidedCount, "voiding needs a harness that reads what was voided");
      assert.equal(await harness.voidedCount(order.reference), 1);
      assert.equal((await adapter.voidOrder(order.reference, patience())).kind, "voided");
      assert.equal(await harness.voidedCount(order.reference), 1);
      assert.notEqual((await adapter.lookUp(order.reference, patience())).kind, "found");
    },
  },
  {
    name: "never places a voided reference again",
    async run(harness) {
      const { adapter } = harness;
      const order = harness.goodOrder();
      placedId(await adapter.place(order, patience()));
      assert.equal((await adapter.voidOrder(order.reference, patience())).kind, "voided");
      assert.notEqual((await adapter.place(order, patience())).kind, "placed");
      assert.equal(await harness.placedCount(order.reference), 1);
    },
  },
  NOTHING_TO_VOID_CHECK,
];

/** All checks that an adapter has to pass before it may be registered with these promises. */
export function conformanceChecks(
  claim: Pick<PosAdapter, "adapterClass" | "canVoid">,
): readonly ConformanceCheck[] {
  const { adapterClass, canVoid } = claim;
  const honesty: ConformanceCheck = {
    name: `says that it is of class ${adapterClass}, and whether it voids`,
    async run({ adapter }) {
      assert.equal(adapter.adapterClass, adapterClass);
      assert.equal(adapter.canVoid, canVoid);
    },
  };
  return [honesty, ...COMMON_CHECKS, ...CLASS_CHECKS[adapterClass], ...(canVoid ? VOID_CHECKS : [])];
}
