import { expect, it } from "vitest";
import { detectSearchTerm, phoneSearchKey } from "./search-term.ts";

it.each([
  ["ord_0197a3c48f5e7c1db2a90d3e4f5a6b7c", "order_id"],
  [" Ada@Example.com ", "email"],
  ["6F9619FF-8B86-D011-B42D-00CF4FC964FF", "request_uid"],
  ["+1 (213) 555-0142", "phone"],
  ["213.555.0142", "phone"],
  ["2135550142", "digits"],
  ["1001", "digits"],
  ["WEB-1001", "identifier"],
  ["WEB-", "identifier"],
  ["a7f3", "identifier"],
  ["555-01", "identifier"],
  ["Ada", "name"],
  ["lovelace", "name"],
  ["O'Brien Jr", "name"],
  ["Ad", "too_short"],
  ["", "too_short"],
  ["\0\0\0", "too_short"],
])("takes %j for a term of kind %s", (text, kind) => {
  expect(detectSearchTerm(text).kind).toBe(kind);
});

it("compares phone numbers by what their spellings share", () => {
  const spellings = ["+49 170 1234567", "0170 1234567", "(0170) 123-4567", "00491701234567"];
  expect(new Set(spellings.map(phoneSearchKey))).toEqual(new Set(["765432107"]));
  expect(phoneSearchKey("555-01")).toBeNull();
});
