import { and, eq, gte, isNotNull, isNull, lt, lte, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import type { AmountRange } from "../orders/list.ts";
import { exchanges, isRefusedSubmit, refusedSubmits } from "../schema/exchange.ts";
import { keyset, type Page } from "../sql/page.ts";
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

/** Submits that never became an order, newest first, at most `page.limit`. */
export async function listRefusedSubmits(
  db: { orm: Orm },
  args: { scope: Scope; filter?: RefusedFilter | undefined; page: Page },
): Promise<RefusedSubmit[]> {
  const { orderBy, limit } = keyset(args.page, { at: exchanges.at, id: exchanges.id });
  const { matches, ...filter } = args.filter ?? {};
  const condition = and(inScope(args.scope, exchanges), refusedCondition(filter), pageOf(args.page));
  // Known callers and others have an index each, and so has each code: one condition for all would have none.
  const lists = (matches === undefined ? [undefined] : matches.flatMap(byCode)).flatMap((match) =>
    callersOf(args.filter ?? {}).map((caller) => {
      const query = db.orm
        .select({ id: exchanges.id })
        .from(exchanges)
        .leftJoin(refusedSubmits, eq(refusedSubmits.exchangeId, exchanges.id))
        .where(and(isRefusedSubmit(exchanges), caller, match, condition))
        .orderBy(...orderBy)
        .limit(limit);
      return sql`(${query})`;
    }),
  );
  if (lists.length === 0) return [];
  return await readRefused(db, sql`${exchanges.id} in (${sql.join(lists, sql` union all `)})`, args.page);
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

/** A set as one for each of its codes, which the index has by time. */
function byCode(match: CallMatch): SQL[] {
  if (match.codes === undefined) return [callMatches([match])];
  return match.codes.map((code) => callMatches([{ ...match, codes: [code] }]));
}
