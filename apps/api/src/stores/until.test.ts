import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { type UntilChoice, untilOf, untilProblem } from "./until.ts";

const at = (localTime: string): UntilChoice => ({ kind: "at", localTime });
const on = (localTime: string): UntilChoice => ({ kind: "on", localTime });
const endOfDay: UntilChoice = { kind: "end_of_day" };
const inMinutes = (minutes: number): UntilChoice => ({ kind: "minutes", minutes });

const [LA, BERLIN] = ["America/Los_Angeles", "Europe/Berlin"];
const [KOLKATA, LORD_HOWE] = ["Asia/Kolkata", "Australia/Lord_Howe"];

describe("untilOf", () => {
  it.each([
    ["in two hours", LA, "2026-06-01T18:00:00Z", inMinutes(120), "2026-06-01T20:00:00Z"],
    ["in two hours over a skipped hour", LA, "2026-03-08T09:30:00Z", inMinutes(120), "2026-03-08T11:30:00Z"],
    [
      "in two hours over a repeated hour",
      BERLIN,
      "2026-10-25T00:30:00Z",
      inMinutes(120),
      "2026-10-25T02:30:00Z",
    ],
    ["the end of the day, at noon", LA, "2026-06-01T19:00:00Z", endOfDay, "2026-06-02T11:00:00Z"],
    ["the end of the day, past midnight", LA, "2026-06-02T09:00:00Z", endOfDay, "2026-06-02T11:00:00Z"],
    ["the end of the day, at its very end", LA, "2026-06-02T11:00:00Z", endOfDay, "2026-06-03T11:00:00Z"],
    ["the end of a day of 23 hours", LA, "2026-03-08T04:00:00Z", endOfDay, "2026-03-08T11:00:00Z"],
    ["the end of a day of 25 hours", LA, "2026-11-01T03:00:00Z", endOfDay, "2026-11-01T12:00:00Z"],
    ["the end of a day of 23 hours", BERLIN, "2026-03-28T20:00:00Z", endOfDay, "2026-03-29T02:00:00Z"],
    ["the end of a day of 25 hours", BERLIN, "2026-10-24T20:00:00Z", endOfDay, "2026-10-25T03:00:00Z"],
    ["the end of a day at half an hour", KOLKATA, "2026-06-01T12:00:00Z", endOfDay, "2026-06-01T22:30:00Z"],
    ["the end of a day of 23.5 hours", LORD_HOWE, "2026-10-03T12:00:00Z", endOfDay, "2026-10-03T17:00:00Z"],
    ["later today", KOLKATA, "2026-06-01T04:00:00Z", at("11:00"), "2026-06-01T05:30:00Z"],
    ["tomorrow's opening", KOLKATA, "2026-06-01T06:00:00Z", at("11:00"), "2026-06-02T05:30:00Z"],
    ["the same minute, tomorrow", KOLKATA, "2026-06-01T05:30:00Z", at("11:00"), "2026-06-02T05:30:00Z"],
    ["a day and time", KOLKATA, "2026-06-01T06:00:00Z", on("2026-06-04T11:00"), "2026-06-04T05:30:00Z"],
    ["a date that is skipped", LA, "2026-03-01T08:00:00Z", on("2026-03-08T02:30"), "2026-03-08T10:00:00Z"],
    [
      "a date shown twice: the first",
      LA,
      "2026-10-20T08:00:00Z",
      on("2026-11-01T01:30"),
      "2026-11-01T08:30:00Z",
    ],
    ["midnight", BERLIN, "2026-06-01T12:00:00Z", at("00:00"), "2026-06-01T22:00:00Z"],
    ["a time that is skipped: the skip", LA, "2026-03-08T08:00:00Z", at("02:30"), "2026-03-08T10:00:00Z"],
    ["a time that is skipped: the skip", BERLIN, "2026-03-28T12:00:00Z", at("02:01"), "2026-03-29T01:00:00Z"],
    [
      "a time that is skipped: the skip",
      LORD_HOWE,
      "2026-10-03T12:00:00Z",
      at("02:10"),
      "2026-10-03T15:30:00Z",
    ],
    ["a repeated time: the first", LA, "2026-11-01T08:00:00Z", at("01:30"), "2026-11-01T08:30:00Z"],
    ["a repeated time, after the first", LA, "2026-11-01T08:45:00Z", at("01:30"), "2026-11-01T09:30:00Z"],
    ["a repeated time, after both", LA, "2026-11-01T09:45:00Z", at("01:30"), "2026-11-02T09:30:00Z"],
    ["a repeated time: the first", LORD_HOWE, "2026-04-04T12:00:00Z", at("01:45"), "2026-04-04T14:45:00Z"],
    ["a repeated time, after it", LORD_HOWE, "2026-04-04T14:50:00Z", at("01:45"), "2026-04-04T15:15:00Z"],
  ])("%s in %s from %s", (_name, timezone, now, choice, expected) => {
    expect(untilOf(choice, timezone, new Date(now))).toEqual(new Date(expected));
  });

  it("has no end where nobody names one", () => {
    expect(untilOf({ kind: "indefinitely" }, LA, new Date("2026-06-01T12:00:00Z"))).toBeNull();
  });

  it.each([
    ["no time of day", at("24:00"), LA],
    ["a time with seconds", at("11:00:00"), LA],
    ["a day that no month has", on("2026-02-31T11:00"), LA],
    ["no minutes", inMinutes(0), LA],
    ["half a minute", inMinutes(0.5), LA],
    ["an unknown zone", endOfDay, "Mars/Olympus_Mons"],
  ])("refuses %s", (_name, choice, timezone) => {
    expect(() => untilOf(choice, timezone, new Date("2026-06-01T12:00:00Z"))).toThrow(RangeError);
  });
});

describe("untilProblem", () => {
  const place = { timezone: LA, now: new Date("2026-06-01T19:00:00Z") };
  it.each([
    ["a minute ahead", on("2026-06-01T12:01"), null],
    ["a hundred days ahead", on("2026-09-09T12:00"), null],
    ["now on the store's clock", on("2026-06-01T12:00"), /passed/],
    ["further ahead", on("2026-09-09T12:01"), /100 days/],
    ["no date", on("tomorrow"), /written/],
    ["a time of day", at("17:00"), null],
  ])("judges %s", (_name, choice, problem) => {
    const told = untilProblem(choice, place, wordsIn("en")("takeoff"));
    if (problem === null) expect(told).toBeNull();
    else expect(told).toMatch(problem);
  });
});
