import { describe, expect, it } from "vitest";
import { menuOf, sectionOf } from "../../pricing/testing/orders.ts";
import { nextOpening } from "./next-opening.ts";

const LA = "America/Los_Angeles";
const DAILY = [1, 2, 3, 4, 5, 6, 7];
const WEEKDAYS = [1, 2, 3, 4, 5];
const card = (id: string, from: string, to: string, days = DAILY) =>
  sectionOf({ id, servingTimes: [{ days, from, to }] });
const opening = (menus: ReturnType<typeof sectionOf>[], now: string) =>
  nextOpening(menuOf({ menus }), { timezone: LA, now: new Date(now) })?.toISOString() ?? null;

const lunch = card("lunch", "11:00", "15:00");
const breakfast = card("breakfast", "06:30", "10:30", WEEKDAYS);

describe("nextOpening", () => {
  it.each([
    ["the next morning, at noon", [lunch], "2026-06-01T19:00:00Z", "2026-06-02T18:00:00.000Z"],
    [
      "the morning of its day, before it is over at night",
      [lunch],
      "2026-06-02T09:00:00Z",
      "2026-06-02T18:00:00.000Z",
    ],
    ["of the card that is first", [lunch, breakfast], "2026-06-01T19:00:00Z", "2026-06-02T13:30:00.000Z"],
    [
      "of the one that is served on that day",
      [lunch, breakfast],
      "2026-06-05T19:00:00Z",
      "2026-06-06T18:00:00.000Z",
    ],
    [
      "days later, where nothing is served till then",
      [breakfast],
      "2026-06-05T19:00:00Z",
      "2026-06-08T13:30:00.000Z",
    ],
    ["on the day that clocks are put forward", [lunch], "2026-03-07T20:00:00Z", "2026-03-08T18:00:00.000Z"],
    ["on the day that clocks are put back", [lunch], "2026-10-31T19:00:00Z", "2026-11-01T19:00:00.000Z"],
    [
      "as the night is over, where it is open then",
      [card("night", "02:00", "23:00")],
      "2026-06-01T19:00:00Z",
      "2026-06-02T11:00:00.000Z",
    ],
  ])("is %s", (_name, menus, now, expected) => {
    expect(opening(menus, now)).toBe(expected);
  });

  it("is none where a card is always served, or there is no card", () => {
    expect(opening([lunch, sectionOf({ id: "all-day" })], "2026-06-01T19:00:00Z")).toBeNull();
    expect(opening([], "2026-06-01T19:00:00Z")).toBeNull();
  });
});
