import { expect, it } from "vitest";
import { readOrders, submitsAskedFor } from "./orders.ts";
import { readerOf } from "./params.ts";
import { viewParams } from "./views.ts";
import { instantOf, isZone, minuteIn } from "./zone.ts";

const LA = "America/Los_Angeles";

it.each([
  ["2026-11-29T08:00", "UTC", "2026-11-29T08:00"],
  ["2026-11-29T08:00", LA, "2026-11-29T16:00"],
  ["2026-07-29T08:00", LA, "2026-07-29T15:00"],
  ["2026-11-29T20:00", LA, "2026-11-30T04:00"],
  ["2026-11-29T08:00", "Asia/Kathmandu", "2026-11-29T02:15"],
  ["2026-11-29T08:00", "Pacific/Kiritimati", "2026-11-28T18:00"],
  // The clocks go back at two: the first half past one.
  ["2026-11-01T01:30", LA, "2026-11-01T08:30"],
  // They skip from two to three.
  ["2026-03-08T02:30", LA, "2026-03-08T10:30"],
  ["2026-03-08T03:30", LA, "2026-03-08T10:30"],
])("takes %s of %s for %s of UTC", (minute, zone, utc) => {
  expect(instantOf(minute, zone)).toEqual(new Date(`${utc}Z`));
});

it("shows an instant as the zone's clock does, and takes that for the same instant", () => {
  for (let day = 0; day < 365; day += 1) {
    const at = new Date(Date.UTC(2026, 0, 1 + day, 19, 7));
    for (const zone of [LA, "Australia/Lord_Howe", "Europe/Berlin", "UTC"])
      expect(instantOf(minuteIn(zone, at), zone)).toEqual(at);
  }
  expect(minuteIn(LA, new Date("2026-11-30T04:00:00Z"))).toBe("2026-11-29T20:00");
});

it("gives a date that a text can have at the ends of the calendar, too", () => {
  for (const minute of ["9999-12-31T23:59", "0000-01-01T00:00"])
    expect(instantOf(minute, LA).toISOString()).toHaveLength(24);
});

it("knows a zone by its name only", () => {
  expect([LA, "UTC"].map(isZone)).toEqual([true, true]);
  expect(["", "Los Angeles", "<script>"].map(isZone)).toEqual([false, false, false]);
});

it("reads the times of a list in the zone that its address names, and in UTC where it names none", () => {
  const asked = (params: Record<string, string>) => {
    const { from, to } = submitsAskedFor(readOrders(readerOf(params)), new Date(0));
    return [from?.toISOString(), to?.toISOString()];
  };
  const times = { from: "2026-11-29T08:00", to: "2026-11-29T09:00" };
  expect(asked({ ...times, zone: LA })).toEqual(["2026-11-29T16:00:00.000Z", "2026-11-29T17:00:00.000Z"]);
  expect(asked(times)).toEqual(["2026-11-29T08:00:00.000Z", "2026-11-29T09:00:00.000Z"]);
  expect(asked({ ...times, zone: "Mars" })).toEqual(asked(times));
});

it("keeps the zone in a saved view of either list, and says none where no time is asked for", () => {
  const params = `from=2026-11-29T08%3A00&zone=${encodeURIComponent(LA)}`;
  expect(viewParams("orders", params)).toBe(params);
  expect(viewParams("validates", params)).toBe(`operation=validates&${params}`);
  expect(readOrders(readerOf({ zone: LA })).zone).toBeNull();
});
