import { describe, expect, it } from "vitest";
import type { Mapping } from "../mapping.ts";
import { bulkFile, pastedInto } from "./file.ts";

function mapping(parId: string): Mapping {
  return {
    id: `map_${parId}`,
    kind: "LOCATION",
    parId,
    version: 1,
    validFrom: "2026-11-01T00:00:00.000Z",
    replacedAt: null,
    changedBy: null,
    replacedBy: null,
    reason: null,
    endReason: null,
    connection: { id: "con_1", slug: "yt", name: "YummyTaco" },
    target: { __typename: "Location", id: "loc_1", code: "A-1", name: "One", timezone: "UTC" },
  };
}

describe("a file of ticked rows", () => {
  it("changes those with a code, and ends those without one where they still mean the same", () => {
    const rows = [
      { mapping: mapping("P-1"), code: "B-2" },
      { mapping: mapping("=P"), code: "" },
    ];
    expect(bulkFile("LOCATION", rows).split("\r\n")).toEqual([
      "connection,par_location_id,location,act",
      "yt,P-1,B-2,",
      "yt,'=P,A-1,end",
      "",
    ]);
  });
});

describe("a pasted column", () => {
  it("fills the rows from where it was pasted downward, and none above or below", () => {
    const codes = ["a", "b", "c", "d"];
    expect(pastedInto(codes, 1, "X\r\n Y \r\n")).toEqual({ codes: ["a", "X", "Y", "d"], rest: 0 });
    expect(pastedInto(codes, 3, "X\nY\nZ")).toEqual({ codes: ["a", "b", "c", "X"], rest: 2 });
  });

  it("of several columns is the last one, and an empty cell is empty", () => {
    expect(pastedInto(["a", "b"], 0, "PAR-1\tX\nPAR-2\t")).toEqual({ codes: ["X", ""], rest: 0 });
  });
});
