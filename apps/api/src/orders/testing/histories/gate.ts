import type { Database } from "@parley/db";
import type { InsertOrderArgs, Order } from "@parley/db/orders";
import type { PosOrder } from "../../../pos/adapter.ts";
import type { MemoryLedger } from "../ledger/memory-ledger.ts";

/**
 * Sits between the code and its ledger, so that a history decides when each query runs and whether its caller
 * still gets the result. The code under test imports the queries from `@parley/db/orders`; a test replaces
 * them with these. Queries to any other database run unchanged.
 */

/** Where the queries of one process go. */
export interface Gate {
  /** Runs the query at a time that the history chooses. */
  call<T>(run: () => T | Promise<T>): Promise<T>;
  /** In memory, or a database of PostgreSQL. */
  ledger: MemoryLedger | Database;
  /** For a broken gateway: called before an order with an attempt is written. */
  onInsert?(order: PosOrder): void;
}

const gates = new WeakMap<Database, Gate>();

/** A handle to the ledger behind the gate, with the type that the code expects; it runs no SQL itself. */
export function gatedDatabase(like: Database, gate: Gate): Database {
  const handle: Database = Object.create(like);
  gates.set(handle, gate);
  return handle;
}

function isMemory(ledger: MemoryLedger | Database): ledger is MemoryLedger {
  return "traceOf" in ledger;
}

/** Runs the query through the gate for a gated database, and directly for any other. */
export function through<Args, Result>(
  own: (db: Database, args: Args) => Promise<Result>,
  inMemory: (ledger: MemoryLedger) => (args: Args) => Result,
): (db: Database, args: Args) => Promise<Result> {
  return (db, args) => {
    const gate = gates.get(db);
    if (gate === undefined) return own(db, args);
    const { ledger } = gate;
    return gate.call(() => (isMemory(ledger) ? inMemory(ledger)(args) : own(ledger, args)));
  };
}

/** The ledger's queries that orders use, as `@parley/db/orders` exports them. */
export function gatedQueries(real: typeof import("@parley/db/orders")) {
  const insert = through(real.insertOrder, (ledger) => ledger.insertOrder);
  return {
    insertOrder(db: Database, args: InsertOrderArgs) {
      const { posOrder } = args.payload;
      if (isPosOrder(posOrder)) gates.get(db)?.onInsert?.(posOrder);
      return insert(db, args);
    },
    startAttempt: through(real.startAttempt, (ledger) => ledger.startAttempt),
    transitionOrder: through(real.transitionOrder, (ledger) => ledger.transitionOrder),
    recordResult: through(real.recordResult, (ledger) => ledger.recordResult),
    recordLateResult: through(real.recordLateResult, (ledger) => ledger.recordLateResult),
    findLastResult: through(real.findLastResult, (ledger) => ledger.findLastResult),
    findLatePlacing: through(real.findLatePlacing, (ledger) => ledger.findLatePlacing),
    // The database may return these in any order; a history must not depend on it.
    claimDueOrders: through(sorted(real.claimDueOrders), (ledger) => ledger.claimDueOrders),
    claimTrialOrder: through(real.claimTrialOrder, (ledger) => ledger.claimTrialOrder),
    hasPosAnswered: through(real.hasPosAnswered, (ledger) => ledger.hasPosAnswered),
    putOffOrder: through(real.putOffOrder, (ledger) => ledger.putOffOrder),
    bringForwardOrders: through(real.bringForwardOrders, (ledger) => ledger.bringForwardOrders),
    bringForwardOrder: through(real.bringForwardOrder, (ledger) => ledger.bringForwardOrder),
    raiseDispute: through(real.raiseDispute, (ledger) => ledger.raiseDispute),
    expireLeases: through(sorted(real.expireLeases), (ledger) => ledger.expireLeases),
    insertOrderEvent: through(real.insertOrderEvent, (ledger) => ledger.insertOrderEvent),
    addAlias: through(real.addAlias, (ledger) => ledger.addAlias),
    lastTryEnd: through(real.lastTryEnd, (ledger) => ledger.lastTryEnd),
    findOrder: through(real.findOrder, (ledger) => ledger.findOrder),
    findOrderByKey: through(real.findOrderByKey, (ledger) => ledger.findOrderByKey),
    findOrderByOnlineOrderId: through(
      real.findOrderByOnlineOrderId,
      (ledger) => ledger.findOrderByOnlineOrderId,
    ),
    listDeadOrders: through(real.listDeadOrders, (ledger) => ledger.listDeadOrders),
    findOrderForStatus: through(real.findOrderForStatus, (ledger) => ledger.findOrderForStatus),
    findOrderPayload: through(real.findOrderPayload, (ledger) => ledger.findOrderPayload),
  };
}

function isPosOrder(value: unknown): value is PosOrder {
  return typeof value === "object" && value !== null && "reference" in value;
}

function sorted<Args>(query: (db: Database, args: Args) => Promise<Order[]>) {
  return async (db: Database, args: Args) => (await query(db, args)).sort((a, b) => (a.id < b.id ? -1 : 1));
}
