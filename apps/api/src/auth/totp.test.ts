import { describe, expect, it } from "vitest";
import { codeAt, newPaperCodes, newTotpSecret, otpauthUri, paperHashOf, stepOf, stepOfCode } from "./totp.ts";

// RFC 6238, appendix B: the secret "12345678901234567890", the last six of its eight digits.
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("a code by time", () => {
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("is that of the standard at %i seconds", (seconds, code) => {
    expect(codeAt(SECRET, stepOf(new Date(seconds * 1_000)))).toBe(code);
  });

  it("fits at its step and one beside it, and no further", () => {
    const now = new Date(1_800_000_000_000);
    const at = stepOf(now);
    const fits = [-2, -1, 0, 1, 2].map((off) => stepOfCode(SECRET, codeAt(SECRET, at + off), now));
    expect(fits).toEqual([null, at - 1, at, at + 1, null]);
    expect(stepOfCode(SECRET, ` ${codeAt(SECRET, at).slice(0, 3)} ${codeAt(SECRET, at).slice(3)}`, now)).toBe(
      at,
    );
  });

  it.each(["", "12345", "1234567", "12345a", "１２３４５６", "-12345"])("is none: %s", (typed) => {
    expect(stepOfCode(SECRET, typed, new Date())).toBeNull();
  });
});

it("makes secrets that apps take, each another", () => {
  const [one, two] = [newTotpSecret(), newTotpSecret()];
  expect(one).toMatch(/^[A-Z2-7]{32}$/);
  expect(one).not.toBe(two);
  const uri = new URL(otpauthUri({ secret: one, account: "ada@example.com", host: "parley.example.com" }));
  expect(uri.searchParams.get("secret")).toBe(one);
  expect(decodeURIComponent(uri.pathname)).toContain("Parley parley.example.com:ada@example.com");
});

it("makes ten codes for paper, which may be typed as they are read", () => {
  const { codes, hashes } = newPaperCodes();
  expect(new Set(codes).size).toBe(10);
  expect(codes[0]).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
  expect(paperHashOf(` ${codes[0]?.toUpperCase().replaceAll("-", " ")} `)).toBe(hashes[0]);
});
