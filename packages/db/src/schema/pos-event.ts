import { index, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { ident, instant } from "./columns.ts";
import { locations } from "./location.ts";

/**
 * What POSs told us by themselves (bridge events), one row per message: a repeated message is known by its id.
 * Never changed. Written by the bridge's door; read by support through the admin; grows with the POSs' news;
 * deleted with the calls of its brand (retention), long after a POS may repeat a message.
 */
export const posEvents = pgTable(
  "pos_events",
  {
    id: ident("id").primaryKey(),
    locationId: ident("location_id")
      .$type<LocationId>()
      .notNull()
      .references(() => locations.id),
    /** The sender's id of the message (`webhook-id`). */
    messageId: ident("message_id").notNull(),
    kind: text("kind").notNull(),
    /** When the POS says that it happened. */
    occurredAt: instant("occurred_at").notNull(),
    receivedAt: instant("received_at").notNull(),
    detail: jsonb("detail").$type<unknown>(),
  },
  (t) => [
    unique("pos_events_message").on(t.locationId, t.messageId),
    // the newest events of one store
    index("pos_events_recent").on(t.locationId, t.receivedAt),
  ],
);
