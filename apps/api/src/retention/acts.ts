import { type Database, type LedgerNow, ledgerTime } from "@parley/db";
import { recordChange } from "@parley/db/audit";
import { putJob } from "@parley/db/jobs";
import type { Actor } from "@parley/db/orders";
import {
  beginProgress,
  countPast,
  keepProgress,
  listProgress,
  type PastLimit,
  type RetentionKind,
  type RetentionLimits,
  type RetentionPolicy,
  type RetentionProgress,
  retentionKinds,
} from "@parley/db/retention";
import { RETENTION_JOB } from "./job.ts";
import { kindsOf, limitOf } from "./limits.ts";

/** What of one kind a brand has past its limit, and how far its deleting has come. */
export interface RetentionStatus {
  kind: RetentionKind;
  /** What was recorded before goes; null where it is kept for ever. */
  before: Date | null;
  past: PastLimit;
  /** Null where no run has looked at this brand yet. */
  progress: RetentionProgress | null;
}

const NOTHING: PastLimit = { count: 0, held: 0, isMore: false, oldestAt: null };
/** How many rows a page counts: more is said to be more. */
const COUNTED = 10_000;

/** What of a brand is past these limits. A dry run: nothing changes. */
export async function readRetention(
  { db, ledgerNow }: { db: Database; ledgerNow: LedgerNow },
  { id, limits, atMost = COUNTED }: { id: string; limits: RetentionLimits; atMost?: number },
): Promise<RetentionStatus[]> {
  const now = await ledgerTime(db, ledgerNow);
  const progress = (await listProgress(db)).filter((one) => one.id === id);
  const found: RetentionStatus[] = [];
  // One after the other: an owner's page may wait, and it has few connections.
  for (const kind of kindsOf(id)) {
    const before = limitOf(kind, limits, now);
    const past = before === null ? NOTHING : await countPast(db, { id, kind, before, atMost });
    found.push({ kind, before, past, progress: progress.find((one) => one.kind === kind) ?? null });
  }
  return found;
}

/**
 * Asks for a run at these brands now, also of what would have begun a day after the upgrade. It is done in the
 * background, by one process of this installation.
 */
export async function askForRetention(
  { db, now, ledgerNow }: { db: Database; now: Date; ledgerNow: LedgerNow },
  { policies, by }: { policies: readonly RetentionPolicy[]; by: Actor },
): Promise<void> {
  const ids = policies.map(({ id }) => id);
  const beginsAt = await ledgerTime(db, ledgerNow);
  await keepProgress(db, { ids, kinds: retentionKinds, beginsAt });
  await beginProgress(db, { ids, now: beginsAt });
  await db.orm.transaction(async (tx) => {
    await putJob({ orm: tx }, { kind: RETENTION_JOB, key: "", now: ledgerNow });
    for (const { id, brand } of policies) {
      const place = { brandId: brand?.id ?? null, locationId: null };
      await recordChange(tx, { action: "retention_run", subjectId: id, detail: {}, by, place, now });
    }
  });
}
