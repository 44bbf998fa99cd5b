import { sql } from "drizzle-orm";
import { bigint, check, pgTable, text } from "drizzle-orm/pg-core";
import { bytes, ident, instant } from "./columns.ts";
import { operators } from "./operator.ts";

/**
 * What an operator proves at sign-in besides their password: the secret that their app makes codes of, sealed, and
 * hashes of the codes that they keep on paper. Until the first code was proven it asks nobody for anything; from then on
 * `operators.second_factor_at` says so too.
 * Written by its operator, and by each sign-in; read at each sign-in; deleted where it is removed.
 */
export const operatorSecondFactors = pgTable(
  "operator_second_factors",
  {
    operatorId: ident("operator_id")
      .primaryKey()
      .references(() => operators.id, { onDelete: "cascade" }),
    sealed: bytes("sealed").notNull(),
    /** The step of thirty seconds whose code was taken last: none of it or before it is taken again. */
    lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
    /** SHA-256 of the codes on paper that were not used, in hexadecimal. */
    paperHashes: text("paper_hashes").array().notNull().default(sql`'{}'`),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [check("operator_second_factors_paper", sql`cardinality(${t.paperHashes}) <= 20`)],
);
