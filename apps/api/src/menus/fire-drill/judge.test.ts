import type { ErrorCode, Issue } from "@parley/par-contract";
import { describe, expect, it } from "vitest";
import type { CheckOutcome } from "../../pos/adapter.ts";
import { samplePosOrder } from "../../pos/conformance/sample-order.ts";
import { judgeCheck } from "./judge.ts";

// 3.00 and 8.75 % on it.
const order = samplePosOrder("tea", 300);
const about = { order, sizes: new Map([["1", "Large"]]) };
const judge = (outcome: CheckOutcome) => judgeCheck(outcome, about);
const refused = (...issues: Issue[]) => judge({ kind: "refused", issues, call: null });

describe("judgeCheck", () => {
  it.each([
    ["the same", 326],
    ["a cent of rounding for each line, and one for the whole", 328],
    ["nothing", undefined],
  ])("finds nothing where the POS accepts it for %s", (_what, totalCents) => {
    const outcome = totalCents === undefined ? {} : { totalCents };
    expect(judge({ kind: "accepted", ...outcome, call: null })).toEqual({ kind: "judged", differences: [] });
  });

  it("finds another total of a POS that accepts it", () => {
    expect(judge({ kind: "accepted", totalCents: 400, call: null })).toMatchObject({
      differences: [{ kind: "price", code: "total_differs", ours: "3.26", theirs: "4.00" }],
    });
  });

  it.each<[ErrorCode, string, string | null]>([
    ["price_mismatch", "price", "3.00"],
    ["tax_mismatch", "price", null],
    ["item_not_found", "unknown", "tea"],
    ["modifier_not_found", "unknown", null],
    ["modifier_unavailable", "off", null],
    ["modifier_min", "choices", null],
    ["pos_refused", "other", null],
  ])("reads %s as %s, with what we sent where the POS does not repeat it", (code, kind, ours) => {
    const said = { code, message: "No", lineId: "1" };
    expect(refused(said, said)).toEqual({
      kind: "judged",
      differences: [{ kind, code, message: "No", size: "Large", ours, theirs: null }],
    });
  });

  it("takes the POS's values as it says them", () => {
    const said = { message: "No", lineId: "1", expected: 3.5, actual: 3 };
    expect(refused({ code: "price_mismatch", ...said })).toMatchObject({
      differences: [{ ours: "3", theirs: "3.5" }],
    });
  });

  it("tells a closed store from what is wrong with an item", () => {
    const closed: Issue = { code: "location_closed", message: "Closed" };
    expect(refused(closed)).toEqual({ kind: "store_closed" });
    expect(refused(closed, { code: "item_unavailable", message: "Off" })).toMatchObject({ kind: "judged" });
  });

  it.each(["route_not_found", "method_not_allowed"])("knows by %s a POS that has no check", (reason) => {
    expect(judge({ kind: "failed", reason, call: null })).toEqual({ kind: "not_offered" });
  });

  it("keeps why there was no answer, without its detail", () => {
    expect(judge({ kind: "failed", reason: "status_500: whatever", call: null })).toMatchObject({
      kind: "no_answer",
      differences: [{ kind: "no_answer", code: "status_500", message: "" }],
    });
  });
});
