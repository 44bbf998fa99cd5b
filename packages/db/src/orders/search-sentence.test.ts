import { expect, it } from "vitest";
import { readSentence } from "./search-sentence.ts";

// B: what is pasted whole.
it.each([
  ["Smith 29.10", ["29.10"], "Smith"],
  ["29.10 smith", ["29.10"], "smith"],
  ["Smith, $29.10", ["$29.10"], "Smith"],
  ["$ 29.10 Anne-Marie O'Brien", ["$ 29.10"], "Anne-Marie O'Brien"],
  ["I paid $29.10 ten minutes ago", ["$29.10"], null],
  ["I paid 29.10 dollars 10 minutes ago", ["29.10 dollars"], null],
  ["order 12345678 for Smith never came", ["12345678"], "Smith"],
  ["Order #42 for Li Wu is late", ["#42"], "Li Wu"],
  ["Hi, my order WEB-1001 never came!", ["WEB-1001"], null],
  ["please call Maria back at (213) 555-0142", ["(213) 555-0142"], "Maria"],
  ["it's 213 555 0142, name is Müller", ["213 555 0142"], "Müller"],
  ["Smith's order, JPY 1200", ["JPY 1200"], "Smith"],
  ["55,10 € Müller", ["55,10 €"], "Müller"],
  ["1,234.50 for de la Cruz", ["1,234.50"], "de la Cruz"],
  ["order 7, table 3, Neill", ["7"], "table Neill"],
  ["yesterday at 7pm I spent $30 and never got it", ["$30"], null],
])("reads %j", (text, numbers, name) => {
  expect(readSentence(text)).toMatchObject({ numbers, name });
});

it.each(["Smith", "29.10", "$ 29.10", "Anne Marie", "213 555 0142", "", "12 minutes ago", "WEB-1001"])(
  "leaves %j to be read as a whole",
  (text) => {
    expect(readSentence(text)).toBeNull();
  },
);

it.each([
  ["order 7, table 3, Neill", ["3"]],
  ["I paid $29.10 ten minutes ago", []],
  ["Smith 29.10 and a Large pepperoni pizza with extra cheese", ["pepperoni", "pizza", "extra", "cheese"]],
])("names the words of %j that are no part of it", (text, others) => {
  expect(readSentence(text)?.others).toEqual(others);
});
