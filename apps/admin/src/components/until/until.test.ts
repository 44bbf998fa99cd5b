import { describe, expect, it } from "vitest";
import { earlyTomorrow, untilAgain, untilChoices, untilOfChoice } from "./until.ts";

describe("the choices of taking off", () => {
  it("each mean exactly one time", () => {
    const given = untilChoices.map((choice) => untilOfChoice(choice, "2026-12-03T17:00"));
    expect(given).toEqual([
      { minutes: 60 },
      { minutes: 120 },
      { endOfDay: true },
      { opening: true },
      { indefinitely: true },
      { on: "2026-12-03T17:00" },
    ]);
  });
});

describe("a date and time for several stores", () => {
  it("begins on the next day of the zone's own clock", () => {
    const now = new Date("2026-12-31T23:30:00Z");
    expect(earlyTomorrow(now, "America/Los_Angeles")).toBe("2027-01-01T04:00");
    expect(earlyTomorrow(now, "Asia/Tokyo")).toBe("2027-01-02T04:00");
  });
});

describe("taking off again what was put back", () => {
  const now = new Date("2026-01-15T12:00:00Z");
  it.each([
    [null, { indefinitely: true }],
    ["2026-01-15T12:30:01Z", { minutes: 31 }],
    ["2026-01-15T11:59:00Z", { minutes: 1 }],
    ["2026-03-15T12:00:00Z", { on: "2026-03-15T05:00" }],
  ])("until %s", (until, again) => {
    expect(untilAgain(until, now, "America/Los_Angeles")).toEqual(again);
  });
});
