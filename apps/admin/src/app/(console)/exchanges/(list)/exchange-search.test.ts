import { describe, expect, it } from "vitest";
import { exchangeAddress, exchangeVariables } from "./exchange-search.ts";

describe("the address of the exchanges", () => {
  it("gives back the search that it was made from", () => {
    const search = exchangeAddress.parse({
      operation: "submit_order",
      show: "401",
      connection: "con_1",
      store: "loc_1",
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
  it("asks for every refusal without naming statuses", () => {
    expect(exchangeVariables(exchangeAddress.parse({ show: "refused" })).filter).toMatchObject({
      refusedOnly: true,
      minStatus: null,
      maxStatus: null,
    });
  });

  it("counts 403 among the calls that were not let in", () => {
    expect(exchangeVariables(exchangeAddress.parse({ show: "401" })).filter).toMatchObject({
      minStatus: 401,
      maxStatus: 403,
    });
  });
});
