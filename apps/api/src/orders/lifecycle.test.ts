import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isFinal,
  type LedgerEvent,
  type LedgerState,
  next,
  ORDER_STATES,
  RECEIVED,
  statusOf,
} from "./lifecycle.ts";

const events: readonly LedgerEvent[] = [
  { kind: "attempt_started" },
  { kind: "placed" },
  ...(["A", "B", "C", "D"] as const).map((adapterClass) => ({ kind: "refused" as const, adapterClass })),
  { kind: "not_placed" },
  { kind: "in_doubt" },
  { kind: "lease_expired" },
  { kind: "gave_up" },
  { kind: "confirmed_absent" },
];

function walk(from: LedgerState, path: readonly LedgerEvent[]): LedgerState {
  return path.reduce((state, event) => {
    const step = next(state, event);
    return step.kind === "moved" ? step.to : state;
  }, from);
}

describe("next", () => {
  it("follows an order that the POS takes at once", () => {
    expect(walk(RECEIVED, [{ kind: "attempt_started" }, { kind: "placed" }])).toEqual({
      state: "placed",
      attempt: 1,
      ambiguous: false,
      absences: 0,
    });
  });

  it("keeps a doubt through a later clean failure, so that nobody calls the order absent", () => {
    const state = walk(RECEIVED, [
      { kind: "attempt_started" },
      { kind: "in_doubt" },
      { kind: "attempt_started" },
      { kind: "not_placed" },
      { kind: "gave_up" },
    ]);
    expect(state).toMatchObject({ state: "attention", attempt: 2, ambiguous: true });
  });

  it("errors an order at give-up only when every attempt is proven not to have placed it", () => {
    const state = walk(RECEIVED, [{ kind: "attempt_started" }, { kind: "not_placed" }, { kind: "gave_up" }]);
    expect(state.state).toBe("errored");
  });

  it("treats the loss of the worker as doubt, never as a free second try", () => {
    const state = walk(RECEIVED, [{ kind: "attempt_started" }, { kind: "lease_expired" }]);
    expect(state).toMatchObject({ state: "unknown", attempt: 1, ambiguous: true });
  });

  it.each(["A", "B"] as const)("believes a late refusal of a class %s POS", (adapterClass) => {
    const doubtful: LedgerState = { state: "dispatching", attempt: 2, ambiguous: true, absences: 0 };
    expect(next(doubtful, { kind: "refused", adapterClass })).toMatchObject({ to: { state: "rejected" } });
  });

  it.each(["C", "D"] as const)("does not believe a late refusal of a class %s POS", (adapterClass) => {
    const doubtful: LedgerState = { state: "dispatching", attempt: 2, ambiguous: true, absences: 0 };
    expect(next(doubtful, { kind: "refused", adapterClass })).toMatchObject({ to: { state: "unknown" } });
  });

  it("never leaves a final state", () => {
    for (const state of ORDER_STATES.filter(isFinal)) {
      for (const event of events) {
        expect(next({ state, attempt: 1, ambiguous: false, absences: 0 }, event).kind).toBe("refused");
      }
    }
  });

  it("never calls an order errored or rejected while an attempt may have placed it at a class C or D POS", () => {
    const path = fc.array(
      fc.constantFrom(
        ...events.filter(
          (event) =>
            event.kind !== "confirmed_absent" &&
            event.kind !== "voided" &&
            !(event.kind === "refused" && "AB".includes(event.adapterClass)),
        ),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(path, (steps) => {
        let state: LedgerState = RECEIVED;
        let doubted = false;
        for (const event of steps) {
          const step = next(state, event);
          if (step.kind !== "moved") continue;
          if (event.kind === "in_doubt" || event.kind === "lease_expired") doubted = true;
          state = step.to;
          if (doubted) expect(["errored", "rejected"]).not.toContain(state.state);
        }
      }),
    );
  });

  it("counts attempts only when one starts", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 20 }), (steps) => {
        let state: LedgerState = RECEIVED;
        for (const event of steps) {
          const step = next(state, event);
          if (step.kind !== "moved") continue;
          expect(step.to.attempt).toBe(state.attempt + (event.kind === "attempt_started" ? 1 : 0));
          state = step.to;
        }
      }),
    );
  });
});

describe("statusOf", () => {
  it("tells PAR pending until an order is final", () => {
    expect(ORDER_STATES.map(statusOf)).toEqual([
      "pending",
      "pending",
      "pending",
      "pending",
      "placed",
      "rejected",
      "errored",
    ]);
  });
});
