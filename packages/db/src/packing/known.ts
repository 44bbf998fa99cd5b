import { inArray } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { bodyDictionaries } from "../schema/exchange.ts";
import { DICTIONARIES } from "./dictionaries.ts";
import { versionOf } from "./pack.ts";

/** What a release that is younger than this one packs by, once it was met in a database. */
const met = new WeakMap<Database, Map<number, Buffer>>();

/** The dictionaries that these rows were packed by, and others: the program's own, or those of the database. */
export async function dictionariesFor(
  db: Database,
  rows: readonly { packed: Uint8Array | null }[],
): Promise<ReadonlyMap<number, Buffer>> {
  const versions = new Set(rows.flatMap(({ packed }) => (packed === null ? [] : [versionOf(packed)])));
  const younger = [...versions].filter((version) => !DICTIONARIES.has(version));
  if (younger.length === 0) return DICTIONARIES;
  const known = met.get(db) ?? new Map(DICTIONARIES);
  met.set(db, known);
  const missing = younger.filter((version) => !known.has(version));
  if (missing.length === 0) return known;
  const found = await db.orm
    .select()
    .from(bodyDictionaries)
    .where(inArray(bodyDictionaries.version, missing));
  for (const { version, bytes } of found) known.set(version, Buffer.from(bytes));
  return known;
}
