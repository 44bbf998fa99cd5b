import type { Database } from "@parley/db";
import { type Connection, setConnection } from "@parley/db/connections";
import type { Actor } from "@parley/db/orders";
import { changedSwitches, guesses, parseSwitches, SchemaError } from "@parley/par-contract";

type Value = string | number | boolean | null;
type Changed = Readonly<Record<string, Value>>;

/** What a switch is to be: a value as text (`none` for no value), or null to take its default again. */
export interface SwitchChoice {
  name: string;
  value: string | null;
}

export type SetSwitchesOutcome =
  | { kind: "changed"; connection: Connection; switches: Changed }
  | { kind: "unknown_switch"; name: string; names: readonly string[] }
  /** `choices` are values that it can have, as texts. */
  | { kind: "invalid_switch"; name: string; given: string; choices: readonly string[] }
  /** Somebody else changed the connection meanwhile. */
  | { kind: "conflict" };

const SWITCHES = guesses.filter((guess) => guess.kind === "switch");

/**
 * Chooses how the contract is read for a connection, the same behind every door; PAR's next call is read so. Only what
 * differs from its default is stored. Nothing is changed where one choice cannot be had.
 */
export async function setSwitches(
  { db, now }: { db: Database; now: Date },
  {
    connection,
    expectedVersion,
    choices,
    by,
  }: {
    /** As it was read for this change. */
    connection: Pick<Connection, "id" | "switches">;
    expectedVersion: number;
    choices: readonly SwitchChoice[];
    by: Actor;
  },
): Promise<SetSwitchesOutcome> {
  const chosen: Record<string, Value> = { ...changedSwitches(parseSwitches(connection.switches)) };
  for (const { name, value: given } of choices) {
    const known = SWITCHES.find(({ id }) => id === name);
    if (known === undefined) return { kind: "unknown_switch", name, names: SWITCHES.map(({ id }) => id) };
    const value = given === null ? known.default : readings(given).find((each) => fits(name, each));
    if (value === undefined) {
      const texts = [known.default, ...known.alternatives].map((choice) => String(choice ?? "none"));
      return { kind: "invalid_switch", name, given: given ?? "", choices: texts };
    }
    chosen[name] = value;
  }
  const switches = changedSwitches(parseSwitches(chosen));
  const change = { connectionId: connection.id, expectedVersion, set: { switches }, by, now };
  const changed = await setConnection(db, change);
  return changed === null ? { kind: "conflict" } : { kind: "changed", connection: changed, switches };
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
