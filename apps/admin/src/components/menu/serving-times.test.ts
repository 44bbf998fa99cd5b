import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { servingInWords } from "./serving-times.ts";

describe("servingInWords", () => {
  it.each([
    [[], "Always"],
    [[{ days: [7, 1, 2, 3, 4, 5, 6], from: "06:00", to: "11:00" }], "Every day 06:00–11:00"],
    [[{ days: [1, 2, 3, 4, 5, 7], from: "06:00", to: "11:00" }], "Mon–Fri, Sun 06:00–11:00"],
    [
      [
        { days: [6, 7], from: "08:00", to: "12:00" },
        { days: [1], from: "09:00", to: "10:00" },
      ],
      "Sat, Sun 08:00–12:00, Mon 09:00–10:00",
    ],
  ])("reads %j", (times, words) => {
    expect(servingInWords(times, wordsIn("en")("menu"), "en")).toBe(words);
  });

  it("calls days as the reader does", () => {
    const weekdays = [{ days: [1, 2, 3], from: "06:00", to: "11:00" }];
    expect(servingInWords(weekdays, wordsIn("es")("menu"), "es")).toBe("lun–mié 06:00–11:00");
  });
});
