import { setTimeout as wait } from "node:timers/promises";
import { type Database, everyBrand, type Scope } from "@parley/db";
import { FeedCursor, type FeedEntry, readFeed } from "@parley/db/feed";
import { createFollower, type Follower, type LivePart } from "./follower.ts";

export interface LiveFeed extends AsyncDisposable {
  /**
   * Tells what happens after a cursor, or from now on, until the signal aborts or this process stops. The first part
   * comes at once, and one without entries every few seconds in which the database said that nothing happened.
   * @throws CursorError for a cursor that is none
   */
  follow(args: {
    after: string | null;
    /** What may be seen, asked anew for each part. */
    scope: () => Scope;
    /** Whether an entry is within what the scope allows. */
    sees: (entry: FeedEntry) => boolean;
    signal: AbortSignal;
  }): AsyncGenerator<LivePart>;
}

const PART = 500;
/** Parts that one follower is read by itself before it is told to start anew. */
const CATCH_UP_PARTS = 20;
const POLL_MS = 400;

/**
 * One reader for all who follow: it asks the database only while somebody does, a few times a second, and hands what
 * it finds to each. A follower that comes with a cursor, or could not keep up, is read to the present by itself.
 */
export function createLiveFeed(deps: {
  db: Pick<Database, "orm">;
  log: { warn(details: object, message: string): void };
}): LiveFeed {
  const { db, log } = deps;
  const followers = new Set<Follower>();
  const stopped = new AbortController();
  let running: Promise<void> | null = null;

  /** How far the reader is; null while it does not read. */
  let cursor: string | null = null;

  async function run(): Promise<void> {
    let isWell = true;
    while (followers.size > 0 && !stopped.signal.aborted) {
      let hasMore = false;
      try {
        const part = await readFeed(db, { scope: everyBrand, cursor, limit: PART });
        if (part.kind !== "not_ready") {
          for (const follower of followers) follower.take(part);
          cursor = part.cursor;
          hasMore = part.kind === "part" && part.hasMore;
        }
        isWell = true;
      } catch (error) {
        if (isWell) log.warn({ err: error }, "the live feed could not be read; it is tried again");
        isWell = false;
      }
      if (!hasMore) await wait(POLL_MS, null, { ref: false, signal: stopped.signal }).catch(() => {});
    }
    cursor = null;
  }

  function join(follower: Follower): void {
    followers.add(follower);
    // The reader of before may be about to end: then a new one begins.
    running = (running ?? Promise.resolve()).then(() => (followers.size > 0 ? run() : undefined));
  }

  return {
    async *follow({ after, scope, sees, signal }) {
      const ended = AbortSignal.any([signal, stopped.signal]);
      if (after !== null) FeedCursor.parse(after);
      const follower = createFollower({ sees, ended });
      join(follower);
      try {
        // Whoever reads by itself up to the present needs the reader to have begun before that.
        if (cursor === null) await follower.beat();
        let known = after;
        while (!ended.aborted) {
          if (!follower.isBehind()) {
            const part = await follower.next();
            if (part === null) continue;
            known = part.cursor;
            yield part;
            continue;
          }
          follower.beginCatchUp();
          for await (const part of catchUp(db, { cursor: known, scope: scope() })) {
            known = part.cursor;
            yield { ...part, entries: part.entries.filter(sees) };
          }
          if (known === null) await follower.beat();
          else follower.endCatchUp(known);
        }
      } finally {
        followers.delete(follower);
      }
    },
    async [Symbol.asyncDispose]() {
      stopped.abort();
      await running;
    },
  };
}

/** Parts up to the present; none where the feed cannot be read yet. */
async function* catchUp(
  db: Pick<Database, "orm">,
  from: { cursor: string | null; scope: Scope },
): AsyncGenerator<LivePart> {
  let { cursor } = from;
  for (let n = 0; n < CATCH_UP_PARTS; n += 1) {
    const part = await readFeed(db, { scope: from.scope, cursor, limit: PART });
    if (part.kind === "not_ready") return;
    const isAnew = part.kind === "anew";
    const [entries, heldSince] = isAnew ? [[], null] : [part.entries, part.heldSince];
    yield { entries, cursor: part.cursor, isAnew, heldSince };
    if (isAnew || !part.hasMore) return;
    cursor = part.cursor;
  }
  const present = await readFeed(db, { scope: from.scope, cursor: null, limit: 1 });
  if (present.kind !== "not_ready")
    yield { entries: [], cursor: present.cursor, isAnew: true, heldSince: null };
}
