import type { Database, LocationId } from "@parley/db";
import { type AvailabilityOverride, findMenusInForce, listAvailability } from "@parley/db/menus";
import type { Logger } from "../logger.ts";
import type { PulledMenu } from "./current-menu.ts";
import { readMenuInForce } from "./menu-in-force.ts";
import { createStoreCache, type StoreCache } from "./store-cache.ts";

interface CacheOptions {
  db: Database;
  now: () => Date;
  log: Logger;
}

/** Pulled menus in memory, by location. A recheck is also what keeps `confirmedAt` right. */
export function createMenuCache({ db, now, log }: CacheOptions): StoreCache<PulledMenu | null> {
  return createStoreCache<PulledMenu | null>({
    now,
    load: (locationId) => readMenuInForce(db, { locationId, log }),
    async recheck(locationId, pulled) {
      const found = await findMenusInForce(db, locationId);
      const isSame =
        found?.inForce.id === pulled?.menuId && found?.newest.id === pulled?.newestId && pulled !== null;
      return found === null || !isSame
        ? null
        : { value: { ...pulled, confirmedAt: found.newest.confirmedAt } };
    },
    onRecheckError: (locationId, error) =>
      log.warn({ locationId, err: error }, "a menu in memory could not be compared with the database"),
  });
}

/** Each store's availability overrides in memory; one that has expired may still be among them. */
export function createOverrideCache({
  db,
  now,
  log,
}: CacheOptions): StoreCache<readonly AvailabilityOverride[]> {
  const load = (locationId: LocationId) => listAvailability(db, { locationId, now: now() });
  return createStoreCache<readonly AvailabilityOverride[]>({
    now,
    load,
    recheck: async (locationId, overrides) => {
      const found = await load(locationId);
      // The same array where nothing changed, so that the overlay made from it stays valid.
      const isSame = found.length === overrides.length && found.every(({ id }, n) => id === overrides[n]?.id);
      return { value: isSame ? overrides : found };
    },
    onRecheckError: (locationId, error) =>
      log.warn({ locationId, err: error }, "availability overrides could not be compared with the database"),
  });
}
