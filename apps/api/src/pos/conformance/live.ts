import assert from "node:assert/strict";
import type { AdapterClass, CallControl, PosAdapter, PosOrder } from "../adapter.ts";
import { CHECK_CHECK, MENU_CHECK, PLACE_CHECK, TWO_ORDERS_CHECK } from "./common.ts";
import {
  DUPLICATE_CHECK,
  LOOK_UP_CHECK,
  MANY_TRIES_CHECK,
  NOTHING_TO_VOID_CHECK,
  SAME_AGAIN_CHECK,
} from "./conformance.ts";
import {
  type ConformanceCheck,
  foundId,
  type PlainHarness,
  patience,
  placedId,
  placeUntilKnown,
} from "./harness.ts";

/**
 * The checks of the suite that a POS at work can be put to: it is not told to fail, and nothing but its answers is
 * seen. They place orders. What takes a fault (an answer that gets lost at the POS, an order that comes late) is for
 * the suite of the POS's maker; a lost answer is made here by not waiting for it.
 */

/** What a POS is said to promise. */
export interface Claim {
  adapterClass: AdapterClass;
  canVoid: boolean;
}

/** The checks of a run, by the name under which their words and their results are kept. */
export const LIVE_CHECKS = [
  "menu",
  "place",
  "two_orders",
  "check",
  "look_up",
  "unread_answer",
  "many_tries",
  "same_again",
  "duplicate",
  "void",
  "voided_again",
  "nothing_to_void",
] as const;
export type LiveCheckName = (typeof LIVE_CHECKS)[number];

export interface LiveResult {
  check: LiveCheckName;
  passed: boolean;
  /** What the POS did instead, for its maker; null where it passed. */
  said: string | null;
}

type LiveHarness = Pick<PlainHarness, "adapter" | "goodOrder">;

const UNREAD_MS = 5;

/** We go before the answer, whatever became of the order; a second try, or a look, then tells of one order. */
const UNREAD_ANSWER: ConformanceCheck<LiveHarness> = {
  name: "makes one order where its answer was not waited for",
  async run({ adapter, goodOrder }) {
    const order = goodOrder();
    await adapter.place(order, patience(UNREAD_MS));
    const id = await placeUntilKnown(adapter, order);
    assert.equal(foundId(await adapter.lookUp(order.reference, patience())), id);
  },
};

const VOID: ConformanceCheck<LiveHarness> = {
  name: "voids an order, says so again when asked again, and has it no more",
  async run({ adapter, goodOrder }) {
    const order = goodOrder();
    placedId(await adapter.place(order, patience()));
    assert.equal((await adapter.voidOrder(order.reference, patience())).kind, "voided");
    assert.equal((await adapter.voidOrder(order.reference, patience())).kind, "voided");
    assert.notEqual((await adapter.lookUp(order.reference, patience())).kind, "found");
  },
};

const VOIDED_AGAIN: ConformanceCheck<LiveHarness> = {
  name: "never places a voided reference again",
  async run({ adapter, goodOrder }) {
    const order = goodOrder();
    placedId(await adapter.place(order, patience()));
    assert.equal((await adapter.voidOrder(order.reference, patience())).kind, "voided");
    assert.notEqual((await adapter.place(order, patience())).kind, "placed");
  },
};

const CHECKS: Readonly<Record<LiveCheckName, ConformanceCheck<PlainHarness>>> = {
  menu: MENU_CHECK,
  place: PLACE_CHECK,
  two_orders: TWO_ORDERS_CHECK,
  check: CHECK_CHECK,
  look_up: LOOK_UP_CHECK,
  unread_answer: UNREAD_ANSWER,
  many_tries: MANY_TRIES_CHECK,
  same_again: SAME_AGAIN_CHECK,
  duplicate: DUPLICATE_CHECK,
  void: VOID,
  voided_again: VOIDED_AGAIN,
  nothing_to_void: NOTHING_TO_VOID_CHECK,
};

const OF_CLASS: Readonly<Record<AdapterClass, readonly LiveCheckName[]>> = {
  A: ["check", "look_up", "same_again", "many_tries", "unread_answer"],
  B: ["check", "look_up", "duplicate", "many_tries", "unread_answer"],
  C: ["check", "look_up"],
  // It cannot be asked for an order, so nobody sees that none was made.
  D: [],
};

/** Which checks a POS has to pass for a claim. */
export function liveChecksOf({ adapterClass, canVoid }: Claim): readonly LiveCheckName[] {
  const ofVoid: readonly LiveCheckName[] = canVoid ? ["void", "voided_again", "nothing_to_void"] : [];
  return ["menu", "place", "two_orders", ...OF_CLASS[adapterClass], ...ofVoid];
}

/** No call may take longer; the checks are about answers, and a person waits. */
const CALL_MS = 6_000;
const SAID_MAX = 300;

/**
 * Runs the checks of a claim against a POS, one after the other. It places orders there.
 * @param args.adapter of the class that is claimed
 * @param args.goodOrder a new order that the POS should accept
 * @param args.budgetMs of all together: what has not begun by then has not passed
 */
export async function runLive(args: {
  adapter: PosAdapter;
  goodOrder: () => PosOrder;
  budgetMs: number;
}): Promise<LiveResult[]> {
  const endMs = performance.now() + args.budgetMs;
  const adapter = bounded(args.adapter, endMs);
  const harness = { adapter, goodOrder: args.goodOrder, placedCount: placedCountBy(adapter) };
  const results: LiveResult[] = [];
  for (const check of liveChecksOf(args.adapter)) {
    const said = performance.now() >= endMs ? "out of time" : await failureOf(CHECKS[check], harness);
    results.push({ check, passed: said === null, said });
  }
  return results;
}

/** Why a check failed; null where it passed. */
async function failureOf(
  check: ConformanceCheck<PlainHarness>,
  harness: PlainHarness,
): Promise<string | null> {
  try {
    await check.run(harness);
    return null;
  } catch (error) {
    if (!(error instanceof assert.AssertionError)) throw error;
    return error.message.split("\n\n").join(" ").slice(0, SAID_MAX);
  }
}

/** How many orders of a reference there are, as the POS itself says; where it cannot be asked, one is believed. */
function placedCountBy(adapter: PosAdapter): PlainHarness["placedCount"] {
  return async (reference) => {
    const { kind } = await adapter.lookUp(reference, patience());
    return kind === "absent" ? 0 : 1;
  };
}

/** The adapter with less time for each call, and none after the end. */
function bounded(adapter: PosAdapter, endMs: number): PosAdapter {
  const within = (ctl: CallControl): CallControl => ({
    ...ctl,
    deadlineMs: Math.min(ctl.deadlineMs, performance.now() + CALL_MS, endMs),
  });
  return {
    kind: adapter.kind,
    adapterClass: adapter.adapterClass,
    canVoid: adapter.canVoid,
    quietPeriodMs: adapter.quietPeriodMs,
    place: (order, ctl) => adapter.place(order, within(ctl)),
    lookUp: (reference, ctl) => adapter.lookUp(reference, within(ctl)),
    voidOrder: (reference, ctl) => adapter.voidOrder(reference, within(ctl)),
    check: (order, ctl) => adapter.check(order, within(ctl)),
    fetchMenu: (known, ctl) => adapter.fetchMenu(known, within(ctl)),
  };
}
