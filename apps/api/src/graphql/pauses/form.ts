import { TEXT_MAX } from "@parley/limits";
import type { PauseOutcome } from "../../stores/pausing.ts";
import { isRefusal, type Refusal, refuse } from "../kernel/error.ts";

/** What the inputs of a pause say of its reason, whatever is paused. */
export const REASON = `Why, ${TEXT_MAX.reason} characters at most; for those who wonder. PAR and guests do not see it.`;

/** The sentences that refuse a pause, or its end. */
interface Said {
  notPaused: string;
  conflict: string;
  /** The input that gives the end of a pause. */
  untilField: string;
}

/**
 * Pauses or resumes what may be, and answers with it as it is now, or why nothing was changed.
 * @param found what is to be paused, or why this operator may not pause it
 */
export async function answerPause<Row extends object>(
  found: Row | Refusal,
  said: Said,
  act: (row: Row) => Promise<PauseOutcome<Row>>,
): Promise<Row | Refusal> {
  return isRefusal(found) ? found : refusedOr(await act(found), said);
}

/** What was changed, or the refusal of it. */
export function refusedOr<Row>(
  outcome: PauseOutcome<Row>,
  { notPaused, conflict, untilField }: Said,
): Row | Refusal {
  switch (outcome.kind) {
    case "changed":
      return outcome.row;
    case "invalid":
      return refuse("INVALID", outcome.message, outcome.field === "until" ? untilField : outcome.field);
    case "not_paused":
      return refuse("CONFLICT", notPaused);
    case "conflict":
      return refuse("CONFLICT", conflict);
  }
}
