import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { ident, instant } from "./columns.ts";

/**
 * Work that is to be done in the background, by whichever process has time. A row is one piece of work of a kind, and
 * is there as long as it is to be done: who asks for it again meanwhile adds nothing but that it was asked again.
 * Written by the rooms that want it and by the runners; read by the runners; deleted once it is done, so it stays small.
 */
export const jobs = pgTable(
  "jobs",
  {
    kind: text("kind").notNull(),
    /** What of its kind it is about. */
    key: ident("key").notNull(),
    dueAt: instant("due_at").notNull(),
    /** Tries that began since it last went well. */
    attempts: integer("attempts").notNull().default(0),
    /** Counts who asked for it, so that what was asked during a run is not taken for done by it. */
    asked: integer("asked").notNull().default(1),
    /** Whoever runs it, and until when nobody else may; null where nobody does. */
    worker: text("worker"),
    leaseUntil: instant("lease_until"),
    /** What kind of error the last try ended with; never its text, which may quote anything. */
    lastError: text("last_error"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.key] }),
    check("jobs_lease", sql`(${t.worker} is null) = (${t.leaseUntil} is null)`),
    // claimJobs
    index("jobs_due").on(t.dueAt, t.kind, t.key),
  ],
);
