import { inArray } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { bodyDictionaries, type exchangeBodies } from "../schema/exchange.ts";
import { DICTIONARIES } from "./dictionaries.ts";
import { type ExchangeBody, unpackBodies, versionOf } from "./packing.ts";

/** What a release that is younger than this one packs by, once it was met in a database. */
const met = new WeakMap<Database, Map<number, Buffer>>();

/** These rows as they were written, whichever release did. Throws where one is damaged. */
export async function readBodies(
  db: Database,
  rows: readonly (typeof exchangeBodies.$inferSelect)[],
): Promise<ExchangeBody[]> {
  const versions = new Set(rows.flatMap(({ packed }) => (packed === null ? [] : [versionOf(packed)])));
  const dictionaries = await dictionariesOf(
    db,
    [...versions].filter((version) => !DICTIONARIES.has(version)),
  );
  return rows.map(({ exchangeId, ...row }) => ({ exchangeId, ...unpackBodies(row, dictionaries) }));
}

async function dictionariesOf(
  db: Database,
  younger: readonly number[],
): Promise<ReadonlyMap<number, Buffer>> {
  if (younger.length === 0) return DICTIONARIES;
  const known = met.get(db) ?? new Map(DICTIONARIES);
  met.set(db, known);
  const missing = younger.filter((version) => !known.has(version));
  if (missing.length === 0) return known;
  const rows = await db.orm.select().from(bodyDictionaries).where(inArray(bodyDictionaries.version, missing));
  for (const { version, bytes } of rows) known.set(version, Buffer.from(bytes));
  return known;
}
