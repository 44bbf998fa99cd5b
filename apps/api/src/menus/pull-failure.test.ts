import { readFileSync } from "node:fs";
import { BRIDGE_ERRORS } from "@parley/bridge-contract";
import { callCauses } from "@parley/db/orders";
import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { pullFailureText } from "./pull-failure.ts";

/** What the code of this room and of the adapters gives as a reason, as it is written there. */
function writtenCodes(): string[] {
  const files = ["menus/pull.ts", "menus/check.ts", "pos/square/fetch-menu.ts", "pos/bridge/adapter.ts"];
  const text = files.map((file) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8")).join("\n");
  const found = text.matchAll(/(?:reason: |locationId, |return )["`]([a-z]+(?:_[a-z]+)+)["`:]/g);
  return [...found].flatMap(([, code]) => code ?? []);
}

const NOT_OF_A_CALL = ["not_sent", "not_placed", "pos_unclear", "crossed_ack"];
const CODES = [
  ...writtenCodes(),
  ...callCauses.filter((code) => !NOT_OF_A_CALL.includes(code)),
  ...Object.keys(BRIDGE_ERRORS),
  "status_200_key_twice",
  "status_200_not_json",
  "status_206_partial",
  "status_404",
  "status_200_header_missing",
  "status_404_with_not_placed",
  "redirect_308",
  "depth_zero_self_signed_cert",
  "ehostunreach",
  "etimedout",
  "answer_not_http",
  "unauthorized",
  "a_code_of_a_vendor",
];

describe("a failed pull's reason", () => {
  it("is read from where it is written", () => {
    expect(writtenCodes()).toEqual(
      expect.arrayContaining(["menu_currency", "menu_empty", "pos_not_set", "menu_of_another_store"]),
    );
  });

  it.each([...new Set(CODES)])("is a sentence with a next step: %s (K)", (code) => {
    const text = pullFailureText(code);
    expect(text).toMatch(/^[A-Z][^_]+\. [A-Z].+\.$/);
    expect(text.replace(/\(`parley [^`]+`\)|\([^)]*\)/g, "")).not.toContain("_");
  });

  it("keeps the detail that a person needs", () => {
    expect(pullFailureText("menu_currency: the menu is in JPY, the store counts in USD")).toBe(
      "Its menu and the store do not count in one currency: the menu is in JPY, the store counts in USD. " +
        "Correct the store's currency here, or the menu's at the POS, and pull it again.",
    );
    expect(pullFailureText("menu_price: soup", wordsIn("es"))).toBe(
      "Un precio de su menú es demasiado alto para cobrarlo: soup. Lo tiene que corregir el proveedor de su POS.",
    );
    expect(pullFailureText("connection_refused")).toBe(
      "It refused the connection. See that the POS runs and that its address is right; it is asked again by itself.",
    );
  });
});
