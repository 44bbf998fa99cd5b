import { describe, expect, it } from "vitest";
import { reasonWords } from "./reasons.ts";

describe("an answer of a POS that our key does not sign", () => {
  it.each(["header_missing", "header_malformed", "no_signature_matches"])(
    "is told as a refusal of our signature where it is a 401: %s",
    (rest) => {
      expect(reasonWords(`status_401_${rest}`)).toBe(
        "it answered 401: our signature was missing, wrong or out of time for it",
      );
    },
  );

  it("is told as what it is with any other status", () => {
    expect(reasonWords("status_200_header_missing")).toBe("the answer is not signed");
    expect(reasonWords("status_401_timestamp_too_old")).toBe("the answer is signed for a time long past");
  });
});
