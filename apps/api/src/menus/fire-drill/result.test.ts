import { describe, expect, it } from "vitest";
import { drillResultOf } from "./result.ts";

const fine = { menuId: "mnu_1", state: "done", failure: null, differingCount: 0 } as const;

describe("drillResultOf", () => {
  it.each([
    ["nothing where no drill was held", null, "open"],
    ["that all is well where the menu in force was gone through", fine, "fine"],
    ["that some differ", { ...fine, differingCount: 2 }, "differs"],
    ["that some differ as soon as it is known", { ...fine, state: "running", differingCount: 1 }, "differs"],
    ["nothing of another menu", { ...fine, menuId: "mnu_0" }, "open"],
    ["nothing while it runs", { ...fine, state: "running" }, "open"],
    ["nothing where it was stopped", { ...fine, state: "stopped" }, "open"],
    ["nothing where it broke off", { ...fine, state: "failed", failure: "no_answer" }, "open"],
    [
      "that nothing is left to do where the POS has no check",
      { ...fine, state: "failed", failure: "not_offered" },
      "fine",
    ],
  ] as const)("says %s", (_what, drill, result) => {
    expect(drillResultOf(drill, "mnu_1")).toBe(result);
  });
});
