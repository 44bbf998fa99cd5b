import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import type { OrderState } from "../schema/order.ts";
import type { EventKind } from "../schema/vocabulary.ts";
import type { Scope } from "../sql/scope.ts";
import { FeedCursor, type FeedSource } from "./cursor.ts";
import { headOf, partOf } from "./statement.ts";

interface Entry {
  /** The place after this entry, to go on from. */
  cursor: string;
  at: Date;
  brandId: string | null;
  locationId: LocationId | null;
  connectionId: string | null;
}

/** Something happened to an order. */
export interface FeedEvent extends Entry {
  source: "event";
  orderId: string;
  kind: EventKind;
  fromState: OrderState | null;
  toState: OrderState | null;
}

/** A call was recorded, with PAR or with a POS. */
export interface FeedExchange extends Entry {
  source: "exchange";
  exchangeId: string;
  orderId: string | null;
  direction: "in" | "out";
  operation: string | null;
  status: number | null;
  code: string | null;
}

export type FeedEntry = FeedEvent | FeedExchange;

/** What a reader of the feed gets. */
export type FeedPart =
  | {
      kind: "part";
      entries: FeedEntry[];
      /** Where to go on, also where nothing was found. */
      cursor: string;
      /** Whether more is there at once. */
      hasMore: boolean;
      /**
       * The time of the oldest row that is committed but cannot be told yet, because a transaction that began before
       * it is still open; null where nothing is held up.
       */
      heldSince: Date | null;
    }
  /**
   * The cursor is of another PostgreSQL, or of a later time than this one has reached: what happened since is not
   * known. Whoever follows reads its lists again and goes on from the new cursor.
   */
  | { kind: "anew"; cursor: string }
  /** Its indexes are being built, or the database was restored and no release has started on it since. */
  | { kind: "not_ready" };

const LIMIT_MAX = 1000;

/**
 * What happened to orders, and which calls were recorded, in an order in which nothing appears behind a cursor: by
 * the number of the transaction that wrote it, and only up to the first one that is still open. Whoever reads on
 * from cursor to cursor gets each committed row once. A transaction that stays open, anywhere on this PostgreSQL,
 * holds up what was written after its first write for as long as it is open, and no longer.
 *
 * @param args.cursor null for the present: nothing is told, and the cursor is of now
 * @throws CursorError for a cursor that this did not make
 */
export async function readFeed(
  db: { orm: Pick<Database["orm"], "execute"> },
  args: { scope: Scope; cursor: string | null; limit: number },
): Promise<FeedPart> {
  const limit = Math.max(1, Math.min(args.limit, LIMIT_MAX));
  const given = args.cursor === null ? null : FeedCursor.parse(args.cursor);
  // One statement, so that both tables and the horizon are of one snapshot.
  const rows = await db.orm.execute<Row>(given === null ? headOf() : partOf(given, args.scope, limit));
  const [head] = rows;
  if (head === undefined || !head.isReady) return { kind: "not_ready" };
  const { origin, horizon, heldSince } = head;
  const now = FeedCursor.of({ origin, tx: horizon, last: null });
  if (given === null) return { kind: "part", entries: [], cursor: now, hasMore: false, heldSince: null };
  if (given.origin !== origin || BigInt(given.tx) > BigInt(horizon)) return { kind: "anew", cursor: now };
  const entries = rows.flatMap((row) => entryOf(row, origin));
  const hasMore = entries.length === limit;
  const cursor = hasMore ? (entries.at(-1)?.cursor ?? now) : now;
  return { kind: "part", entries, cursor, hasMore, heldSince: heldSince ?? null };
}

interface Row extends Record<string, unknown> {
  origin: string;
  horizon: string;
  isReady: boolean;
  heldSince?: Date | null;
  tx?: string | null;
  source?: number;
  eventId?: string | null;
  exchangeId?: string | null;
  at?: Date;
  orderId?: string | null;
  brandId?: string | null;
  locationId?: LocationId | null;
  connectionId?: string | null;
  kind?: EventKind;
  fromState?: OrderState | null;
  toState?: OrderState | null;
  direction?: "in" | "out";
  operation?: string | null;
  status?: number | null;
  code?: string | null;
}

function entryOf(row: Row, origin: string): FeedEntry[] {
  const { tx, at, orderId = null, eventId, exchangeId, kind, direction } = row;
  if (tx === undefined || tx === null || at === undefined) return [];
  const { brandId = null, locationId = null, connectionId = null } = row;
  const where = { at, brandId, locationId, connectionId };
  const after = (source: FeedSource, id: string) => FeedCursor.of({ origin, tx, last: { source, id } });
  if (eventId && orderId !== null && kind !== undefined) {
    const { fromState = null, toState = null } = row;
    return [
      { source: "event", cursor: after("event", eventId), ...where, orderId, kind, fromState, toState },
    ];
  }
  if (!exchangeId || direction === undefined) return [];
  const { operation = null, status = null, code = null } = row;
  const cursor = after("exchange", exchangeId);
  return [{ source: "exchange", cursor, ...where, exchangeId, orderId, direction, operation, status, code }];
}
