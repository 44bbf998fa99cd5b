import { and, asc, desc, eq, gte, isNull, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { auditEntries, auditSeals } from "../schema/audit.ts";
import { hashOf, type Seal } from "./chain.ts";

type Reader = { orm: Pick<Database["orm"], "select"> };

/** `busy`: another process is at it. `more`: there is more to seal at once. `idle`: everything is sealed. */
export type SealStep = "busy" | "more" | "idle";

const BATCH = 500;
/** How much earlier than the last sealed entry one may be dated that was committed after it. */
const LATE_MS = 3_600_000;

/**
 * Seals entries that were committed and have no seal yet, in the order of their times. One process at a time does it,
 * under a lock that no writer of an entry takes, so no change ever waits for the chain.
 * @param args.everything looks at all entries, not only at those since shortly before the head; for a process's first
 */
export async function sealAudit(
  db: Pick<Database, "orm">,
  { now, everything, limit = BATCH }: { now: Date; everything: boolean; limit?: number },
): Promise<SealStep> {
  return await db.orm.transaction(async (tx): Promise<SealStep> => {
    const [lock] = await tx.execute<{ taken: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended('audit chain', 0)) as taken`,
    );
    if (lock?.taken !== true) return "busy";
    const head = await findHead({ orm: tx });
    const since = everything || head === null ? undefined : new Date(head.entryAt.getTime() - LATE_MS);
    const entries = await tx
      .select({ entry: auditEntries })
      .from(auditEntries)
      .leftJoin(auditSeals, eq(auditSeals.entryId, auditEntries.id))
      .where(and(isNull(auditSeals.number), since && gte(auditEntries.at, since)))
      .orderBy(asc(auditEntries.at), asc(auditEntries.id))
      .limit(limit);
    const seals: Seal[] = [];
    let { number, hash: previous }: { number: number; hash: string | null } = head ?? {
      number: 0,
      hash: null,
    };
    for (const { entry } of entries) {
      number += 1;
      const hash = hashOf(number, previous, entry);
      seals.push({ number, entryId: entry.id, previous, hash, sealedAt: now });
      previous = hash;
    }
    if (seals.length > 0) await tx.insert(auditSeals).values(seals);
    return entries.length === limit ? "more" : "idle";
  });
}

/** The end of the chain. Who keeps its hash elsewhere can tell later that nothing before it was changed. */
export interface AuditHead {
  number: number;
  hash: string;
  sealedAt: Date;
  /** When its entry was made. */
  entryAt: Date;
}

/** The last seal; null where nothing was sealed yet. */
export async function findHead(db: Reader): Promise<AuditHead | null> {
  const [head] = await db.orm
    .select({
      number: auditSeals.number,
      hash: auditSeals.hash,
      sealedAt: auditSeals.sealedAt,
      entryAt: auditEntries.at,
    })
    .from(auditSeals)
    .innerJoin(auditEntries, eq(auditEntries.id, auditSeals.entryId))
    .orderBy(desc(auditSeals.number))
    .limit(1);
  return head ?? null;
}
