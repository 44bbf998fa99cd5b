import type { Database } from "@parley/db";
import { type RedactionPolicy, setRedactionPolicy } from "@parley/db/guests";
import type { Actor } from "@parley/db/orders";
import { TEXT_MAX } from "@parley/limits";
import { memberKey } from "./body-mask.ts";

/** How many names of members may be hidden. */
export const HIDDEN_MEMBERS_MAX = 50;

export type RedactionOutcome =
  | { kind: "changed"; policy: RedactionPolicy }
  | { kind: "conflict" }
  | { kind: "too_many"; max: number }
  /** A name that no member can have. */
  | { kind: "bad_name"; name: string };

/**
 * Puts another policy in force, from everybody's next request on. Whoever asks makes sure that it is an owner. Names that
 * mean the same member are kept once, in the order in which they were given.
 */
export async function changeRedactionPolicy(
  deps: { db: Database; now: Date },
  args: { policy: Omit<RedactionPolicy, "version">; expectedVersion: number; by: Actor },
): Promise<RedactionOutcome> {
  const { revealedBy, members } = args.policy;
  const byKey = new Map<string, string>();
  for (const given of members) {
    const name = given.trim();
    const key = memberKey(name);
    if (key === "" || name.length > TEXT_MAX.code) return { kind: "bad_name", name };
    if (!byKey.has(key)) byKey.set(key, name);
  }
  if (byKey.size > HIDDEN_MEMBERS_MAX) return { kind: "too_many", max: HIDDEN_MEMBERS_MAX };
  const kept = { revealedBy, members: [...byKey.values()] };
  const policy = await setRedactionPolicy(deps.db, { ...args, policy: kept, now: deps.now });
  return policy === null ? { kind: "conflict" } : { kind: "changed", policy };
}
