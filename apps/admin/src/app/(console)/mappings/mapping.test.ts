import { describe, expect, it } from "vitest";
import { keyOf, type Mapping, matches, zoneOf } from "./mapping.ts";

function mapping(more: Partial<Mapping>): Mapping {
  return {
    id: "map_1",
    kind: "LOCATION",
    connection: { id: "con_1", slug: "c", name: "YummyTaco" },
    parId: "PAR-LOC-12345",
    target: {
      __typename: "Location",
      id: "loc_1",
      code: "YC-LC-001",
      name: "Nosuch Place",
      timezone: "America/Los_Angeles",
    },
    version: 1,
    validFrom: "2026-01-01T00:00:00.000Z",
    replacedAt: null,
    changedBy: null,
    replacedBy: null,
    reason: null,
    endReason: null,
    ...more,
  };
}

const live = mapping({});
const brand = { __typename: "Brand", id: "brd_1", code: "YC01", name: "YummyTaco" } as const;

describe("keyOf", () => {
  it("is the same for every version of one PAR id", () => {
    expect(keyOf(mapping({ id: "map_2", version: 2, target: brand }))).toBe(keyOf(live));
  });

  it("keeps the same PAR id of two connections apart", () => {
    expect(keyOf(mapping({ connection: { id: "con_2", slug: "c", name: "Burger Barn" } }))).not.toBe(
      keyOf(live),
    );
  });

  it("puts organizations before locations", () => {
    const organization = mapping({ kind: "ORGANIZATION", parId: "ZZ-99", target: brand });
    expect([keyOf(live), keyOf(organization)].toSorted()[0]).toBe(keyOf(organization));
  });
});

describe("zoneOf", () => {
  it("is the store's, and UTC for a brand", () => {
    expect([zoneOf(live), zoneOf(mapping({ target: brand }))]).toEqual(["America/Los_Angeles", "UTC"]);
  });
});

describe("matches", () => {
  it.each(["12345", "yc-lc", "nosuch", "YummyTaco", null])("finds the row by %j", (typed) => {
    expect(matches(live, typed)).toBe(true);
  });
  it("does not find it by something else", () => {
    expect(matches(live, "burger")).toBe(false);
  });
});
