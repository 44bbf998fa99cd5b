import { describe, expect, it } from "vitest";
import { type Stats, spansOf } from "./spans.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 12, minute)).toISOString();

const stats: Stats = {
  since: at(0),
  spanSeconds: 60,
  successShare: 0.75,
  acceptedShare202: 0.5,
  oldestMenuAt: null,
  calls: [
    { start: at(1), calls: 4, well: 3, submits: 2, pending: 1 },
    { start: at(59), calls: 1, well: 1, submits: 0, pending: 0 },
  ],
  orders: [
    { start: at(1), received: 2, placed: 1, notPlaced: 1 },
    { start: at(1), received: 3, placed: 3, notPlaced: 0 },
  ],
  operations: [
    {
      ...{ operation: "SUBMIT_ORDER", calls: 2, refused: 0, p50Ms: 12, p95Ms: 30, p99Ms: 40 },
      spans: [{ start: at(1), p50Ms: 12, p95Ms: 30, p99Ms: 40 }],
    },
  ],
};

describe("spansOf", () => {
  const spans = spansOf(stats, "HOUR", "SUBMIT_ORDER");

  it("gives one value for each span, and none where there is nothing to divide or to time", () => {
    for (const values of Object.values(spans)) expect(values).toHaveLength(60);
    expect(spans.starts.slice(0, 2).map((start) => new Date(start * 1000).toISOString())).toEqual([
      at(0),
      at(1),
    ]);
    expect(spans.well.slice(0, 2)).toEqual([null, 0.75]);
    expect(spans.pending.slice(0, 2)).toEqual([null, 0.5]);
    expect([spans.well[59], spans.pending[59]]).toEqual([1, null]);
    expect(spans.p95.slice(0, 3)).toEqual([null, 30, null]);
  });

  it("counts orders of all currencies together", () => {
    expect([spans.received, spans.placed, spans.notPlaced].map((counts) => counts.slice(0, 3))).toEqual([
      [0, 5, 0],
      [0, 4, 0],
      [0, 1, 0],
    ]);
  });

  it("times no call of an operation that was not called", () => {
    expect(new Set(spansOf(stats, "HOUR", "GET_MENU").p50)).toEqual(new Set([null]));
  });
});
