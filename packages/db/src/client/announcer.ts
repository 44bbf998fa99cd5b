import type postgres from "postgres";

// Long enough to gather what a busy process writes, short enough for somebody who waits for an answer.
const GATHER_MS = 10;

/** Sends notifications in batches, apart from the transactions that they are about. */
export interface Announcer {
  announce(payload: string): void;
  /** Sends at once what has been gathered. Never rejects. */
  flush(): Promise<void>;
}

/**
 * Gathers payloads for one channel. PostgreSQL lets one transaction with a NOTIFY commit at a time and holds
 * the others back while it reaches the disk: sent with each order they would be the limit of all orders.
 */
export function createAnnouncer(sql: postgres.Sql, channel: string): Announcer {
  const gathered = new Set<string>();
  let timer: NodeJS.Timeout | null = null;

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (gathered.size === 0) return;
    const payloads = JSON.stringify([...gathered]);
    gathered.clear();
    try {
      await sql`select pg_notify(${channel}, payload) from json_array_elements_text(${payloads}::json) payload`;
    } catch {
      // A hint that nobody gets: whoever waits looks again by itself. The database's trouble shows elsewhere.
    }
  }

  return {
    announce(payload) {
      gathered.add(payload);
      if (timer !== null) return;
      timer = setTimeout(flush, GATHER_MS);
      timer.unref();
    },
    flush,
  };
}
