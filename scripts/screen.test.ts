import { describe, expect, it } from "vitest";
import { lineForScreen } from "./screen.ts";

describe("lineForScreen", () => {
  it.each([
    ['{"level":30,"msg":"request"}', "stdout", null],
    ['{"level":40,"msg":"menu is stale"}', "stdout", "warn: menu is stale"],
    [
      '{"level":50,"msg":"sweep failed","err":{"message":"connection lost"}}',
      "stdout",
      "error: sweep failed (connection lost)",
    ],
    ["ready in 400 ms", "stdout", null],
    ["TypeError: x is undefined", "stderr", "TypeError: x is undefined"],
    ["{not json", "stderr", "{not json"],
    ["  ", "stderr", null],
  ] as const)("shows %j of %s as %j", (line, from, shown) => {
    expect(lineForScreen(line, from)).toBe(shown);
  });
});
