import { describe, expect, it } from "vitest";
import { credibleReadyAt } from "./answer.ts";
import { readPlacing } from "./dispatch/late-placing.ts";
import { evidenceOf } from "./outcome.ts";

const call = null;

// S6: what a POS writes is kept as long as its order, so it is bounded and holds no card number.
describe("evidenceOf (S6)", () => {
  it("keeps the first reasons of a refusal, cut and masked", () => {
    const issue = {
      code: "item_unavailable" as const,
      message: `4111 1111 1111 1111 ${"x".repeat(2_000)}`,
      field: "y".repeat(1_000),
    };
    const evidence = evidenceOf({ kind: "refused", issues: Array.from({ length: 200 }, () => issue), call });
    const text = JSON.stringify(evidence);
    expect(text.length).toBeLessThan(16 * 1_024);
    expect(text).not.toContain("4111 1111");
    expect(evidence).toMatchObject({ kind: "refused", issues: { length: 20 } });
  });

  it("cuts a reason of any length", () => {
    const evidence = evidenceOf({ kind: "unknown", reason: "z".repeat(100_000), retryAfterMs: null, call });
    expect(JSON.stringify(evidence).length).toBeLessThan(500);
  });

  it("keeps the POS's order id and its time exactly, for a late word is read again", () => {
    const readyAt = new Date("2026-11-28T12:30:00Z");
    const evidence = evidenceOf({ kind: "placed", posOrderId: "4111111111111111", readyAt, call });
    expect(readPlacing(evidence)).toEqual({ posOrderId: "4111111111111111", readyAt });
  });
});

// G: whatever a POS says, PAR's reader takes the answer.
describe("credibleReadyAt", () => {
  const now = new Date("2026-11-28T12:00:00Z");
  it.each([
    "0001-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z",
    "9999-12-31T23:59:59-12:00",
    "2028-01-01T00:00:00Z",
  ])("tells PAR of no order that is ready at %s", (text) =>
    expect(credibleReadyAt({ readyAt: new Date(text) }, now)).toBeNull(),
  );

  it.each(["2026-11-28T11:59:00Z", "2026-12-24T18:00:00Z", "2027-11-20T00:00:00Z"])("believes %s", (text) =>
    expect(credibleReadyAt({ readyAt: new Date(text) }, now)).toEqual(new Date(text)),
  );
});
