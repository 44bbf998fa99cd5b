import { describe, expect, it } from "vitest";
import { redactHeaders, redactText } from "./redact.ts";

describe("redactText", () => {
  it("masks a card number, spaced or not, but for its last four digits", () => {
    expect(redactText('{"notes":"4111 1111 1111 1111"}')).toBe('{"notes":"************1111"}');
    expect(redactText("4111111111111111")).toBe("************1111");
  });

  it("leaves digits that are no card number alone", () => {
    expect(redactText("1768480496000 +15555550100")).toBe("1768480496000 +15555550100");
  });

  it("replaces NUL, which a text column cannot hold", () => {
    expect(redactText("a\u0000b")).toBe("a\uFFFDb");
  });
});

describe("redactHeaders", () => {
  it("keeps the scheme of a credential and nothing of the credential", () => {
    expect(
      redactHeaders({ authorization: "Bearer abc.def.ghi", cookie: "session=1", accept: "*/*" }),
    ).toEqual({
      authorization: "Bearer [redacted]",
      cookie: "[redacted]",
      accept: "*/*",
    });
  });
});
