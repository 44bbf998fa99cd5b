import { describe, expect, it } from "vitest";
import { bodyFields, differs, headerFields, sideBySide, tellingDifference } from "./compare.ts";

describe("two messages side by side", () => {
  it("are told apart field by field, each as it was sent", () => {
    const first = bodyFields('{"a":29.10,"items":[{"id":"x"},{"id":"y, }"}],"n":null,"e":[],"o":{}}');
    const second = bodyFields('{"a":29.1,"items":[{"id":"x"}],"n":null,"b":{"c":true}}');
    const fields = sideBySide(first, second);
    expect(fields.filter(differs)).toEqual([
      { name: "a", first: "29.10", second: "29.1" },
      { name: "items.1.id", first: '"y, }"', second: null },
      { name: "e", first: "[]", second: null },
      { name: "o", first: "{}", second: null },
      { name: "b.c", first: null, second: "true" },
    ]);
    expect(fields.map(({ name }) => name)).toContain("items.0.id");
  });

  it("read a name with a colon or an escaped quote in it, and a list in a list", () => {
    expect([...bodyFields('{"a:\\"b":[[1,2],["x"]],"c":"\\\\"}')]).toEqual([
      ['a:"b.0.0', "1"],
      ['a:"b.0.1', "2"],
      ['a:"b.1.0', '"x"'],
      ["c", '"\\\\"'],
    ]);
  });

  it("keep what is no JSON as one field, and nothing as none", () => {
    expect([...bodyFields("{oops")]).toEqual([["", "{oops"]]);
    expect([...bodyFields('"text"')]).toEqual([["", '"text"']]);
    expect([bodyFields(null).size, bodyFields("").size]).toEqual([0, 0]);
  });

  it("are told apart by what is not another in every call anyway, where there is anything else", () => {
    const call = (uid: string, price: number) =>
      bodyFields(`{"request_uid":"${uid}","RequestDatetime":"${uid}","order":{"unit_price":${price}}}`);
    const differing = sideBySide(call("a", 1), call("b", 2));
    expect(tellingDifference(differing)).toMatchObject({ name: "order.unit_price" });
    expect(tellingDifference(sideBySide(call("a", 1), call("b", 1)))).toMatchObject({ name: "request_uid" });
    expect(tellingDifference(sideBySide(call("a", 1), call("a", 1)))).toBeUndefined();
  });

  it("number a header that comes twice", () => {
    const twice = [1, 2].map((value) => ({ name: "via", value: String(value) }));
    expect([...headerFields(twice).keys()]).toEqual(["via", "via (2)"]);
  });
});
