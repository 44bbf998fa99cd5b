import { randomBytes } from "node:crypto";
import type { Database } from "../client/client.ts";
import { type Connection, insertConnection } from "../connections/connections.ts";
import type { NewExchange } from "../exchanges/exchanges.ts";
import { newId } from "../ids.ts";
import { setMapping } from "../mappings/writes.ts";
import { PAR } from "../orders/actor.ts";
import type { InsertOrderArgs, RecordResultArgs } from "../orders/types.ts";
import type { Vault } from "../secrets/vault.ts";
import { everyBrand } from "../sql/scope.ts";
import type { Location } from "../stores/former-pos.ts";
import { type Brand, insertBrand, insertLocation } from "../stores/stores.ts";

/** A brand with a store, and a connection that maps PAR ids to them. */
export interface TestStore {
  brand: Brand;
  location: Location;
  connection: Connection;
  sharedId: string;
  parOrganizationId: string;
  parLocationId: string;
}

/** The way to its POS that a test's order takes where none is said. */
export const FIRST_POS = { posLink: null, posAccount: "account" } as const;

function unique(prefix: string): string {
  return `${prefix}-${randomBytes(5).toString("hex")}`;
}

/** Inserts a brand, a store, a connection and the mappings between PAR's ids and them, all with fresh names. */
export async function insertTestStore(
  { db, vault }: { db: Database; vault: Vault },
  now: Date = new Date(),
): Promise<TestStore> {
  const brand = await insertBrand(db, { code: unique("BR"), name: "Test Tacos", now });
  if (brand === null) throw new Error("The brand's code is taken.");
  const location = await insertLocation(db, {
    location: {
      brandId: brand.id,
      code: unique("LC"),
      name: "Test Tacos, Nosuch Place",
      address: "12 Nosuch Place, Los Angeles",
      phone: "+1 213 555 0100",
      timezone: "America/Los_Angeles",
      currency: "USD",
    },
    now,
  });
  if (location === null) throw new Error("The location's code is taken.");
  // The random part first: the first ten characters of a SharedId must be its own, too.
  const sharedId = `${randomBytes(12).toString("hex")}-test-sharedid`;
  const connection = await insertConnection(db, {
    vault,
    connection: { slug: unique("con"), name: "Test", switches: {}, sharedId, strength: "strong" },
    now,
  });
  const [parOrganizationId, parLocationId] = [unique("IA"), unique("PAR-LOC")];
  const by = { scope: everyBrand, changedBy: "test", now };
  const write = { ...by, connectionId: connection.id, expectedVersion: null };
  await setMapping(db, { ...write, kind: "organization", parId: parOrganizationId, targetId: brand.id });
  await setMapping(db, { ...write, kind: "location", parId: parLocationId, targetId: location.id });
  return { brand, location, connection, sharedId, parOrganizationId, parLocationId };
}

/** The arguments of `insertOrder` for a plausible order that is dispatched at once. */
export function testOrder(
  store: TestStore,
  { receivedAt = new Date(), ...order }: Partial<InsertOrderArgs["order"]> & { receivedAt?: Date } = {},
  rest: Partial<Omit<InsertOrderArgs, "order" | "now">> = {},
): InsertOrderArgs & { now: Date } {
  const state = order.state ?? "dispatching";
  return {
    order: {
      id: newId("ord"),
      connectionId: store.connection.id,
      parOrganizationId: store.parOrganizationId,
      parLocationId: store.parLocationId,
      requestUid: crypto.randomUUID(),
      onlineOrderId: unique("WEB"),
      brandId: store.brand.id,
      locationId: store.location.id,
      state,
      cause: null,
      posAccount: `bridge:${store.location.code}`,
      posLink: null,
      fingerprint: "0".repeat(64),
      fingerprintVersion: 1,
      fingerprintV2: null,
      fingerprintV3: null,
      currency: "USD",
      subtotalCents: 2550,
      discountCents: 0,
      taxCents: 223,
      feeCents: 0,
      tipCents: 137,
      grandTotalCents: 2910,
      orderType: "pickup",
      itemCount: 3,
      guestName: "Ada Lovelace",
      guestPhone: "+1 (213) 555-0142",
      guestEmail: "Ada@Example.com",
      dueInMs: null,
      giveUpInMs: 600_000,
      ...order,
    },
    key: { requestDatetime: "2026-11-23T12:00:00Z" },
    payload: { posOrder: { reference: "r", lines: [{ itemId: "taco-trio" }] }, priced: { grandCents: 2910 } },
    event: { kind: "received", actor: PAR },
    ...(state === "dispatching" ? { attempt: { worker: "worker-1", leaseMs: 15_000 } } : {}),
    now: receivedAt,
    ...rest,
  };
}

/** The arguments of `recordResult` for an order that its POS has placed. */
export function testPlaced(
  orderId: string,
  change: Partial<RecordResultArgs["to"]> = {},
  rest: Partial<Omit<RecordResultArgs, "to">> = {},
): RecordResultArgs {
  return {
    orderId,
    attempt: 1,
    worker: "worker-1",
    to: {
      state: "placed",
      cause: null,
      posOrderId: unique("POS"),
      ambiguous: false,
      absences: 0,
      dueInMs: null,
      ...change,
    },
    event: { kind: "placed", actor: { kind: "worker", name: "worker-1" } },
    result: { outcome: "placed", evidence: { status: 200 } },
    answer: { status: 200, body: '{"status":"placed"}' },
    exchanges: [],
    now: new Date(),
    ...rest,
  };
}

/** An exchange with PAR about nothing in particular. */
export function testExchange(fields: Partial<NewExchange> = {}): NewExchange {
  return {
    id: newId("exc"),
    direction: "in",
    operation: "submit_order",
    connectionId: null,
    brandId: null,
    locationId: null,
    orderId: null,
    attempt: null,
    method: "POST",
    path: "/posnext/orders",
    status: 200,
    outcome: null,
    code: null,
    reason: null,
    requestUid: null,
    onlineOrderId: null,
    parOrganizationId: null,
    parLocationId: null,
    at: new Date(),
    durationUs: 1500,
    stages: [{ name: "authenticate", us: 120, ok: true }],
    seen: null,
    drift: null,
    signed: true,
    replayed: false,
    remoteAddress: "127.0.0.1",
    bodies: {
      requestHeaders: { "content-type": "application/json" },
      requestBody: '{"a":1}',
      responseHeaders: {},
      responseBody: '{"b":2}',
      stringSigned: "a|b",
      note: null,
    },
    ...fields,
  };
}

/** Many orders like one that is there, each with ids of its own, a second older than the one before. */
export async function insertOrdersLike(
  { db }: { db: Database },
  orderId: string,
  count: number,
): Promise<void> {
  await db.sql`
    insert into orders
    select (jsonb_populate_record(o, jsonb_build_object(
      'id', 'ord_' || md5(o.id || n), 'request_uid', md5(o.id || n)::uuid, 'pos_reference', md5(o.id || n)::uuid,
      'online_order_id', o.online_order_id || '-' || n, 'received_at', o.received_at - n * interval '1 second'))).*
    from orders o, generate_series(1, ${count}::int) n where o.id = ${orderId}`;
}
