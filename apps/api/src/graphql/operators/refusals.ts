import { type Refusal, refuse } from "../kernel/error.ts";

/** What the acts on operators and their keys are refused with, whichever act it was. */

export function noSuchOperator(): Refusal {
  return refuse("NOT_FOUND", "There is no such operator.");
}

export function beyondOwn(): Refusal {
  return refuse("NOT_ALLOWED", "You can give roles only in brands that you administer.");
}
