import type { Database } from "@parley/db";
import { sweepImports } from "@parley/db/mappings";

const EVERY_MS = 3_600_000;

/** A job that deletes files of mappings that nobody imported within a day: they may hold what nobody needs any more. */
export function createImportSweep({ db, now }: { db: Database; now: () => Date }) {
  return {
    kind: "mappings.sweep",
    isEndless: true as const,
    async run(): Promise<{ againInMs: number }> {
      await sweepImports(db.orm, { now: now() });
      return { againInMs: EVERY_MS };
    },
  };
}
