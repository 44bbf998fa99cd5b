import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ContractError } from "../errors.ts";
import { parseJson } from "./json.ts";

function refusal(body: string | Uint8Array): ContractError {
  try {
    parseJson(typeof body === "string" ? Buffer.from(body) : body);
  } catch (error) {
    if (error instanceof ContractError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

function nested(depth: number): string {
  return `${'{"a":'.repeat(depth - 1)}{}${"}".repeat(depth - 1)}`;
}

const utf8 = (...bytes: number[]) =>
  Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')]);

const notJson: [row: string, body: string | Uint8Array][] = [
  ["D01 an empty body", ""],
  ["D01 blanks alone", " \n"],
  ["D02 null", "null"],
  ["D02 a number", "1"],
  ["D02 a text", '"x"'],
  ["D02 true", "true"],
  ["D02 an array", "[]"],
  ["D02 an array of objects", "[{}]"],
  ["D03 a surrogate, then an escaped quote", '{"a":"\\uD800\\"}'],
  ["D03 a surrogate, then half an escape", '{"a":"\\uD800\\u1x"}'],
  ["D03 an unfinished text", '{"a":"x'],
  ["D03 a raw newline in a text", '{"a":"x\ny"}'],
  ["D03 a bad escape", '{"a":"\\x41"}'],
  ["D03 a leading zero", '{"a":012}'],
  ["D03 a leading plus", '{"a":+1}'],
  ["D03 a bare point", '{"a":1.}'],
  ["D03 two values", "{}{}"],
  ["D03 100,000 opening brackets", "[".repeat(100_000)],
  ["D05 a trailing comma", '{"a":1,}'],
  ["D05 a comment", '{"a":1/* */}'],
  ["D05 single quotes", "{'a':1}"],
  ["D05 NaN", '{"a":NaN}'],
  ["D05 Infinity", '{"a":-Infinity}'],
  ["D06 a key twice", '{"a":1,"a":1}'],
  ["D06 a key twice, one escaped", '{"a":1,"\\u0061":2}'],
  ["D06 a key twice, deep down", '{"a":[{"b":{"c":1,"d":2,"c":3}}]}'],
  ["D07 __proto__", '{"__proto__":{"x":1}}'],
  ["D07 constructor.prototype", '{"a":{"constructor":{"prototype":{"x":1}}}}'],
  ["D07 prototype", '{"a":[{"prototype":1}]}'],
  ["D08 __proto__ escaped", '{"\\u005f_proto__":{"x":1}}'],
  ["D09 depth 33", nested(33)],
  ["D09 depth 1,000", nested(1_000)],
  ["D09 depth 100,000", nested(100_000)],
  ["D10 10,001 keys", `{${Array.from({ length: 10_001 }, (_, at) => `"${at}":0`).join(",")}}`],
  ["D18 a lone continuation byte", utf8(0x80)],
  ["D18 an overlong form", utf8(0xc0, 0xaf)],
  ["D18 a UTF-8 surrogate", utf8(0xed, 0xa0, 0x80)],
  ["D18 beyond U+10FFFF", utf8(0xf4, 0x90, 0x80, 0x80)],
  ["two byte order marks", Buffer.from("\ufeff\ufeff{}")],
  ["a byte order mark behind the body", Buffer.from("{}\ufeff")],
  ["a byte order mark alone", Buffer.from("\ufeff")],
  ["UTF-16 with its mark", Buffer.from("\ufeff{}", "utf16le")],
];

const badValues: [row: string, body: string, field: string][] = [
  ["D20 a lone lead", '{"a":{"b":"x\\ud800y"}}', "a.b"],
  ["D20 a lone trail", '{"a":["ok","\\udc00"]}', "a[1]"],
  ["D20 two leads", '{"a":"\\ud83d\\ud83d\\udd11"}', "a"],
  ["D20 a lead at the end", '{"a":"\\ud83d"}', "a"],
  ["D20 a lone surrogate in a key", '{"a":{"\\ud800":1}}', "a.\ufffd"],
  ["D21 U+0000", '{"order_details":{"items":[{"name":"a\\u0000b"}]}}', "order_details.items[0].name"],
  ["D24 1e400", '{"a":1e400}', "a"],
  ["D24 -0", '{"a":{"b":-0}}', "a.b"],
  ["D24 -0.0", '{"a":-0.0}', "a"],
  ["D24 -0e5", '{"a":-0e5}', "a"],
  ["D24 a 400-digit number", `{"a":[0,${"9".repeat(400)}]}`, "a[1]"],
  ["18 digits", '{"a":"x","b":0.123456789012345678}', "b"],
  ["18 digits, zeros last", '{"b":100000000000000000}', "b"],
];

describe("parseJson", () => {
  it.each(notJson)("refuses as invalid_json: %s", (_, body) => {
    expect(refusal(body).code).toBe("invalid_json");
    expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
  });

  it("E: reads a .NET decimal, whose fraction ends in zeros that say nothing", () => {
    const body = '{"a":29.1000000000000000000000000000,"b":0.0000000000000000000000000000}';
    expect(parseJson(Buffer.from(body))).toEqual({ a: 29.1, b: 0 });
  });

  it("tells the path of a flaw behind characters of several bytes", () => {
    expect(refusal('{"ä漢":"🌮é","b":[1,-0]}')).toMatchObject({ issues: [{ field: "b[1]" }] });
  });

  it.each(badValues)("refuses as invalid_field, with the path: %s", (_, body, field) => {
    expect(refusal(body)).toMatchObject({ code: "invalid_field", issues: [{ field }] });
  });

  it("E: reads on after one byte order mark", () => {
    expect(parseJson(Buffer.from('\ufeff{"a":"\ufeffé"}'))).toEqual({ a: "\ufeffé" });
    const flawed = Buffer.from('\ufeff{"a":{"b":1e400}}');
    expect(refusal(flawed)).toMatchObject({ code: "invalid_field", issues: [{ field: "a.b" }] });
  });

  it("takes what is just within the limits", () => {
    const keys = `{${Array.from({ length: 10_000 }, (_, at) => `"${at}":0`).join(",")}}`;
    for (const body of [
      nested(32),
      keys,
      '{"a":0.30000000000000004}',
      '{"a":"\\ud83d\\udd11"}',
      '{"a":1e22}',
    ]) {
      expect(parseJson(Buffer.from(body))).toEqual(JSON.parse(body));
    }
  });

  it("D35: takes names of Object.prototype that change nothing", () => {
    const body = '{"toString":1,"valueOf":2,"then":3,"hasOwnProperty":4}';
    expect(parseJson(Buffer.from(body))).toEqual(JSON.parse(body));
  });

  it("keeps texts byte for byte, escaped or not", () => {
    const text = '\\ "quoted" {[:,]} é オ 🌮 \u202e\u200d \r\n';
    const escaped = [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
    expect(parseJson(Buffer.from(JSON.stringify({ a: text })))).toEqual({ a: text });
    expect(parseJson(Buffer.from(`{"a":"${escaped.slice(0, 12).join("")}"}`))).toEqual({
      a: text.slice(0, 12),
    });
  });

  it("gives what JSON.parse gives for any object that it takes, and refuses all others by a code", () => {
    const json = fc.json({ maxDepth: 4, noUnicodeString: false }).map((text) => `{"v":${text}}`);
    fc.assert(
      fc.property(json, (text) => {
        try {
          expect(parseJson(Buffer.from(text))).toEqual(JSON.parse(text));
        } catch (error) {
          expect(error).toBeInstanceOf(ContractError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("never throws anything but a ContractError, whatever the bytes", () => {
    const pieces = fc.constantFrom(
      '{"a":',
      "{",
      "}",
      "[",
      "]",
      '"',
      "\\",
      "\\u",
      "d800",
      ",",
      ":",
      "1e",
      "-",
      "0",
      "é",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        try {
          parseJson(Buffer.from(parts.join("")));
        } catch (error) {
          expect(error).toBeInstanceOf(ContractError);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it("finds a key that is there twice wherever it is", () => {
    const key = fc.string({ maxLength: 4 }).filter((name) => !name.includes("\0") && name !== "__proto__");
    fc.assert(
      fc.property(key, fc.integer({ min: 0, max: 5 }), (name, depth) => {
        const twice = `{${JSON.stringify(name)}:1,"zz9":[],${JSON.stringify(name)}:1}`;
        const body = `${'{"zz8":['.repeat(depth)}${twice}${"]}".repeat(depth)}`;
        expect(refusal(body).code).toBe("invalid_json");
      }),
    );
  });
});
