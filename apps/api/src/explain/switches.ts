import {
  type Guess,
  guesses,
  parseSwitches,
  SchemaError,
  type SwitchGuessId,
  switchForm,
} from "@parley/par-contract";

/** One setting of a connection for something that PAR's pages leave open, in words for a person. */
export interface SwitchSetting {
  name: string;
  value: string;
  isDefault: boolean;
  defaultValue: string;
  /** What it is about, by the contract's parts. */
  topic: string;
  /** Its values where they are a closed list; null where it takes a number or a text. */
  choices: readonly string[] | null;
  /** Of a number: the least and the greatest. */
  min: number | null;
  max: number | null;
  /** What to ask PAR to settle it. */
  question: string;
}

/** Every switch with its value. Stored switches that cannot be parsed act, and are shown, as defaults. */
export function explainSwitches(stored: unknown): SwitchSetting[] {
  const switches: Readonly<Record<string, string | number | boolean | null>> = read(stored);
  return guesses.filter(isSwitch).map((guess) => {
    const value = switches[guess.id] ?? null;
    return {
      name: guess.id,
      value: textOf(value),
      defaultValue: textOf(guess.default),
      topic: guess.topic,
      ...formOf(guess.id),
      isDefault: value === guess.default,
      question: guess.question,
    };
  });
}

function isSwitch(guess: Guess): guess is Guess & { id: SwitchGuessId } {
  return guess.kind === "switch";
}

function textOf(value: string | number | boolean | null): string {
  return value === null ? "none" : String(value);
}

function formOf(id: SwitchGuessId): Pick<SwitchSetting, "choices" | "min" | "max"> {
  const form = switchForm(id);
  const none = { choices: null, min: null, max: null };
  if (form.kind === "choice") return { ...none, choices: form.values.map(String) };
  return form.kind === "number" ? { ...none, min: form.min, max: form.max } : none;
}

function read(stored: unknown) {
  try {
    return parseSwitches(stored);
  } catch (error) {
    if (error instanceof SchemaError) return parseSwitches({});
    throw error;
  }
}
