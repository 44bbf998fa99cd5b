import { asc, eq, sql } from "drizzle-orm";
import { changedFields, recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import type { Actor } from "../orders/actor.ts";
import { brands } from "../schema/location.ts";
import { retentionPolicies } from "../schema/retention.ts";

/** Whoever has it changes limits, or lets go of what they keep. */
export const LIMITS_LOCK = "parley retention policy";

/** How long what is recorded at one brand is kept, in days. */
export interface RetentionLimits {
  bodiesDays: number;
  exchangesDays: number;
  /** Null: a guest stays in their orders. */
  guestsDays: number | null;
}

/** The limits of one brand, or of what belongs to none. */
export interface RetentionPolicy extends RetentionLimits {
  /** A brand's id, or `NO_BRAND`. */
  id: string;
  /** Null for what belongs to no brand. */
  brand: { id: string; code: string; name: string } | null;
  /** Counts changes; 0 for the limits that nobody has changed. */
  version: number;
}

/** Stands for what belongs to no brand: calls of callers or organizations that nobody knows. */
export const NO_BRAND = "no_brand";

/** The limits where nobody has set others: bodies 90 days, calls 13 months, guests as long as their orders. */
export const RETENTION_AS_MADE: RetentionLimits = { bodiesDays: 90, exchangesDays: 397, guestsDays: null };

const FIELDS = ["bodiesDays", "exchangesDays", "guestsDays"] as const;

/** The limits of every brand, by code, and last those of what belongs to none. */
export async function listRetentionPolicies(db: {
  orm: Pick<Database["orm"], "select">;
}): Promise<RetentionPolicy[]> {
  const { id, code, name } = brands;
  const rows = await db.orm
    .select({ brand: { id, code, name }, policy: retentionPolicies })
    .from(brands)
    .leftJoin(retentionPolicies, eq(retentionPolicies.id, brands.id))
    .orderBy(asc(brands.code));
  const [none] = await db.orm.select().from(retentionPolicies).where(eq(retentionPolicies.id, NO_BRAND));
  return [
    ...rows.map(({ brand, policy }) => policyOf(brand.id, brand, policy)),
    policyOf(NO_BRAND, null, none ?? null),
  ];
}

function policyOf(
  id: string,
  brand: RetentionPolicy["brand"],
  row: typeof retentionPolicies.$inferSelect | null,
): RetentionPolicy {
  const { bodiesDays, exchangesDays, guestsDays } = row ?? RETENTION_AS_MADE;
  return { id, brand, bodiesDays, exchangesDays, guestsDays, version: row?.version ?? 0 };
}

/**
 * Sets the limits of a brand; gives them, or null where somebody else changed them meanwhile. Whoever asks makes sure
 * that there is such a brand.
 */
export async function setRetentionPolicy(
  db: Database,
  args: { id: string; limits: RetentionLimits; expectedVersion: number; by: Actor; now: Date },
): Promise<RetentionPolicy | null> {
  const { id, limits, expectedVersion, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    // Letting a partition go holds it, too, so that no limit is raised meanwhile.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${LIMITS_LOCK}))`);
    const before = (await listRetentionPolicies({ orm: tx })).find((policy) => policy.id === id);
    if (before === undefined || before.version !== expectedVersion) return null;
    const after = { ...before, ...limits, version: expectedVersion + 1 };
    const changes = changedFields(before, after, FIELDS);
    if (changes === null) return before;
    const { bodiesDays, exchangesDays, guestsDays, version } = after;
    const row = { bodiesDays, exchangesDays, guestsDays, version, updatedAt: now };
    await tx
      .insert(retentionPolicies)
      .values({ id, ...row })
      .onConflictDoUpdate({ target: retentionPolicies.id, set: row });
    const place = { brandId: before.brand?.id ?? null, locationId: null };
    await recordChange(tx, { action: "retention_changed", subjectId: id, detail: changes, by, place, now });
    return after;
  });
}
