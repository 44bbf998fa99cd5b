import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "@parley/db";
import { advanceRollups, pruneRollups } from "@parley/db/rollups";
import type { Logger } from "./logger.ts";

/** Counts what happened, beside orders: see `@parley/db/rollups`. */
export interface RollupWriter extends AsyncDisposable {
  start(): void;
}

const EVERY_MS = 2_000;
/** After each part of the rows of before, so that counting them leaves the database to orders. */
const BREATH_MS = 100;
const PRUNE_EVERY = 1_800;

/** Every process counts when it comes to it; of several, one does at a time. */
export function createRollupWriter(deps: { db: Pick<Database, "orm">; log: Logger }): RollupWriter {
  const { db, log } = deps;
  const stopped = new AbortController();
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    let isWell = true;
    for (let rounds = 0; !stopped.signal.aborted; rounds += 1) {
      let hasMore = false;
      try {
        ({ hasMore } = await advanceRollups(db));
        if (rounds % PRUNE_EVERY === 0) await pruneRollups(db);
        isWell = true;
      } catch (error) {
        if (isWell) log.warn({ err: error }, "statistics could not be counted; it is tried again");
        isWell = false;
      }
      const ms = hasMore ? BREATH_MS : EVERY_MS;
      await wait(ms, null, { ref: false, signal: stopped.signal }).catch(() => {});
    }
  }

  return {
    start() {
      running ??= run();
    },
    async [Symbol.asyncDispose]() {
      stopped.abort();
      await running;
    },
  };
}
