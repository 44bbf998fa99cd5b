import { wordsIn } from "@parley/words";
import { expect, it } from "vitest";
import { questionOf } from "./switch-question.ts";

it("asks what a switch leaves open in the reader's language, and what it does not know as it came", () => {
  const asked = "What does the token's iss claim hold?";
  expect(questionOf("issuer", asked, wordsIn("en")("connections"))).toBe(asked);
  expect(questionOf("issuer", asked, wordsIn("es")("connections"))).toBe("¿Qué contiene el iss del token?");
  expect(questionOf("of_tomorrow", asked, wordsIn("es")("connections"))).toBe(asked);
});
