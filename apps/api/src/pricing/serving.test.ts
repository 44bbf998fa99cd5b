import { describe, expect, it } from "vitest";
import { instantOfWallText, wallTextAt } from "./clock.ts";
import { indexMenu } from "./menu-index.ts";
import { servingAt } from "./serving.ts";
import { menuOf, productOf, sectionOf } from "./testing/orders.ts";

const LOS_ANGELES = "America/Los_Angeles";
const WEEK = [1, 2, 3, 4, 5, 6, 7];

function cardServed(...servingTimes: { days: number[]; from: string; to: string }[]) {
  const products = [productOf({ id: "tea", priceCents: 300 })];
  const [card] = indexMenu(menuOf({ products, menus: [sectionOf({ id: "card", servingTimes })] })).cards;
  if (card === undefined) throw new Error("the menu has no card");
  return card;
}

describe("when a card's serving changes", () => {
  const breakfast = { days: [1, 2, 3, 4, 5], from: "06:00", to: "11:00" };
  it.each([
    ["it is served, until its end", [breakfast], "2026-11-30T15:00:00Z", true, "2026-11-30T19:00:00Z"],
    ["it is over, until tomorrow", [breakfast], "2026-11-30T19:00:00Z", false, "2026-12-01T14:00:00Z"],
    ["a weekend lies between", [breakfast], "2026-12-04T19:00:00Z", false, "2026-12-07T14:00:00Z"],
    [
      "two stretches that touch are one",
      [breakfast, { days: WEEK, from: "11:00", to: "22:00" }],
      "2026-11-30T15:00:00Z",
      true,
      "2026-12-01T06:00:00Z",
    ],
    [
      "it runs past midnight",
      [{ days: [6], from: "22:00", to: "02:00" }],
      "2026-11-29T08:00:00Z",
      true,
      "2026-11-29T10:00:00Z",
    ],
    // Clocks go from 02:00 to 03:00 on 8 March, and from 02:00 back to 01:00 on 1 November.
    [
      "spring skips its beginning",
      [{ days: WEEK, from: "02:30", to: "04:00" }],
      "2026-03-08T09:00:00Z",
      false,
      "2026-03-08T10:00:00Z",
    ],
    [
      "spring skips all of it",
      [{ days: WEEK, from: "02:15", to: "02:45" }],
      "2026-03-08T09:00:00Z",
      false,
      "2026-03-09T09:15:00Z",
    ],
    [
      "autumn takes it back",
      [{ days: WEEK, from: "01:30", to: "03:00" }],
      "2026-11-01T08:45:00Z",
      true,
      "2026-11-01T09:00:00Z",
    ],
    [
      "autumn brings it twice",
      [{ days: WEEK, from: "01:30", to: "03:00" }],
      "2026-11-01T09:00:00Z",
      false,
      "2026-11-01T09:30:00Z",
    ],
  ])("%s", (_name, times, at, isServed, changesAt) => {
    const serving = servingAt(cardServed(...times), new Date(at), LOS_ANGELES);
    expect(serving).toEqual({ isServed, changesAt: new Date(changesAt) });
  });

  it("is never where it is always served", () => {
    const at = new Date("2026-11-30T15:00:00Z");
    expect(servingAt(cardServed(), at, LOS_ANGELES)).toEqual({ isServed: true, changesAt: null });
  });
});

describe("a date and time on the store's clock", () => {
  it.each([
    ["2026-01-15T08:30", "2026-01-15T16:30:00Z"],
    ["2026-11-01T01:30", "2026-11-01T08:30:00Z"],
    ["2026-03-08T02:30", "2026-03-08T10:00:00Z"],
  ])("%s is %s", (text, instant) => {
    expect(instantOfWallText(text, LOS_ANGELES)).toEqual(new Date(instant));
  });

  it.each([
    "2026-02-31T08:30",
    "2026-13-01T08:30",
    "2026-01-01T24:00",
    "2026-01-01",
    "now",
    "12026-01-01T08:30",
  ])("%s is none", (text) => expect(instantOfWallText(text, LOS_ANGELES)).toBeNull());

  it("is told as it is given", () => {
    expect(wallTextAt(new Date("2026-11-01T08:30:59Z"), LOS_ANGELES)).toBe("2026-11-01T01:30");
  });
});
