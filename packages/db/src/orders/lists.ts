import { and, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { orders } from "../schema/order.ts";
import { keyset, type Page } from "../sql/page.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import type { Reading } from "./search-term.ts";
import { IS_OPEN, IS_SETTLED } from "./settled.ts";
import type { Spans } from "./spans.ts";

export type Orm = Pick<Database["orm"], "select">;

/** How a guest has the words of a name: whole, the last one by its beginning, or each as a part of any word. */
export type Naming = "whole" | "begun" | "parts";

/** What candidates of a search are looked for by. */
export interface CandidateArgs {
  readings: readonly Reading[];
  /** As `prepareSearch` folds them; only where a reading is a name. */
  words: readonly string[];
  naming?: Naming | undefined;
  scope: Scope;
  /** Whose guests may be searched for. */
  guestScope: Scope;
  /** What else is asked of the orders: no list must be used up by others. */
  condition: SQL | undefined;
  page: Page;
  /** Of the time on this side of the page, from its edge on. */
  spans: Spans;
}

/** The condition that an order is one of those that are asked for, on this side of the page. */
export function fitting(args: CandidateArgs, scope: Scope): SQL | undefined {
  const { where } = keyset(args.page, { at: orders.receivedAt, id: orders.id });
  return and(args.condition, inScope(scope, orders), where);
}

/**
 * Makes the lists of candidates, each read from one index: ids, times, and whether it had no room for all that fit.
 * No more than a page can be shown, so no list has more.
 */
export function listsOf(orm: Orm, args: CandidateArgs, scope: Scope) {
  const { orderBy, limit } = keyset(args.page, { at: orders.receivedAt, id: orders.id });
  const select = (condition: SQL | undefined) =>
    orm
      .select({ id: orders.id, receivedAt: orders.receivedAt })
      .from(orders)
      .where(and(condition, fitting(args, scope)));
  const exact = (rows: SQLWrapper) =>
    sql`select id, received_at, false as is_cut from ${rows} rows (id, received_at)`;
  const ofTime = (condition: SQL | undefined) =>
    exact(
      select(condition)
        .orderBy(...orderBy)
        .limit(limit),
    );
  const newest = (key: SQLWrapper, value: SQLWrapper, also?: SQL) =>
    exact(
      select(and(sql`${key} >= ${value}`, sql`${key} <= ${value}`, also))
        .orderBy(args.page.inverted ? sql`${key} asc` : sql`${key} desc`, ...orderBy)
        .limit(limit),
    );
  const some = (condition: SQL | undefined, room: number) => sql`
    select id, received_at, count(*) over () > ${room}::int as is_cut
    from ${select(condition).limit(room + 1)} rows (id, received_at)`;
  const spanned = (condition: SQL | undefined, room: number) => sql`
    select id, received_at, is_cut from (${rowsBySpans(args.spans, {
      rowsOf: (within) => select(and(condition, within)),
      room,
      limit,
    })}) rows`;
  const andOpen = (settled: SQL, condition: SQL | undefined) =>
    sql`(${settled}) union all (${ofTime(and(IS_OPEN, condition))})`;
  return {
    /** Of a time. */
    during: ofTime,

    /**
     * Of an index that has the orders of a key by time. Asked for as a range, because with an equality the planner
     * may walk through all orders by time instead, hoping to meet the key soon.
     */
    newest,

    /** Of an index that has the orders in another order than by time: the first so many. */
    some,

    /** The same of indexes that have settled orders only, and the newest of those that are open. */
    searched: {
      newest: (key: SQLWrapper, value: SQLWrapper, also?: SQL): SQL =>
        andOpen(newest(key, value, and(IS_SETTLED, also)), and(sql`${key} = ${value}`, also)),

      some: (condition: SQL | undefined, room: number): SQL =>
        andOpen(some(and(IS_SETTLED, condition), room), condition),

      /** Of the index that has spans of time: the newest, of each step the first so many. */
      spanned: (condition: SQL | undefined, room: number): SQL =>
        andOpen(spanned(and(IS_SETTLED, condition), room), condition),
    },
  };
}

/**
 * Rows span by span, from the newest or the oldest on, until there are enough; beside them `is_cut`: whether their
 * step has more than it has room for.
 * @param rowsOf the rows, by `id` and `received_at`, that lie within a condition on their time
 */
export function rowsBySpans(
  { direction, steps, from, until, isAll, hasAhead }: Spans,
  args: { rowsOf: (within: SQL) => { limit(count: number): SQLWrapper }; room: number; limit: number },
): SQL {
  const { rowsOf, room, limit } = args;
  const order = direction === "older" ? sql`desc` : sql`asc`;
  const step = (within: SQL) => sql`
    select *, count(*) over () > ${room}::int as is_cut from ${rowsOf(within).limit(room + 1)} rows
    order by received_at ${order}, id collate "C" ${order} limit ${limit}`;
  const spans = steps.map((step) => sql`(${`{${step.join(",")}}`}::int[])`);
  const at = orders.receivedAt;
  const [since, before] = [sql`${from.toISOString()}::timestamptz`, sql`${until.toISOString()}::timestamptz`];
  // In words for which no index by time serves.
  const beyond =
    direction === "older" ? sql`(${at} >= ${since}) is not true` : sql`(${at} < ${before}) is not true`;
  const parts = [
    ...(hasAhead ? [step(sql`${at} >= ${before}`)] : []),
    sql`select step.* from (values ${sql.join(spans, sql`, `)}) span (elements),
      lateral (${step(sql`search_spans(${at}) && span.elements`)}) step`,
    ...(isAll ? [] : [step(beyond)]),
  ];
  // Nothing is begun before it is asked for: no step of the loop, and none of the parts.
  return sql`${sql.join(
    parts.map((part) => sql`(${part})`),
    sql` union all `,
  )} limit ${limit}`;
}
