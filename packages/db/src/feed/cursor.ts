import { CursorError } from "../sql/page.ts";

/** The two tables that the feed reads, in the order in which it tells what one transaction wrote. */
export const sources = ["event", "exchange"] as const;
export type FeedSource = (typeof sources)[number];

/**
 * A place in the feed: all that was written by transactions before `tx` was told, and of `tx` itself all up to
 * `last`. Numbers of transactions mean something only within one PostgreSQL, so the cursor names it.
 */
export interface Place {
  /** The PostgreSQL, and which of its histories: another one follows each promotion of a standby. */
  origin: string;
  /** A 64-bit number, as text. */
  tx: string;
  /** The last row of `tx` that was told; null where none was. */
  last: { source: FeedSource; id: string } | null;
}

const SHAPE = /^1 (\d{1,20}\/[0-9A-F]{8}) (\d{1,19})(?: (event|exchange) ([\w-]{1,64}))?$/;

/** Cursors of the feed: opaque texts, which a reader keeps and hands back. */
export const FeedCursor = {
  of({ origin, tx, last }: Place): string {
    const text = `1 ${origin} ${tx}${last === null ? "" : ` ${last.source} ${last.id}`}`;
    return Buffer.from(text).toString("base64url");
  },

  /** @throws CursorError for a text that the feed did not make */
  parse(cursor: string): Place {
    const match = SHAPE.exec(Buffer.from(cursor, "base64url").toString());
    const [, origin, tx, name, id] = match ?? [];
    const source = sources.find((known) => known === name);
    const isEventId = source !== "event" || /^\d{1,18}$/.test(id ?? "");
    if (origin === undefined || tx === undefined || !isEventId || BigInt(tx) >= 2n ** 63n)
      throw new CursorError("This is not a cursor of the feed.");
    return { origin, tx, last: source === undefined || id === undefined ? null : { source, id } };
  },

  /** Whether the first cursor stands after the second in one PostgreSQL's feed. */
  isAfter(one: string, other: string): boolean {
    const [a, b] = [FeedCursor.parse(one), FeedCursor.parse(other)];
    if (a.tx !== b.tx) return BigInt(a.tx) > BigInt(b.tx);
    if (a.last === null || b.last === null) return a.last !== null && b.last === null;
    if (a.last.source !== b.last.source) return a.last.source === "exchange";
    if (a.last.source === "event") return BigInt(a.last.id) > BigInt(b.last.id);
    return a.last.id > b.last.id;
  },
};
