import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { orders } from "../schema/order.ts";
import { keyset, type Page } from "../sql/page.ts";
import { type BrandScope, inScope } from "../sql/scope.ts";
import type { CandidateArgs } from "./candidate-args.ts";
import { candidatesOf } from "./candidates.ts";
import { filterCondition, type OrderFilter } from "./list.ts";
import { wordsOf } from "./names.ts";
import { type Reading, readSearchTerm } from "./search-term.ts";
import { similarNames } from "./similar.ts";
import type { Order } from "./types.ts";

/** What a search found. That nothing was found says only that nothing is found by these readings. */
export interface OrderSearch {
  orders: Order[];
  /** How the term was understood; empty where nothing in it can be looked for. */
  readings: Reading[];
  /** True where nothing has the term, and these have a name that is spelled much like it. */
  isSimilar: boolean;
  /** True where so many orders fit that not all of them were looked at: others may fit, newer ones among them. */
  isPartial: boolean;
}

export interface OrderSearchArgs {
  text: string;
  scope: BrandScope;
  /** The brands whose guests this operator sees unmasked: nobody searches by what they may not see. */
  guestScope: BrandScope;
  filter?: OrderFilter | undefined;
  page: Page;
}

type Orm = Pick<Database["orm"], "select" | "execute">;

/** Orders that a typed or pasted term may mean (see `readSearchTerm`), newest first, in pages. */
export async function searchOrders(db: Database, args: OrderSearchArgs): Promise<OrderSearch> {
  const readings = readSearchTerm(args.text);
  const nothing = { orders: [], readings, isSimilar: false, isPartial: false };
  if (readings.length === 0) return nothing;
  const { scope, guestScope, page } = args;
  const condition = filterCondition(args.filter ?? {});
  return await db.orm.transaction(
    async (tx) => {
      const name = readings.find((reading) => reading.kind === "name")?.value ?? "";
      const words = await prepareSearch(tx, name);
      const asked = { readings, words, scope, guestScope, condition };
      const { orders: found, isPartial } = await readCandidates(tx, { ...asked, page });
      if (found.length > 0) return { orders: found, readings, isSimilar: false, isPartial };
      // An empty page after others does not mean that nothing has the term.
      if ((page.after ?? page.before) != null) {
        const first = await readCandidates(tx, { ...asked, page: { limit: 1 } });
        if (first.orders.length > 0) return { ...nothing, isPartial };
      }
      if (words.length === 0) return nothing;
      const similar = await similarNames(tx, { words, guestScope, condition });
      if (similar.ids.length === 0) return { ...nothing, isPartial: isPartial || similar.isPartial };
      const { where, orderBy, limit } = keyset(page, { at: orders.receivedAt, id: orders.id });
      const rows = await tx
        .select()
        .from(orders)
        .where(and(inArray(orders.id, similar.ids), condition, inScope(scope, orders.brandId), where))
        .orderBy(...orderBy)
        .limit(limit);
      return { orders: rows, readings, isSimilar: rows.length > 0, isPartial: similar.isPartial };
    },
    { accessMode: "read only" },
  );
}

/**
 * Makes this transaction one of a search, and folds the words of a name as the database does. A search that finds
 * no good plan must not hold a connection of the pool that PAR's door uses; workers take longer to start than a
 * search takes; and a bitmap that keeps pages instead of rows has all names on them folded once more.
 */
export async function prepareSearch(orm: Orm, name: string): Promise<string[]> {
  const rows = await orm.execute<{ words: string }>(sql`
    select ${wordsOf(sql`${name}::text`)} as words, set_config('statement_timeout', '2s', true),
      set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true),
      set_config('work_mem', '32MB', true)`);
  return (rows[0]?.words ?? "").split(" ").filter((word) => word !== "");
}

/** A page of the orders that are in any of the lists, and whether one of these had no room for all. */
async function readCandidates(
  orm: Orm,
  args: CandidateArgs,
): Promise<Pick<OrderSearch, "orders" | "isPartial">> {
  const { orderBy } = keyset(args.page, { at: orders.receivedAt, id: orders.id });
  const rows = await orm
    .select({ order: orders, isPartial: sql<boolean>`found.is_partial` })
    .from(sql`(${candidatesOf(orm, args)}) found (id, is_partial)`)
    .leftJoin(orders, eq(orders.id, sql`found.id`))
    .orderBy(...orderBy);
  return {
    orders: rows.flatMap(({ order }) => order ?? []),
    isPartial: rows.some((row) => row.isPartial),
  };
}
