import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { sharedIdProblem } from "@parley/par-contract";
import { describe, expect, it } from "vitest";
import { generateSharedId } from "./connection.ts";
import { hasPublishedDigestKey, isPublished, strengthOf, weaknessesOf } from "./shared-id-strength.ts";

const REPOSITORY = resolve(import.meta.dirname, "../../../../..");
const read = (path: string) => readFileSync(resolve(REPOSITORY, path), "utf8");
const RANDOM = "h7Kq2Zt9Xw4Rb8Nc3Vm6Ls1Jd5Gp0FyTuEaQiOoB2x9";

// S14: a published or guessable key is a door that stands open, however long it is.
describe("strengthOf (S14)", () => {
  it.each([
    [RANDOM.slice(0, 10), "weak"],
    [RANDOM.slice(0, 15), "weak"],
    [RANDOM.slice(0, 16), "short"],
    [RANDOM.slice(0, 31), "short"],
    [RANDOM.slice(0, 32), "strong"],
    ["x".repeat(32), "weak"],
    ["abcabcabcabcabcabcabcabcabcabcabcabc", "weak"],
    ["0123456789012345678901234567890123456789", "weak"],
    ["aaaaaaaaaa-h7Kq2Zt9Xw4Rb8Nc3Vm6Ls1Jd5Gp0", "weak"],
    ["football-football-football-football-2026", "weak"],
    ["this-is-my-super-secret-shared-id-for-par", "weak"],
    ["please-ChangeMe-before-you-go-live-please", "weak"],
    ["yummytaco-demo-sharedid-2026-0001", "weak"],
    ["yummytaco-h7Kq2Zt9Xw4Rb8Nc3Vm6Ls1Jd5Gp0F", "weak"],
  ])("calls %s %s", (sharedId, strength) => {
    expect(strengthOf(sharedId)).toBe(strength);
  });

  it("calls what we make strong", () => {
    for (let i = 0; i < 200; i++) expect(strengthOf(generateSharedId())).toBe("strong");
  });

  it("is told in sentences, one for each weakness", () => {
    expect(weaknessesOf(RANDOM)).toEqual([]);
    expect(weaknessesOf("football12")).toHaveLength(2);
  });
});

describe("what counts as published (S14)", () => {
  const vectors = readdirSync(resolve(REPOSITORY, "packages/par-contract/vectors"))
    .filter((file) => file.endsWith(".json"))
    .map((file) => read(`packages/par-contract/vectors/${file}`))
    .flatMap((text) =>
      [...text.matchAll(/"shared_id":\s*"([^"]+)"/g)].map(([, sharedId = ""]) =>
        String(JSON.parse(`"${sharedId}"`)),
      ),
    )
    .filter((sharedId) => sharedIdProblem(sharedId) === null);
  const documents = [
    "README.md",
    ...readdirSync(resolve(REPOSITORY, "docs"))
      .filter((file) => file.endsWith(".md"))
      .map((file) => `docs/${file}`),
    "docs/par/contract.md",
  ]
    .map(read)
    .flatMap((text) => [...text.matchAll(/shared-id[ =]([!-~]{10,})/g)].map(([, sharedId = ""]) => sharedId));
  const demo = [...read("apps/api/src/demo/brands.ts").matchAll(/sharedId: "([^"]+)"/g)].map(
    ([, sharedId = ""]) => sharedId,
  );

  it.each([...new Set([...vectors, ...documents, ...demo])])("has %s", (sharedId) => {
    expect(isPublished(sharedId)).toBe(true);
    expect(hasPublishedDigestKey(sharedId)).toBe(true);
  });

  it("has every example, and nothing that we make", () => {
    expect([vectors.length > 0, demo.length]).toEqual([true, 2]);
    expect(isPublished(generateSharedId())).toBe(false);
  });
});
