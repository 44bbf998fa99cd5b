import { asc, count, eq, gt, isNull, min } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { auditEntries, auditSeals } from "../schema/audit.ts";
import { hashOf } from "./chain.ts";
import { type AuditHead, findHead } from "./seal.ts";

/**
 * How the chain is broken. `changed`: the entry or its seal is not what was sealed. `entry_missing`, `seal_missing`:
 * it is gone. `moved`: the seal does not follow the one before it. `head_missing`: a seal that the caller knows is not
 * in the chain, or is another one.
 */
export type AuditBreak = "changed" | "entry_missing" | "seal_missing" | "moved" | "head_missing";

export interface AuditCheck {
  /** How many seals fit, one after the other from the first. */
  sealed: number;
  /** The first place that does not fit; null for a whole chain. */
  broken: { kind: AuditBreak; number: number; entryId: string | null } | null;
  /** Entries without a seal, and when the oldest was made. */
  unsealed: number;
  unsealedSince: Date | null;
  head: AuditHead | null;
}

/** The seal of a number and its hash, as somebody noted them. */
export interface KnownSeal {
  number: number;
  hash: string;
}

const BATCH = 1000;

/** Recomputes the whole chain from its first seal, and tells where it first does not fit. Reads only. */
export async function verifyAudit(
  db: Database,
  { known = null }: { known?: KnownSeal | null } = {},
): Promise<AuditCheck> {
  const [waiting] = await db.orm
    .select({ count: count(), since: min(auditEntries.at) })
    .from(auditEntries)
    .leftJoin(auditSeals, eq(auditSeals.entryId, auditEntries.id))
    .where(isNull(auditSeals.number));
  const { sealed, broken } = await walk(db, known);
  return {
    sealed,
    broken,
    unsealed: waiting?.count ?? 0,
    unsealedSince: waiting?.since ?? null,
    head: await findHead(db),
  };
}

async function walk(db: Database, known: KnownSeal | null): Promise<Pick<AuditCheck, "sealed" | "broken">> {
  let sealed = 0;
  let previous: string | null = null;
  const brokenAt = (kind: AuditBreak, number: number, entryId: string | null = null) => ({
    sealed,
    broken: { kind, number, entryId },
  });
  for (;;) {
    const rows = await db.orm
      .select({ seal: auditSeals, entry: auditEntries })
      .from(auditSeals)
      .leftJoin(auditEntries, eq(auditEntries.id, auditSeals.entryId))
      .where(gt(auditSeals.number, sealed))
      .orderBy(asc(auditSeals.number))
      .limit(BATCH);
    for (const { seal, entry } of rows) {
      const { number, entryId } = seal;
      if (number !== sealed + 1) return brokenAt("seal_missing", sealed + 1);
      if (entry === null) return brokenAt("entry_missing", number, entryId);
      if (seal.previous !== previous) return brokenAt("moved", number, entryId);
      if (seal.hash !== hashOf(number, previous, entry)) return brokenAt("changed", number, entryId);
      if (known?.number === number && known.hash !== seal.hash)
        return brokenAt("head_missing", number, entryId);
      sealed = number;
      previous = seal.hash;
    }
    if (rows.length < BATCH) break;
  }
  if (known !== null && known.number > sealed) return brokenAt("head_missing", known.number);
  return { sealed, broken: null };
}
