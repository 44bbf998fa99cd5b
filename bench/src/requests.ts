import { computeDigest, signatureString, signToken } from "@parley/par-contract";

/**
 * Ready-made requests, each with its own request uid, token and digest, so that the server cannot reuse
 * anything from an earlier one. The order is a full-size one of the demo store: 2.8 KB, eight lines.
 */

export const SHARED_ID = "yummytaco-demo-sharedid-2026-0001";
export const ORGANIZATION_ID = "IA-YC-01";
export const LOCATION_ID = "PAR-LOC-12345";

const LINES = [
  { item_id: "taco-trio", name: "Taco Trio", cents: 950 },
  { item_id: "taco-al-pastor", name: "Taco al Pastor", cents: 375 },
  { item_id: "taco-carne-asada", name: "Taco Carne Asada", cents: 425 },
  { item_id: "taco-baja-fish", name: "Baja Fish Taco", cents: 450 },
  { item_id: "taco-hongo", name: "Taco de Hongo", cents: 375 },
  { item_id: "taco-birria", name: "Quesabirria Taco", cents: 525 },
  { item_id: "taco-trio", name: "Taco Trio", cents: 950 },
  { item_id: "agua-fresca", name: "Agua Fresca", cents: 250 },
];
const EXTRAS = [
  { modifier_id: "guac", name: "Guacamole", cents: 125 },
  { modifier_id: "salsa", name: "Salsa", cents: 50 },
];
const TIP_CENTS = 500;

function lineOf(line: (typeof LINES)[number], index: number) {
  const modifiers = index === LINES.length - 1 ? [] : EXTRAS;
  const cents = line.cents + modifiers.reduce((sum, extra) => sum + extra.cents, 0);
  return {
    cents: cents * 2,
    wire: {
      line_id: String(index + 1),
      item_id: line.item_id,
      name: line.name,
      quantity: 2,
      unit_price: line.cents / 100,
      comment: index % 3 === 0 ? "no onion, extra lime on the side" : null,
      modifiers: modifiers.map((extra) => ({
        modifier_id: extra.modifier_id,
        modifier_group_id: "extras",
        name: extra.name,
        quantity: 1,
        unit_price: extra.cents / 100,
        modifiers: [],
      })),
    },
  };
}

/** One order's body as PAR would send it. */
export function orderBody(requestUid: string, at: Date, locationId = LOCATION_ID) {
  const lines = LINES.map(lineOf);
  const subtotal = lines.reduce((sum, line) => sum + line.cents, 0);
  const tax = Math.floor((subtotal * 875 + 5_000) / 10_000);
  const grand = subtotal + tax + TIP_CENTS;
  return {
    request_uid: requestUid,
    request_datetime: at.toISOString(),
    organization_id: ORGANIZATION_ID,
    location_id: locationId,
    order_details: {
      online_order_id: `ONL-${requestUid}`,
      order_type: "takeout",
      is_asap: true,
      currency: "USD",
      customer: { first_name: "Ada", last_name: "Okafor", email: "ada@example.com", phone: "+15555550100" },
      notes: "Please ring at the side door; the front one is locked after nine.",
      items: lines.map((line) => line.wire),
      subtotal: subtotal / 100,
      tax_total: tax / 100,
      discount_total: 0,
      fee_total: 0,
      tip_total: TIP_CENTS / 100,
      grand_total: grand / 100,
      payments: [
        {
          type: "card",
          tender_id: "online",
          amount: grand / 100,
          tip_amount: TIP_CENTS / 100,
          reference: "pay_1",
        },
      ],
    },
  };
}

export type OrderBody = ReturnType<typeof orderBody>;

/** The headers that authenticate this body: a token of its own and the digest. */
export async function headersFor(body: OrderBody, now: Date): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await freshToken(now)}`, "x-pch-digest": digestOf(body) };
}

/** The six fields that are signed, as the contract's functions take them. */
function digestOf(body: OrderBody): string {
  const fields = {
    requestUid: body.request_uid,
    locationId: body.location_id,
    onlineOrderId: body.order_details.online_order_id,
    grandTotal: String(body.order_details.grand_total),
    subtotal: String(body.order_details.subtotal),
    requestDatetime: body.request_datetime,
  };
  return computeDigest(SHARED_ID, signatureString(fields, "R"));
}

function bytesOf(args: {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}): Buffer {
  const body = args.body ?? "";
  const lines = Object.entries(args.headers).map(([name, value]) => `${name}: ${value}`);
  if (args.body !== undefined)
    lines.push("content-type: application/json", `content-length: ${Buffer.byteLength(body)}`);
  return Buffer.from(
    `${args.method} ${args.path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`,
    "utf8",
  );
}

let serial = 0;

function freshToken(now: Date): Promise<string> {
  serial += 1;
  const claims = { jti: `bench-${serial}` };
  return signToken({ sharedId: SHARED_ID, jwtKey: "full", now, lifeSeconds: 3_600, claims });
}

export interface Pool {
  requests: Buffer[];
  /** The request uids in the pool, in the same order; empty for menus. */
  requestUids: string[];
}

/**
 * Validates or submits, all different. `prefix` keeps two pools of one run apart; with `oneToken` they share theirs, as
 * a caller does who keeps it until it ends.
 */
export async function orderPool(
  path: string,
  count: number,
  prefix: string,
  { now, oneToken = false }: { now: Date; oneToken?: boolean },
): Promise<Pool> {
  const pool: Pool = { requests: [], requestUids: [] };
  const shared = oneToken ? { authorization: `Bearer ${await freshToken(now)}` } : {};
  for (let index = 0; index < count; index++) {
    const body = orderBody(`${prefix}-${index}`, now);
    const headers = oneToken ? { ...shared, "x-pch-digest": digestOf(body) } : await headersFor(body, now);
    pool.requests.push(bytesOf({ method: "POST", path, headers, body: JSON.stringify(body) }));
    pool.requestUids.push(body.request_uid);
  }
  return pool;
}

/** Status calls for orders that exist, each with a token of its own. */
export async function statusPool(requestUids: readonly string[], count: number, now: Date): Promise<Pool> {
  const requests: Buffer[] = [];
  for (let index = 0; index < count; index++) {
    const uid = requestUids[index % requestUids.length] ?? "";
    const headers = { authorization: `Bearer ${await freshToken(now)}` };
    requests.push(bytesOf({ method: "GET", path: `/posnext/orders/${uid}`, headers }));
  }
  return { requests, requestUids: [] };
}

export async function menuPool(count: number, prefix: string, now: Date): Promise<Pool> {
  const requests: Buffer[] = [];
  for (let index = 0; index < count; index++) {
    const body = JSON.stringify({
      organization_id: ORGANIZATION_ID,
      location_id: LOCATION_ID,
      request_uid: `${prefix}-${index}`,
    });
    const headers = { authorization: `Bearer ${await freshToken(now)}` };
    requests.push(bytesOf({ method: "POST", path: "/posnext/menus", headers, body }));
  }
  return { requests, requestUids: [] };
}

/** The same body, for the echo servers. */
export function echoPool(count: number, now: Date): Pool {
  const body = JSON.stringify(orderBody("echo", now));
  const request = bytesOf({ method: "POST", path: "/echo", headers: {}, body });
  return { requests: Array.from({ length: count }, () => request), requestUids: [] };
}

/** Takes each request of the pool once. */
export function taker(pool: Pool): () => Buffer | null {
  let index = 0;
  return () => pool.requests[index++] ?? null;
}
