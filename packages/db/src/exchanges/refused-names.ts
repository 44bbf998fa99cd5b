import { and, eq, isNotNull, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { Naming } from "../orders/lists.ts";
import { isNamed } from "../orders/names.ts";
import { exchanges, isRefusedSubmit, refusedSubmits } from "../schema/exchange.ts";
import { keyset, limitInOrder, type Page } from "../sql/page.ts";
import { type RefusedFilter, refusedCondition } from "./refused.ts";

/** Each match of a name is folded once more to be sure of it, which is dear: so many are, whatever the index finds. */
const NAMES_ROOM = 1000;
/** More than there are: it only tells PostgreSQL to begin with the newest. */
const ALL = 1_000_000_000;

/**
 * The newest refused submits of a name, which the index has in no order of time: the ids. What more than so many have
 * is frequent, and looked for among all of them, the newest first.
 * @param ofCall what is asked of the row of a call
 */
export function newestNamed(
  orm: Pick<Database["orm"], "select">,
  args: {
    words: readonly string[];
    naming: Naming;
    filter?: RefusedFilter | undefined;
    ofCall: (filter: RefusedFilter) => SQL | undefined;
    page: Page;
  },
): SQL {
  const { words, naming, filter = {}, page } = args;
  const named = and(isNotNull(refusedSubmits.guestName), isNamed(words, naming, refusedSubmits.guestName));
  const ofContent = refusedCondition({ amount: filter.amount });
  const ofCall = args.ofCall({ ...filter, amount: undefined });
  const { orderBy, limit } = keyset(page, { at: exchanges.at, id: exchanges.id });
  const asked = and(isRefusedSubmit(exchanges), isNotNull(exchanges.connectionId), ofCall);
  const columns = { id: exchanges.id, at: exchanges.at };
  const byIndex = orm
    .select(columns)
    .from(refusedSubmits)
    .innerJoin(exchanges, eq(exchanges.id, refusedSubmits.exchangeId))
    .where(and(named, ofContent, asked));
  // Of others than known callers nobody keeps the content.
  const calls = orm
    .select(columns)
    .from(exchanges)
    .where(asked)
    .orderBy(...orderBy);
  // One after the other, as `offset 0` says, and in words for which no index by name serves.
  const said = sql`
    select 1 from ${refusedSubmits} where ${refusedSubmits.exchangeId} = calls.id
      and (${and(named, ofContent)}) is true offset 0`;
  const direction = page.inverted ? sql`asc` : sql`desc`;
  const newest = (rows: SQLWrapper) =>
    sql`(select id from ${rows} order by at ${direction}, id collate "C" ${direction} limit ${limit})`;
  const isRare = sql`(select count(*) from named) <= ${NAMES_ROOM}::int`;
  return sql`
    with named (id, at) as materialized (${byIndex} limit ${NAMES_ROOM + 1})
    ${newest(sql`named where ${isRare}`)}
    union all
    ${newest(sql`(${calls} ${limitInOrder(ALL)}) calls cross join lateral (${said}) said where not ${isRare}`)}`;
}
