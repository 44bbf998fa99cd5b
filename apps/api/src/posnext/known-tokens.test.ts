import { expect, it } from "vitest";
import { createKnownTokens } from "./known-tokens.ts";

it("keeps the latest thousand, and no long one", () => {
  const tokens = createKnownTokens<number>();
  for (let n = 0; n < 1_500; n++) tokens.keep(`Bearer ${n}`, n);
  tokens.keep("x".repeat(1_025), 1);
  tokens.keep(undefined, 1);
  expect(tokens.find("Bearer 499")).toBeNull();
  expect(tokens.find("Bearer 500")).toBe(500);
  expect(tokens.find("Bearer 1499")).toBe(1_499);
  expect(tokens.find("x".repeat(1_025))).toBeNull();
  expect(tokens.find(undefined)).toBeNull();
});
