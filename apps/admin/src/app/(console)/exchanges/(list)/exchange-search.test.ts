import { describe, expect, it } from "vitest";
import { exchangeAddress, exchangeVariables } from "./exchange-search.ts";

const NOW = new Date("2026-11-29T12:00:00Z");

describe("the address of the exchanges", () => {
  it("gives back the search that it was made from", () => {
    const search = exchangeAddress.parse({
      operation: "submit_order",
      show: "token",
      kind: "par",
      q: "WEB-7",
      from: "2026-11-29T08:00",
      connection: "con_1",
      store: "loc_1",
      issue: "iss_1",
      after: "c1",
    });
    const path = exchangeAddress.print(search, { after: search.after });
    expect(exchangeAddress.parse(Object.fromEntries(new URL(path, "http://x.test").searchParams))).toEqual(
      search,
    );
  });

  it("leaves out what it does not understand", () => {
    const search = exchangeAddress.parse({ operation: "DROP TABLE", show: "418" });
    expect(exchangeAddress.isNarrowed(search)).toBe(false);
    expect(exchangeAddress.print(search)).toBe("/exchanges");
  });
});

describe("exchangeVariables", () => {
  it("asks for every refusal without naming causes", () => {
    expect(exchangeVariables(exchangeAddress.parse({ show: "refused" }), NOW).filter).toMatchObject({
      refusedOnly: true,
      causes: null,
    });
  });

  it("asks a POS's calls by what the POS was asked for", () => {
    expect(exchangeVariables(exchangeAddress.parse({ operation: "place_order" }), NOW).filter).toMatchObject({
      operation: null,
      posOperation: "place_order",
    });
  });

  it("asks for the calls of an issue", () => {
    const { filter } = exchangeVariables(exchangeAddress.parse({ issue: "iss_1" }), NOW);
    expect(filter.issueId).toBe("iss_1");
  });

  it("leaves out a time that is none", () => {
    expect(exchangeVariables(exchangeAddress.parse({ from: "yesterday" }), NOW).filter.from).toBeNull();
  });

  it("reckons a span from now", () => {
    const { filter } = exchangeVariables(exchangeAddress.parse({ since: "day" }), NOW);
    expect(filter.from).toBe("2026-11-28T12:00:00.000Z");
  });
});
