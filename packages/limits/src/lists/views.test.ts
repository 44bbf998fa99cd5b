import { describe, expect, it } from "vitest";
import { viewLists, viewParams } from "./views.ts";

describe("viewParams", () => {
  it("keeps filters, order and columns in one form, whatever order they came in", () => {
    const kept = "show=pending&store=loc_1&minAge=15&sort=oldest&columns=age.latency";
    expect(viewParams("orders", `?columns=age.latency&sort=oldest&minAge=15&store=loc_1&show=pending`)).toBe(
      kept,
    );
    expect(viewParams("orders", kept)).toBe(kept);
  });

  it("drops what the list does not know, what it does not understand, and the place in the list", () => {
    const query = "colour=red&show=burnt&store=1%27--&from=noon&min=much&after=c1&view=viw_1&live=1";
    expect(viewParams("orders", query)).toBe("");
    expect(viewParams("issues", "min=5&state=open&cause=unmapped_id")).toBe("state=open&cause=unmapped_id");
  });

  it("keeps no search, which may be a guest's", () => {
    for (const list of viewLists) expect(viewParams(list, "q=%2B15555550142")).not.toContain("555");
  });

  it("says that validates are validates, and gives them nothing of submits", () => {
    expect(viewParams("validates", "show=placed&min=5&since=1h")).toBe("operation=validates&since=1h");
    expect(viewParams("orders", "operation=validates&show=placed")).toBe("show=placed");
  });

  it("takes the first of several values, as the page does", () => {
    expect(viewParams("orders", "show=placed&show=pending")).toBe("show=placed");
  });
});
