import { and, eq, gte, inArray, isNotNull, lt, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { type OrderState, orders } from "../schema/order.ts";
import type { Cause } from "../schema/vocabulary.ts";
import { keyset, type Page } from "../sql/page.ts";
import { type BrandScope, inScope } from "../sql/scope.ts";
import { candidatesOf, foldWords } from "./search.ts";
import { type Reading, readSearchTerm } from "./search-term.ts";
import { similarNames } from "./similar.ts";
import type { Order } from "./types.ts";

export interface OrderFilter {
  states?: readonly OrderState[] | undefined;
  causes?: readonly Cause[] | undefined;
  connectionId?: string | undefined;
  brandId?: string | undefined;
  locationId?: LocationId | undefined;
  orderType?: string | undefined;
  /** Only those that their POS contradicts. */
  isDisputed?: boolean | undefined;
  /** Received at or after. */
  from?: Date | undefined;
  /** Received before. */
  until?: Date | undefined;
}

/** Orders, newest first, at most `page.limit`; ask for one more than shown to learn whether more follow. */
export async function listOrders(
  db: Database,
  args: { scope: BrandScope; filter?: OrderFilter | undefined; page: Page },
): Promise<Order[]> {
  const { where, orderBy, limit } = keyset(args.page, { at: orders.receivedAt, id: orders.id });
  return await db.orm
    .select()
    .from(orders)
    .where(and(inScope(args.scope, orders.brandId), filterCondition(args.filter ?? {}), where))
    .orderBy(...orderBy)
    .limit(limit);
}

function filterCondition(filter: OrderFilter): SQL | undefined {
  return and(
    filter.states && inArray(orders.state, [...filter.states]),
    filter.causes && inArray(orders.cause, [...filter.causes]),
    filter.connectionId === undefined ? undefined : eq(orders.connectionId, filter.connectionId),
    filter.brandId === undefined ? undefined : eq(orders.brandId, filter.brandId),
    filter.locationId === undefined ? undefined : eq(orders.locationId, filter.locationId),
    filter.orderType === undefined ? undefined : eq(orders.orderType, filter.orderType),
    filter.isDisputed ? isNotNull(orders.disputedAt) : undefined,
    filter.from && gte(orders.receivedAt, filter.from),
    filter.until && lt(orders.receivedAt, filter.until),
  );
}

// A search that finds no good plan must not hold a connection of the pool that PAR's door uses.
const SEARCH_TIMEOUT = sql`set local statement_timeout = '2s'`;

/** What a search found. That nothing was found says only that nothing is found by these readings. */
export interface OrderSearch {
  orders: Order[];
  /** How the term was understood; empty where nothing in it can be looked for. */
  readings: Reading[];
  /** True where nothing has the term, and these have a name that is spelled much like it. */
  isSimilar: boolean;
}

export interface OrderSearchArgs {
  text: string;
  scope: BrandScope;
  /** The brands whose guests this operator sees unmasked: nobody searches by what they may not see. */
  guestScope: BrandScope;
  filter?: OrderFilter | undefined;
  page: Page;
}

/** Orders that a typed or pasted term may mean (see `readSearchTerm`), newest first, in pages. */
export async function searchOrders(db: Database, args: OrderSearchArgs): Promise<OrderSearch> {
  const readings = readSearchTerm(args.text);
  const { scope, guestScope, page } = args;
  const { where, orderBy, limit } = keyset(page, { at: orders.receivedAt, id: orders.id });
  if (readings.length === 0) return { orders: [], readings, isSimilar: false };
  return await db.orm.transaction(
    async (tx) => {
      await tx.execute(SEARCH_TIMEOUT);
      const condition = filterCondition(args.filter ?? {});
      const name = readings.find((reading) => reading.kind === "name")?.value;
      const words = name === undefined ? [] : await foldWords(tx, name);
      const candidates = candidatesOf(tx, { readings, words, scope, guestScope, condition });
      const select = (ids: SQL, edge: SQL | undefined, max: number) =>
        tx
          .select()
          .from(orders)
          .where(and(sql`${orders.id} in (${ids})`, condition, inScope(scope, orders.brandId), edge))
          .orderBy(...orderBy)
          .limit(max);
      const ids = sql.join(candidates, sql` union all `);
      const found = await select(ids, where, limit);
      // An empty page after others does not mean that nothing has the term.
      const isFound =
        found.length > 0 || (where !== undefined && (await select(ids, undefined, 1)).length > 0);
      if (isFound || words.length === 0) return { orders: found, readings, isSimilar: false };
      const similar = await similarNames(tx, { words, guestScope, condition });
      if (similar.length === 0) return { orders: [], readings, isSimilar: false };
      const named = sql.join(
        similar.map((id) => sql`${id}`),
        sql`, `,
      );
      return { orders: await select(named, where, limit), readings, isSimilar: true };
    },
    { accessMode: "read only" },
  );
}
