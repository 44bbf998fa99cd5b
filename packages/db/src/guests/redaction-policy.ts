import { sql } from "drizzle-orm";
import { changedFields, recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import type { Actor } from "../orders/actor.ts";
import { redactionPolicies } from "../schema/redaction-policy.ts";

/** Who may be shown how to reach a guest. */
export const revealRules = ["roles", "admins"] as const;

/** What of guests is hidden beyond what always is. */
export interface RedactionPolicy {
  revealedBy: (typeof revealRules)[number];
  /** Names of members of recorded bodies whose content nobody is shown before they reveal the guest. */
  members: readonly string[];
  /** Counts changes; 0 for the policy that nobody has changed. */
  version: number;
}

const ID = "redaction_policy";
const AS_MADE: RedactionPolicy = { revealedBy: "roles", members: [], version: 0 };

/** The policy in force. */
export async function readRedactionPolicy(db: {
  orm: Pick<Database["orm"], "select">;
}): Promise<RedactionPolicy> {
  const { revealedBy, members, version } = redactionPolicies;
  const [row] = await db.orm.select({ revealedBy, members, version }).from(redactionPolicies);
  return row ?? AS_MADE;
}

/** Puts another policy in force; gives it, or null where somebody else changed it meanwhile. */
export async function setRedactionPolicy(
  db: Database,
  args: { policy: Omit<RedactionPolicy, "version">; expectedVersion: number; by: Actor; now: Date },
): Promise<RedactionPolicy | null> {
  const { policy, expectedVersion, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('parley redaction policy'))`);
    const before = await readRedactionPolicy({ orm: tx });
    if (before.version !== expectedVersion) return null;
    const after = { ...policy, version: expectedVersion + 1 };
    const changes = changedFields(before, after, ["revealedBy", "members"]);
    if (changes === null) return before;
    await tx
      .insert(redactionPolicies)
      .values({ id: ID, ...after, updatedAt: now })
      .onConflictDoUpdate({ target: redactionPolicies.id, set: { ...after, updatedAt: now } });
    await recordChange(tx, { action: "redaction_policy_changed", subjectId: ID, detail: changes, by, now });
    return after;
  });
}
