import { expect, it } from "vitest";
import type { Mapping } from "./mapping.ts";
import { offersFor } from "./offers.ts";

const brand = (code: string) => ({ id: `brd_${code}`, code, name: code, brandId: `brd_${code}` });
const store = (code: string, of: string) => ({ id: `loc_${code}`, code, name: code, brandId: `brd_${of}` });
const targets = {
  ORGANIZATION: [brand("taco"), brand("barn"), brand("sushi")],
  LOCATION: [store("T-1", "taco"), store("B-1", "barn"), store("S-1", "sushi")],
};

function organization(
  parId: string,
  connectionId: string,
  code: string,
  replacedAt: string | null = null,
): Mapping {
  const target = { __typename: "Brand" as const, ...brand(code) };
  const connection = { id: connectionId, slug: connectionId, name: connectionId };
  const validFrom = "2026-01-01T00:00:00.000Z";
  return {
    id: parId,
    kind: "ORGANIZATION",
    parId,
    version: 1,
    validFrom,
    replacedAt,
    changedBy: null,
    replacedBy: null,
    reason: null,
    endReason: null,
    connection,
    target,
  };
}

const mappings = [
  organization("ORG-T", "con_both", "taco"),
  organization("ORG-S", "con_both", "sushi"),
  organization("ORG-B", "con_barn", "barn"),
  organization("ORG-X", "con_barn", "taco", "2026-02-01T00:00:00.000Z"),
];
const offered = (kind: "ORGANIZATION" | "LOCATION", id: string, parOrganizationId: string | null = null) =>
  offersFor({ kind, connection: { id, name: id }, parOrganizationId }, targets, mappings).map(
    ({ code }) => code,
  );

it("J: offers nothing of a brand that the id's connection does not serve", () => {
  expect(offered("LOCATION", "con_barn")).toEqual(["B-1"]);
  expect(offered("LOCATION", "con_barn", "ORG-X")).toEqual(["B-1"]);
  expect(offered("ORGANIZATION", "con_barn")).toEqual(["barn"]);
  expect(offered("LOCATION", "con_both", "ORG-NEW")).toEqual(["T-1", "S-1"]);
});

it("J: offers only stores of the brand whose organization the id came with", () => {
  expect(offered("LOCATION", "con_both", "ORG-S")).toEqual(["S-1"]);
});

it("offers every brand where the connection serves none yet", () => {
  expect(offered("ORGANIZATION", "con_new")).toEqual(["taco", "barn", "sushi"]);
  expect(offered("LOCATION", "con_new")).toHaveLength(3);
});
