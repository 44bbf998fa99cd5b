import { sql } from "drizzle-orm";
import { changedFields, recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import type { Actor } from "../orders/actor.ts";
import { signInPolicies } from "../schema/sign-in-policy.ts";

/** Who must have a second factor. */
export const secondFactorRules = ["nobody", "admins", "everybody"] as const;

/** What sign-in asks of operators, and how long a session lasts. */
export interface SignInPolicy {
  secondFactor: (typeof secondFactorRules)[number];
  /** A session ends after so many minutes without a request … */
  idleMinutes: number;
  /** … and after so many hours in any case. */
  sessionHours: number;
  /** Counts changes; 0 for the policy that nobody has changed. */
  version: number;
}

const ID = "sign_in_policy";
const AS_MADE: SignInPolicy = { secondFactor: "nobody", idleMinutes: 30, sessionHours: 12, version: 0 };

/** The policy in force. */
export async function readSignInPolicy(db: { orm: Pick<Database["orm"], "select"> }): Promise<SignInPolicy> {
  const { secondFactor, idleMinutes, sessionHours, version } = signInPolicies;
  const [row] = await db.orm
    .select({ secondFactor, idleMinutes, sessionHours, version })
    .from(signInPolicies);
  return row ?? AS_MADE;
}

/** Puts another policy in force; gives it, or null where somebody else changed it meanwhile. */
export async function setSignInPolicy(
  db: Database,
  args: { policy: Omit<SignInPolicy, "version">; expectedVersion: number; by: Actor; now: Date },
): Promise<SignInPolicy | null> {
  const { policy, expectedVersion, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('parley sign-in policy'))`);
    const before = await readSignInPolicy({ orm: tx });
    if (before.version !== expectedVersion) return null;
    const after = { ...policy, version: expectedVersion + 1 };
    const changes = changedFields(before, after, ["secondFactor", "idleMinutes", "sessionHours"]);
    if (changes === null) return before;
    await tx
      .insert(signInPolicies)
      .values({ id: ID, ...after, updatedAt: now })
      .onConflictDoUpdate({ target: signInPolicies.id, set: { ...after, updatedAt: now } });
    await recordChange(tx, { action: "sign_in_policy_changed", subjectId: ID, detail: changes, by, now });
    return after;
  });
}
