import { guessRows } from "./rows.ts";
import type { Switches } from "./switches.ts";

/**
 * How a guess can be made the other way.
 * - `switch`: chosen per connection, the id is the switch's name.
 * - `accepted`: every alternative is taken as it comes; the exchange records which one was seen.
 * - `fixed`: one behaviour; the place to mend it is named in `mend`.
 */
export type GuessKind = "switch" | "accepted" | "fixed";

/** One thing that PAR's public pages do not say and that goes over the wire. */
export interface Guess {
  readonly id: string;
  readonly topic:
    | "paths"
    | "token"
    | "signature"
    | "names"
    | "money"
    | "statuses"
    | "polling"
    | "identity"
    | "menu"
    | "time";
  readonly kind: GuessKind;
  /** What we do unless told otherwise. */
  readonly default: string | number | boolean | null;
  /** What the code can do instead (`switch`) or also takes (`accepted`); empty for `fixed`. */
  readonly alternatives: readonly (string | number | boolean | null)[];
  /** What the default means, in one sentence. */
  readonly meaning: string;
  /** What to ask PAR. */
  readonly question: string;
  /** Section of the contract. */
  readonly source: string;
  /** For `fixed`: where a different answer is put in. */
  readonly mend?: string;
}

/** Every guess, in the order of `docs/par/open-questions.md`. */
export const guesses: readonly Guess[] = guessRows;

type Row = (typeof guessRows)[number];

/** Ids of the guesses of which every form is accepted. */
export type AcceptedGuessId = Extract<Row, { kind: "accepted" }>["id"];

/** Ids of the guesses that a connection chooses; the keys of `Switches`. */
export type SwitchGuessId = Extract<Row, { kind: "switch" }>["id"];

/** Which form of each accepted guess one exchange showed. */
export type SeenGuesses = Readonly<Partial<Record<AcceptedGuessId, string>>>;

/** Which switches of a connection differ from the default; recorded with each of its exchanges. */
export function changedSwitches(
  switches: Switches,
): Readonly<Record<string, string | number | boolean | null>> {
  const changed: Record<string, string | number | boolean | null> = {};
  for (const guess of guessRows) {
    if (guess.kind !== "switch") continue;
    const value = switches[guess.id];
    if (value !== guess.default) changed[guess.id] = value;
  }
  return changed;
}
