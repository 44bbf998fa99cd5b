import { expect, it } from "vitest";
import { newsOf } from "./news-of.ts";

const issue = (id: string, title = id) => ({ id, title });

it("tells of what began since the last look, and of nothing that was there at the first", () => {
  const open = [issue("a"), issue("b")];
  expect(newsOf({ open, before: null, shown: [] })).toEqual([]);
  expect(newsOf({ open, before: new Set(["a"]), shown: [] })).toEqual([issue("b")]);
});

it("keeps what still lasts in its words of now, below what is newer, and drops what is over", () => {
  const shown = [issue("over"), issue("lasts", "for 3 min")];
  const open = [issue("lasts", "for 4 min"), issue("new")];
  expect(newsOf({ open, before: new Set(["over", "lasts"]), shown })).toEqual([
    issue("new"),
    issue("lasts", "for 4 min"),
  ]);
});

it("shows once what ended and began again between two looks", () => {
  expect(newsOf({ open: [issue("a")], before: new Set(), shown: [issue("a")] })).toEqual([issue("a")]);
});
