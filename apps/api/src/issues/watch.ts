import type { Database, LedgerNow } from "@parley/db";
import { findLateAnswers, findSilentStores, putWatches } from "@parley/db/issues";
import type { JobHandler } from "../jobs/runner.ts";

/** Between two looks: what is counted changes by the minute. */
const WATCH_MS = 60_000;

/** Looks again and again for what only sums show, and notes it for whoever reads what is wrong (`live.ts`). */
export function createStoreWatch(deps: { db: Database; ledgerNow: () => LedgerNow }): JobHandler {
  return {
    kind: "issues.watch",
    isEndless: true,
    async run() {
      await watchStores(deps.db, deps.ledgerNow());
      return { againInMs: WATCH_MS };
    },
  };
}

/** One look: stores that are silent, and stores whose answers come late. */
export async function watchStores(db: Database, now: LedgerNow): Promise<void> {
  const found = [...(await findSilentStores(db, { now })), ...(await findLateAnswers(db, { now }))];
  await putWatches(db, { found, now });
}
