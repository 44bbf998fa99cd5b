import type { Database } from "../client/client.ts";
import { dictionariesFor } from "../packing/known.ts";
import type { exchangeBodies } from "../schema/exchange.ts";
import { type ExchangeBody, unpackBodies } from "./packing.ts";

/** These rows as they were written, whichever release did. Throws where one is damaged. */
export async function readBodies(
  db: Database,
  rows: readonly (typeof exchangeBodies.$inferSelect)[],
): Promise<ExchangeBody[]> {
  const dictionaries = await dictionariesFor(db, rows);
  return rows.map(({ exchangeId, ...row }) => ({ exchangeId, ...unpackBodies(row, dictionaries) }));
}
