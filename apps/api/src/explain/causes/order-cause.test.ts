import { causes, disputes, fitsOrder, type OrderCondition, orderStates } from "@parley/db/orders";
import { describe, expect, it } from "vitest";
import { type CauseClass, causeClasses } from "./cause-class.ts";
import { causeAtEnd, causeClassOf, orderMatchesOf } from "./order-cause.ts";

// A: every way in which an order can stand has one cause, and a list that is filtered by it shows exactly these.

const CONDITIONS: OrderCondition[] = orderStates.flatMap((state) =>
  [null, ...causes].flatMap((cause) =>
    [null, "unlisted" as const, ...disputes].flatMap((dispute) =>
      [false, true].map((ambiguous) => ({ state, cause, dispute, ambiguous })),
    ),
  ),
);

describe("the cause of an order, by its row", () => {
  it.each(causeClasses)("finds by %s the orders that are of it, and no other", (causeClass) => {
    const matches = orderMatchesOf([causeClass]);
    const wrong = CONDITIONS.filter(
      (condition) =>
        (causeClassOf(condition) === causeClass) !== matches.some((match) => fitsOrder(condition, match)),
    );
    expect(wrong).toEqual([]);
  });

  it.each<[Partial<OrderCondition>, CauseClass]>([
    [{ state: "placed" }, "placed"],
    [{ state: "placed", dispute: "pos_cancelled" }, "pos_took_back"],
    [{ state: "errored", dispute: "pos_has_it" }, "pos_has_it"],
    [{ state: "rejected", cause: "modifier_unavailable" }, "sold_out"],
    [{ state: "rejected", cause: "pos_unclear" }, "pos_refused"],
    [{ state: "received", cause: "pos_busy" }, "on_its_way"],
    [{ state: "received", cause: "pos_unavailable" }, "pos_unreachable"],
    [{ state: "errored", cause: "pos_unavailable" }, "pos_unreachable"],
    [{ state: "errored", cause: "not_placed" }, "pos_fault"],
    [{ state: "errored", cause: "confirmed_absent" }, "pos_silent"],
    [{ state: "attention", cause: "never_tried" }, "store_in_doubt"],
    [{ state: "attention", cause: "store_gone" }, "store_setup"],
    [{ state: "attention", cause: "payload_unreadable" }, "our_fault"],
    [{ state: "unknown", cause: "worker_lost", ambiguous: true }, "gateway_restarted"],
    [{ state: "unknown", cause: "in_doubt", ambiguous: true }, "gateway_restarted"],
    [{ state: "unknown", cause: "connection_refused", ambiguous: true }, "pos_silent"],
    [{ state: "received", cause: "connection_refused" }, "pos_unreachable"],
    [{ state: "dispatching", ambiguous: true }, "pos_silent"],
    [{ state: "dispatching" }, "on_its_way"],
  ])("of %o is %s", (condition, causeClass) => {
    const whole = { state: "received", cause: null, dispute: null, ambiguous: false, ...condition } as const;
    expect(causeClassOf(whole)).toBe(causeClass);
  });
});

describe("the cause of an order that ends without being placed", () => {
  const OPEN = CONDITIONS.filter(
    ({ state, cause, dispute }) =>
      (state === "received" || state === "unknown" || state === "attention") &&
      dispute === null &&
      cause !== null,
  );
  const ended = (open: OrderCondition, end: "confirmed_absent" | "voided") =>
    causeClassOf({ state: "errored", cause: causeAtEnd(open, end), dispute: null, ambiguous: false });

  it.each(["confirmed_absent", "voided"] as const)("keeps the name that it had while open: %s", (end) => {
    const renamed = OPEN.filter((open) => {
      const before = causeClassOf(open);
      return before !== "on_its_way" && ended(open, end) !== before;
    });
    expect(renamed).toEqual([]);
  });

  it("is on its way no more", () => {
    const waiting = { state: "received", cause: "pos_busy", dispute: null, ambiguous: false } as const;
    expect(causeAtEnd(waiting, "pos_unavailable")).toBe("pos_unavailable");
    expect(causeAtEnd({ ...waiting, cause: null }, "pos_unavailable")).toBe("pos_unavailable");
  });
});
