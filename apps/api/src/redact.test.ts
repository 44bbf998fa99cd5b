import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskCards, redactHeaders, redactSecrets, redactText } from "./redact.ts";

// S6, G16
describe("maskCards", () => {
  it.each([
    ["4111111111111111", "************1111"],
    ["4111 1111 1111 1111", "************1111"],
    ["4111-1111-1111-1111", "************1111"],
    ["4111.1111.1111.1111", "************1111"],
    ["4111_1111_1111_1111", "************1111"],
    ["4111  1111 - 1111  1111", "************1111"],
    ["4111\u00a01111\u20111111\u20091111", "************1111"],
    ["4111\u200b1111\u200b1111\u200b1111", "************1111"],
    ["\uff14111111111111111", "************1111"],
    ["4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "************1111"],
    ["card 3782 822463 10005 please", "card ***********0005 please"],
    ["pay with 5500005555555559 12/27 123", "pay with ************5559 12/27 123"],
    ["4111 1111 1111 1111 0127 123", "************1111 0127 123"],
    ["4222222222222", "*********2222"],
    ["6304000000000000000", "***************0000"],
    ["two: 4111111111111111, 5500005555555559", "two: ************1111, ************5559"],
    ["4111111111111111 5500005555555559", "************1111 ************5559"],
  ])("masks %j", (text, masked) => {
    expect(maskCards(text)).toBe(masked);
  });

  it.each([
    "1768480496000 +15555550100",
    "4111111111111112",
    "call 555-123-4567 at 12:30",
    "41111111111111111111111111111111",
    "2 x 10.50, 3 x 4.25",
    "no pickles",
    "",
  ])("leaves %j alone", (text) => {
    expect(maskCards(text)).toBe(text);
  });

  it("changes nothing the second time, and takes time in proportion to any text", () => {
    const text = fc.string({
      unit: fc.constantFrom("4", "1", "0", " ", "-", "a", "\u2011", "\uff14"),
      maxLength: 200,
    });
    fc.assert(fc.property(text, (any) => maskCards(maskCards(any)) === maskCards(any)));
    expect(maskCards("4 ".repeat(100_000))).toContain("*");
    expect(maskCards("1 ".repeat(100_000))).toHaveLength(200_000);
  });
});

describe("redactText", () => {
  it("masks a card number in a text of a JSON body", () => {
    expect(redactText('{"notes":"4111 1111 1111 1111"}')).toBe('{"notes":"************1111"}');
    expect(redactText('{"reference": "4111111111111111"}')).toBe('{"reference": "************1111"}');
  });

  // S6: an id that looks like a card number is still an id.
  it.each([
    '{"request_uid":"4111111111111111"}',
    '{"online_order_id": 4111111111111111}',
    '{"requestUid":"4111111111111111","OrderID":"4111111111111111"}',
    '{"phone":"4111111111111111"}',
    '{"line_ids":["4111111111111111"]}',
  ])("leaves ids alone in %s", (body) => {
    expect(redactText(body)).toBe(body);
  });

  it("replaces NUL, which a text column cannot hold", () => {
    expect(redactText("a\u0000b")).toBe("a\uFFFDb");
  });
});

// S6: a SharedId or token in a wrong field.
describe("redactSecrets", () => {
  const secret = 'a"shared+id/of 32 characters long';
  const token = `eyJhbGciOiJIUzI1NiJ9.${"e30".repeat(4)}.${"A".repeat(43)}`;

  it("removes a SharedId however it is written", () => {
    for (const text of [secret, JSON.stringify({ uid: secret }), `/order/${encodeURIComponent(secret)}`]) {
      const kept = redactSecrets(text, [secret]);
      expect(kept).toContain("[redacted]");
      expect(kept).not.toContain("shared");
    }
  });

  it("removes tokens and keys by their form", () => {
    expect(redactSecrets(`{"request_uid":"${token}"}`)).toBe('{"request_uid":"[redacted]"}');
    expect(redactSecrets(`x parley_key_${"a".repeat(43)} y`)).toBe("x [redacted] y");
    expect(redactSecrets(`whsec_${"A".repeat(32)}==`)).toBe("[redacted]");
    expect(redactSecrets('eyJ is how base64 of {" begins')).toBe('eyJ is how base64 of {" begins');
  });

  it("removes a token from within a word, and what stands beside it", () => {
    expect(redactSecrets(`my-${token} eyJ-x-${token}`)).toBe("my-[redacted] [redacted]");
    expect(redactSecrets(`eyJ.${token}`)).toBe("eyJ.[redacted]");
    expect(redactSecrets(`parley_key_${"a".repeat(43)}-${token}`)).toBe("[redacted][redacted]");
    expect(redactSecrets(`xeyJ${token}`)).toBe(`xeyJ${token}`);
  });

  // D36: a note of this length took half a minute, in which nobody's order went on.
  it.each(["eyJ-", "eyJaaaaaa.", "eyJaaaaaa.bbbbbb.-", "-eyJaaaaaa.", "xeyJ", "parley_key_-", "whsec_/"])(
    "takes time in proportion to a text of %j",
    (beginning) => {
      const text = beginning.repeat(256_000 / beginning.length);
      expect(redactSecrets(text).length).toBeLessThanOrEqual(text.length);
    },
  );

  it("finds what a search from every place would find", () => {
    const naive = /\beyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]{16,}/g;
    const text = fc.array(fc.constantFrom("eyJ", "abcdef", "-", ".", " ", "0123456789abcdef"), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const any = parts.join("");
        return redactSecrets(any) === any.replace(naive, "[redacted]");
      }),
    );
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

  it("keeps a digest whose digits pass as a card number, and masks the number itself", () => {
    const digest = `4111111111111111${"a0".repeat(24)}`;
    const longer = `${digest}0`;
    expect(
      redactHeaders({ "x-pch-digest": digest, "x-card": "4111111111111111", "x-other": longer }),
    ).toEqual({
      "x-pch-digest": digest,
      "x-card": "************1111",
      "x-other": longer.replace("4111111111111111", "************1111"),
    });
  });

  it("S6: removes credentials from headers that are not meant for them", () => {
    expect(
      redactHeaders({ "x-api-key": "anything", "user-agent": "par the-shared-id" }, ["the-shared-id"]),
    ).toEqual({
      "x-api-key": "[redacted]",
      "user-agent": "par [redacted]",
    });
  });
});
