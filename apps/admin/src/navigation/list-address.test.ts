import { describe, expect, it } from "vitest";
import { listAddress, pagerOf } from "./list-address.ts";

const sizes = ["small", "large"] as const;
const shirts = listAddress("/shirts", ({ text, oneOf }) => ({ q: text("q"), size: oneOf("size", sizes) }));

describe("listAddress", () => {
  it("reads a value that is not among the choices as no choice", () => {
    expect(shirts.parse({ q: " linen ", size: "huge" })).toEqual({ q: "linen", size: null, after: null });
  });

  it("prints the same state as the same address, whatever order its parameters came in", () => {
    const address = "/shirts?q=linen&size=small";
    expect(shirts.print(shirts.parse({ size: "small", q: "linen" }))).toBe(address);
    expect(shirts.print(shirts.parse({ q: "linen", size: "small" }))).toBe(address);
  });

  it("does not count the cursor as a filter", () => {
    expect(shirts.isNarrowed(shirts.parse({ after: "c1" }))).toBe(false);
    expect(shirts.isNarrowed(shirts.parse({ size: "large" }))).toBe(true);
  });
});

describe("pagerOf", () => {
  it("leads nowhere from the only page", () => {
    const page = { hasNextPage: false, endCursor: "c1" };
    expect(pagerOf(shirts, shirts.parse({}), page)).toEqual({ newestPath: null, olderPath: null });
  });

  it("keeps the filters on the way to older rows and back to the newest", () => {
    const state = shirts.parse({ size: "large", after: "c1" });
    expect(pagerOf(shirts, state, { hasNextPage: true, endCursor: "c2" })).toEqual({
      newestPath: "/shirts?size=large",
      olderPath: "/shirts?size=large&after=c2",
    });
  });
});
