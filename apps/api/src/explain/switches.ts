import { guesses, parseSwitches, SchemaError } from "@parley/par-contract";

/** One choice of a connection about what PAR's pages leave open, in words for a person. */
export interface SwitchSetting {
  name: string;
  value: string;
  isDefault: boolean;
  /** What to ask PAR to settle it. */
  question: string;
}

/** Every switch with its value; stored switches that no longer parse are shown as the defaults they act as. */
export function explainSwitches(stored: unknown): SwitchSetting[] {
  const switches: Readonly<Record<string, string | number | boolean | null>> = read(stored);
  return guesses
    .filter((guess) => guess.kind === "switch")
    .map((guess) => {
      const value = switches[guess.id] ?? null;
      return {
        name: guess.id,
        value: value === null ? "none" : String(value),
        isDefault: value === guess.default,
        question: guess.question,
      };
    });
}

function read(stored: unknown) {
  try {
    return parseSwitches(stored);
  } catch (error) {
    if (error instanceof SchemaError) return parseSwitches({});
    throw error;
  }
}
