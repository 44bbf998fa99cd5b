import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterCall,
  afterLook,
  afterRisk,
  type Breaker,
  type CallEnd,
  CLOSED,
  FAILURES_TO_OPEN,
  isSilent,
  phaseOf,
} from "./breaker.ts";

const timings = { breakerOpenMs: 5_000, breakerOpenMaxMs: 15_000, breakerRiskMs: 2_000 };
const T0 = 1_000_000;
const at = (nowMs: number, random = 0.5) => ({ nowMs, random, timings });

function call(breaker: Breaker, end: CallEnd, nowMs = T0, isFirst = true): Breaker {
  return afterCall(breaker, { end, isFirst }, at(nowMs));
}

function afterFailures(end: CallEnd): Breaker {
  let breaker = CLOSED;
  for (let n = 0; n < FAILURES_TO_OPEN; n++) breaker = call(breaker, end);
  return breaker;
}

const phase = (breaker: Breaker, nowMs: number) => phaseOf(breaker, nowMs, timings);

describe("a breaker", () => {
  it("stays closed until that many orders in a row have failed at their first try", () => {
    let breaker = CLOSED;
    for (let n = 1; n < FAILURES_TO_OPEN; n++) breaker = call(breaker, "failed");
    expect(phase(breaker, T0)).toEqual({ kind: "closed" });
    expect(phase(call(breaker, "failed"), T0)).toEqual({ kind: "wait", inMs: 2_000 });
  });

  it("is not opened by one order that fails again and again (A)", () => {
    let breaker = call(CLOSED, "failed");
    for (let n = 0; n < 20; n++) breaker = call(breaker, "failed", T0, false);
    expect(breaker).toEqual({ kind: "closed", failures: 1 });
  });

  it("begins its count anew with each order that is placed or refused", () => {
    let breaker = CLOSED;
    for (let n = 0; n < 3 * FAILURES_TO_OPEN; n++) breaker = call(breaker, n % 3 === 0 ? "passed" : "failed");
    expect(breaker.kind).toBe("closed");
  });

  it("is half open at a POS that answers every order with a fault: one is risked per interval", () => {
    const breaker = afterFailures("failed");
    expect(phase(breaker, T0 + 1_999)).toEqual({ kind: "wait", inMs: 1 });
    expect(phase(breaker, T0 + 2_000)).toEqual({ kind: "risk" });
    const risked = afterRisk(at(T0 + 2_000));
    expect(phase(risked, T0 + 2_000)).toEqual({ kind: "wait", inMs: 2_000 });
    expect(call(risked, "failed", T0 + 2_100)).toEqual(risked);
  });

  it("is open at a POS that does not answer, and looks less and less often while no look is answered", () => {
    let breaker = afterFailures("unanswered");
    let nowMs = T0;
    const waits: number[] = [];
    for (let n = 0; n < 6; n++) {
      const now = phase(breaker, nowMs);
      const waitMs = now.kind === "wait" ? now.inMs : 0;
      waits.push(waitMs);
      nowMs += waitMs;
      expect(phase(breaker, nowMs)).toEqual({ kind: "look" });
      breaker = afterLook(breaker, false, at(nowMs));
    }
    expect(waits).toEqual([5_000, 5_000, 10_000, 15_000, 15_000, 15_000]);
  });

  it("is half opened, not closed, by a look that is answered (A)", () => {
    const breaker = afterLook(afterFailures("unanswered"), true, at(T0 + 5_000));
    expect([breaker.kind, phase(breaker, T0 + 5_000)]).toEqual(["half_open", { kind: "risk" }]);
  });

  it("is half opened by a fault of a call that had begun before: that is an answer too", () => {
    expect(call(afterFailures("unanswered"), "failed").kind).toBe("half_open");
    expect(call(afterFailures("unanswered"), "unanswered")).toEqual(afterFailures("unanswered"));
  });

  it("looks again before the next order is risked, where a risked one was not answered", () => {
    const breaker = call(afterRisk(at(T0)), "unanswered", T0 + 10_000);
    expect(phase(breaker, T0 + 10_000)).toEqual({ kind: "look" });
    expect(phase(afterLook(breaker, true, at(T0 + 10_000)), T0 + 10_000)).toEqual({ kind: "risk" });
  });

  it.each(["failed", "unanswered", "unreachable"] as const)(
    "closes with the first order that is placed or refused, whichever it was (after %s)",
    (end) => {
      expect(call(afterFailures(end), "passed", T0, false)).toEqual(CLOSED);
      expect(call(afterRisk(at(T0)), "passed")).toEqual(CLOSED);
    },
  );

  it("knows a POS to be silent only by what no order can be the reason for", () => {
    expect(isSilent(afterFailures("unreachable"))).toBe(true);
    expect(isSilent(afterFailures("unanswered"))).toBe(false);
    expect(isSilent(afterLook(afterFailures("unanswered"), false, at(T0)))).toBe(true);
    expect([isSilent(afterFailures("failed")), isSilent(CLOSED)]).toEqual([false, false]);
  });

  it.each(["failed", "unanswered"] as const)("is not held up by a clock that was set back (%s)", (end) => {
    expect(phase(afterFailures(end), T0 - 3_600_000).kind).not.toBe("wait");
  });
});

type Step = { do: CallEnd | "answered_look" | "silent_look" | "risk"; isFirst: boolean; afterMs: number };
const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom(
    "passed",
    "failed",
    "unanswered",
    "unreachable",
    "answered_look",
    "silent_look",
    "risk",
  ),
  isFirst: fc.boolean(),
  afterMs: fc.nat(20_000),
});

/** Walks through the steps as the lanes do, and calls `see` with what was before and after each. */
function walk(
  steps: readonly Step[],
  see: (before: Breaker, step: Step, after: Breaker, nowMs: number) => void,
) {
  let breaker = CLOSED;
  let nowMs = T0;
  for (const one of steps) {
    nowMs += one.afterMs;
    const before = breaker;
    const now = at(nowMs, (one.afterMs % 97) / 96);
    if (one.do === "risk") {
      if (phase(breaker, nowMs).kind === "risk") breaker = afterRisk(now);
    } else if (one.do === "answered_look" || one.do === "silent_look") {
      if (phase(breaker, nowMs).kind === "look")
        breaker = afterLook(breaker, one.do === "answered_look", now);
    } else {
      breaker = afterCall(breaker, { end: one.do, isFirst: one.isFirst }, now);
    }
    see(before, one, breaker, nowMs);
  }
}

describe("whatever happens, a breaker", () => {
  const steps = fc.array(step, { maxLength: 60 });

  it("never waits longer than its longest wait and the jitter", () => {
    fc.assert(
      fc.property(steps, (all) =>
        walk(all, (_before, _step, after, nowMs) => {
          const now = phase(after, nowMs);
          if (now.kind === "wait") expect(now.inMs).toBeLessThanOrEqual(18_000);
        }),
      ),
    );
  });

  it("closes with an order that passed and with nothing else", () => {
    fc.assert(
      fc.property(steps, (all) =>
        walk(all, (before, one, after) => {
          if (one.do === "passed") expect(after).toEqual(CLOSED);
          else if (before.kind !== "closed") expect(after.kind).not.toBe("closed");
        }),
      ),
    );
  });

  it("is opened by first tries alone, and by five of them at least", () => {
    fc.assert(
      fc.property(steps, (all) => {
        let firsts = 0;
        walk(all, (before, one, after) => {
          if (one.do === "passed") firsts = 0;
          else if (before.kind === "closed" && isCall(one) && one.isFirst) firsts += 1;
          if (before.kind === "closed" && after.kind !== "closed") expect(firsts).toBe(FAILURES_TO_OPEN);
          if (after.kind !== "closed") firsts = 0;
        });
      }),
    );
  });

  it("risks no two orders closer to each other than the interval, less its jitter", () => {
    fc.assert(
      fc.property(steps, (all) => {
        let lastMs: number | null = null;
        walk(all, (before, one, after, nowMs) => {
          if (after.kind === "closed") lastMs = null;
          if (one.do !== "risk" || before === after) return;
          if (lastMs !== null) expect(nowMs - lastMs).toBeGreaterThanOrEqual(1_600);
          lastMs = nowMs;
        });
      }),
    );
  });
});

const isCall = (one: Step) => ["failed", "unanswered", "unreachable"].includes(one.do);
