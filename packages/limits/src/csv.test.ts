import { expect, it } from "vitest";
import { csvLine } from "./csv.ts";

it.each([
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["+1 555", "'+1 555"],
  ["-2", "'-2"],
  ["@cmd", "'@cmd"],
  ["\tx", "'\tx"],
  ["\r=1", '"\'\r=1"'],
  ["a=1", "a=1"],
])("writes %j so that no spreadsheet runs it", (text, written) => {
  expect(csvLine([text])).toBe(`${written}\r\n`);
});

it("keeps numbers, commas, quotes and lines, and leaves out what is not there", () => {
  expect(csvLine([-1.5, null, 'say "a, b"', "two\nlines", ""])).toBe(
    '-1.5,,"say ""a, b""","two\nlines",\r\n',
  );
});
