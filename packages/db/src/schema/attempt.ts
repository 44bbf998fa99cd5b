import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { PosLinkId } from "../ids.ts";
import { bytes, evidenceColumn, ident, instant, writingTransaction } from "./columns.ts";
import { orders } from "./order.ts";
import { eventKinds, oneOf, outcomes } from "./vocabulary.ts";

/**
 * One try to place an order at its POS, committed before the first byte leaves.
 * Append-only (trigger PA001, no grant). Written by `orders/` through insertOrder and startAttempt; read by
 * recovery and the trace; one or a few rows per order; kept as long as its order.
 */
export const attempts = pgTable(
  "attempts",
  {
    id: ident("id").notNull(),
    orderId: ident("order_id")
      .notNull()
      .references(() => orders.id),
    number: integer("number").notNull(),
    /** The constant POS reference, repeated here as evidence of what was sent. */
    reference: uuid("reference").notNull(),
    startedAt: instant("started_at").notNull(),
    worker: text("worker").notNull(),
    /** Which way to its store's POS it went, see `formerPos`; null: the first one. */
    posLink: ident("pos_link").$type<PosLinkId>(),
  },
  (t) => [
    // the trace of one order, and that no try is made twice; nobody asks for one by its id. 112 bytes of log
    unique("attempts_number").on(t.orderId, t.number),
    check("attempts_positive", sql`${t.number} > 0`),
  ],
);

/**
 * What became of an attempt, as its adapter reported it. More than one row is possible: a late word about
 * an attempt that was already given up is kept with `fenced`.
 * Append-only. Written by recordResult and recordLateResult; read by recovery, the trace and the list
 * of failing POS; kept as long as its order.
 */
export const attemptResults = pgTable(
  "attempt_results",
  {
    id: ident("id").notNull(),
    orderId: ident("order_id")
      .notNull()
      .references(() => orders.id),
    number: integer("number").notNull(),
    outcome: text("outcome", { enum: outcomes }).notNull(),
    evidence: evidenceColumn("evidence"),
    /** True when the row came too late to change the order. */
    fenced: boolean("fenced").notNull(),
    at: instant("at").notNull(),
    /**
     * The final answer that it led to, and the POS's bill, packed (orders/stored-answer.ts); null where the payload has
     * the answer, or there is none.
     */
    answer: bytes("answer"),
  },
  (t) => [
    check("attempt_results_outcome", sql.raw(oneOf("outcome", outcomes))),
    // the trace of one order. 159 bytes of log
    primaryKey({ name: "attempt_results_pkey", columns: [t.orderId, t.number, t.id] }),
    // readStoreActivity, hasPosAnswered: what became of others meanwhile. 67 bytes
    index("attempt_results_at").on(t.at),
    // listFailingPos: recent failures. None of a try that was placed or refused
    index("attempt_results_failed").on(t.at).where(sql`${t.outcome} not in ('placed', 'refused')`),
  ],
);

/**
 * Everything that happened to an order, in order.
 * Append-only. Written with each change of state and each conflict; read by the trace; five or so rows per
 * order; kept as long as its order.
 */
export const orderEvents = pgTable(
  "order_events",
  {
    id: bigserial("id", { mode: "number" }).notNull(),
    orderId: ident("order_id")
      .notNull()
      .references(() => orders.id),
    at: instant("at").notNull(),
    kind: text("kind", { enum: eventKinds }).notNull(),
    fromState: text("from_state"),
    toState: text("to_state"),
    /** See `orders/actor.ts`: `par`, `pos`, `cli`, an operator's id, or the name of a worker. */
    actor: text("actor").notNull(),
    detail: jsonb("detail").$type<unknown>(),
    tx: writingTransaction("tx"),
  },
  (t) => [
    check("order_events_kind", sql.raw(oneOf("kind", eventKinds))),
    check("order_events_actor", sql`${t.actor} <> ''`),
    // the trace of one order. 111 bytes of log for each event
    primaryKey({ name: "order_events_pkey", columns: [t.orderId, t.id] }),
    // readFeed. 67 bytes for each event
    index("order_events_feed").on(t.tx).where(sql`${t.tx} is not null`),
  ],
);
