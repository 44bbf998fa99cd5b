import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import vectors from "../vectors/signatures.json" with { type: "json" };
import { BRIDGE_ERRORS, REFUSAL_CODES } from "./errors.ts";

describe("docs/bridge.md", () => {
  const page = readFileSync(new URL("../../../docs/bridge.md", import.meta.url), "utf8");

  it("prints the fixed vector as it is", () => {
    for (const text of [vectors.key, vectors.webhook_id, vectors.webhook_timestamp])
      expect(page).toContain(text);
    for (const { payload, webhook_signature } of vectors.cases) {
      expect(page).toContain(`| \`${payload.replaceAll("\n", "\\n")}\` | \`${webhook_signature}\` |`);
    }
  });

  it("lists every error and every reason of a refusal", () => {
    for (const [code, { status, promise, means }] of Object.entries(BRIDGE_ERRORS)) {
      const said = promise === "nothing_placed" ? "nothing placed" : "–";
      expect(page).toContain(`| \`${code}\` | ${status} | ${said} | ${means} |`);
    }
    for (const code of REFUSAL_CODES) expect(page).toContain(`\`${code}\``);
  });
});
