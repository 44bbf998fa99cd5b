import { sql } from "drizzle-orm";
import { bigint, boolean, check, integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import { ident, instant } from "./columns.ts";
import { oneOf } from "./vocabulary.ts";

/** The spans of time that are counted, each for itself; a day is one of UTC. */
export const grains = ["minute", "hour", "day"] as const;
export type Grain = (typeof grains)[number];

/**
 * Recorded calls counted by span of time, store and outcome. Written by `rollups/`, by one process at a time; read by
 * the overview; minutes are deleted after three days, hours after ninety, days are kept.
 */
export const callRollups = pgTable(
  "call_rollups",
  {
    grain: text("grain", { enum: grains }).notNull(),
    start: instant("start").notNull(),
    brandId: ident("brand_id"),
    locationId: ident("location_id"),
    connectionId: ident("connection_id"),
    direction: text("direction", { enum: ["in", "out"] }).notNull(),
    operation: text("operation"),
    status: integer("status"),
    code: text("code"),
    calls: integer("calls").notNull(),
    /** How many calls took how long: by number of the bucket, see `rollups/histogram.ts`. */
    histogram: jsonb("histogram").$type<Record<string, number>>().notNull(),
  },
  (t) => [
    check("call_rollups_grain", sql.raw(oneOf("grain", grains))),
    // readCallStats: a span of one grain
    unique("call_rollups_key")
      .on(
        t.grain,
        t.start,
        t.brandId,
        t.locationId,
        t.connectionId,
        t.direction,
        t.operation,
        t.status,
        t.code,
      )
      .nullsNotDistinct(),
  ],
);

export const orderSteps = ["received", "placed", "not_placed"] as const;
export type OrderStep = (typeof orderSteps)[number];

/**
 * Orders counted by span of time and store: those that came, were placed, and ended without a kitchen, each when it
 * happened, with their money. Written, read and deleted as `call_rollups`.
 */
export const orderRollups = pgTable(
  "order_rollups",
  {
    grain: text("grain", { enum: grains }).notNull(),
    start: instant("start").notNull(),
    brandId: ident("brand_id").notNull(),
    locationId: ident("location_id").notNull(),
    currency: text("currency").notNull(),
    step: text("step", { enum: orderSteps }).notNull(),
    orders: integer("orders").notNull(),
    cents: bigint("cents", { mode: "number" }).notNull(),
  },
  (t) => [
    check("order_rollups_grain", sql.raw(oneOf("grain", grains))),
    check("order_rollups_step", sql.raw(oneOf("step", orderSteps))),
    // readOrderStats: a span of one grain
    unique("order_rollups_key").on(t.grain, t.start, t.brandId, t.locationId, t.currency, t.step),
  ],
);

/**
 * How far is counted. One row, changed in the transaction that counts. Rows of before the feed are counted backwards
 * from the newest; what is null there is still to begin.
 */
export const rollupProgress = pgTable(
  "rollup_progress",
  {
    isOnly: boolean("is_only").primaryKey().default(true),
    /** All that transactions before this one wrote is counted: a number as text, see `feed/`. */
    tx: text("tx").notNull().default("0"),
    callsBackAt: instant("calls_back_at"),
    callsBackId: ident("calls_back_id"),
    eventsBackId: bigint("events_back_id", { mode: "number" }),
    isBackFilled: boolean("is_back_filled").notNull().default(false),
  },
  (t) => [check("rollup_progress_one_row", sql`${t.isOnly}`)],
);
