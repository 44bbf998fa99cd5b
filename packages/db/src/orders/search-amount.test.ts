import { expect, it } from "vitest";
import { amountPointerIn } from "./search-amount.ts";
import { readSentence } from "./search-sentence.ts";
import { readSearchTerm } from "./search-term.ts";

it.each([
  // A whole amount stands for whatever cents it has.
  ["$11", 1100, 1199, null],
  ["US$ 11", 1100, 1199, null],
  ["USD 11", 1100, 1199, null],
  ["11", 1100, 1199, null],
  ["11 dollars", 1100, 1199, null],
  ["11 dólares", 1100, 1199, null],
  ["11 dolares.", 1100, 1199, null],
  ["total 11", 1100, 1199, null],
  ["pagué 11", 1100, 1199, null],
  ["I paid $11 yesterday", 1100, 1199, null],
  ["$1,200", 120_000, 120_099, null],
  ["Ada $11", 1100, 1199, "Ada"],
  // Two of them are the ends of a range.
  ["11-12", 1100, 1200, null],
  ["11\u201312", 1100, 1200, null],
  ["11 - 12", 1100, 1200, null],
  ["$11-$12", 1100, 1200, null],
  ["$11-12", 1100, 1200, null],
  ["11-12 dollars", 1100, 1200, null],
  ["11 to 12", 1100, 1200, null],
  ["12 to 11", 1100, 1200, null],
  ["from 11.50 to 12,25", 1150, 1225, null],
  ["between 11 and 12", 1100, 1200, null],
  ["Between $11 and $12.50!", 1100, 1250, null],
  ["entre 11 y 12", 1100, 1200, null],
  ["entre 11 y 12 pesos", 1100, 1200, null],
  ["de 11 a 12", 1100, 1200, null],
  ["desde 11 hasta 12 euros", 1100, 1200, null],
  ["between 11 and 12 for Ana Ruiz", 1100, 1200, "Ana Ruiz"],
  ["pedido de Ana Ruiz, entre 11 y 12", 1100, 1200, "de Ana Ruiz"],
  // About one is a little less and a little more.
  ["about 11", 1000, 1200, null],
  ["around $11", 1000, 1200, null],
  ["around 11 bucks", 1000, 1200, null],
  ["~11", 1000, 1200, null],
  ["11 or so", 1000, 1200, null],
  ["about 11.40", 1040, 1240, null],
  ["about 100", 9500, 10_500, null],
  ["unos 11", 1000, 1200, null],
  ["como 11 dólares", 1000, 1200, null],
  ["alrededor de 11", 1000, 1200, null],
  ["más o menos 11", 1000, 1200, null],
  ["Smith, about 11", 1000, 1200, "Smith"],
  ["about 0", 0, 100, null],
])("reads %j as a range of amounts", (text, minHundredths, maxHundredths, name) => {
  expect(amountPointerIn(text)).toEqual({ minHundredths, maxHundredths, name });
});

it.each([
  "",
  "Smith",
  "29.10",
  "$29.10",
  "1001",
  "0142",
  "#11",
  "order 11",
  "table 11, Smith",
  "WEB-11",
  "11/12",
  "11-12-2026",
  "2026-11-12",
  "1001-7",
  "555-0142",
  "213-555-0142",
  "+1 213 555 0142",
  "about 11 minutes ago",
  "hace como 11 minutos",
  "around 11 am",
  "around 11:30",
  "between 11 and 12 pm",
  "about 11 items",
  "11-11",
  "$0",
  // What has no cents is searched as it is.
  "\u00a51200",
  "1200 yen",
  "$99,999,999,999",
  "between 1 and 999,999,999",
])("leaves %j to be searched, or has no range for it", (text) => {
  expect(amountPointerIn(text)).toBeNull();
});

it("reads amounts in Spanish words as it does in English ones", () => {
  const amountIn = (text: string) => readSearchTerm(text).find(({ kind }) => kind === "amount");
  expect(amountIn("29.10 dólares")).toMatchObject({ hundredths: 2910, currency: null });
  expect(amountIn("29,10 libras")).toMatchObject({ hundredths: 2910, currency: "GBP" });
  expect(readSentence("Ana pagó 29,10 pesos y no llegó nada")).toMatchObject({
    numbers: ["29,10 pesos"],
    name: "Ana",
  });
});

it("looks at what is long in no time that grows with it", () => {
  for (const text of [
    "1,".repeat(5000),
    "between ".repeat(2000),
    `about ${"9".repeat(9000)}`,
    "11-".repeat(4000),
  ])
    expect(amountPointerIn(text)).toBeNull();
});
