import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { ident, instant } from "./columns.ts";
import { operators } from "./operator.ts";

/**
 * The filters, order and columns of a list under a name, for oneself or for the people of one role.
 * Written by operators and the CLI; read with each list; a few dozen per person; what was deleted is kept for a day,
 * so that it can be taken back, and goes with the next deletion of anybody.
 */
export const savedViews = pgTable(
  "saved_views",
  {
    id: ident("id").primaryKey(),
    ownerId: ident("owner_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    list: text("list", { enum: ["orders", "validates", "exchanges", "issues"] }).notNull(),
    name: text("name").notNull(),
    /** As in the list's address, without the question mark. */
    params: text("params").notNull(),
    /** Null: for its owner alone. */
    sharedWith: text("shared_with", { enum: ["owner", "brand_admin", "support", "engineer", "viewer"] }),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    deletedAt: instant("deleted_at"),
  },
  (t) => [
    check("saved_views_list", sql`${t.list} in ('orders', 'validates', 'exchanges', 'issues')`),
    check(
      "saved_views_shared_with",
      sql`${t.sharedWith} in ('owner', 'brand_admin', 'support', 'engineer', 'viewer')`,
    ),
    // listViews: one's own; a person's views of a list have names of their own
    uniqueIndex("saved_views_name").on(t.ownerId, t.list, t.name).where(sql`${t.deletedAt} is null`),
    // listViews: those that are shared with a role
    index("saved_views_shared")
      .on(t.list, t.sharedWith)
      .where(sql`${t.sharedWith} is not null and ${t.deletedAt} is null`),
    // deleteView, which sweeps
    index("saved_views_deleted").on(t.deletedAt).where(sql`${t.deletedAt} is not null`),
  ],
);
