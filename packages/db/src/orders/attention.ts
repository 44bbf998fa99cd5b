import {
  and,
  asc,
  count,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  or,
  type SQL,
  sql,
  sum,
} from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { countUnmapped } from "../mappings/unmapped.ts";
import { attemptResults } from "../schema/attempt.ts";
import { locations } from "../schema/location.ts";
import { menus } from "../schema/menu.ts";
import { orders } from "../schema/order.ts";
import type { Outcome } from "../schema/vocabulary.ts";
import { inScope, type Scope, storeColumns } from "../sql/scope.ts";
import { type LedgerNow, momentOf } from "../sql/time.ts";
import { type DisputedOrder, listDisputed } from "./dispute.ts";

/** Paid orders that no kitchen is known to have, in one currency. */
export interface NotPlaced {
  currency: string;
  count: number;
  totalCents: number;
  oldestReceivedAt: Date;
}

/** A store whose menu PAR cannot get, or gets old. */
export interface MenuTrouble {
  locationId: LocationId;
  code: string;
  name: string;
  problem: "missing" | "stale";
  /** When the POS last confirmed it; null when there is none. */
  confirmedAt: Date | null;
  /** What the last pull failed with, if it did. */
  error: string | null;
}

/** A store whose POS did not do what it was asked, most recently. */
export interface PosTrouble {
  locationId: LocationId;
  code: string;
  name: string;
  outcome: Outcome;
  /** Attempts that ended without an answer of the POS since `since`. */
  failedCount: number;
  lastAt: Date;
}

export interface Attention {
  notPlaced: NotPlaced[];
  unmapped: { count: number; oldestSeenAt: Date | null };
  menus: MenuTrouble[];
  pos: PosTrouble[];
  /** Final orders that their POS contradicts: all are counted, the longest disputed are listed. */
  disputed: { count: number; orders: DisputedOrder[] };
}

const DISPUTED_MAX = 50;

export interface AttentionArgs {
  scope: Scope;
  now: LedgerNow;
  /** Orders younger than this are still on their way. */
  graceMs?: number;
  /** A menu not confirmed for longer than this is stale. */
  menuStaleMs?: number;
  /** How far back a POS's failures are looked at. */
  posWindowMs?: number;
}

/** What needs a person now; each list is empty when all is well. */
export async function attentionSummary(db: Database, args: AttentionArgs): Promise<Attention> {
  const { scope, now, graceMs = 5_000, menuStaleMs = 3 * 3_600_000, posWindowMs = 900_000 } = args;
  const before = (ms: number) => momentOf(now, -ms);
  const [notPlaced, unmapped, menuTroubles, posTroubles, disputed] = await Promise.all([
    listNotPlaced(db, scope, before(graceMs)),
    countUnmapped(db, { scope }),
    listMenuTroubles(db, scope, before(menuStaleMs)),
    listPosTroubles(db, scope, before(posWindowMs)),
    listDisputed(db, { scope, limit: DISPUTED_MAX }),
  ]);
  return { notPlaced, unmapped, menus: menuTroubles, pos: posTroubles, disputed };
}

async function listNotPlaced(db: Database, scope: Scope, receivedBefore: SQL<Date>): Promise<NotPlaced[]> {
  return await db.orm
    .select({
      currency: orders.currency,
      count: count(),
      totalCents: sum(orders.grandTotalCents).mapWith(Number),
      oldestReceivedAt: sql<Date>`min(${orders.receivedAt})`.mapWith(orders.receivedAt),
    })
    .from(orders)
    .where(
      and(
        inArray(orders.state, ["received", "dispatching", "unknown", "attention"]),
        lt(orders.receivedAt, receivedBefore),
        inScope(scope, orders),
      ),
    )
    .groupBy(orders.currency)
    .orderBy(asc(orders.currency));
}

async function listMenuTroubles(
  db: Database,
  scope: Scope,
  confirmedBefore: SQL<Date>,
): Promise<MenuTrouble[]> {
  const rows = await db.orm
    .select({
      locationId: locations.id,
      code: locations.code,
      name: locations.name,
      confirmedAt: menus.confirmedAt,
      error: locations.menuPullError,
    })
    .from(locations)
    .leftJoin(menus, and(eq(menus.locationId, locations.id), menus.isCurrent))
    .where(
      and(
        isNotNull(locations.posKind),
        or(isNull(menus.id), lt(menus.confirmedAt, confirmedBefore)),
        inScope(scope, storeColumns),
      ),
    )
    .orderBy(asc(locations.code));
  return rows.map((row) => ({ ...row, problem: row.confirmedAt === null ? "missing" : "stale" }));
}

const FAULTS: Outcome[] = ["unknown", "not_sent", "not_placed"];

async function listPosTroubles(db: Database, scope: Scope, since: SQL<Date>): Promise<PosTrouble[]> {
  // The newest word of each store's POS decides: one good answer ends the trouble.
  const latest = db.orm
    .selectDistinctOn([orders.locationId], {
      locationId: orders.locationId,
      outcome: attemptResults.outcome,
      lastAt: attemptResults.at,
      failedCount:
        sql<number>`count(*) filter (where ${inArray(attemptResults.outcome, FAULTS)}) over (partition by ${orders.locationId})`
          .mapWith(Number)
          .as("failed_count"),
    })
    .from(attemptResults)
    .innerJoin(orders, eq(orders.id, attemptResults.orderId))
    .where(and(gte(attemptResults.at, since), inScope(scope, orders)))
    .orderBy(asc(orders.locationId), desc(attemptResults.at), desc(attemptResults.id))
    .as("latest");
  return await db.orm
    .select({
      locationId: locations.id,
      code: locations.code,
      name: locations.name,
      outcome: latest.outcome,
      failedCount: latest.failedCount,
      lastAt: latest.lastAt,
    })
    .from(latest)
    .innerJoin(locations, eq(locations.id, latest.locationId))
    .where(inArray(latest.outcome, FAULTS))
    .orderBy(desc(latest.failedCount), asc(locations.code));
}
