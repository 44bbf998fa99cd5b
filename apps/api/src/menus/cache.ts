import { type Database, everyBrand, findCurrentMenu, listCurrentMenus } from "@parley/db";
import type { Logger } from "../logger.ts";
import { indexMenu } from "../orders/pricing/pricing.ts";
import type { CurrentMenu } from "./menus.ts";
import { parseStoredMenu } from "./stored.ts";

/** Menus of this many stores are held; the one asked for longest ago makes room. */
const HELD_MAX = 500;
/** A held menu this old is compared with the database, so that its age is right and no lost NOTIFY lasts. */
const RECHECK_MS = 30_000;

interface Held {
  loaded: Promise<CurrentMenu | null>;
  checkedAtMs: number;
}

/** Menus in memory, by location. Holds nothing until `startHolding`, since before that no change is heard of. */
export interface MenuCache {
  find(locationId: string): Promise<CurrentMenu | null>;
  startHolding(): void;
  forget(locationId: string): void;
  forgetAll(): void;
  /** Ends when no comparison with the database is running. */
  idle(): Promise<void>;
}

export function createMenuCache(options: { db: Database; now: () => Date; log: Logger }): MenuCache {
  const { db, now, log } = options;
  const held = new Map<string, Held>();
  const rechecks = new Set<Promise<void>>();
  let isHolding = false;

  async function load(locationId: string): Promise<CurrentMenu | null> {
    const row = await findCurrentMenu(db, locationId);
    if (row === null) return null;
    const menu = parseStoredMenu(row.content);
    if (menu === null) {
      log.error({ locationId, menuId: row.id }, "a stored menu cannot be read; it waits for the next pull");
      return null;
    }
    const { version, fetchedAt, confirmedAt } = row;
    return { menu, index: indexMenu(menu), version, fetchedAt, confirmedAt };
  }

  function hold(locationId: string, loaded: Promise<CurrentMenu | null>): void {
    held.delete(locationId);
    held.set(locationId, { loaded, checkedAtMs: now().getTime() });
    const [oldest] = held.keys();
    if (held.size > HELD_MAX && oldest !== undefined) held.delete(oldest);
  }

  async function recheck(locationId: string, entry: Held): Promise<void> {
    try {
      const current = await entry.loaded;
      const [head] = await listCurrentMenus(db, { scope: everyBrand, locationIds: [locationId] });
      if (held.get(locationId) !== entry) return;
      if (head === undefined || current === null || head.version !== current.version) held.delete(locationId);
      else hold(locationId, Promise.resolve({ ...current, confirmedAt: head.confirmedAt }));
    } catch (error) {
      log.warn({ locationId, err: error }, "a menu in memory could not be compared with the database");
    }
  }

  function find(locationId: string): Promise<CurrentMenu | null> {
    const known = held.get(locationId);
    if (known === undefined) {
      const loaded = load(locationId);
      if (!isHolding) return loaded;
      hold(locationId, loaded);
      // A failure is the caller's to hear, and must not be remembered.
      loaded.catch(() => held.delete(locationId));
      return loaded;
    }
    held.delete(locationId);
    held.set(locationId, known);
    const nowMs = now().getTime();
    if (nowMs - known.checkedAtMs > RECHECK_MS) {
      known.checkedAtMs = nowMs;
      const running = recheck(locationId, known).finally(() => rechecks.delete(running));
      rechecks.add(running);
    }
    return known.loaded;
  }

  return {
    find,
    startHolding() {
      isHolding = true;
    },
    forget(locationId) {
      held.delete(locationId);
    },
    forgetAll() {
      held.clear();
    },
    async idle() {
      await Promise.all(rechecks);
    },
  };
}
