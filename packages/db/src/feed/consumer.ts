import { eq, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { feedCursors } from "../schema/feed.ts";
import { everyBrand } from "../sql/scope.ts";
import { type FeedEntry, readFeed } from "./feed.ts";

/** What a consumer writes with; all of it is committed with its cursor, or none of it. */
export type FeedTransaction = Parameters<Parameters<Database["orm"]["transaction"]>[0]>[0];

/** Something that is made of the feed: counts, groups, sums. */
export interface FeedConsumer {
  /** Its stable name: its cursor is kept under it, and one process at a time works under it. */
  name: string;
  /** Takes the next entries. Told each committed row once, over all processes and deaths. */
  apply(tx: FeedTransaction, entries: readonly FeedEntry[]): Promise<void>;
  /** Called once all there is was taken, in the same transaction: for what time alone changes. */
  settle?(tx: FeedTransaction): Promise<void>;
  /** Called after all that it did in a step is committed: the moment to wake whoever waits for it. */
  committed?(): void;
}

/**
 * `busy`: another process is at it. `idle`: all there is was taken. `more`: there is more at once. `anew`: what
 * happened since its cursor cannot be known, as after a restore; it goes on from now. `not_ready`: see `readFeed`.
 */
export type FeedStep = "busy" | "idle" | "more" | "anew" | "not_ready";

const BATCH = 1000;

/**
 * Lets a consumer take one batch of the feed: in one transaction the lock, the entries, what it makes of them and its
 * cursor. A process that dies in it leaves nothing of it, and any other goes on. The first call begins with the present.
 */
export async function consumeFeed(
  db: Pick<Database, "orm">,
  consumer: FeedConsumer,
  { now, limit = BATCH }: { now: Date; limit?: number },
): Promise<FeedStep> {
  const { name } = consumer;
  const came = await db.orm.transaction(async (tx): Promise<FeedStep> => {
    const [lock] = await tx.execute<{ taken: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${`feed ${name}`}, 0)) as taken`,
    );
    if (lock?.taken !== true) return "busy";
    const [place] = await tx.select().from(feedCursors).where(eq(feedCursors.consumer, name));
    const part = await readFeed({ orm: tx }, { scope: everyBrand, cursor: place?.cursor ?? null, limit });
    if (part.kind === "not_ready") return "not_ready";
    if (part.kind === "part" && part.entries.length > 0) await consumer.apply(tx, part.entries);
    // Where nothing was found the cursor can stay: it is as quick to read on from.
    if (part.kind === "anew" || part.entries.length > 0 || place === undefined) {
      const moved = { cursor: part.cursor, movedAt: now };
      await tx
        .insert(feedCursors)
        .values({ consumer: name, ...moved })
        .onConflictDoUpdate({ target: feedCursors.consumer, set: moved });
    }
    if (part.kind === "part" && part.hasMore) return "more";
    await consumer.settle?.(tx);
    return part.kind === "anew" ? "anew" : "idle";
  });
  consumer.committed?.();
  return came;
}
