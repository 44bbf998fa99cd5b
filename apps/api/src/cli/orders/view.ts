import { everyBrand } from "@parley/db";
import { type Connection, listConnections } from "@parley/db/connections";
import type { Exchange } from "@parley/db/exchanges";
import type { Order } from "@parley/db/orders";
import { type Location, listLocations } from "@parley/db/stores";
import { money, table } from "../kernel/output.ts";
import type { Session } from "../kernel/session.ts";

/** Names for the ids in an order. */
export interface Places {
  locations: ReadonlyMap<string, Location>;
  connections: ReadonlyMap<string, Connection>;
}

export async function readPlaces({ db }: Session): Promise<Places> {
  const [locations, connections] = await Promise.all([
    listLocations(db, { scope: everyBrand }),
    listConnections(db, { scope: everyBrand }),
  ]);
  return {
    locations: new Map(locations.map((row) => [row.id, row])),
    connections: new Map(connections.map((row) => [row.id, row])),
  };
}

export function ordersTable(orders: readonly Order[], places: Places, empty: string): string {
  return table(
    orders,
    {
      received: (row) => row.receivedAt,
      state: (row) => (row.cause === null ? row.state : `${row.state} (${row.cause})`),
      store: (row) => places.locations.get(row.locationId)?.code ?? row.locationId,
      "online order": (row) => row.onlineOrderId,
      total: (row) => money(row.grandTotalCents, row.currency),
      "pos order": (row) => row.posOrderId,
      id: (row) => row.id,
    },
    empty,
  );
}

/** An order for scripts: everything that people ask for, and nothing about the guest. */
export function orderJson(order: Order, places: Places) {
  return {
    id: order.id,
    state: order.state,
    cause: order.cause,
    dispute: order.dispute,
    disputed_at: order.disputedAt,
    connection: places.connections.get(order.connectionId)?.slug ?? order.connectionId,
    location: places.locations.get(order.locationId)?.code ?? order.locationId,
    par_organization_id: order.parOrganizationId,
    par_location_id: order.parLocationId,
    request_uid: order.requestUid,
    online_order_id: order.onlineOrderId,
    pos_order_id: order.posOrderId,
    pos_reference: order.posReference,
    attempts: order.attempt,
    order_type: order.orderType,
    item_count: order.itemCount,
    currency: order.currency,
    subtotal_cents: order.subtotalCents,
    discount_cents: order.discountCents,
    tax_cents: order.taxCents,
    fee_cents: order.feeCents,
    tip_cents: order.tipCents,
    grand_total_cents: order.grandTotalCents,
    received_at: order.receivedAt,
    final_at: order.finalAt,
  };
}

/** Submits that never became an order. */
export function refusedTable(refused: readonly Exchange[]): string {
  return table(
    refused,
    {
      at: (row) => row.at,
      answered: (row) => [row.status ?? "no answer", row.code].filter((part) => part !== null).join(" "),
      "online order": (row) => row.onlineOrderId,
      "request uid": (row) => row.requestUid,
      "par location": (row) => row.parLocationId,
      call: (row) => row.id,
    },
    "",
  );
}

/** A refused submit for scripts. */
export function refusedJson(exchange: Exchange) {
  return {
    id: exchange.id,
    at: exchange.at,
    operation: exchange.operation,
    status: exchange.status,
    code: exchange.code,
    reason: exchange.reason,
    request_uid: exchange.requestUid,
    online_order_id: exchange.onlineOrderId,
    par_organization_id: exchange.parOrganizationId,
    par_location_id: exchange.parLocationId,
  };
}
