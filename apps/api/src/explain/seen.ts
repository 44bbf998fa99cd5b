import type { Database } from "@parley/db";
import { type CallTrait, listCallTraits } from "@parley/db/exchanges";
import { guesses, type SwitchGuessId } from "@parley/par-contract";
import { explainSwitches } from "./switches.ts";

/** How many of a connection's newest calls are looked at, and how far back. */
const CALLS_MAX = 1_000;
const SINCE_MS = 30 * 86_400_000;

/** What PAR's calls showed of something that its documents leave open. */
export interface SeenTrait extends CallTrait {
  /** Whether it is what we take for the usual form; false where calls were refused for it. */
  isUsual: boolean;
  /** The switch that it speaks about; null where every form is taken as it comes. */
  switchName: SwitchGuessId | null;
  /** What the switch should be set to by it; null where it is so already, or where the calls do not tell. */
  suggestedValue: string | null;
}

/** Why a call was refused, the switch that decided it, and the value with which it would have passed. */
const OF_REFUSAL: Readonly<Record<string, { name: SwitchGuessId; value: string | null }>> = {
  double_truncation: { name: "cents_mode", value: "double_truncate" },
  no_expiry: { name: "require_exp", value: "false" },
  life_too_long: { name: "max_token_life_s", value: null },
  issued_ahead: { name: "clock_skew_s", value: null },
  not_yet_valid: { name: "clock_skew_s", value: null },
  issuer: { name: "issuer", value: "none" },
  audience: { name: "audience", value: "none" },
};

/** What the newest calls of a connection showed, and what its switches should be by that. */
export async function readSeenTraits(
  db: Pick<Database, "orm">,
  { connection, now }: { connection: { id: string; switches: unknown }; now: Date },
): Promise<SeenTrait[]> {
  const since = new Date(now.getTime() - SINCE_MS);
  const traits = await listCallTraits(db, { connectionId: connection.id, since, limit: CALLS_MAX });
  return seenTraits(traits, connection.switches);
}

/** Of traits, the commonest form of each first: those that speak about a guess of the contract. */
export function seenTraits(traits: readonly CallTrait[], switches: unknown): SeenTrait[] {
  const values = new Map(explainSwitches(switches).map(({ name, value }) => [name, value]));
  const commonest = traits.find(({ trait, form }) => trait === "request_spelling" && form !== "mixed");
  return traits.flatMap((trait): SeenTrait[] => {
    const guess = guesses.find(({ id, kind }) => kind === "accepted" && id === trait.trait);
    const spoken = trait.trait === "refused" ? OF_REFUSAL[trait.form] : spellingOf(trait, commonest);
    if (guess === undefined && spoken === undefined) return [];
    const suggested = spoken?.value ?? null;
    const isSet = spoken !== undefined && values.get(spoken.name) === suggested;
    return [
      {
        ...trait,
        isUsual: guess !== undefined && guess.default === trait.form,
        switchName: spoken?.name ?? null,
        suggestedValue: isSet ? null : suggested,
      },
    ];
  });
}

/** Who writes names so most often expects answers so: a guess, and a better one than none. */
function spellingOf(trait: CallTrait, commonest: CallTrait | undefined) {
  if (trait.trait !== "request_spelling" || trait.form === "mixed") return undefined;
  const name = "answer_spelling" as const;
  return { name, value: trait === commonest ? trait.form : null };
}
