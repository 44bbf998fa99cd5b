import { wordsIn } from "@parley/words";
import { type Invalid, problemText } from "../../auth/problem.ts";
import { Refusal } from "../kernel/refusal.ts";

/** Refuses what was given of an operator or a key. */
export function invalid({ field, problem }: Invalid<string>): Refusal {
  return new Refusal(`invalid_${field}`, problemText(wordsIn("en")("operators"), problem));
}
