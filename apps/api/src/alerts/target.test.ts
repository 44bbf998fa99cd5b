import type { ChannelKind } from "@parley/db/alerts";
import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { judgeTarget } from "./target.ts";

describe("where a channel may lead", () => {
  const say = wordsIn("en")("alerts");
  const judge = (kind: ChannelKind, text: string) =>
    judgeTarget(kind, text, { guard: { allowLoopbackHttp: false }, say });

  it.each([
    ["email", "owners", "owners", null],
    ["email", " a@example.com,b@example.com ", "a@example.com, b@example.com", null],
    ["webhook", "https://x.example/hook?a=b%2Fc", "https://x.example/hook?a=b%2Fc", null],
    [
      "slack",
      "https://hooks.slack.com/services/T0/B0/xyz",
      "hooks.slack.com",
      "https://hooks.slack.com/services/T0/B0/xyz",
    ],
    [
      "teams",
      "https://x.logic.azure.com:443/workflows/1/paths/invoke?api-version=1&sp=%2Ftriggers&sig=a-b_c",
      "x.logic.azure.com",
      "https://x.logic.azure.com/workflows/1/paths/invoke?api-version=1&sp=%2Ftriggers&sig=a-b_c",
    ],
  ] as const)("allows %s to %s, and shows no secret", (kind, text, shown, secret) => {
    expect(judge(kind, text)).toEqual({ kind: "usable", shown, secret });
  });

  it.each([
    ["email", ""],
    ["email", "nobody"],
    ["email", Array(21).fill("a@example.com").join(",")],
    ["webhook", "http://x.example"],
    ["webhook", "https://10.0.0.1/hook"],
    ["webhook", "https://169.254.169.254/latest"],
    ["webhook", "http://127.0.0.1:9"],
    ["slack", "https://good.example?@evil.example"],
    ["slack", "https://good.example?a#b"],
    ["teams", "https://x.example:22/"],
    ["webhook", "owners"],
  ] as const)("refuses %s to %j", (kind, text) => {
    expect(judge(kind, text)).toMatchObject({ kind: "refused", message: expect.any(String) });
  });
});
