import { expect, it } from "vitest";
import { contactMatch, isAmountMatch, isIdMatch, isTimeMatch, nameParts } from "./match.ts";
import type { SubmitRow } from "./submit-row.ts";

const row: SubmitRow = {
  id: "ord_1",
  href: "/orders/ord_1",
  state: "PLACED",
  isDisputed: false,
  cause: "placed",
  at: "2026-11-23T12:34:56.789Z",
  guest: { name: "Zoë O'Brien", phone: "+1 ••• ••• 0142", email: "Z•••@E•••.com" },
  store: null,
  parLocationId: null,
  claimedStore: null,
  number: "WEB-1001",
  requestUid: null,
  posOrderId: "T-0042",
  hundredths: 2910,
  currency: "USD",
  items: 1,
  latencyMs: null,
  fate: null,
};

it("marks the words of a name that were looked for, in any spelling", () => {
  const marked = nameParts("Zoë O'Brien", [{ kind: "NAME", value: "zoe brien" }]);
  expect(marked.filter(({ isMatch }) => isMatch).map(({ text }) => text)).toEqual(["Zoë", "Brien"]);
  expect(marked.map(({ text }) => text).join("")).toBe("Zoë O'Brien");
});

it("marks ids by their beginning, their end and the till's number", () => {
  expect(isIdMatch("WEB-1001", [{ kind: "ID", value: "web10" }])).toBe(true);
  expect(isIdMatch("WEB-1001", [{ kind: "ID_END", value: "1001" }])).toBe(true);
  expect(isIdMatch("T-0042", [{ kind: "TILL_NUMBER", value: "42" }])).toBe(true);
  expect(isIdMatch("WEB-1001", [{ kind: "ID", value: "1001" }])).toBe(false);
  expect(isIdMatch(null, [{ kind: "ID", value: "1" }])).toBe(false);
});

it("marks what it comes to in the currency that was said", () => {
  expect(isAmountMatch(row, [{ kind: "AMOUNT", value: "29.10" }])).toBe(true);
  expect(isAmountMatch(row, [{ kind: "AMOUNT", value: "29.10 EUR" }])).toBe(false);
  expect(isAmountMatch({ ...row, hundredths: null }, [{ kind: "AMOUNT", value: "29.10" }])).toBe(false);
});

it("marks how to reach the guest, and the minute", () => {
  expect(contactMatch(row, [{ kind: "PHONE", value: "0142" }])).toBe("+1 ••• ••• 0142");
  expect(contactMatch(row, [{ kind: "EMAIL", value: "zoe@example.com" }])).toBe("Z•••@E•••.com");
  expect(contactMatch(row, [{ kind: "EMAIL", value: "ada@example.com" }])).toBeNull();
  expect(contactMatch({ ...row, guest: null }, [{ kind: "EMAIL", value: "" }])).toBeNull();
  expect(isTimeMatch(row, [{ kind: "TIME", value: "2026-11-23T12:34Z" }])).toBe(true);
  expect(isTimeMatch(row, [{ kind: "TIME", value: "2026-11-24" }])).toBe(false);
});
