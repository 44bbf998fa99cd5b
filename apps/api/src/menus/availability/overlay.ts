import { createHash } from "node:crypto";
import type { AvailabilityItem, AvailabilityOverride } from "@parley/db/menus";
import { currencyExponent } from "@parley/par-contract";
import type { Menu } from "../../pos/menu.ts";
import type { CurrentMenu, PulledMenu } from "../current-menu.ts";
import { type AvailabilityStatuses, statusesOf, statusOf, withAvailability } from "./availability-status.ts";

/**
 * A menu with overrides and what follows from them applied, valid from when it was made until the next override
 * expires.
 */
interface Overlaid extends Pick<CurrentMenu, "menu" | "version" | "overrides" | "statuses"> {
  fromMs: number;
  untilMs: number;
}

/**
 * Applies overrides to pulled menus, and takes off what nobody could order then. A result is kept with the overrides
 * it was made from (weakly, so that it goes when they go): a menu is built again only for another menu, other
 * overrides, or one that has expired.
 */
export interface Overlays {
  /** @param overrides may include some that have expired; those are left out */
  apply(pulled: PulledMenu, overrides: readonly AvailabilityOverride[], now: Date): CurrentMenu;
}

export function createOverlays(): Overlays {
  const made = new WeakMap<readonly AvailabilityOverride[], { of: Menu; overlaid: Overlaid }>();
  return {
    apply(pulled, overrides, now) {
      const nowMs = now.getTime();
      const known = made.get(overrides);
      if (known?.of === pulled.menu && known.overlaid.fromMs <= nowMs && nowMs < known.overlaid.untilMs) {
        return withOverlay(pulled, known.overlaid);
      }
      const overlaid = overlay(pulled, overrides, nowMs);
      made.set(overrides, { of: pulled.menu, overlaid });
      return withOverlay(pulled, overlaid);
    },
  };
}

function withOverlay(pulled: PulledMenu, { menu, version, overrides, statuses }: Overlaid): CurrentMenu {
  return { ...pulled, menu, version, overrides, statuses };
}

function overlay(pulled: PulledMenu, all: readonly AvailabilityOverride[], nowMs: number): Overlaid {
  const overrides = all.filter(({ untilAt }) => untilAt === null || untilAt.getTime() > nowMs);
  const untilMs = Math.min(Infinity, ...overrides.flatMap(({ untilAt }) => untilAt?.getTime() ?? []));
  const statuses = statusesOf(pulled.menu, overrides);
  const menu = withAvailability(pulled.menu, (item) => statusOf(statuses, item).isAvailable);
  const version = versionWith(pulled, changesOf(pulled.menu, statuses));
  return { menu, version, overrides, statuses, fromMs: nowMs, untilMs };
}

type Kind = AvailabilityItem["kind"];
type Change = [kind: Kind, itemId: string, isAvailable: boolean];

/** The items that are not what the pulled menu says of them, in the menu's order. */
function changesOf(menu: Menu, statuses: AvailabilityStatuses): Change[] {
  const of = (kind: Kind, items: readonly { id: string; isAvailable: boolean }[]): Change[] =>
    items.flatMap((item) => {
      const { isAvailable } = statusOf(statuses, { kind, itemId: item.id });
      return isAvailable === item.isAvailable ? [] : [[kind, item.id, isAvailable] satisfies Change];
    });
  return [...of("product", menu.products), ...of("modifier", menu.modifiers)];
}

/**
 * The version that PAR gets: a hash of the pulled version and of the items that differ, and of nothing else.
 * So every process computes the same one, and it is the pulled version again once every item is what the POS
 * says of it. Prices without decimals were told as hundredths once under the pulled version, so PAR may hold them
 * under it.
 */
function versionWith({ version, menu }: PulledMenu, changes: readonly Change[]): string {
  const isInHundredths = currencyExponent(menu.currency) === 2;
  if (isInHundredths && changes.length === 0) return version;
  return createHash("sha256")
    .update(JSON.stringify(isInHundredths ? [version, changes] : [version, changes, "whole units"]))
    .digest("hex");
}
