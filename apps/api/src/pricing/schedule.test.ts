import { describe, expect, it } from "vitest";
import { lineOf, menuOf, NOW, price, productOf, refusalsOf, sectionOf } from "./testing/orders.ts";

const item = { items: [lineOf({ itemId: "tea" })], subtotalCents: 300, grandTotalCents: 300 };
const allDay = menuOf({ products: [productOf({ id: "tea", priceCents: 300 })] });

/** One item on one card with these times. */
function servedAt(...servingTimes: { days: number[]; from: string; to: string }[]) {
  return menuOf({
    products: [productOf({ id: "tea", priceCents: 300 })],
    menus: [sectionOf({ id: "card", servingTimes })],
  });
}

describe("a schedule", () => {
  const field = "invalid_schedule order_details.scheduled_at";
  const scheduled = (scheduledAt: string | null, isAsap = false) =>
    price(allDay, { ...item, isAsap, scheduledAt });

  it.each([
    ["in the past", "2026-01-15T12:10:00Z"],
    ["in two years", "2028-01-15T12:30:00Z"],
    ["on no calendar", "2026-02-30T12:30:00Z"],
    ["without a zone", "2026-03-01T12:30:00"],
    ["that the clocks skip, by winter's offset", "2026-03-08T02:30:00-08:00"],
    ["that the clocks skip, by summer's offset", "2026-03-08T02:30:00-07:00"],
  ])("%s is refused", (_name, scheduledAt) => {
    expect(refusalsOf(scheduled(scheduledAt))).toEqual([field]);
  });

  it.each([
    ["in UTC", "2026-01-16T20:00:00.000Z", "2026-01-16T20:00:00.000Z"],
    ["at another zone's offset", "2026-01-16T20:00:00+05:30", "2026-01-16T14:30:00.000Z"],
    ["right after the skipped hour", "2026-03-08T03:00:00-07:00", "2026-03-08T10:00:00.000Z"],
    ["in the skipped hour as UTC writes it", "2026-03-08T02:30:00+00:00", "2026-03-08T02:30:00.000Z"],
    ["in the skipped hour of another zone", "2026-03-08T02:30:00-05:00", "2026-03-08T07:30:00.000Z"],
    ["in the repeated hour, the first", "2026-11-01T01:30:00-07:00", "2026-11-01T08:30:00.000Z"],
    ["in the repeated hour, the second", "2026-11-01T01:30:00-08:00", "2026-11-01T09:30:00.000Z"],
    ["a moment ago, by another clock", "2026-01-15T12:34:10Z", "2026-01-15T12:34:10.000Z"],
  ])("%s is the right instant", (_name, scheduledAt, instant) => {
    expect(scheduled(scheduledAt)).toMatchObject({ kind: "priced", order: { scheduledAt: instant } });
  });

  it("counts beside is_asap while it is to come, and D: means now once it has passed", () => {
    const later = { order: { scheduledAt: "2026-01-16T20:00:00.000Z" } };
    expect(scheduled("2026-01-16T20:00:00Z", true)).toMatchObject(later);
    expect(scheduled("2026-01-14T12:30:00Z", true)).toMatchObject({
      order: { scheduledAt: null },
      notes: expect.arrayContaining([{ kind: "read_as_now" }]),
    });
  });

  it("is needed by an order that is not for now", () => {
    expect(refusalsOf(scheduled(null))).toEqual([field]);
  });

  it("D: may pass between validate and submit, while the guest pays", () => {
    const order = { ...item, isAsap: false, scheduledAt: "2026-01-15T12:33:36Z" };
    const at = (now: string, operation: "validate_order" | "submit_order") =>
      refusalsOf(price(allDay, order, { operation, now: new Date(now) }));
    expect(at("2026-01-15T12:34:36Z", "validate_order")).toEqual([]);
    expect(at("2026-01-15T12:34:37Z", "validate_order")).toEqual([field]);
    expect(at("2026-01-15T12:48:36Z", "submit_order")).toEqual([]);
    expect(at("2026-01-15T12:48:37Z", "submit_order")).toEqual([field]);
  });

  it("does not go with table service", () => {
    const order = { ...item, orderType: "table_service", tableNumber: "4", isAsap: false };
    expect(refusalsOf(price(allDay, { ...order, scheduledAt: "2026-01-16T20:00:00Z" }))).toEqual([field]);
  });
});

describe("serving times", () => {
  // NOW is Thursday, 04:34 in Los Angeles.
  it.each([
    ["all day", [], true],
    ["all day by its times", [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "24:00" }], true],
    ["to the last minute", [{ days: [], from: "00:00", to: "23:59" }], true],
    ["now", [{ days: [4], from: "04:34", to: "04:35" }], true],
    ["until now", [{ days: [4], from: "04:00", to: "04:34" }], false],
    ["from a minute on", [{ days: [4], from: "04:35", to: "24:00" }], false],
    ["on another day", [{ days: [1, 2, 3, 5, 6, 7], from: "00:00", to: "24:00" }], false],
    ["over midnight since yesterday", [{ days: [3], from: "22:00", to: "05:00" }], true],
    ["over midnight from today", [{ days: [4], from: "22:00", to: "05:00" }], false],
    ["on Sunday into Monday, not today", [{ days: [7], from: "22:00", to: "05:00" }], false],
    [
      "in two stretches",
      [
        { days: [4], from: "01:00", to: "02:00" },
        { days: [4], from: "04:00", to: "05:00" },
      ],
      true,
    ],
  ])("%s", (_name, times, isOpen) => {
    expect(refusalsOf(price(servedAt(...times), item))).toEqual(
      isOpen ? [] : ["location_closed order_details.order_type"],
    );
  });

  it("are judged at the time that the order is for, in the store's zone", () => {
    const lunch = servedAt({ days: [5], from: "11:00", to: "14:00" });
    const at = (scheduledAt: string) => refusalsOf(price(lunch, { ...item, isAsap: false, scheduledAt }));
    expect(at("2026-01-16T19:00:00Z")).toEqual([]);
    expect(at("2026-01-16T12:00:00Z")).toEqual(["location_closed order_details.scheduled_at"]);
    const store = { timezone: "Asia/Tokyo", currency: "USD" };
    const inTokyo = { ...item, isAsap: false, scheduledAt: "2026-01-16T03:00:00Z" };
    expect(refusalsOf(price(lunch, inTokyo, { store }))).toEqual([]);
  });

  it("follow the clocks when they change", () => {
    const early = servedAt({ days: [7], from: "03:00", to: "03:30" });
    const at = (scheduledAt: string) => price(early, { ...item, isAsap: false, scheduledAt }).kind;
    expect(at("2026-03-01T11:00:00Z")).toBe("priced");
    expect(at("2026-03-08T10:00:00Z")).toBe("priced");
    expect(at("2026-03-08T11:00:00Z")).toBe("refused");
  });
});

describe("what is offered", () => {
  const menu = menuOf({
    products: ["tea", "toast", "secret"].map((id) => productOf({ id, priceCents: 300 })),
    categories: [
      { id: "drinks", name: "Drinks", description: null, sortOrder: 1, productIds: ["tea"] },
      { id: "food", name: "Food", description: null, sortOrder: 2, productIds: ["toast"] },
    ],
    menus: [
      sectionOf({ id: "counter", orderTypes: ["takeout", "dine_in"], categoryIds: ["drinks"] }),
      sectionOf({
        id: "breakfast",
        orderTypes: ["takeout"],
        categoryIds: ["food"],
        servingTimes: [{ days: [], from: "06:00", to: "10:00" }],
      }),
    ],
  });
  const order = (itemId: string, orderType = "takeout") => {
    const outcome = price(menu, { ...item, orderType, items: [lineOf({ itemId })] });
    return outcome.kind === "refused" ? outcome.issues.map((issue) => `${issue.code}: ${issue.message}`) : [];
  };

  it("is what the cards of the order type hold", () => {
    expect(order("tea")).toEqual([]);
    expect(order("toast")).toEqual(["item_unavailable: toast is not served at that time"]);
    expect(order("toast", "dine_in")).toEqual(["item_unavailable: toast is not offered for dine in"]);
    expect(order("secret")).toEqual(["item_unavailable: secret is not offered for takeout"]);
    expect(order("tea", "curbside")).toEqual([
      'unsupported_order_type: The store does not take orders of type "curbside"',
    ]);
  });

  it("is nothing while the store is paused", () => {
    const store = { timezone: "UTC", currency: "USD", isPaused: true };
    expect(refusalsOf(price(allDay, item, { store, now: NOW }))).toEqual(["location_closed -"]);
  });
});
