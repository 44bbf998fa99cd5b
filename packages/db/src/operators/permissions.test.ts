import { expect, it } from "vitest";
import { covers, nothing, ofBrands } from "../sql/scope.ts";
import { type Grant, isWithin, permissions, permissionsOf, roles, scopeOf } from "./permissions.ts";

const brand = (role: Grant["role"], brandId: string | null): Grant => ({ role, brandId, locationId: null });
const store = (role: Grant["role"], brandId: string, locationId: string): Grant => ({
  role,
  brandId,
  locationId,
});

it("gives a permission only where a grant gives it, by brand and by store", () => {
  const grants = [brand("viewer", "brd_1"), brand("support", "brd_2"), store("support", "brd_1", "loc_1")];
  expect(scopeOf(grants, "orders.read")).toEqual({
    all: false,
    brandIds: ["brd_1", "brd_2"],
    locationIds: ["loc_1"],
  });
  const mends = scopeOf(grants, "orders.mend");
  expect(mends).toEqual({ all: false, brandIds: ["brd_2"], locationIds: ["loc_1"] });
  expect(covers(mends, { brandId: "brd_1", locationId: "loc_1" })).toBe(true);
  expect(covers(mends, { brandId: "brd_1", locationId: "loc_2" })).toBe(false);
  expect(covers(mends, { brandId: "brd_1", locationId: null })).toBe(false);
  expect(scopeOf(grants, "mappings.edit")).toEqual(nothing);
  expect(scopeOf([...grants, brand("viewer", null)], "orders.mend")).toEqual(mends);
  expect(scopeOf([brand("owner", null)], "operators.edit")).toEqual({ all: true });
});

it("gives nothing without a grant, and nothing for a role that this release does not know", () => {
  for (const permission of permissions) expect(scopeOf([], permission)).toEqual(nothing);
});

it("has viewers and engineers see no guest and change nothing", () => {
  const changes = permissions.filter((permission) => /edit|mend|refresh|share|reveal/.test(permission));
  expect(changes.length).toBeGreaterThan(6);
  for (const role of ["viewer", "engineer"] as const) {
    expect(permissionsOf[role]).not.toContain("guests.read");
    expect(permissionsOf[role].filter((permission) => changes.includes(permission))).toEqual([]);
  }
});

it("has each role in the list may no more than the owner", () => {
  for (const role of roles)
    expect(permissionsOf.owner).toEqual(expect.arrayContaining([...permissionsOf[role]]));
});

it("takes a grant to be within a scope by its brand or its store, and nobody without grants", () => {
  expect(isWithin(ofBrands("brd_1"), [store("viewer", "brd_1", "loc_1")])).toBe(true);
  expect(isWithin(ofBrands("brd_1"), [brand("viewer", null)])).toBe(false);
  expect(isWithin(ofBrands("brd_1"), [brand("viewer", "brd_1"), brand("viewer", "brd_2")])).toBe(false);
  expect(isWithin(ofBrands("brd_1"), [])).toBe(false);
  expect(isWithin({ all: true }, [])).toBe(true);
});
