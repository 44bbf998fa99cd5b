import { describe, expect, it } from "vitest";
import { exchangeSearchPath, exchangeVariables, isNarrowed, parseExchangeSearch } from "./exchange-search.ts";

describe("the address of the exchanges", () => {
  it("gives back the search that it was made from", () => {
    const search = parseExchangeSearch({
      operation: "submit_order",
      show: "401",
      connection: "con_1",
      store: "loc_1",
      after: "c1",
    });
    const path = exchangeSearchPath(search, { after: search.after });
    expect(parseExchangeSearch(Object.fromEntries(new URL(path, "http://x.test").searchParams))).toEqual(
      search,
    );
  });

  it("leaves out what it does not understand", () => {
    const search = parseExchangeSearch({ operation: "DROP TABLE", show: "418" });
    expect(isNarrowed(search)).toBe(false);
    expect(exchangeSearchPath(search)).toBe("/exchanges");
  });
});

describe("exchangeVariables", () => {
  it("asks for every refusal without naming statuses", () => {
    expect(exchangeVariables(parseExchangeSearch({ show: "refused" })).filter).toMatchObject({
      refusedOnly: true,
      minStatus: null,
      maxStatus: null,
    });
  });

  it("counts 403 among the calls that were not let in", () => {
    expect(exchangeVariables(parseExchangeSearch({ show: "401" })).filter).toMatchObject({
      minStatus: 401,
      maxStatus: 403,
    });
  });
});
