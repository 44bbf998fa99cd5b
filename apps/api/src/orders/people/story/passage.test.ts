import { describe, expect, it } from "vitest";
import { type PassageInput, passageOf } from "./passage.ts";
import { at, attemptRow, eventRow, exchangeRow, orderRow, resultRow } from "./testing/rows.ts";

const base: PassageInput = {
  order: orderRow(),
  attempts: [attemptRow(1, at(0.02))],
  results: [resultRow({ number: 1 })],
  events: [eventRow({ id: 1, kind: "received", toState: "dispatching" })],
  exchanges: [
    exchangeRow({ id: "exc_submit", durationUs: 412_000 }),
    exchangeRow({ id: "exc_pos", direction: "out", attempt: 1, at: at(0.03), durationUs: 300_000 }),
  ],
  now: at(1000),
};

const partsOf = (input: PassageInput) =>
  Object.fromEntries(passageOf(input).parts.map(({ kind, ms }) => [kind, ms]));

describe("passageOf", () => {
  it("gives the POS what its call took and us the rest of PAR's call", () => {
    expect(passageOf(base).totalMs).toBe(412);
    expect(partsOf(base)).toEqual({ gateway: 112, pos: 300, wait: 0 });
  });

  it("counts the pauses between tries apart", () => {
    const input = {
      ...base,
      order: orderRow({ attempt: 2, finalAt: at(12) }),
      attempts: [attemptRow(1, at(0)), attemptRow(2, at(10))],
      results: [
        resultRow({ number: 1, outcome: "unknown" as const, at: at(5) }),
        resultRow({ number: 2, at: at(12) }),
      ],
      exchanges: [exchangeRow({ id: "exc_submit", status: 202 })],
    };
    expect(partsOf(input)).toEqual({ gateway: 0, pos: 7_000, wait: 5_000 });
  });

  it("counts the wait before the first try of an order that was held", () => {
    const input = {
      ...base,
      order: orderRow({ receivedAt: at(0), finalAt: at(31) }),
      attempts: [attemptRow(1, at(30))],
      results: [resultRow({ number: 1, at: at(31) })],
      events: [eventRow({ id: 1, kind: "received", toState: "received" })],
      exchanges: [],
    };
    expect(partsOf(input)).toEqual({ gateway: 0, pos: 1_000, wait: 30_000 });
  });

  it("adds up to the whole where clocks disagree", () => {
    const early = exchangeRow({ id: "exc_pos", direction: "out", attempt: 1, at: at(-5), durationUs: 9e6 });
    const { totalMs, parts } = passageOf({ ...base, exchanges: [early] });
    expect(parts.reduce((sum, { ms }) => sum + ms, 0)).toBeCloseTo(totalMs, 3);
  });

  it("counts up to now while the order is not settled", () => {
    const { totalMs, isOver } = passageOf({ ...base, order: orderRow({ state: "unknown", finalAt: null }) });
    expect([totalMs, isOver]).toEqual([1_000_000, false]);
  });
});
