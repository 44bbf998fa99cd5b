import { type Database, everyBrand } from "@parley/db";
import { type AvailabilityRow, findCurrentMenu, listAvailability, listCurrentMenus } from "@parley/db/menus";
import type { Logger } from "../logger.ts";
import type { CurrentMenu } from "./current-menu.ts";
import { createHeld, type Held } from "./store-cache.ts";
import { parseStoredMenu } from "./stored.ts";

interface CacheOptions {
  db: Database;
  now: () => Date;
  log: Logger;
}

/** Stored menus in memory, by location. A recheck is also what keeps `confirmedAt` right. */
export function createMenuCache({ db, now, log }: CacheOptions): Held<CurrentMenu | null> {
  return createHeld<CurrentMenu | null>({
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
      return { menu, version, fetchedAt, confirmedAt };
    },
    async recheck(locationId, current) {
      const [head] = await listCurrentMenus(db, { scope: everyBrand, locationIds: [locationId] });
      if (head === undefined || current === null || head.version !== current.version) return null;
      return { value: { ...current, confirmedAt: head.confirmedAt } };
    },
    onRecheckError: (locationId, error) =>
      log.warn({ locationId, err: error }, "a menu in memory could not be compared with the database"),
  });
}

/** The words about each store's items in memory; a word whose time has come may still be among them. */
export function createWordCache({ db, now, log }: CacheOptions): Held<readonly AvailabilityRow[]> {
  const load = (locationId: string) => listAvailability(db, { locationId, now: now() });
  return createHeld<readonly AvailabilityRow[]>({
    now,
    load,
    recheck: async (locationId, words) => {
      const found = await load(locationId);
      // The same array where nothing changed: what was made with it stays good.
      const isSame = found.length === words.length && found.every(({ id }, n) => id === words[n]?.id);
      return { value: isSame ? words : found };
    },
    onRecheckError: (locationId, error) =>
      log.warn({ locationId, err: error }, "words about items could not be compared with the database"),
  });
}
