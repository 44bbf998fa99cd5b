import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Id, LocationId } from "../ids.ts";
import { ident, instant } from "./columns.ts";
import { locations } from "./location.ts";

/**
 * What is known of the keys of a store's bridge, one or two while one is changed: who made it, when the POS last signed
 * with it, when it ends. The keys themselves are sealed in `locations.pos_secret`, the newest first.
 * Written by setLocationPos and the change of a key, `last_used_at` by the API, at most once a minute; read by the
 * store's page and by what ends keys; a row per key; kept as history, without the key.
 */
export const posKeys = pgTable(
  "pos_keys",
  {
    id: ident("id").$type<Id<"pky">>().primaryKey(),
    locationId: ident("location_id")
      .$type<LocationId>()
      .notNull()
      .references(() => locations.id),
    /** A blind index: the key's row is found without opening any. */
    keyIndex: text("key_index").notNull(),
    /** Null of a key that was there before keys had rows. */
    madeAt: instant("made_at"),
    /** As `order_events.actor`; null where that is not known. */
    madeBy: ident("made_by"),
    lastUsedAt: instant("last_used_at"),
    /** From when it may be ended, once the POS signs with the newer one; null where nothing takes its place. */
    endsAt: instant("ends_at"),
    /** From when it no longer counted. */
    retiredAt: instant("retired_at"),
  },
  (t) => [
    check("pos_keys_author", sql`${t.madeBy} is null or ${t.madeAt} is not null`),
    // touchPosKeys; a key that is given once more
    uniqueIndex("pos_keys_key").on(t.locationId, t.keyIndex),
    // endPosKeys
    index("pos_keys_ends").on(t.endsAt).where(sql`${t.retiredAt} is null`),
  ],
);
