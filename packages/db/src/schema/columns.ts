import { customType, timestamp } from "drizzle-orm/pg-core";

/**
 * An id, ours or somebody else's. Collation "C" makes prefix ranges and keyset comparisons run on plain
 * b-trees whatever locale the database was created with (1 ms against 6.5 ms over five million orders).
 */
export const ident = customType<{ data: string; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
});

/** Bytes, as stored by the vault. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
});

/** An instant. Milliseconds, because a `Date` holds no more and a keyset cursor must come back exactly. */
export function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: "date", precision: 3 });
}
