import { createHash } from "node:crypto";
import type { AvailabilityItem, AvailabilityOverride } from "@parley/db/menus";
import { currencyExponent } from "@parley/par-contract";
import type { Menu } from "../../pos/menu.ts";
import type { CurrentMenu, PulledMenu } from "../current-menu.ts";
import { type AvailabilityStatuses, statusesOf } from "./availability-status.ts";

/** A menu with overrides applied, valid from when it was made until the next override expires. */
interface Overlaid extends Pick<CurrentMenu, "menu" | "version" | "overrides"> {
  fromMs: number;
  untilMs: number;
}

/**
 * Applies overrides to pulled menus. A result is kept with the overrides it was made from (weakly, so that it
 * goes when they go): a menu is built again only for another menu, other overrides, or one that has expired.
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

function withOverlay(pulled: PulledMenu, { menu, version, overrides }: Overlaid): CurrentMenu {
  return { ...pulled, menu, version, overrides };
}

function overlay(pulled: PulledMenu, all: readonly AvailabilityOverride[], nowMs: number): Overlaid {
  const overrides = all.filter(({ untilAt }) => untilAt === null || untilAt.getTime() > nowMs);
  const untilMs = Math.min(Infinity, ...overrides.flatMap(({ untilAt }) => untilAt?.getTime() ?? []));
  const window = { fromMs: nowMs, untilMs };
  const statuses = statusesOf(overrides);
  const changes = overrides.length === 0 ? [] : changesOf(pulled.menu, statuses);
  const version = versionWith(pulled, changes);
  if (changes.length === 0) return { menu: pulled.menu, version, overrides, ...window };
  const judge = <Item extends { id: string; isAvailable: boolean }>(kind: Kind, items: Item[]) =>
    items.map((item) => {
      const { isAvailable } = statuses.of(kind, item);
      return isAvailable === item.isAvailable ? item : { ...item, isAvailable };
    });
  const menu: Menu = {
    ...pulled.menu,
    products: judge("product", pulled.menu.products),
    modifiers: judge("modifier", pulled.menu.modifiers),
  };
  return { menu, version, overrides, ...window };
}

type Kind = AvailabilityItem["kind"];
type Change = [kind: Kind, itemId: string, isAvailable: boolean];

/** The items that the overrides change, in the menu's order. */
function changesOf(menu: Menu, statuses: AvailabilityStatuses): Change[] {
  const of = (kind: Kind, items: readonly { id: string; isAvailable: boolean }[]): Change[] =>
    items.flatMap((item) => {
      const { isAvailable } = statuses.of(kind, item);
      return isAvailable === item.isAvailable ? [] : [[kind, item.id, isAvailable] satisfies Change];
    });
  return [...of("product", menu.products), ...of("modifier", menu.modifiers)];
}

/**
 * The version that PAR gets: a hash of the pulled version and of the items that differ, and of nothing else.
 * So every process computes the same one, and it is the pulled version again once no override is left. Prices
 * without decimals were told as hundredths once under the pulled version, so PAR may hold them under it.
 */
function versionWith({ version, menu }: PulledMenu, changes: readonly Change[]): string {
  const isInHundredths = currencyExponent(menu.currency) === 2;
  if (isInHundredths && changes.length === 0) return version;
  return createHash("sha256")
    .update(JSON.stringify(isInHundredths ? [version, changes] : [version, changes, "whole units"]))
    .digest("hex");
}
