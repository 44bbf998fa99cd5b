import type { Database, Vault } from "@parley/db";
import type { Logger } from "../logger.ts";
import type { MenuIndex } from "../orders/pricing-index.ts";
import type { Menu } from "../pos/adapter.ts";
import type { PosRegistry } from "../pos/registry.ts";

/** The menu that a store is priced and served with. */
export interface CurrentMenu {
  menu: Menu;
  index: MenuIndex;
  /** Hash of the content; what PAR hears as `menu_version`. */
  version: string;
  /** When this content was first pulled from the POS. */
  fetchedAt: Date;
  /** The last pull that found the same content: its age is how stale the menu may be. */
  confirmedAt: Date;
}

export type RefreshOutcome =
  | { kind: "changed"; version: string; previousVersion: string | null }
  | { kind: "unchanged"; version: string }
  /** The last good menu, if any, stays. `reason` is a stable word, then a colon and detail. */
  | { kind: "failed"; reason: string; version: string | null }
  | { kind: "location_not_found" };

export interface MenusOptions {
  db: Database;
  vault: Vault;
  pos: PosRegistry;
  now: () => Date;
  log: Logger;
  timings: { menuRefreshMs: number; attemptDeadlineMs: number };
}

/** The room of menus: pulled from each store's POS, kept by content, served from memory. */
export interface Menus extends AsyncDisposable {
  /** The store's menu, from memory where it is known to be current; null before the first pull. */
  getCurrent(locationId: string): Promise<CurrentMenu | null>;
  /** Pulls now. Two at once for one store are one pull. Never throws for what a POS may do. */
  refresh(locationId: string): Promise<RefreshOutcome>;
  /** Begins to pull what is due, sharing the work with other processes, and to hear of others' changes. */
  startSchedule(): Promise<void>;
}

/** Creates the room; nothing runs before `startSchedule`. */
export function createMenus(_options: MenusOptions): Menus {
  throw new Error("not written");
}
