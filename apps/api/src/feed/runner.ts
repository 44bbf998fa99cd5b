import type { Database } from "@parley/db";
import { consumeFeed, type FeedConsumer } from "@parley/db/feed";
import type { Logger } from "../logger.ts";

export interface FeedRunner extends AsyncDisposable {
  /** Goes on from where the consumers' cursors stand, whichever process moved them. */
  start(): void;
}

/** Between two looks at a feed that had nothing more. */
const PAUSE_MS = 2_000;
/** After something went wrong, such as a database that is away. */
const PAUSE_AFTER_ERROR_MS = 10_000;

/**
 * Lets consumers follow the feed in the background, one batch at a time, each on its own. Every process runs it, and
 * for each consumer one of them works at a time. Nothing of it is on the way of an order.
 */
export function createFeedRunner(deps: {
  db: Database;
  consumers: readonly FeedConsumer[];
  now: () => Date;
  log: Logger;
}): FeedRunner {
  const { db, consumers, now, log } = deps;
  const timers = new Map<FeedConsumer, NodeJS.Timeout>();
  const underWay = new Set<Promise<void>>();
  let isStopped = false;

  async function step(consumer: FeedConsumer): Promise<number> {
    try {
      const came = await consumeFeed(db, consumer, { now: now() });
      if (came === "anew")
        log.warn({ consumer: consumer.name }, "the feed begins anew: what was not counted yet is not known");
      return came === "more" ? 0 : PAUSE_MS;
    } catch (error) {
      if (!isStopped) log.warn({ err: error, consumer: consumer.name }, "the feed could not be followed");
      return PAUSE_AFTER_ERROR_MS;
    }
  }

  function next(consumer: FeedConsumer, afterMs: number): void {
    if (isStopped) return;
    const timer = setTimeout(() => {
      const work = step(consumer).then((pauseMs) => {
        underWay.delete(work);
        next(consumer, pauseMs);
      });
      underWay.add(work);
    }, afterMs);
    timers.set(consumer, timer);
  }

  return {
    start() {
      for (const consumer of consumers) next(consumer, 0);
    },
    async [Symbol.asyncDispose]() {
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(underWay);
    },
  };
}
