import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterCall, type Breaker, breakerWord, CLOSED, FAILURES_TO_OPEN } from "./breaker.ts";

const timings = { breakerOpenMs: 5_000, breakerOpenMaxMs: 60_000 };
const T0 = 1_000_000;
const fail = (breaker: Breaker, atMs: number) => afterCall(breaker, false, atMs, timings, 0.5);

function opened(): Breaker {
  let breaker = CLOSED;
  for (let n = 0; n < FAILURES_TO_OPEN; n++) breaker = fail(breaker, T0);
  return breaker;
}

describe("a breaker", () => {
  it("opens after a row of calls without an answer, and not before", () => {
    let breaker = CLOSED;
    for (let n = 1; n < FAILURES_TO_OPEN; n++) breaker = fail(breaker, T0);
    expect(breakerWord(breaker, T0, timings)).toBe("closed");
    expect(breakerWord(fail(breaker, T0), T0, timings)).toBe("open");
  });

  it("begins its count anew with each answer", () => {
    let breaker = CLOSED;
    for (let n = 0; n < 3 * FAILURES_TO_OPEN; n++)
      breaker = afterCall(breaker, n % 3 === 0, T0, timings, 0.5);
    expect(breakerWord(breaker, T0, timings)).toBe("closed");
  });

  it("is half open when its time has passed, and open for longer each time that a probe fails", () => {
    let breaker = opened();
    let atMs = T0;
    const waits: number[] = [];
    for (let n = 0; n < 6; n++) {
      const waitMs = (breaker.retryAtMs ?? 0) - atMs;
      waits.push(waitMs);
      expect(breakerWord(breaker, atMs + waitMs - 1, timings)).toBe("open");
      atMs += waitMs;
      expect(breakerWord(breaker, atMs, timings)).toBe("half_open");
      breaker = fail(breaker, atMs);
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it("closes with the POS's first word", () => {
    expect(afterCall(opened(), true, T0, timings, 0.5)).toEqual(CLOSED);
  });

  it("is not moved by calls that had begun before it opened", () => {
    const breaker = opened();
    expect(fail(breaker, T0 + 1)).toEqual(breaker);
  });

  it("is not held open by a clock that was set back", () => {
    expect(breakerWord(opened(), T0 - 3_600_000, timings)).toBe("half_open");
  });

  it("never waits longer than the longest opening and its jitter", () => {
    const call = fc.record({
      wasAnswered: fc.boolean(),
      afterMs: fc.nat(100_000),
      random: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 40 }), (calls) => {
        let breaker = CLOSED;
        let nowMs = T0;
        for (const { wasAnswered, afterMs, random } of calls) {
          nowMs += afterMs;
          breaker = afterCall(breaker, wasAnswered, nowMs, timings, random);
          if (breaker.retryAtMs !== null) expect(breaker.retryAtMs - nowMs).toBeLessThanOrEqual(72_000);
        }
      }),
    );
  });
});
