import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { menuOf, productOf } from "../pricing/testing/orders.ts";
import { canonicalJson, menuVersion } from "./version.ts";

const menu = menuOf({ products: [productOf({ id: "tea", priceCents: 300 })] });

/** The same value with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, turned(inner)] as const);
  return Object.fromEntries(entries.reverse());
}

describe("menuVersion", () => {
  it("is the same for the same content in another sequence of keys", () => {
    expect(menuVersion({ ...menu, currency: "USD" })).toBe(menuVersion(menu));
    expect(menuVersion(menu)).toMatch(/^[0-9a-f]{64}$/);
  });

  it("differs with any change", () => {
    const soldOut = menuOf({ products: [productOf({ id: "tea", priceCents: 300, isAvailable: false })] });
    expect(menuVersion(soldOut)).not.toBe(menuVersion(menu));
  });
});

describe("canonicalJson", () => {
  it("sorts keys by code unit at every depth, as RFC 8785 does", () => {
    expect(canonicalJson({ "\u20ac": 1, b: [{ z: 1, a: 2 }], "1": null, "\ud83d\ude00": "é\u0007" })).toBe(
      '{"1":null,"b":[{"a":2,"z":1}],"\u20ac":1,"\ud83d\ude00":"é\\u0007"}',
    );
  });

  it("depends on content alone", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(turned(value))).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
