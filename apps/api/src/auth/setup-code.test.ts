import { describe, expect, it } from "vitest";
import { isSetupCode, setupCode } from "./setup-code.ts";

describe("setupCode", () => {
  it("is the start of an HKDF of the master key in base32, as Python computes it", () => {
    expect(setupCode("key-of-the-house")).toBe("OAFGWYFAT4");
    expect(setupCode("another key")).not.toBe(setupCode("key-of-the-house"));
  });

  it("is accepted as people type it", () => {
    const code = setupCode("key-of-the-house");
    expect(isSetupCode("key-of-the-house", ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `)).toBe(
      true,
    );
  });

  it.each(["", "AAAAAAAAAA", "é".repeat(10)])("refuses %j", (typed) => {
    expect(isSetupCode("key-of-the-house", typed)).toBe(false);
  });

  it("refuses a code with more behind it", () => {
    expect(isSetupCode("key-of-the-house", `${setupCode("key-of-the-house")}A`)).toBe(false);
  });
});
