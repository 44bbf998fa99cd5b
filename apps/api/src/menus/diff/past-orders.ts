import { type Database, everyBrand, type LocationId, type Scope } from "@parley/db";
import { listConnections } from "@parley/db/connections";
import { type Exchange, listExchangeBodies, listExchanges } from "@parley/db/exchanges";
import { parseSwitches } from "@parley/par-contract";
import { readRecordedOrder } from "../../orders/recorded-order.ts";
import type { PastOrder } from "./replay.ts";

/** How far back orders are looked at. */
export const PAST_DAYS = 7;
/** How many are judged at most: the newest. */
export const PAST_ORDERS_MAX = 100;

/** Most orders are asked about twice, by a validate and a submit. */
const CALLS_MAX = PAST_ORDERS_MAX * 2;
const DAY_MS = 86_400_000;

/**
 * What PAR asked a store of late, the newest first: each order once, by its last call that could be read, whatever
 * came of it.
 */
export async function listPastOrders(
  db: Database,
  args: { scope: Scope; locationId: LocationId; now: Date },
): Promise<PastOrder[]> {
  const { scope, locationId, now } = args;
  const calls = await listExchanges(db, {
    scope,
    filter: {
      direction: "in",
      operations: ["validate_order", "submit_order"],
      locationId,
      from: new Date(now.getTime() - PAST_DAYS * DAY_MS),
    },
    page: { limit: CALLS_MAX },
  });
  const latest = new Map<string, Exchange>();
  for (const call of calls) {
    const key = JSON.stringify([call.connectionId, call.onlineOrderId ?? call.requestUid ?? call.id]);
    if (!latest.has(key)) latest.set(key, call);
  }
  const looked = [...latest.values()].slice(0, PAST_ORDERS_MAX);
  if (looked.length === 0) return [];
  const [bodies, connections] = await Promise.all([
    listExchangeBodies(db, { scope, exchangeIds: looked.map(({ id }) => id) }),
    listConnections(db, {
      scope: everyBrand,
      ids: [...new Set(looked.flatMap(({ connectionId }) => connectionId ?? []))],
    }),
  ]);
  const bodyOf = new Map(bodies.map(({ exchangeId, requestBody }) => [exchangeId, requestBody]));
  const switchesOf = new Map(connections.map(({ id, switches }) => [id, switches]));
  return looked.flatMap(({ id, orderId, connectionId, at }): PastOrder[] => {
    const body = bodyOf.get(id) ?? null;
    const switches = connectionId === null ? undefined : switchesOf.get(connectionId);
    // Read as a validate: what was paid for it is of no menu.
    const request = body === null ? null : readRecordedOrder(body, "validate_order");
    if (request === null || switches === undefined) return [];
    return [{ exchangeId: id, orderId, at, request, switches: parseSwitches(switches) }];
  });
}
