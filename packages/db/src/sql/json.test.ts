import fc from "fast-check";
import { expect, it } from "vitest";
import { toJsonText } from "./json.ts";

const storable = (text: string) => text.replace(/[\0\p{Surrogate}]/gu, "\ufffd");

it("replaces exactly what PostgreSQL cannot store", () => {
  const texts = fc.array(
    fc.constantFrom("\\", "\0", "\ud800", "\udc00", "🌮", "u", "0000", "ud800", '"', "a", "\n"),
  );
  fc.assert(
    fc.property(texts, fc.string({ unit: "binary" }), (parts, tail) => {
      const text = parts.join("") + tail;
      expect(JSON.parse(toJsonText({ text, list: [text] }))).toEqual({
        text: storable(text),
        list: [storable(text)],
      });
    }),
    { numRuns: 500 },
  );
});

it("writes null for what JSON does not know", () => {
  expect(toJsonText(undefined)).toBe("null");
});
