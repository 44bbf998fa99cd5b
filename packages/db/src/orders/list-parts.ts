import { and, asc, desc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { isFinalState, type OrderState, orderStates, orders } from "../schema/order.ts";
import { type Cause, causes } from "../schema/vocabulary.ts";
import { textArray } from "../sql/arrays.ts";
import { gapsBetween } from "../sql/gaps.ts";
import { keyset, limitInOrder, type Page } from "../sql/page.ts";
import type { Orm } from "./lists.ts";
import { type OrderMatch, orderMatches } from "./order-match.ts";
import { IS_OPEN, IS_SETTLED } from "./settled.ts";

// A list that is narrowed is read in parts: each part from one index that has its orders by time, so that it ends with
// the page. One condition for all of them has no such index, and a statement of its own for each takes as long to plan
// as all of them to read: there are up to a hundred causes to look for. So what differs between parts is a row that one
// part is read for again and again.

interface PartArgs {
  /** What else is asked of the orders. */
  condition: SQL | undefined;
  page: Page;
}

/** A final state that is not *placed*. */
type Failed = "rejected" | "errored";

const FAILED: readonly Failed[] = ["rejected", "errored"];
// In the very words of the indexes, which parameters are not.
const HAS_FAILED = sql`${orders.state} in ('rejected', 'errored')`;
const OPEN = orderStates.filter((state) => !isFinalState(state));
/** Up to so many amounts are read one by one; of more, the newest orders soon have enough. */
const AMOUNTS_MAX = 100;
const CAUSE = sql`split_part(${orders.cause}, ':', 1) collate "C"`;

/** The parts in which the orders of any of these sets are read: each a query of ids and times. */
export function partsOfMatches(orm: Orm, matches: readonly OrderMatch[], args: PartArgs): SQL[] {
  const newest = partsBy(orm, args);
  const isOf = (fits: (match: OrderMatch) => boolean) => {
    const of = matches.filter(fits);
    return of.length === 0 ? [] : [orderMatches(of)];
  };
  const byCause = matches.flatMap((match) => causesOf(match) ?? []);
  const isByCause = (match: OrderMatch) => causesOf(match) !== null;
  const stateless = isOf(({ dispute, state }) => dispute === null && state === undefined);
  return [
    ...isOf(({ dispute }) => dispute !== null).map((any) => newest(and(any, isNotNull(orders.disputedAt)))),
    ...isOf(({ dispute, state }) => dispute === null && OPEN.some((open) => open === state)).map((any) =>
      newest(and(any, IS_OPEN)),
    ),
    ...stateless.map((any) => newest(any)),
    ...(["placed", ...FAILED] satisfies OrderState[]).flatMap((state) =>
      isOf((match) => match.dispute === null && match.state === state && !isByCause(match)).map((any) =>
        newest(and(any, eq(orders.state, state))),
      ),
    ),
    ...partsByCause(byCause, newest),
  ];
}

/**
 * The parts of a range of amounts: each amount of settled orders by itself, and those that are open. Null where there are
 * too many amounts, or no end to them.
 */
export function partsOfAmounts(
  orm: Orm,
  { from, to }: { from: number | null; to: number | null },
  args: PartArgs,
): SQL[] | null {
  if (from === null || to === null || to - from > AMOUNTS_MAX) return null;
  const key = sql`search_hundredths(${orders.grandTotalCents}, ${orders.currency})`;
  const newest = partsBy(orm, args);
  const each = sql`generate_series(${from}::bigint, ${to}::bigint) k(amount)`;
  return [
    newest(and(IS_SETTLED, sql`${key} = k.amount`), each),
    newest(and(IS_OPEN, sql`${key} between ${from}::bigint and ${to}::bigint`)),
  ];
}

/**
 * Makes a part: the newest orders of a condition, or of one for each row that it is read for.
 * @param first what the index has before the time; only where it is the same for all and not asked for by equality
 */
function partsBy(orm: Orm, { condition, page }: PartArgs) {
  const { orderBy, limit } = keyset(page, { at: orders.receivedAt, id: orders.id });
  const direction = page.inverted ? asc : desc;
  return (only: SQL | undefined, each?: SQL, first?: SQL): SQL => {
    const query = orm
      .select({ id: orders.id, receivedAt: orders.receivedAt })
      .from(orders)
      .where(and(only, condition))
      .orderBy(...(first === undefined ? [] : [direction(first)]), ...orderBy);
    if (each === undefined) return sql`${query} limit ${limit}`;
    return sql`select part.id, part.received_at from ${each} cross join lateral (${query} ${limitInOrder(limit)}) part`;
  };
}

/** Orders that failed by one cause, for sure or in doubt. */
interface FailedBy {
  state: Failed;
  ambiguous: boolean;
  cause: Cause | null;
}

/** The causes of a set of failed orders, one by one; null where it is not narrowed by cause, or not of one state. */
function causesOf({ dispute, state, ambiguous, causes: wanted }: OrderMatch): FailedBy[] | null {
  const failed = FAILED.find((failed) => failed === state);
  if (dispute !== null || failed === undefined || wanted === undefined) return null;
  const doubts = ambiguous === undefined ? [false, true] : [ambiguous];
  return doubts.flatMap((doubt) => wanted.map((cause) => ({ state: failed, ambiguous: doubt, cause })));
}

/** In the words of the index `orders_failed_cause`. */
function partsByCause(wanted: readonly FailedBy[], newest: ReturnType<typeof partsBy>): SQL[] {
  const isOfRow = and(
    HAS_FAILED,
    sql`${orders.state} = k.state and ${orders.ambiguous} = k.ambiguous`,
    isNull(orders.dispute),
  );
  const listed = wanted.filter(({ cause }) => cause !== null);
  const without = wanted.filter(({ cause }) => cause === null);
  // Read as `pos_unclear`: what another version wrote, which lies between the words that we know.
  const unlisted = wanted.filter(({ cause }) => cause === "pos_unclear");
  const parts = [
    { rows: listed, only: sql`${CAUSE} = k.cause` },
    { rows: without, only: sql`${CAUSE} is null`, isFirst: true },
    {
      rows: unlisted,
      only: sql`${CAUSE} >= k.above and ${CAUSE} < k.below`,
      also: sql`, ${gapsBetween(causes, sql`gap`)}`,
    },
  ];
  return parts
    .filter(({ rows }) => rows.length > 0)
    .map(({ rows, only, also = sql``, isFirst = false }) => {
      const columns = [
        sql`${textArray(rows.map(({ state }) => state))}::text[]`,
        sql`${textArray(rows.map(({ ambiguous }) => String(ambiguous)))}::boolean[]`,
        sql`${textArray(rows.map(({ cause }) => cause ?? ""))}::text[]`,
      ];
      const each = sql`(select * from unnest(${sql.join(columns, sql`, `)}) k(state, ambiguous, cause)${also}) k`;
      return newest(and(isOfRow, only), each, isFirst ? CAUSE : undefined);
    });
}

/** The condition that an order is in the first page of these parts. */
export function isInParts(parts: readonly SQL[], page: Page): SQL {
  if (parts.length === 0) return sql`false`;
  const { limit } = keyset(page, { at: orders.receivedAt, id: orders.id });
  const direction = page.inverted ? sql`asc` : sql`desc`;
  const all = sql.join(
    parts.map((part) => sql`(${part})`),
    sql` union all `,
  );
  return sql`${orders.id} in (
    select id from (${all}) part order by received_at ${direction}, id collate "C" ${direction} limit ${limit}
  )`;
}
