import type { Words } from "@parley/words";
import { type Invalid, problemText } from "../../auth/problem.ts";
import { type Refusal, refuse } from "../kernel/error.ts";

/** What the acts on operators and their keys are refused with, whichever act it was. */

type Say = Words<"operators">;

export function noSuchOperator(say: Say): Refusal {
  return refuse("NOT_FOUND", say("refused.noOperator"));
}

export function invalid(say: Say, { field, problem }: Invalid<string>): Refusal {
  return refuse("INVALID", problemText(say, problem), field);
}

export function beyondOwn(say: Say): Refusal {
  return refuse("NOT_ALLOWED", say("refused.beyondOwn"));
}
