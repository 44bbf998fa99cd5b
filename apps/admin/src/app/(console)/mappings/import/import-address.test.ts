import { expect, it } from "vitest";
import { importPath, readImportAddress } from "./import-address.ts";

it("writes an address that reads as it was", () => {
  const address = { file: "imp_1", done: null, acrossBrands: true, problems: 2, changes: 3 };
  const { searchParams } = new URL(importPath(address), "http://admin.test");
  expect(readImportAddress(Object.fromEntries(searchParams))).toEqual(address);
  expect(importPath({})).toBe("/mappings/import");
});

it.each(["-1", "x", "NaN", "1e99"])("takes the page %s for one that there is", (problems) => {
  const { problems: page } = readImportAddress({ problems });
  expect(page).toBeGreaterThanOrEqual(0);
  expect(page).toBeLessThanOrEqual(10_000);
});
