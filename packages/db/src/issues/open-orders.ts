import { sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { openOrders } from "../orders/alone.ts";
import { type OrderState, orders } from "../schema/order.ts";
import { type Cause, parseCause, parseDispute, type StoredDispute } from "../schema/vocabulary.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { isCounted } from "../sql/test-stores.ts";
import { type LedgerNow, momentOf } from "../sql/time.ts";

/** Orders of one store that stand alike, in one currency. */
export interface OrderGroup {
  brandId: string;
  locationId: LocationId;
  currency: string;
  count: number;
  totalCents: number;
  /** When PAR sent the first of them; of disputed ones, when the first was contradicted. */
  oldestAt: Date;
}

/** Paid orders that no kitchen is known to have. */
export interface WaitingGroup extends OrderGroup {
  state: OrderState;
  cause: Cause | null;
  ambiguous: boolean;
  /** They failed again and again while the POS took or refused others: the order is at fault, not the store. */
  isAlone: boolean;
}

/** Final orders that something contradicts. */
export interface DisputedGroup extends OrderGroup {
  dispute: StoredDispute;
}

interface Row extends Record<string, unknown> {
  brandId: string;
  locationId: LocationId;
  currency: string;
  count: number;
  totalCents: string;
  oldestAt: Date;
}

/** Groups what waits right now, from the partial index of open orders: some rows, whatever is behind them. */
export async function groupWaiting(
  db: Pick<Database, "orm">,
  args: { scope: Scope; now: LedgerNow; graceMs: number },
): Promise<WaitingGroup[]> {
  const { scope, now, graceMs } = args;
  type Waiting = Row & Omit<WaitingGroup, "cause"> & { cause: string | null };
  const old = sql`received_at < ${momentOf(now, -graceMs)} and ${inScope(scope, orders) ?? sql`true`}`;
  const rows = await db.orm.execute<Waiting>(sql`
    select brand_id as "brandId", location_id as "locationId", state, cause, ambiguous, currency,
      is_alone as "isAlone",
      count(*)::int as count, sum(grand_total_cents)::text as "totalCents", min(received_at) as "oldestAt"
    from ${openOrders(old)} waiting
    group by 1, 2, 3, 4, 5, 6, 7`);
  return rows.map((row) => ({ ...numbersOf(row), cause: row.cause === null ? null : parseCause(row.cause) }));
}

/** Groups what is contradicted right now. */
export async function groupDisputed(
  db: Pick<Database, "orm">,
  { scope }: { scope: Scope },
): Promise<DisputedGroup[]> {
  const rows = await db.orm.execute<Row & { dispute: string }>(sql`
    select brand_id as "brandId", location_id as "locationId", dispute, currency, count(*)::int as count,
      sum(grand_total_cents)::text as "totalCents", min(disputed_at) as "oldestAt"
    from orders
    where disputed_at is not null and ${inScope(scope, orders) ?? sql`true`}
    group by 1, 2, 3, 4`);
  return rows.map((row) => ({ ...numbersOf(row), dispute: parseDispute(row.dispute) }));
}

function numbersOf<R extends Row>(row: R): R & { totalCents: number; oldestAt: Date } {
  return { ...row, totalCents: Number(row.totalCents), oldestAt: new Date(row.oldestAt) };
}

/** What became of the orders that PAR sent since a time, of stores that count. */
export interface OrderTally {
  placed: number;
  /** Refused, or given up. */
  ended: number;
  /** Not settled yet. */
  open: number;
}

export async function tallyOrders(
  db: Pick<Database, "orm">,
  args: { scope: Scope; now: LedgerNow; withinMs: number },
): Promise<OrderTally> {
  const [row] = await db.orm.execute<OrderTally & Record<string, unknown>>(sql`
    select count(*) filter (where state = 'placed')::int as placed,
      count(*) filter (where state in ('rejected', 'errored'))::int as ended,
      count(*) filter (where state not in ('placed', 'rejected', 'errored'))::int as open
    from orders where received_at >= ${momentOf(args.now, -args.withinMs)}
      and ${inScope(args.scope, orders) ?? sql`true`} and ${isCounted(args.scope, orders.locationId)}`);
  return row ?? { placed: 0, ended: 0, open: 0 };
}
