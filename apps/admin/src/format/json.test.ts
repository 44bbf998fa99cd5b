import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indentJson } from "./json.ts";

describe("indentJson", () => {
  it("indents and leaves numbers as they were sent", () => {
    expect(indentJson('{"total":29.10,"big":12345678901234567890,"items":[1,{}],"none":[ ]}')).toBe(
      [
        "{",
        '  "total": 29.10,',
        '  "big": 12345678901234567890,',
        '  "items": [',
        "    1,",
        "    {}",
        "  ],",
        '  "none": []',
        "}",
      ].join("\n"),
    );
  });

  it("leaves braces and escapes inside texts alone", () => {
    expect(indentJson('{"a":"{\\"x\\":[1,2]}, \\\\"}')).toBe('{\n  "a": "{\\"x\\":[1,2]}, \\\\"\n}');
  });

  it("gives back what is not JSON", () => {
    expect(indentJson("<html>, no: {")).toBe("<html>, no: {");
    expect(indentJson("")).toBe("");
  });

  it("never changes the value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(indentJson(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("prints as JSON.stringify would", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });
});
