import { expect, it } from "vitest";
import { isExplained } from "./explained.ts";

it("promises an explanation of a signature only where a known mistake fits and the reader may see it", () => {
  expect(isExplained({ mistake: "milliseconds" })).toBe(true);
  expect(isExplained({ mistake: null })).toBe(false);
  expect(isExplained(null)).toBe(false);
});
