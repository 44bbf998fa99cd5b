import { and, desc, eq, gte, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { billDrifts, type DriftKind } from "../schema/bill-drift.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { givenTime, type LedgerNow } from "../sql/time.ts";

export type { DriftKind } from "../schema/bill-drift.ts";

/** Where a POS's bill first differs from the order that it was sent. */
export interface BillDrift {
  kind: DriftKind;
  /** The item or modifier; null for a sum. */
  itemId: string | null;
  name: string | null;
  oursCents: number;
  /** 0 for an item that the bill does not have. */
  posCents: number;
}

export type BillDriftRow = typeof billDrifts.$inferSelect;

/** Keeps the first difference of an order's bill; a second one of the same order is not kept. */
export async function insertBillDrift(
  db: Database,
  args: { orderId: string; brandId: string; locationId: LocationId; drift: BillDrift; now: LedgerNow },
): Promise<void> {
  const { orderId, brandId, locationId, drift, now } = args;
  await db.sql`
    insert into bill_drifts (order_id, brand_id, location_id, at, kind, item_id, name, ours_cents, pos_cents)
    select ${orderId}, ${brandId}, ${locationId}, coalesce(${givenTime(now)}::timestamptz, now()), ${drift.kind},
      ${drift.itemId}, ${drift.name}, ${drift.oursCents}::int, ${drift.posCents}::int
    on conflict do nothing`;
}

/** The orders of a store whose bill differed, newest first. */
export async function listBillDrifts(
  db: Database,
  args: { scope: Scope; locationId: LocationId; limit: number },
): Promise<BillDriftRow[]> {
  return await db.orm
    .select()
    .from(billDrifts)
    .where(and(eq(billDrifts.locationId, args.locationId), inScope(args.scope, billDrifts)))
    .orderBy(desc(billDrifts.at), desc(billDrifts.orderId))
    .limit(args.limit);
}

/** Orders of a store whose bills first differ in the same thing. */
export interface BillDriftGroup {
  kind: DriftKind;
  itemId: string | null;
  /** As the newest of them has it; null for a sum. */
  name: string | null;
  count: number;
  /** What all of them charge beyond what they were sent; below 0 where they charge less. */
  differenceCents: number;
  firstAt: Date;
  lastAt: Date;
  /** The newest of them. */
  lastOrderId: string;
  oursCents: number;
  posCents: number;
}

/** What the bills of a store differ in since a time, the most frequent first; reads one store's rows of that time. */
export async function groupBillDrifts(
  db: Database,
  args: { scope: Scope; locationId: LocationId; from: Date; limit: number },
): Promise<BillDriftGroup[]> {
  const { kind, itemId, name, oursCents, posCents, at, orderId } = billDrifts;
  const newest = <T>(column: unknown) =>
    sql<T>`(array_agg(${column} order by ${at} desc, ${orderId} desc))[1]`;
  return await db.orm
    .select({
      kind,
      itemId,
      name: newest<string | null>(name),
      count: sql<number>`count(*)::int`,
      differenceCents: sql<number>`sum(${posCents}::bigint - ${oursCents})`.mapWith(Number),
      firstAt: sql`min(${at})`.mapWith(at),
      lastAt: sql`max(${at})`.mapWith(at),
      lastOrderId: newest<string>(orderId),
      oursCents: newest<number>(oursCents),
      posCents: newest<number>(posCents),
    })
    .from(billDrifts)
    .where(
      and(eq(billDrifts.locationId, args.locationId), gte(at, args.from), inScope(args.scope, billDrifts)),
    )
    .groupBy(kind, itemId)
    .orderBy(sql`count(*) desc`, sql`max(${at}) desc`)
    .limit(args.limit);
}
