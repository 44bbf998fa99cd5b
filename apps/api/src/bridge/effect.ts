import type { BridgeEvent } from "@parley/bridge-contract";
import type { Database, LedgerNow, LocationId } from "@parley/db";
import { type AvailabilityItem, requestMenuPull } from "@parley/db/menus";
import type { Order } from "@parley/db/orders";
import { assertNever } from "../errors.ts";
import type { Availability } from "../menus/availability/availability.ts";
import { comparePosStatus } from "../orders/dispatch/pos-status.ts";

export interface EffectDeps {
  db: Database;
  ledgerNow: () => LedgerNow;
  availability: Availability;
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
  at: { locationId: LocationId; receivedAt: Date },
): Promise<Effect> {
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

async function hearOfItems(
  { db, availability }: EffectDeps,
  event: ItemEvent,
  said: { isAvailable: boolean; until: string | null; locationId: LocationId; receivedAt: Date },
): Promise<Effect> {
  const { locationId, receivedAt, isAvailable, until } = said;
  const itemOf = (kind: AvailabilityItem["kind"]) => (itemId: string) => ({ kind, itemId });
  const at = new Date(event.occurred_at);
  const changed = await availability.setByPos({
    locationId,
    items: [...event.product_ids.map(itemOf("product")), ...event.modifier_ids.map(itemOf("modifier"))],
    isAvailable,
    untilAt: until === null ? null : new Date(until),
    at,
  });
  const isLate = receivedAt.getTime() - at.getTime() > LATE_MS;
  if (isLate) await requestMenuPull(db, { locationId, now: receivedAt });
  return { order: null, did: changed.length === 0 ? "items_unchanged" : "items_changed" };
}
