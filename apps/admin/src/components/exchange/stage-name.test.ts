import { wordsIn } from "@parley/words";
import { expect, it } from "vitest";
import { stageName } from "./stage-name.ts";

it("calls the stages of a call by a word of the reader's language", () => {
  const [english, spanish] = [wordsIn("en")("call"), wordsIn("es")("call")];
  expect(["authenticate", "verify", "map"].map((name) => stageName(name, english))).toEqual([
    "Token",
    "Signature",
    "Ids",
  ]);
  expect(stageName("verify", spanish)).toBe("Firma");
  expect(stageName("stage_of_tomorrow", spanish)).toBe("stage_of_tomorrow");
});
