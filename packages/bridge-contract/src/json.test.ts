import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BridgeJsonError, parseBridgeJson } from "./json.ts";

const bytes = (text: string) => Buffer.from(text);

describe("parseBridgeJson", () => {
  it("reads what JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, stringUnit: "grapheme" }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\\u|__proto__|constructor|prototype/.test(text));
        expect(parseBridgeJson(bytes(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ["an empty body", bytes("")],
    ["HTML", bytes("<html></html>")],
    ["a byte order mark", bytes("\ufeff{}")],
    ["bytes that are not UTF-8", Buffer.from([0x22, 0xff, 0x22])],
    ["a key that names a prototype", bytes('{"a":[{"__proto__":{"x":1}}]}')],
    ["the same in escapes", bytes('{"\\u005f_proto__":1}')],
    ["constructor", bytes('{"constructor":{"prototype":{"x":1}}}')],
    ["65 levels", bytes(`${"[".repeat(66)}${"]".repeat(66)}`)],
    ["100,000 levels", bytes(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)],
    ["a NUL", bytes('["a\\u0000"]')],
    ["half a character", bytes('["\\ud800"]')],
    ["half a character in a key", bytes('{"\\udc00":1}')],
    ["a key twice", bytes('{"status":"placed","status":"refused"}')],
    ["a key twice deep within", bytes('[1,{"a":{"b":[{"c":":","d":1,"c":2}]}}]')],
    ["a key twice, once in escapes", bytes('{"status":1,"\\u0073tatus":2}')],
  ])("refuses %s", (_what, body) => {
    expect(() => parseBridgeJson(body)).toThrow(BridgeJsonError);
  });

  it("tells a key that is there twice from text that is no JSON", () => {
    const reasonOf = (text: string) => {
      try {
        parseBridgeJson(bytes(text));
      } catch (error) {
        return error instanceof BridgeJsonError ? error.reason : null;
      }
      return null;
    };
    expect(reasonOf('{"a":1,"a":1}')).toBe("key_twice");
    expect(reasonOf("{")).toBe("not_json");
  });

  it("leaves every prototype as it was", () => {
    expect(() => parseBridgeJson(bytes('{"__proto__":{"polluted":1}}'))).toThrow();
    expect("polluted" in {}).toBe(false);
  });
});
