import { wordsIn } from "@parley/words";
import { expect, it } from "vitest";
import { groupsOf, questionOf, valueName, whatOf } from "./switch-words.ts";

it("asks what a switch leaves open in the reader's language, and what it does not know as it came", () => {
  const asked = "What does the token's iss claim hold?";
  expect(questionOf("issuer", asked, wordsIn("en")("connections"))).toBe(asked);
  expect(questionOf("issuer", asked, wordsIn("es")("connections"))).toBe("¿Qué contiene el iss del token?");
  expect(questionOf("of_tomorrow", asked, wordsIn("es")("connections"))).toBe(asked);
});

const say = wordsIn("en")("switches");

it("tells a value in words where the number or text alone says too little, and another as it is", () => {
  expect(valueName("jwt_key", "first10", say)).toBe("its first ten characters");
  expect(valueName("signature_status", "412", say)).toBe("412");
  expect(whatOf("jwt_key", say)).toBe("What PAR’s tokens are signed with");
  expect(whatOf("of_tomorrow", say)).toBe("of_tomorrow");
});

it("groups switches by what they decide, and counts those that were changed", () => {
  const token = { name: "jwt_key", topic: "token", isDefault: false };
  const signature = { name: "freshness_window_s", topic: "signature", isDefault: true };
  const unheard = { name: "of_tomorrow", topic: "weather", isDefault: true };
  expect(groupsOf([unheard, token, signature])).toEqual([
    { group: "entry", rows: [token, signature], changed: 1 },
    { group: "other", rows: [unheard], changed: 0 },
  ]);
});
