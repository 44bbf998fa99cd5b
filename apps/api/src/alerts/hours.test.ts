import { describe, expect, it } from "vitest";
import { digestDue } from "./hours.ts";

/** A day in short is due once a day, by the clock of its zone, and not long after its time. */

const at = (text: string) => new Date(text);
const due = (now: string, told: string | null, digestAt = "08:00", digestZone = "America/New_York") =>
  digestDue({ digestAt, digestZone, digestToldAt: told === null ? null : at(told) }, at(now))?.toISOString();

describe("digestDue", () => {
  it("is nothing for a channel that tells none", () => {
    expect(
      digestDue({ digestAt: null, digestZone: null, digestToldAt: null }, at("2026-11-30T13:00Z")),
    ).toBeNull();
  });

  it("is from its time on, until it is told", () => {
    expect(due("2026-11-30T12:59:59Z", "2026-11-29T13:00:05Z")).toBeUndefined();
    expect(due("2026-11-30T13:00:00Z", "2026-11-29T13:00:05Z")).toBe("2026-11-30T13:00:00.000Z");
    expect(due("2026-11-30T13:00:10Z", "2026-11-30T13:00:00Z")).toBeUndefined();
  });

  it("is not for today where the time was set after it", () => {
    expect(due("2026-11-30T14:00:00Z", "2026-11-30T13:59:00Z")).toBeUndefined();
  });

  it("is left out where nobody could tell it for six hours", () => {
    expect(due("2026-11-30T19:00:00Z", "2026-11-29T13:00:05Z")).toBe("2026-11-30T13:00:00.000Z");
    expect(due("2026-11-30T19:00:01Z", "2026-11-29T13:00:05Z")).toBeUndefined();
  });

  it("is by the clock of the zone when it is put forward and back", () => {
    expect(due("2026-03-08T12:00:00Z", "2026-03-07T13:00:00Z")).toBe("2026-03-08T12:00:00.000Z");
    expect(due("2026-11-01T12:30:00Z", "2026-10-31T12:00:00Z")).toBeUndefined();
    expect(due("2026-11-01T13:00:00Z", "2026-10-31T12:00:00Z")).toBe("2026-11-01T13:00:00.000Z");
  });

  it("comes on the day on which its time does not exist", () => {
    expect(due("2026-03-08T09:00:00Z", "2026-03-07T08:00:00Z", "02:30")).toBeDefined();
  });
});
