import { describe, expect, it } from "vitest";
import { safeReturnPath, signInPath } from "./return-path.ts";

describe("safeReturnPath", () => {
  it.each(["/orders", "/orders?q=ONL-1001&view=pending", "/menus/loc_1?view=json#raw"])(
    "keeps %s",
    (path) => {
      expect(safeReturnPath(path)).toBe(path);
    },
  );

  it.each([
    undefined,
    null,
    "",
    "orders",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\\/evil.example",
    "https:evil.example",
    "https://evil.example/orders",
    "javascript:alert(1)",
    "/..//evil.example",
  ])("goes home rather than to %j", (path) => {
    expect(safeReturnPath(path)).toBe("/");
  });

  it.each(["/sign-in?return=/orders", "/first-run", "/auth/sign-out", "/graphql"])(
    "never returns to %s",
    (path) => {
      expect(safeReturnPath(path)).toBe("/");
    },
  );
});

describe("signInPath", () => {
  it("carries the page that was asked for", () => {
    expect(signInPath("/orders?q=a b")).toBe("/sign-in?return=%2Forders%3Fq%3Da%2520b");
  });

  it("stays plain for the home page", () => {
    expect(signInPath("/")).toBe("/sign-in");
  });
});
