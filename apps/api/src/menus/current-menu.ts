import type { Menu } from "../pos/menu.ts";

/** The menu that a store is priced and served with, its availability as it is now. Not to be changed: it is shared. */
export interface CurrentMenu {
  menu: Menu;
  /** Hash of the content, with the words that differ from it; what PAR hears as `menu_version`. */
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
