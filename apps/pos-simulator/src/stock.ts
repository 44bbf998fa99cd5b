import { createHash } from "node:crypto";
import type { BridgeMenu } from "@parley/bridge-contract";
import { z } from "zod";
import { appendJsonLine, readJsonLines } from "./json-lines.ts";
import { MISMATCHES, type Mismatch, withMismatches } from "./mismatches.ts";
import type { Store } from "./stores.ts";

/** Manual changes of a store's menu, which apply on top of its file. */
interface Changes {
  readonly base: BridgeMenu;
  readonly available: Map<string, boolean>;
  readonly mismatches: Map<string, Mismatch>;
  /** In cents. */
  readonly prices: Map<string, number>;
  touches: number;
}

const line = z.union([
  z.object({ store: z.string(), item: z.string(), is_available: z.boolean() }),
  z.object({ store: z.string(), item: z.string(), mismatch: z.enum(MISMATCHES).nullable() }),
  z.object({ store: z.string(), item: z.string(), price_cents: z.int() }),
  z.object({ store: z.string(), touched: z.literal(true) }),
]);

type Line = z.infer<typeof line>;

export type ItemKind = "product" | "modifier";

/**
 * Takes items off the stores' menus and puts them back, and gives them other prices. Each change is stored as one line
 * of JSON, so that the menu is the same after a restart. A changed menu has another version.
 */
export class Stock {
  readonly #path: string;
  readonly #changes = new Map<string, Changes>();

  /** @param path of the file that keeps the changes */
  constructor(path: string, stores: ReadonlyMap<string, Store>) {
    this.#path = path;
    for (const store of stores.values()) {
      this.#changes.set(store.id, {
        base: store.menu,
        available: new Map(),
        prices: new Map(),
        mismatches: new Map(),
        touches: 0,
      });
    }
    for (const change of readJsonLines(path, line)) {
      const store = stores.get(change.store);
      if (store !== undefined) this.#apply(store, change);
    }
  }

  /** What kind of item it is; null where the store's menu has none of this id. */
  kindOf(store: Store, itemId: string): ItemKind | null {
    if (store.menu.products.some(({ id }) => id === itemId)) return "product";
    return store.menu.modifiers.some(({ id }) => id === itemId) ? "modifier" : null;
  }

  setAvailable(store: Store, itemId: string, isAvailable: boolean): void {
    this.#keep(store, { store: store.id, item: itemId, is_available: isAvailable });
  }

  /** Makes the till differ from the menu that it tells in this item; null: no more. */
  setMismatch(store: Store, itemId: string, mismatch: Mismatch | null): void {
    this.#keep(store, { store: store.id, item: itemId, mismatch });
  }

  /** Another price of an item; its sizes keep theirs. */
  setPrice(store: Store, itemId: string, priceCents: number): void {
    this.#keep(store, { store: store.id, item: itemId, price_cents: priceCents });
  }

  /** The same menu under another version, as after a change of something that Parley does not show. */
  touch(store: Store): void {
    this.#keep(store, { store: store.id, touched: true });
  }

  #keep(store: Store, change: Line): void {
    appendJsonLine(this.#path, change);
    this.#apply(store, change);
  }

  #apply(store: Store, change: Line): void {
    const changes = this.#changes.get(store.id);
    if (changes === undefined) return;
    if ("touched" in change) changes.touches += 1;
    else if ("price_cents" in change) changes.prices.set(change.item, change.price_cents);
    else if ("is_available" in change) changes.available.set(change.item, change.is_available);
    else if (change.mismatch === null) changes.mismatches.delete(change.item);
    else changes.mismatches.set(change.item, change.mismatch);
    store.menu = menuWith(changes);
    store.tillMenu = withMismatches(store.menu, changes.mismatches);
  }
}

function menuWith({ base, available, prices, touches }: Changes): BridgeMenu {
  if (available.size === 0 && prices.size === 0 && touches === 0) return base;
  const judge = <Item extends { id: string; is_available: boolean; price_cents: number }>(
    item: Item,
  ): Item => ({
    ...item,
    is_available: available.get(item.id) ?? item.is_available,
    price_cents: prices.get(item.id) ?? item.price_cents,
  });
  const sorted = <Value>(of: ReadonlyMap<string, Value>) => [...of].toSorted(([a], [b]) => (a < b ? -1 : 1));
  // Without another price the version is what it was before there were any.
  const changed = [sorted(available), ...(prices.size === 0 ? [] : [sorted(prices)])];
  const version = createHash("sha256").update(JSON.stringify([base.version, ...changed, touches]));
  return {
    ...base,
    version: version.digest("hex").slice(0, 16),
    products: base.products.map(judge),
    modifiers: base.modifiers.map(judge),
  };
}
