import { describe, expect, it } from "vitest";
import { bulkPath, exportPath, orderAddress, submitVariables } from "./order-search.ts";

const full = { q: "ONL-1001", show: "pending", brand: "brd_1", store: "loc_1", since: "24h", after: "c1" };

describe("the address of the orders", () => {
  it("gives back the search that it was made from", () => {
    const search = orderAddress.parse(full);
    const path = orderAddress.print(search, { after: search.after });
    const again = orderAddress.parse(Object.fromEntries(new URL(path, "http://x.test").searchParams));
    expect(again).toEqual(search);
  });

  it("is plain when nothing is asked for", () => {
    expect(orderAddress.print(orderAddress.parse({}))).toBe("/orders");
    expect(orderAddress.isNarrowed(orderAddress.parse({ after: "c1" }))).toBe(false);
    expect(orderAddress.isNarrowed(orderAddress.parse({ live: "1" }))).toBe(false);
  });

  it("starts at the newest order again when a filter changes", () => {
    expect(orderAddress.print(orderAddress.parse(full), { show: "placed" })).not.toContain("after=");
  });

  it("leaves out what it does not understand", () => {
    const { store, ...rest } = orderAddress.parse({
      show: "burnt",
      since: "1y",
      q: "   ",
      store: ["loc_1", "loc_2"],
    });
    expect(store).toBe("loc_1");
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });
});

describe("submitVariables", () => {
  it("asks for the orders of an issue, on the list as where many are acted on", () => {
    const search = orderAddress.parse({ issue: "iss_1" });
    expect(submitVariables(search, new Date()).filter.issueId).toBe("iss_1");
    expect([bulkPath(search), exportPath(search)]).toEqual([
      "/orders/bulk?issue=iss_1",
      "/orders/export?issue=iss_1",
    ]);
  });

  it("counts the look-back from the clock given", () => {
    const { filter } = submitVariables(orderAddress.parse({ since: "1h" }), new Date("2026-01-15T12:00:00Z"));
    expect(filter.from).toBe("2026-01-15T11:00:00.000Z");
  });

  it("asks for disputed orders by the dispute, not by a state", () => {
    const of = (show: string) => submitVariables(orderAddress.parse({ show }), new Date()).filter;
    expect(of("disputed")).toMatchObject({ disputed: true, states: null });
    expect(of("placed")).toMatchObject({ disputed: false });
  });

  it("asks for exactly the state that the tab is named by", () => {
    const of = (show: string) => submitVariables(orderAddress.parse({ show }), new Date()).filter.states;
    expect([of("pending"), of("unknown"), of("refused")]).toEqual([["PENDING"], ["UNKNOWN"], ["REFUSED"]]);
  });

  it("reads amounts and minutes, and leaves out what is none", () => {
    const of = (params: object) => submitVariables(orderAddress.parse({ ...params }), new Date()).filter;
    expect(of({ min: "29.1", max: "30", from: "2026-11-23T12:00" })).toMatchObject({
      minHundredths: 2910,
      maxHundredths: 3000,
      from: "2026-11-23T12:00:00.000Z",
    });
    expect(of({ min: "much", from: "noon", to: "2026-99-99T12:00" })).toMatchObject({
      minHundredths: null,
      from: null,
      to: null,
    });
  });
});
