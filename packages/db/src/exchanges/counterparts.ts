import { and, desc, eq, isNull, lt, ne, type SQL } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { exchanges } from "../schema/exchange.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import type { Exchange } from "./exchanges.ts";

/** A call worth laying beside another. */
export interface Counterpart {
  /** PAR's validate of the same online order before it; the last call of its kind and store that worked. */
  kind: "validate_before" | "last_that_worked";
  exchangeId: string;
  at: Date;
}

/** Calls of a connection that are looked through for one that worked. */
const LOOKED_THROUGH = 2_000;

/** The calls before this one that it is worth comparing with, at most one of each kind. */
export async function listCounterparts(
  db: Database,
  { scope, exchange }: { scope: Scope; exchange: Exchange },
): Promise<Counterpart[]> {
  const { connectionId, operation, onlineOrderId, locationId, at } = exchange;
  if (exchange.direction !== "in" || connectionId === null || operation === null) return [];
  const before = and(
    eq(exchanges.connectionId, connectionId),
    lt(exchanges.at, at),
    eq(exchanges.direction, "in"),
    inScope(scope, exchanges),
  );
  const [validate, worked] = await Promise.all([
    operation === "submit_order" && onlineOrderId !== null
      ? findValidate(db, and(before, eq(exchanges.onlineOrderId, onlineOrderId)))
      : null,
    findWorked(db, before, { operation, locationId, exceptId: exchange.id }),
  ]);
  return [
    ...(validate === null ? [] : [{ kind: "validate_before" as const, ...validate }]),
    ...(worked === null ? [] : [{ kind: "last_that_worked" as const, ...worked }]),
  ];
}

type Found = Pick<Counterpart, "exchangeId" | "at">;

async function findValidate(db: Database, where: SQL | undefined): Promise<Found | null> {
  const [found] = await db.orm
    .select({ exchangeId: exchanges.id, at: exchanges.at })
    .from(exchanges)
    .where(and(where, eq(exchanges.operation, "validate_order")))
    .orderBy(desc(exchanges.at), desc(exchanges.id))
    .limit(1);
  return found ?? null;
}

/** Among the connection's last calls only, so that a kind of call that never works costs no more than these. */
async function findWorked(
  db: Database,
  where: SQL | undefined,
  like: { operation: string; locationId: Exchange["locationId"]; exceptId: string },
): Promise<Found | null> {
  const recent = db.orm.select().from(exchanges).where(where);
  const last = recent.orderBy(desc(exchanges.at), desc(exchanges.id)).limit(LOOKED_THROUGH).as("last");
  const [found] = await db.orm
    .select({ exchangeId: last.id, at: last.at })
    .from(last)
    .where(
      and(
        eq(last.operation, like.operation),
        eq(last.status, 200),
        isNull(last.code),
        ne(last.id, like.exceptId),
        // A call whose store nobody knew is compared with one of any store.
        like.locationId === null ? undefined : eq(last.locationId, like.locationId),
      ),
    )
    .orderBy(desc(last.at), desc(last.id))
    .limit(1);
  return found ?? null;
}
