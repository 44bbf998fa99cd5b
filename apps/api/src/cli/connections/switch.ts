import { changedSwitches, guesses, parseSwitches, SchemaError } from "@parley/par-contract";
import { Refusal, UsageError } from "../kernel/refusal.ts";

type Value = string | number | boolean | null;
type Changed = Readonly<Record<string, Value>>;

const SWITCHES = guesses.filter((guess) => guess.kind === "switch");

/**
 * The switches of a connection that differ from their defaults, after some were set with `NAME=VALUE`.
 * `NAME=default` restores the default, and `NAME=none` sets null where the switch allows it.
 * @throws Refusal for an unknown name or value, listing the valid ones; UsageError for another form.
 */
export function readSwitches(stored: Changed, given: readonly string[]): Changed {
  const chosen: Record<string, Value> = { ...stored };
  for (const text of given) {
    const at = text.indexOf("=");
    if (at < 1) throw new UsageError(`"${text}" is not NAME=VALUE.`, "For example: jwt_key=first10");
    const name = text.slice(0, at);
    chosen[name] = readValue(name, text.slice(at + 1));
  }
  return changedSwitches(parseSwitches(chosen));
}

function readValue(name: string, text: string): Value {
  const known = SWITCHES.find((guess) => guess.id === name);
  if (known === undefined) {
    const names = SWITCHES.map((guess) => guess.id).join(", ");
    throw new Refusal("unknown_switch", `There is no switch "${name}".`, `There are: ${names}.`);
  }
  if (text === "default") return known.default;
  const value = readings(text).find((candidate) => fits(name, candidate));
  if (value !== undefined) return value;
  const choices = [known.default, ...known.alternatives].map((choice) => choice ?? "none").join(", ");
  throw new Refusal("invalid_switch", `${name} cannot be "${text}".`, `It can be, for example: ${choices}.`);
}

/** What a text may mean, the most likely first; the switch's own schema decides. */
function readings(text: string): Value[] {
  const words = new Map<string, Value>([
    ["true", true],
    ["false", false],
    ["none", null],
  ]);
  const word = words.get(text);
  return [...(word === undefined ? [] : [word]), ...(/^-?\d{1,15}$/.test(text) ? [Number(text)] : []), text];
}

function fits(name: string, value: Value): boolean {
  try {
    parseSwitches({ [name]: value });
    return true;
  } catch (error) {
    if (error instanceof SchemaError) return false;
    throw error;
  }
}
