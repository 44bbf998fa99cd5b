import { createHash } from "node:crypto";
import type { AvailabilityItem, AvailabilityRow } from "@parley/db/menus";
import type { Menu } from "../../pos/menu.ts";
import type { CurrentMenu } from "../current-menu.ts";

/** A menu with words laid over it, good from when it was made until the next word's time has come. */
interface Overlaid extends Pick<CurrentMenu, "menu" | "version"> {
  fromMs: number;
  untilMs: number;
}

/**
 * Lays words over stored menus. What was made is kept beside the words it was made with (weakly, so it goes
 * with them): a menu is built anew only for another menu, another word, or a word whose time has come.
 */
export interface Overlays {
  over(current: CurrentMenu, words: readonly AvailabilityRow[], now: Date): CurrentMenu;
}

export function createOverlays(): Overlays {
  const made = new WeakMap<readonly AvailabilityRow[], { of: Menu; overlaid: Overlaid }>();
  return {
    over(current, words, now) {
      if (words.length === 0) return current;
      const nowMs = now.getTime();
      const known = made.get(words);
      if (known?.of === current.menu && known.overlaid.fromMs <= nowMs && nowMs < known.overlaid.untilMs) {
        return withOverlay(current, known.overlaid);
      }
      const overlaid = lay(current, words, nowMs);
      made.set(words, { of: current.menu, overlaid });
      return withOverlay(current, overlaid);
    },
  };
}

function withOverlay(current: CurrentMenu, { menu, version }: Overlaid): CurrentMenu {
  return { ...current, menu, version };
}

function lay(current: CurrentMenu, words: readonly AvailabilityRow[], nowMs: number): Overlaid {
  const live = words.filter(({ untilAt }) => untilAt === null || untilAt.getTime() > nowMs);
  const untilMs = Math.min(Infinity, ...live.flatMap(({ untilAt }) => untilAt?.getTime() ?? []));
  const said = saidOf(live);
  const changes = changesOf(current.menu, said);
  if (changes.length === 0) {
    const { menu, version } = current;
    return { menu, version, fromMs: nowMs, untilMs };
  }
  const judge = <Item extends { id: string; isAvailable: boolean }>(kind: Kind, items: Item[]) =>
    items.map((item) => {
      const isAvailable = said.get(keyOf(kind, item.id)) ?? item.isAvailable;
      return isAvailable === item.isAvailable ? item : { ...item, isAvailable };
    });
  const menu: Menu = {
    ...current.menu,
    products: judge("product", current.menu.products),
    modifiers: judge("modifier", current.menu.modifiers),
  };
  return {
    menu,
    version: versionWith(current.version, changes),
    fromMs: nowMs,
    untilMs,
  };
}

type Kind = AvailabilityItem["kind"];
type Change = [kind: Kind, itemId: string, isAvailable: boolean];

function keyOf(kind: Kind, itemId: string): string {
  return `${kind} ${itemId}`;
}

/**
 * What the words say of each item: an operator's takes off, whatever the POS says; the POS's decides both
 * ways, since a word that still holds came after the menu was asked for.
 */
function saidOf(live: readonly AvailabilityRow[]): ReadonlyMap<string, boolean> {
  const said = new Map<string, boolean>();
  for (const { kind, itemId, isAvailable } of live) {
    const key = keyOf(kind, itemId);
    said.set(key, isAvailable && said.get(key) !== false);
  }
  return said;
}

/** The items of which the words say something else than the menu, in the menu's order. */
function changesOf(menu: Menu, said: ReadonlyMap<string, boolean>): Change[] {
  const of = (kind: Kind, items: readonly { id: string; isAvailable: boolean }[]): Change[] =>
    items.flatMap(({ id, isAvailable }) => {
      const word = said.get(keyOf(kind, id));
      return word === undefined || word === isAvailable ? [] : [[kind, id, word] satisfies Change];
    });
  return [...of("product", menu.products), ...of("modifier", menu.modifiers)];
}

/**
 * The version that PAR hears: of the stored menu and of what differs from it, and of nothing else. So it is
 * the same in every process, and the stored menu's own again when the last word has ended.
 */
function versionWith(version: string, changes: readonly Change[]): string {
  return createHash("sha256")
    .update(JSON.stringify([version, changes]))
    .digest("hex");
}
