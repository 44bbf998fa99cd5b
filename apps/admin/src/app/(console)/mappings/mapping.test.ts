import { describe, expect, it } from "vitest";
import { faceOf, type Mapping, matches, toHistories } from "./mapping.ts";

function mapping(id: string, more: Partial<Mapping>): Mapping {
  return {
    id,
    kind: "location",
    connection: { id: "con_1", name: "YummyTaco" },
    parId: "PAR-LOC-12345",
    target: { id: "loc_1", code: "YC-LC-001", name: "Nosuch Place" },
    version: 1,
    validFrom: "2026-01-01T00:00:00.000Z",
    replacedAt: null,
    changedBy: null,
    zone: "UTC",
    ...more,
  };
}

const replaced = mapping("map_1", { replacedAt: "2026-02-01T00:00:00.000Z" });
const live = mapping("map_2", { version: 2, validFrom: "2026-02-01T00:00:00.000Z" });

describe("toHistories", () => {
  it("gathers what one PAR id meant, the live one apart", () => {
    const [history, ...others] = toHistories([replaced, live]);
    expect(others).toEqual([]);
    expect(history?.live).toBe(live);
    expect(history?.past).toEqual([replaced]);
  });

  it("keeps the same PAR id of two connections apart", () => {
    const theirs = mapping("map_3", { connection: { id: "con_2", name: "Burger Barn" } });
    expect(toHistories([live, theirs])).toHaveLength(2);
  });

  it("still shows an id that means nothing any more", () => {
    const [history] = toHistories([replaced]);
    expect(history?.live).toBeNull();
    expect(history && faceOf(history)).toBe(replaced);
  });

  it("puts organizations before locations", () => {
    const organization = mapping("map_4", { kind: "organization", parId: "ZZ-99" });
    expect(toHistories([live, organization]).map((each) => each.live?.id)).toEqual(["map_4", "map_2"]);
  });
});

describe("matches", () => {
  const [history] = toHistories([live]);
  it.each(["12345", "yc-lc", "nosuch", "YummyTaco", null])("finds the row by %j", (typed) => {
    expect(history && matches(history, typed)).toBe(true);
  });
  it("does not find it by something else", () => {
    expect(history && matches(history, "burger")).toBe(false);
  });
});
