import type { AvailabilityOverride } from "@parley/db/menus";
import type { Menu } from "../pos/menu.ts";
import type { AvailabilityStatuses } from "./availability/availability-status.ts";
import type { MenuFinding } from "./finding.ts";

/** The menu in force at a store, as its POS gave it and PAR's fields can take it. Shared between callers, so it must not be changed. */
export interface PulledMenu {
  menu: Menu;
  /** What a person should mend at the POS. */
  findings: readonly MenuFinding[];
  /** The version in force, by our id. */
  menuId: string;
  /** The POS's newest version, by our id: another one only while the store is held at a version. */
  newestId: string;
  /** Hash of the content. */
  version: string;
  /** When this content was first pulled from the POS. */
  fetchedAt: Date;
  /** The last pull that found the newest version's content: its age is how stale the menu may be. */
  confirmedAt: Date;
}

/**
 * The menu that a store is priced and served with: the availability of its items is what it is now. `version`,
 * PAR's `menu_version`, then covers the items that differ too.
 */
export interface CurrentMenu extends PulledMenu {
  /** The overrides in force that were applied to `menu`, so that who decided can be told without another read. */
  overrides: readonly AvailabilityOverride[];
  /** Who decided about each item of `menu`. */
  statuses: AvailabilityStatuses;
}

export type RefreshOutcome =
  | { kind: "changed"; version: string; previousVersion: string | null }
  | { kind: "unchanged"; version: string }
  /** The last good menu, if any, stays. `reason` is a stable code, then a colon and detail. */
  | { kind: "failed"; reason: string; version: string | null }
  | { kind: "location_not_found" };
