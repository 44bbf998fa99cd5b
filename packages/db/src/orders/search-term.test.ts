import { expect, it } from "vitest";
import { phoneSearchKey, readSearchTerm, searchId } from "./search-term.ts";

const UUID = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
const BARE_UUID = UUID.replaceAll("-", "");
const ORDER = "ord_0197a3c48f5e7c1db2a90d3e4f5a6b7c";
const DIGEST = "ab".repeat(32);

// B: what could be two things is looked up as both.
it.each([
  [ORDER, "order"],
  [` "${ORDER.toUpperCase()}". `, "order"],
  [`http://localhost:3000/orders/${ORDER}?tab=trace`, "order"],
  [`https://admin.example/exchanges/exc_${BARE_UUID}`, "exchange"],
  [" Ada@Example.com ", "email"],
  ["mailto:ada@example.com", "email"],
  [UUID.toUpperCase(), "id reference"],
  [BARE_UUID, "id reference"],
  [`{"request_uid":"${UUID}","online_order_id":"7"}`, "id reference"],
  [`x-pch-digest: ${DIGEST.toUpperCase()}`, "digest id"],
  ["https://admin.example/orders?q=WEB-1001&show=placed", "id"],
  ["+1 (213) 555-0142", "id phone"],
  ["213\u2011555\u20110142", "id phone"],
  ["tel:+1-213-555-0142;ext=12", "id phone id name"],
  ["2135550142", "id phone"],
  ["0142", "id id_end till_number phone"],
  ["1001", "id id_end till_number phone amount"],
  ["64ff", "id id_end"],
  ["00cf4fc964ff", "id id_end"],
  ["1001-7", "id id_end phone"],
  ["#42", "id till_number"],
  ["7", "id till_number amount"],
  ["1B67-1A64", "id reference"],
  ["Parley 1B67-1A64", "id reference name"],
  ["29.10", "id amount"],
  ["$29.10", "id amount"],
  ["29,10 €", "id amount"],
  ["¥1200", "id amount"],
  ["2026-11-28T11:32:13.123Z", "id time"],
  ["WEB-1001", "id"],
  ["Ada Lovelace", "id name"],
  ["ABCDEFG", "id name"],
  ["Smith-Jones", "id name"],
  ["Li", "id name"],
  ["王", "id name"],
  ["Ada\u00ad\ufeff\u200b", "id name"],
  ["", ""],
  ["\0\0\0", ""],
  ["\ud800", ""],
  ["%", ""],
  ["_ \\ ''", ""],
])("reads %j as %s", (text, kinds) => {
  const read = readSearchTerm(text).map(({ kind }) => kind);
  // A letter or more is a name as well; the table says so where that is what is meant.
  expect(read.filter((kind) => kinds.split(" ").includes(kind) || kind !== "name").join(" ")).toBe(kinds);
});

it.each([
  ["29.10", 2910, false, null],
  ["29,1", 2910, false, null],
  ["$ 29.10", 2910, false, null],
  ["US$29.10", 2910, false, null],
  ["€29,10", 2910, false, "EUR"],
  ["29.10 USD", 2910, false, "USD"],
  ["USD 1,234.50", 123_450, false, "USD"],
  ["1.234,50 EUR", 123_450, false, "EUR"],
  ["1'234.50", 123_450, false, null],
  ["¥1200", 120_000, true, null],
  ["1,200", 120_000, true, null],
  ["１２００円".slice(0, 4), 120_000, true, null],
  ["٢٩.١٠", 2910, false, null],
  ["29", 2900, true, null],
  ["$29", 2900, false, null],
])("reads the amount %j as %d hundredths", (text, hundredths, isWhole, currency) => {
  expect(readSearchTerm(text).find(({ kind }) => kind === "amount")).toMatchObject({
    hundredths,
    isWhole,
    currency,
  });
});

it.each(["29.1050", "1.2.3", "213.555.0142", "12,34,56", "99999999999999", "a29.10"])(
  "does not take %j for an amount",
  (text) => {
    expect(readSearchTerm(text).map(({ kind }) => kind)).not.toContain("amount");
  },
);

it("compares phone numbers by what their spellings share", () => {
  const spellings = [
    "+49 170 1234567",
    "0170 1234567",
    "(0170) 123-4567",
    "00491701234567",
    "0170 1234567 x12",
  ];
  const digits = spellings.map(
    (text) => readSearchTerm(text).find(({ kind }) => kind === "phone")?.value ?? "",
  );
  expect(new Set(digits.map(phoneSearchKey))).toEqual(new Set(["765432107"]));
  expect(phoneSearchKey("0142")).toBe("2410");
});

it("folds ids of any length without looking at them twice", () => {
  expect(searchId(" \u201cWEB\u2011 1001\u201d ")).toBe("web1001");
  expect(readSearchTerm("x".repeat(1000)).map(({ kind }) => kind)).toEqual(["id", "name"]);
});

it.each([
  "0000-01-01 00:00",
  "0000-01-01T00:00:00Z",
  "9999-12-31",
  "9999-12-31 23:59",
  "9999-12-31T23:59:59-12:00",
  "0001-01-01T00:00:00+14:00",
  "2026-02-30",
])("does not read %j as a time: it, or what ends after it, is no date of the database's", (text) => {
  expect(readSearchTerm(text).map(({ kind }) => kind)).not.toContain("time");
});
