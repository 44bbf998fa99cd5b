import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { type Candidate, suggest } from "./suggest.ts";

const store = (code: string, name: string, over: Partial<Candidate> = {}): Candidate => ({
  id: `loc_${code}`,
  code,
  name,
  brandId: "brd_yc",
  isMapped: false,
  ...over,
});

const suggestFor = (parId: string, candidates: Candidate[], organizationBrandId: string | null = null) =>
  suggest({ parId, candidates, organizationBrandId, say: wordsIn("en")("mappings") });

describe("suggest", () => {
  it("finds the store with the same number, whatever zeros stand before it", () => {
    const [best] = suggestFor("PAR-LOC-2", [
      store("YC-LC-001", "Nosuch Place"),
      store("YC-LC-002", "Other Place"),
    ]);
    expect(best).toMatchObject({ label: "YC-LC-002 Other Place", reason: "Both have the number 2." });
  });

  it("knows a brand by its initials", () => {
    const brands = [store("YC01", "YummyTaco"), store("BBX", "Burger Barn")];
    expect(suggestFor("IA-BB-77", brands)[0]).toMatchObject({
      label: "BBX Burger Barn",
      reason: "Both have “BB”.",
    });
  });

  it("offers the only store without a PAR id, and says so", () => {
    const stores = [store("A-1", "North", { isMapped: true }), store("A-9", "South")];
    expect(suggestFor("PAR-LOC-555", stores)).toEqual([
      {
        targetId: "loc_A-9",
        isMapped: false,
        label: "A-9 South",
        score: 0.35,
        reason: "It is the only one that has no PAR id yet.",
      },
    ]);
  });

  it("never offers a store of another brand than the organization's", () => {
    const stores = [store("BB-LC-7", "Barn", { brandId: "brd_bb" }), store("YC-LC-8", "Taco")];
    expect(suggestFor("PAR-LOC-7", stores, "brd_yc").map((found) => found.targetId)).toEqual(["loc_YC-LC-8"]);
  });

  it("doubts a store that has a PAR id already", () => {
    const taken = suggestFor("PAR-LOC-123", [
      store("YC-123", "One", { isMapped: true }),
      store("YC-9", "Nine"),
      store("YC-8", "Eight"),
    ]);
    const free = suggestFor("PAR-LOC-123", [store("YC-123", "One"), store("YC-9", "Nine")]);
    expect(free[0]?.score).toBeGreaterThan(taken[0]?.score ?? 0);
  });

  it("suggests nothing where nothing speaks for it", () => {
    expect(suggestFor("PAR-LOC-555", [store("A-1", "North"), store("A-2", "South")])).toEqual([]);
  });

  it("shows three at most, with scores below one", () => {
    const many = Array.from({ length: 9 }, (_, i) => store("PAR-LOC-5", `Store ${i}`, { id: `loc_${i}` }));
    const found = suggestFor("PAR-LOC-5", many, "brd_yc");
    expect(found).toHaveLength(3);
    expect(Math.max(...found.map(({ score }) => score))).toBeLessThan(1);
  });
});
