import { guesses, parseSwitches, SchemaError } from "@parley/par-contract";

/** One setting of a connection for something that PAR's pages leave open, in words for a person. */
export interface SwitchSetting {
  name: string;
  value: string;
  isDefault: boolean;
  /** What to ask PAR to settle it. */
  question: string;
}

/** Every switch with its value. Stored switches that cannot be parsed act, and are shown, as defaults. */
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
