import { describe, expect, it } from "vitest";
import { orderAddress, orderVariables } from "./order-search.ts";

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
  });

  it("starts at the newest order again when a filter changes", () => {
    expect(orderAddress.print(orderAddress.parse(full), { show: "placed" })).not.toContain("after=");
  });

  it("leaves out what it does not understand", () => {
    expect(orderAddress.parse({ show: "burnt", since: "1y", q: "   ", store: ["loc_1", "loc_2"] })).toEqual({
      q: null,
      show: null,
      brand: null,
      store: "loc_1",
      since: null,
      after: null,
    });
  });
});

describe("orderVariables", () => {
  it("counts the look-back from the clock given", () => {
    const { filter } = orderVariables(orderAddress.parse({ since: "1h" }), new Date("2026-01-15T12:00:00Z"));
    expect(filter.from).toBe("2026-01-15T11:00:00.000Z");
  });

  it("asks for disputed orders by the dispute, not by a state", () => {
    const of = (show: string) => orderVariables(orderAddress.parse({ show }), new Date()).filter;
    expect(of("disputed")).toMatchObject({ disputed: true, states: ["PLACED", "REJECTED", "ERRORED"] });
    expect(of("placed")).toMatchObject({ disputed: false });
  });

  it("finds an order whose fate is unknown among the pending ones", () => {
    expect(orderVariables(orderAddress.parse({ show: "pending" }), new Date()).filter.states).toContain(
      "UNKNOWN",
    );
  });
});
