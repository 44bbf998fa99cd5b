import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildMutant, mutate } from "./build.ts";
import { MUTANT_NAMES } from "./catalog.ts";

describe("a mutant", () => {
  it.each(MUTANT_NAMES)("fits the code as it stands: %s", (name) => {
    expect(existsSync(buildMutant(name).apiMain)).toBe(true);
  });

  it("cannot be built from code that has moved on", () => {
    const change = { file: "orders/doubt.ts", find: "return 1;", replace: "return 2;" };
    expect(mutate("{ return 1; }", change, "m")).toBe("{ return 2; }");
    expect(() => mutate("{ return 3; }", change, "m")).toThrow("stands nowhere in orders/doubt.ts");
    expect(() => mutate("return 1; return 1;", change, "m")).toThrow("stands 2 times in orders/doubt.ts");
  });
});
