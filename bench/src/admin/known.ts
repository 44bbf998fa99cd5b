import { createHash, randomBytes } from "node:crypto";
import { openDatabase } from "@parley/db";
import { insertImport } from "@parley/db/mappings";
import { findOperator, insertApiKey, insertOperator } from "@parley/db/operators";
import postgres from "postgres";
import { headersFor, orderBody } from "../requests.ts";
import { pickOrders } from "../search/terms.ts";
import type { Product } from "../stage.ts";
import { lastingIssues } from "./people.ts";
import type { Known } from "./rows.ts";

const EMAIL = "bench@seed.example";
const IMPORT_ROWS = 100_000;
const MENU_WITHIN_MS = 60_000;

/** A key of an operator who may read everything. */
export async function makeKey(product: Product): Promise<string> {
  await using db = openDatabase({ url: product.url, max: 1 });
  const now = new Date();
  const grants = [{ role: "owner" as const, brandId: null, locationId: null }];
  const person = { name: "Bench", email: EMAIL, passwordHash: "none", grants };
  const operator =
    (await findOperator(db, EMAIL))?.operator ?? (await insertOperator(db, { operator: person, now }));
  if (operator === null) throw new Error("The operator is not there");
  return (await insertApiKey(db, { operatorId: operator.id, name: "bench", now })).plain;
}

/**
 * Sends two orders of full size through the API and one for a store that nobody mapped, shares the first, and looks up
 * what else the rows ask for.
 */
export async function makeKnown(product: Product, orders: number): Promise<Known> {
  const sql = postgres(product.ownerUrl, { max: 1 });
  try {
    await menuIsThere(sql);
    const run = `bench-admin-${Date.now()}`;
    for (const name of ["first", "second"]) await submit(product.apiPort, `${run}-${name}`);
    await submit(product.apiPort, `${run}-refused`, "PAR-LOC-NOWHERE");
    const [call, otherCall, refused] = await Promise.all(
      ["first", "second", "refused"].map((name) => recorded(sql, `${run}-${name}`)),
    );
    const shareToken = randomBytes(32).toString("base64url");
    const tokenHash = createHash("sha256").update(shareToken).digest();
    await sql`
      insert into order_shares (id, order_id, token_hash, created_at, created_by, expires_at)
      values (${`shr_${run}`}, ${call?.orderId ?? ""}, ${tokenHash}, now(), 'cli', now() + interval '1 day')`;
    const [found] = await sql<{ menuStore: string; menu: string; mapping: string; issue: string }[]>`
      select location_id as "menuStore",
        (select id from menus where location_id = orders.location_id limit 1) as menu,
        (select id from location_mappings limit 1) as mapping,
        (select id from issues where id in (${lastingIssues(sql)}) limit 1) as issue
      from orders where id = ${call?.orderId ?? ""}`;
    const thin = await sql<{ id: string }[]>`
      select id from orders where brand_id = 'brd_seed' order by received_at desc, id desc limit 20`;
    if (call?.orderId == null || otherCall === undefined || refused === undefined || found === undefined)
      throw new Error("The orders were not recorded");
    return {
      ...found,
      order: call.orderId,
      call: call.id,
      otherCall: otherCall.id,
      refused: refused.id,
      thinOrders: thin.map(({ id }) => id),
      brand: "brd_seed",
      store: "loc_seed7",
      connection: "con_seed",
      import: await takeMappings(product),
      person: "opr_seed3",
      shareToken,
      picked: await pickOrders(sql, { total: orders, count: 20 }),
      midYear: new Date("2026-06-01T00:00:00Z"),
    };
  } finally {
    await sql.end();
  }
}

/** A file of new ids for the demo's store, as the page of imports takes it. */
async function takeMappings({ url }: Product): Promise<string> {
  await using db = openDatabase({ url, max: 1 });
  const rows = Array.from({ length: IMPORT_ROWS }, (_, at) => `yummytaco,PAR-BENCH-${at},YC-LC-001`);
  const bytes = Buffer.from(["connection,par_location_id,location", ...rows].join("\n"));
  const file = { fileName: "bench.csv", encoding: null, uploadedBy: "cli", bytes };
  return (await insertImport(db, { ...file, now: new Date() })).id;
}

async function submit(apiPort: number, requestUid: string, locationId?: string): Promise<void> {
  const now = new Date();
  const body = orderBody(requestUid, now, locationId);
  const response = await fetch(`http://127.0.0.1:${apiPort}/posnext/order/submit`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(await headersFor(body, now)) },
    body: JSON.stringify(body),
  });
  await response.text();
  const isAsExpected = locationId === undefined ? response.status === 200 : response.status >= 400;
  if (!isAsExpected) throw new Error(`A submit was answered ${response.status}`);
}

/** Calls are recorded in batches, a moment later. */
async function recorded(
  sql: postgres.Sql,
  requestUid: string,
): Promise<{ id: string; orderId: string | null }> {
  for (const until = Date.now() + MENU_WITHIN_MS; Date.now() < until; await pause()) {
    const [call] = await sql<{ id: string; orderId: string | null }[]>`
      select id, order_id as "orderId" from exchanges where request_uid = ${requestUid} and operation = 'submit_order'`;
    if (call !== undefined) return call;
  }
  throw new Error(`${requestUid} was not recorded`);
}

async function menuIsThere(sql: postgres.Sql): Promise<void> {
  for (const until = Date.now() + MENU_WITHIN_MS; Date.now() < until; await pause()) {
    const [menu] = await sql`
      select from menus join location_mappings on location_mappings.location_id = menus.location_id
      where par_location_id = 'PAR-LOC-12345' and is_current`;
    if (menu !== undefined) return;
  }
  throw new Error("The demo store has no menu");
}

/** Until the background has sealed what was seeded, so that it is quiet. */
export async function untilSealed(product: Product): Promise<void> {
  const sql = postgres(product.ownerUrl, { max: 1 });
  try {
    for (;;) {
      const [row] = await sql<{ left: number }[]>`
        select (select count(*) from audit_entries) - (select count(*) from audit_seals) as left`;
      if (Number(row?.left) <= 0) return;
      await pause();
    }
  } finally {
    await sql.end();
  }
}

function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done, 500));
}
