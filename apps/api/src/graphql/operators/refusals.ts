import type { Words } from "@parley/words";
import { type Refusal, refuse } from "../kernel/error.ts";

/** What the acts on operators and their keys are refused with, whichever act it was. */

type Say = Words<"operators">;

export function noSuchOperator(say: Say): Refusal {
  return refuse("NOT_FOUND", say("refused.noOperator"));
}

export function beyondOwn(say: Say): Refusal {
  return refuse("NOT_ALLOWED", say("refused.beyondOwn"));
}
