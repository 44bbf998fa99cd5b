import { and, eq, gte, inArray, isNotNull, isNull, lt, lte, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import type { AmountRange } from "../orders/list.ts";
import { exchanges, isRefusedSubmit, refusedSubmits } from "../schema/exchange.ts";
import { gapsBetween } from "../sql/gaps.ts";
import { keyset, limitInOrder, type Page } from "../sql/page.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { type CallMatch, callMatches } from "./call-match.ts";
import type { Exchange, RefusedContent } from "./exchanges.ts";

/** A submit that never became an order, as it was recorded. */
export interface RefusedSubmit extends Exchange {
  /** What its body says; null where nobody could read it, or an earlier release recorded it. */
  content: RefusedContent | null;
}

export interface RefusedFilter {
  /** Those that are in any of these sets. */
  matches?: readonly CallMatch[] | undefined;
  connectionId?: string | undefined;
  brandId?: string | undefined;
  locationId?: LocationId | undefined;
  amount?: AmountRange | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
  /** Also calls whose sender is not known: anybody on the network can make any number of them. */
  includeUnauthenticated?: boolean | undefined;
}

type Orm = Pick<Database["orm"], "select">;

interface ListArgs {
  scope: Scope;
  filter?: RefusedFilter | undefined;
  page: Page;
}

/** Submits that never became an order, newest first, at most `page.limit`. */
export async function listRefusedSubmits(db: { orm: Orm }, args: ListArgs): Promise<RefusedSubmit[]> {
  const condition = isOfList(db.orm, args);
  return condition === null ? [] : await readRefused(db, condition, args.page);
}

/** The condition that a refused submit is in a page of a list; null where none can be. */
export function isOfList(orm: Orm, args: ListArgs): SQL | null {
  const { orderBy, limit } = keyset(args.page, { at: exchanges.at, id: exchanges.id });
  const { matches, ...filter } = args.filter ?? {};
  const condition = and(inScope(args.scope, exchanges), refusedCondition(filter), pageOf(args.page));
  // Known callers and others have an index each, and of known ones so has each code: one condition for all would have none.
  const lists = callersOf(args.filter ?? {}).flatMap((caller, isOther) =>
    partsOf(matches, isOther > 0).map(({ only, each, isOfKey = false }) => {
      const query = orm
        .select({ id: exchanges.id })
        .from(exchanges)
        .leftJoin(refusedSubmits, eq(refusedSubmits.exchangeId, exchanges.id))
        .where(and(isRefusedSubmit(exchanges), caller, only, condition))
        .orderBy(...orderBy);
      if (each === undefined) return sql`(${query} ${isOfKey ? limitInOrder(limit) : sql`limit ${limit}`})`;
      return sql`(select part.id from ${each} cross join lateral (${query} ${limitInOrder(limit)}) part)`;
    }),
  );
  return lists.length === 0 ? null : sql`${exchanges.id} in (${sql.join(lists, sql` union all `)})`;
}

/** The refused submits that fit a condition, as a page of a list. */
export async function readRefused(
  db: { orm: Orm },
  condition: SQL | undefined,
  page: Page,
): Promise<RefusedSubmit[]> {
  const { orderBy, limit } = keyset(page, { at: exchanges.at, id: exchanges.id });
  const rows = await db.orm
    .select({ exchange: exchanges, content: refusedSubmits })
    .from(exchanges)
    .leftJoin(refusedSubmits, eq(refusedSubmits.exchangeId, exchanges.id))
    .where(condition)
    .orderBy(...orderBy)
    .limit(limit);
  return rows.map(({ exchange, content }) => ({ ...exchange, content }));
}

/** What the bodies of these calls say, by their ids. Who may see the calls is for the caller to say. */
export async function listRefusedContents(
  db: { orm: Orm },
  exchangeIds: readonly string[],
): Promise<Map<string, RefusedContent>> {
  const rows = await db.orm
    .select()
    .from(refusedSubmits)
    .where(inArray(refusedSubmits.exchangeId, [...exchangeIds]));
  return new Map(rows.map(({ exchangeId, at: _, ...content }) => [exchangeId, content]));
}

/** The condition that a row is on this side of a page's edge. */
export function pageOf(page: Page): SQL | undefined {
  return keyset(page, { at: exchanges.at, id: exchanges.id }).where;
}

/** The condition that a refused submit passes the filter, but for its caller. Reads `refused_submits` as well. */
export function refusedCondition(filter: Omit<RefusedFilter, "includeUnauthenticated">): SQL | undefined {
  const { amount } = filter;
  return and(
    filter.matches && callMatches(filter.matches),
    filter.connectionId === undefined ? undefined : eq(exchanges.connectionId, filter.connectionId),
    filter.brandId === undefined ? undefined : eq(exchanges.brandId, filter.brandId),
    filter.locationId === undefined ? undefined : eq(exchanges.locationId, filter.locationId),
    amount && amount.from !== null ? gte(refusedSubmits.totalHundredths, amount.from) : undefined,
    amount && amount.to !== null ? lte(refusedSubmits.totalHundredths, amount.to) : undefined,
    filter.from && gte(exchanges.at, filter.from),
    filter.until && lt(exchanges.at, filter.until),
  );
}

/** Whose calls are asked for, each in the words of its own index. */
export function callersOf({ includeUnauthenticated }: RefusedFilter): SQL[] {
  const known = isNotNull(exchanges.connectionId);
  return includeUnauthenticated === true ? [known, isNull(exchanges.connectionId)] : [known];
}

/** What is read at once: what an index has by time, or has so for each of some rows. */
interface Part {
  only?: SQL;
  each?: SQL;
  /** Whether it is what one index has for one code. */
  isOfKey?: boolean;
}

function partsOf(matches: readonly CallMatch[] | undefined, isOther: boolean): Part[] {
  if (matches === undefined) return [{}];
  if (matches.length === 0) return [];
  return isOther ? [{ only: callMatches(matches) }] : matches.flatMap(byCode);
}

/** A set as one for each of its codes, which the index has by time; of codes that it has not, one for each gap. */
function byCode(match: CallMatch): Part[] {
  const code = sql`coalesce(${exchanges.code}, '') collate "C"`;
  if (match.codes !== undefined) {
    return match.codes.map((wanted) => ({
      isOfKey: true,
      only: sql`${code} = ${wanted ?? ""} and ${callMatches([{ ...match, codes: [wanted] }])}`,
    }));
  }
  const only = callMatches([match]);
  if (match.notCodes === undefined) return [{ only }];
  const each = gapsBetween(
    match.notCodes.map((unwanted) => unwanted ?? ""),
    sql`gap`,
  );
  return [{ only: sql`${code} >= gap.above and ${code} < gap.below and ${only}`, each }];
}
