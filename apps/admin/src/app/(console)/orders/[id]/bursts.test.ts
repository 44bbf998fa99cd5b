import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Call, toBursts } from "./bursts.ts";

const t0 = Date.parse("2026-01-15T12:34:56.789Z");

function call(id: string, afterMs: number, durationMs: number, more: Partial<Call> = {}): Call {
  return {
    id,
    direction: "IN",
    at: new Date(t0 + afterMs).toISOString(),
    durationMs,
    status: 200,
    stages: [],
    ...more,
  };
}

describe("toBursts", () => {
  it("puts the POS call under the stage in which it began", () => {
    const submit = call("submit", 0, 100, {
      stages: [
        { name: "authenticate", ms: 5, ok: true },
        { name: "act", ms: 90, ok: true },
        { name: "reply", ms: 5, ok: true },
      ],
    });
    const put = call("put", 20, 60, { direction: "OUT" });
    const [burst] = toBursts([put, submit]);
    expect(burst?.spans.map((span) => [span.call.id, span.stage, span.startMs, span.depth])).toEqual([
      ["submit", null, 0, 0],
      ["submit", "authenticate", 0, 1],
      ["submit", "act", 5, 1],
      ["put", null, 20, 2],
      ["submit", "reply", 95, 1],
    ]);
    expect(burst?.lengthMs).toBe(100);
  });

  it("draws a call of one stage once", () => {
    const [burst] = toBursts([
      call("put", 0, 20, { status: 500, stages: [{ name: "pos", ms: 20, ok: false }] }),
    ]);
    expect(burst?.spans.map((span) => [span.stage, span.outcome])).toEqual([[null, "failed"]]);
  });

  it("never calls a stage failed in a call that was answered well", () => {
    const stages = [
      { name: "parse", ms: 1, ok: true },
      { name: "submit", ms: 0, ok: false },
    ];
    const outcomes = (status: number | null) =>
      toBursts([call("submit", 0, 20, { status, stages })]).flatMap(({ spans }) =>
        spans.map(({ outcome }) => outcome),
      );
    expect(outcomes(200)).toEqual(["fine", "fine", "fine"]);
    expect(outcomes(401)).toEqual(["failed", "fine", "failed"]);
    expect(outcomes(null)).toEqual(["unanswered", "fine", "unanswered"]);
  });

  it("says the quiet between two bursts instead of drawing it", () => {
    const bursts = toBursts([call("submit", 0, 200), call("poll", 5_200, 3)]);
    expect(bursts.map((burst) => burst.quietMs)).toEqual([null, 5_000]);
    expect(bursts[1]?.spans[0]?.startMs).toBe(0);
  });

  it("keeps calls less than a second apart on one scale", () => {
    expect(toBursts([call("a", 0, 200), call("b", 1_100, 3)])).toHaveLength(1);
  });

  it("has nothing to show for an order without calls", () => {
    expect(toBursts([])).toEqual([]);
  });

  it("shows every call exactly once, and every bar inside its burst", () => {
    const anyCall = fc.record({
      id: fc.uuid(),
      direction: fc.constantFrom("IN" as const, "OUT" as const),
      at: fc.integer({ min: 0, max: 20_000 }).map((ms) => new Date(t0 + ms).toISOString()),
      durationMs: fc.integer({ min: 0, max: 4000 }),
      status: fc.constant(200),
      stages: fc.constant([]),
    });
    fc.assert(
      fc.property(fc.uniqueArray(anyCall, { selector: (each) => each.id }), (calls) => {
        const bursts = toBursts(calls);
        const shown = bursts.flatMap((burst) => burst.spans.map((span) => span.call.id));
        expect(shown.toSorted()).toEqual(calls.map((each) => each.id).toSorted());
        for (const burst of bursts) {
          for (const span of burst.spans) {
            expect(span.startMs).toBeGreaterThanOrEqual(0);
            expect(span.startMs + span.durationMs).toBeLessThanOrEqual(burst.lengthMs);
          }
        }
      }),
    );
  });
});
