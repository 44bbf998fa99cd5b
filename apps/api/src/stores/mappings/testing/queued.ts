import type { Database } from "@parley/db";
import { upsertUnmapped } from "@parley/db/mappings";
import { insertLocation } from "@parley/db/stores";
import type { TestStore } from "@parley/db/testing";

/** A store of the same brand that nothing points to, and PAR's call with its very code as an id: that is certain. */
export async function queueCertain(
  db: Database,
  store: TestStore,
  code: string,
  now = new Date(),
): Promise<string> {
  const { brand, connection, location, parOrganizationId } = store;
  const { name, address, phone, timezone, currency } = location;
  const made = { brandId: brand.id, code, name: `${name} ${code}`, address, phone, timezone, currency };
  const added = await insertLocation(db, { location: made, now });
  if (added === null) throw new Error(`The code ${code} is taken.`);
  const at = { connectionId: connection.id, kind: "location", parOrganizationId, exchangeId: null } as const;
  await upsertUnmapped(db, { ...at, parId: code, now });
  return added.id;
}
