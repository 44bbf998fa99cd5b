import { expect, it } from "vitest";
import { csvLine, guarded, unguarded } from "./csv.ts";

it.each([
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["+1 555", "'+1 555"],
  ["-2", "'-2"],
  ["@cmd", "'@cmd"],
  ["\tx", '"\'\tx"'],
  ["\r=1", `"'\r'=1"`],
  ["Ada;=cmd|'/C calc'!A0;", `"Ada;'=cmd|'/C calc'!A0;"`],
  ["A; \u200b-1;\t@x", `"A;' \u200b-1;\t'@x"`],
  ["\n=1+1", `"\n'=1+1"`],
  ["a\u2028+1", `"a\u2028'+1"`],
  ["\uff1d1", "'\uff1d1"],
  ["\uff0b1", "'\uff0b1"],
  ["\uff0d1", "'\uff0d1"],
  ["\uff20x", "'\uff20x"],
  ["\u22121", "'\u22121"],
  [" \u00a0=1", "' \u00a0=1"],
  ["\u200b\ufeff=1", "'\u200b\ufeff=1"],
  ["\u0000\u3164=1", "'\u0000\u3164=1"],
  ["a=1", "a=1"],
])("writes %j so that no spreadsheet runs it", (text, written) => {
  expect(csvLine([text])).toBe(`${written}\r\n`);
});

it.each(["a; b", "12; 13-14", "mail a@b.example", "1 + 1 = 2", "O'Neil", "\u00bd"])(
  "leaves %j as it is",
  (text) => {
    expect(csvLine([text]).replaceAll('"', "")).toBe(`${text}\r\n`);
  },
);

it("takes no longer for what nobody sees, however much of it there is", () => {
  const hidden = " ".repeat(100_000);
  expect(csvLine([`${hidden}x`])).toBe(`${hidden}x\r\n`);
});

it("keeps numbers, commas, quotes and lines, and leaves out what is not there", () => {
  expect(csvLine([-1.5, null, 'say "a, b"', "two\nlines", ""])).toBe(
    '-1.5,,"say ""a, b""","two\nlines",\r\n',
  );
});

it.each(["=1", "'=1", "''=1", "'a", "a;=b", "a;'-b;''@c", "\u200b+1", "-", "a-1"])(
  "guards %j so that it is known again, and as a whole file is",
  (text) => {
    expect(unguarded(guarded(text))).toBe(text);
    // Nothing is left to guard.
    expect(csvLine([guarded(text)]).replaceAll('"', "")).toBe(`${guarded(text)}\r\n`);
  },
);

it("writes digits as a text, of which a spreadsheet keeps all", () => {
  expect(csvLine([{ digits: "00042" }, { digits: "1);=x" }])).toBe('"=""00042""","=""1"""\r\n');
});
