import type { LocationId } from "@parley/db";
import { type Database, everyBrand } from "@parley/db";
import {
  type AvailabilityOverride,
  findCurrentMenu,
  listAvailability,
  listCurrentMenus,
} from "@parley/db/menus";
import type { Logger } from "../logger.ts";
import type { PulledMenu } from "./current-menu.ts";
import { fitMenu } from "./fit.ts";
import { createStoreCache, type StoreCache } from "./store-cache.ts";
import { parseStoredMenu } from "./stored.ts";

interface CacheOptions {
  db: Database;
  now: () => Date;
  log: Logger;
}

/** Pulled menus in memory, by location. A recheck is also what keeps `confirmedAt` right. */
export function createMenuCache({ db, now, log }: CacheOptions): StoreCache<PulledMenu | null> {
  return createStoreCache<PulledMenu | null>({
    now,
    async load(locationId) {
      const row = await findCurrentMenu(db, locationId);
      if (row === null) return null;
      const menu = parseStoredMenu(row.content);
      if (menu === null) {
        log.error({ locationId, menuId: row.id }, "a stored menu cannot be read; it waits for the next pull");
        return null;
      }
      const { version, fetchedAt, confirmedAt } = row;
      return { ...fitMenu(menu), version, fetchedAt, confirmedAt };
    },
    async recheck(locationId, pulled) {
      const [head] = await listCurrentMenus(db, { scope: everyBrand, locationIds: [locationId] });
      if (head === undefined || pulled === null || head.version !== pulled.version) return null;
      return { value: { ...pulled, confirmedAt: head.confirmedAt } };
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
