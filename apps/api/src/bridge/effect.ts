import type { BridgeEvent } from "@parley/bridge-contract";
import type { Database, LedgerNow, LocationId } from "@parley/db";
import { type AvailabilityItem, requestMenuPull } from "@parley/db/menus";
import type { Order } from "@parley/db/orders";
import { assertNever } from "../errors.ts";
import type { Availability } from "../menus/availability/availability.ts";
import type { Menus } from "../menus/menus.ts";
import { comparePosStatus } from "../orders/dispatch/pos-status.ts";

export interface EffectDeps {
  db: Database;
  ledgerNow: () => LedgerNow;
  availability: Availability;
  menus: Pick<Menus, "getCurrent">;
}

/** The order that an event is about, and what was done, in words for the record. */
export interface Effect {
  order: Order | null;
  did: string;
}

/** A report about an item that arrives this late may be older than the menu, so the menu is pulled too. */
const LATE_MS = 60_000;

/** Does what an event asks for. Every effect is safe to repeat, in any order, also after a crash. */
export async function act(
  deps: EffectDeps,
  event: BridgeEvent,
  { isFormer, ...at }: { locationId: LocationId; receivedAt: Date; isFormer: boolean },
): Promise<Effect> {
  if (isFormer && event.kind !== "order.status") return { order: null, did: "former_pos" };
  switch (event.kind) {
    case "item.sold_out":
      return await hearOfItems(deps, event, { isAvailable: false, until: event.until ?? null, ...at });
    case "item.available":
      return await hearOfItems(deps, event, { isAvailable: true, until: null, ...at });
    case "menu.changed":
      await requestMenuPull(deps.db, { locationId: at.locationId, now: at.receivedAt });
      return { order: null, did: "menu_asked_for" };
    case "order.status": {
      const { kind: _kind, store: _store, ...detail } = event;
      const { reference, status } = event;
      const found = await comparePosStatus(
        { db: deps.db, now: deps.ledgerNow() },
        { locationId: at.locationId, reference, status, detail },
      );
      if (found === null) return { order: null, did: "order_unknown" };
      return { order: found.order, did: found.dispute ?? "order_noted" };
    }
    default:
      return assertNever(event);
  }
}

type ItemEvent = Extract<BridgeEvent, { product_ids: string[] }>;

/**
 * The items of an event that the store's menu has. Of others nothing is kept, or a POS that names ids of its own
 * making would fill the database; the menu that is asked for then says how new items stand.
 */
async function onMenu(
  { menus }: Pick<EffectDeps, "menus">,
  locationId: LocationId,
  event: ItemEvent,
): Promise<{ items: AvailabilityItem[]; isAnyUnknown: boolean }> {
  const menu = (await menus.getCurrent(locationId))?.menu ?? null;
  const known = (
    kind: AvailabilityItem["kind"],
    ids: readonly string[],
    nodes: readonly { id: string }[],
  ) => {
    const own = new Set(nodes.map(({ id }) => id));
    return ids.filter((id) => own.has(id)).map((itemId) => ({ kind, itemId }));
  };
  const items = [
    ...known("product", event.product_ids, menu?.products ?? []),
    ...known("modifier", event.modifier_ids, menu?.modifiers ?? []),
  ];
  return { items, isAnyUnknown: items.length < event.product_ids.length + event.modifier_ids.length };
}

async function hearOfItems(
  { db, availability, menus }: EffectDeps,
  event: ItemEvent,
  said: { isAvailable: boolean; until: string | null; locationId: LocationId; receivedAt: Date },
): Promise<Effect> {
  const { locationId, receivedAt, isAvailable, until } = said;
  const { items, isAnyUnknown } = await onMenu({ menus }, locationId, event);
  const at = new Date(event.occurred_at);
  const changed = await availability.setByPos({
    locationId,
    items,
    isAvailable,
    untilAt: until === null ? null : new Date(until),
    at,
  });
  const isLate = receivedAt.getTime() - at.getTime() > LATE_MS;
  if (isLate || isAnyUnknown) await requestMenuPull(db, { locationId, now: receivedAt });
  if (changed.length > 0) return { order: null, did: "items_changed" };
  return { order: null, did: items.length === 0 ? "items_unknown" : "items_unchanged" };
}
