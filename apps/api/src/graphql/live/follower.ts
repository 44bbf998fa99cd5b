import { FeedCursor, type FeedEntry, type FeedPart } from "@parley/db/feed";

type Readable = Exclude<FeedPart, { kind: "not_ready" }>;

/** Entries that wait for one follower; one that is slower is read to the present by itself. */
const WAITING_MAX = 2_000;
/** After so many reads without news, a follower is told that there is none. */
const BEATS = 12;

/** What a follower gets next. */
export interface LivePart {
  entries: FeedEntry[];
  /** To go on from, after a cut. */
  cursor: string;
  /** True where it is not known what happened since the cursor that was given. */
  isAnew: boolean;
  /** Since when something is committed that cannot be told yet; null where nothing is. */
  heldSince: Date | null;
}

/** What the one reader has for one follower. */
export interface Follower {
  /** Keeps a part that was read. */
  take(part: Readable): void;
  /** Whether it has to be read to the present by itself: at its beginning, and where too much waited. */
  isBehind(): boolean;
  /** From now on everything is kept that its own reading may have come too early for. */
  beginCatchUp(): void;
  /** It was read so far: what waits from before that is known already. */
  endCatchUp(cursor: string): void;
  /** What came since, or that nothing did for a while; null where there is no need to say either. */
  next(): Promise<LivePart | null>;
  /** Resolves at the next read of the database that went well, or at the end. */
  beat(): Promise<void>;
}

export function createFollower(args: { sees: (entry: FeedEntry) => boolean; ended: AbortSignal }): Follower {
  const { sees, ended } = args;
  let waiting: FeedEntry[] = [];
  /** How far it is known; within `waiting` included. */
  let cursor: string | null = null;
  let isBehind = true;
  let hasLost = false;
  let isAnew = false;
  let heldSince: Date | null = null;
  let reads = 0;
  let wake = () => {};
  ended.addEventListener("abort", () => wake(), { once: true });

  async function beat(): Promise<void> {
    if (ended.aborted) return;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }

  function keep(part: Readable): void {
    if (part.kind === "anew") {
      [waiting, isAnew, heldSince, cursor] = [[], true, null, part.cursor];
      return;
    }
    heldSince = part.heldSince;
    const known = cursor;
    const isNews = known === null || FeedCursor.isAfter(part.cursor, known);
    if (!isNews) return;
    for (const entry of part.entries) {
      if (sees(entry) && (known === null || FeedCursor.isAfter(entry.cursor, known))) waiting.push(entry);
    }
    cursor = part.cursor;
    if (waiting.length > WAITING_MAX) [waiting, isBehind, hasLost] = [[], true, true];
  }

  return {
    take(part) {
      reads += 1;
      keep(part);
      wake();
    },
    isBehind: () => isBehind,
    beginCatchUp() {
      hasLost = false;
    },
    endCatchUp(known) {
      waiting = waiting.filter((entry) => FeedCursor.isAfter(entry.cursor, known));
      if (cursor === null || FeedCursor.isAfter(known, cursor)) cursor = known;
      isBehind = hasLost;
    },
    async next() {
      if (waiting.length === 0 && !isAnew) await beat();
      if (isBehind || cursor === null || ended.aborted) return null;
      if (waiting.length === 0 && !isAnew && reads < BEATS) return null;
      const part = { entries: waiting, cursor, isAnew, heldSince };
      [waiting, isAnew, reads] = [[], false, 0];
      return part;
    },
    beat,
  };
}
