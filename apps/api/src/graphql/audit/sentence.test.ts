import { wordsIn } from "@parley/words";
import { expect, it } from "vitest";
import { sentenceOf } from "./sentence.ts";

const at = "2026-11-23T12:00:00.000Z";

it.each([
  ["location_changed", { pausedAt: { from: null, to: at }, pauseReason: "pau_1" }, "Store paused"],
  [
    "location_changed",
    { pausedAt: { from: at, to: null }, pauseUntil: { from: at, to: null } },
    "Store resumed",
  ],
  ["location_changed", { pauseUntil: { from: null, to: at } }, "Pause of the store changed"],
  ["location_changed", { pausedAt: { from: null, to: at }, name: { from: "a", to: "b" } }, "Store changed"],
  ["location_changed", { name: { from: "a", to: "b" } }, "Store changed"],
  ["location_changed", null, "Store changed"],
  ["connection_changed", { pausedAt: { from: null, to: at } }, "Connection paused"],
  ["connection_changed", { pausedAt: { from: at, to: null } }, "Connection resumed"],
  ["brand_created", { pausedAt: { from: null, to: at } }, "Brand added"],
  ["what_a_later_release_writes", {}, "what_a_later_release_writes"],
])("says of %s with %j: %s", (action, detail, sentence) => {
  expect(sentenceOf({ action, detail }, wordsIn("en"))).toBe(sentence);
});
