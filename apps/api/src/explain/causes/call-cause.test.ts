import { BRIDGE_ERRORS } from "@parley/bridge-contract";
import { type CallEnding, fitsCall } from "@parley/db/exchanges";
import { callCauses } from "@parley/db/orders";
import { ERROR_CODES } from "@parley/par-contract";
import { describe, expect, it } from "vitest";
import { callMatchesOf, causeClassOfCall } from "./call-cause.ts";
import { type CauseClass, causeClasses } from "./cause-class.ts";

// A: every way in which a call can end has one cause, and a list that is filtered by it shows exactly these.

const REASONS = [
  null,
  ...callCauses,
  "database_away",
  "database_full",
  "calls_under_way",
  "status_500",
  "cut",
];

const CALLS: CallEnding[] = [
  ...[null, ...Object.keys(ERROR_CODES), "code_of_another_version"].flatMap((code) =>
    REASONS.flatMap((reason) =>
      [null, 200, 202, 401, 422, 503].flatMap((status) =>
        [null, "con_1"].map((connectionId) => ending({ code, reason, status, connectionId })),
      ),
    ),
  ),
  ...[null, "pos_refused", "sold", "item_unavailable"].flatMap((code) =>
    [...REASONS, "answer_not_http", "ehostunreach", "status_200_not_json", "commit_unknown"].flatMap(
      (reason) =>
        [null, 101, 200, 308, 404, 500].map((status) =>
          ending({ direction: "out", operation: "place_order", code, reason, status, connectionId: "con_1" }),
        ),
    ),
  ),
  ...[null, ...Object.keys(BRIDGE_ERRORS)].map((code) => ending({ operation: "pos_event", code })),
];

function ending(call: Partial<CallEnding>): CallEnding {
  return {
    direction: "in",
    operation: "submit_order",
    status: 200,
    code: null,
    reason: null,
    connectionId: null,
    ...call,
  };
}

describe("the cause of a call, by its row", () => {
  it("is one, for every code, status and reason", () => {
    const wrong = CALLS.filter(
      (call) =>
        causeClasses.filter((each) => callMatchesOf([each]).some((match) => fitsCall(call, match))).length !==
        1,
    );
    expect(wrong).toEqual([]);
  });

  it.each(causeClasses)("finds by %s the calls that are of it, and no other", (causeClass) => {
    const matches = callMatchesOf([causeClass]);
    const wrong = CALLS.filter(
      (call) => (causeClassOfCall(call) === causeClass) !== matches.some((match) => fitsCall(call, match)),
    );
    expect(wrong).toEqual([]);
  });

  it.each<[Partial<CallEnding>, CauseClass]>([
    [{ code: "unauthorized", status: 401 }, "unauthenticated"],
    [{ code: "unauthorized", status: 401, connectionId: "con_1", reason: "expired" }, "bad_token"],
    [{ code: "signature_mismatch", status: 401 }, "bad_signature"],
    [{ code: "unmapped_location", status: 422 }, "unmapped_id"],
    [{ code: "overloaded", status: 503, reason: "database_away" }, "database_away"],
    [{ code: "overloaded", status: 503, reason: "calls_under_way" }, "gateway_busy"],
    [{ code: "item_unavailable" }, "sold_out"],
    [{ status: 202 }, "on_its_way"],
    [{}, "answered"],
    [{ direction: "out", status: 500, reason: "internal" }, "pos_fault"],
    [{ direction: "out", status: null, reason: "deadline" }, "pos_silent"],
    [{ direction: "out", status: null, reason: "connection_refused" }, "pos_unreachable"],
    [{ direction: "out", status: 201 }, "answered"],
    [{ operation: "pos_event", code: "unauthorized", status: 401 }, "pos_not_verified"],
  ])("of %o is %s", (call, causeClass) => {
    expect(causeClassOfCall(ending(call))).toBe(causeClass);
  });
});
