import { randomUUID } from "node:crypto";
import { findCurrentMenu, storeMenu } from "@parley/db/menus";
import { findOrderPayload } from "@parley/db/orders";
import { sampleOrder } from "@parley/par-contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseStoredMenu } from "../menus/stored.ts";
import { menuVersion } from "../menus/version.ts";
import { parsePosOrder } from "../orders/payload.ts";
import { type Door, openDoor } from "./testing/door.ts";

/**
 * A short body becomes a large order by the names of the menu. What validates can be submitted, stored and placed, up
 * to the bound of a request to the POS, and above it validate says so before the guest has paid. A deadline for
 * statements of a few KB must not decide it.
 */

/** What docs/bridge.md has every POS take. */
const ORDER_BYTES_MAX = 1024 * 1024;
/** Agua Fresca costs 2.50, and 8.75 percent of so many come to whole cents. */
const STEP = 16;
const TOO_MANY = 110 * STEP;

let door: Door;
beforeAll(async () => {
  door = await openDoor({ env: { DATABASE_DEADLINE_MS: "1500" } });
  const stored = await findCurrentMenu(door.ctx.db, door.locationId);
  const menu = parseStoredMenu(stored?.content);
  if (menu === null) throw new Error("The store has no menu");
  const products = menu.products.map((product) => ({ ...product, name: "鲜".repeat(200) }));
  const renamed = { ...menu, products };
  const now = new Date();
  await storeMenu(door.ctx.db, {
    locationId: door.locationId,
    version: menuVersion(renamed),
    content: renamed,
    source: "bridge",
    etag: null,
    nextPullAt: new Date(now.getTime() + 3_600_000),
    now,
  });
});
afterAll(() => door[Symbol.asyncDispose]());

/** An order of `lines` lines, with so many more characters in its notes and in its first line's comment. */
function orderOf({ lines, more = 0 }: { lines: number; more?: number }) {
  const id = randomUUID();
  const notes = Math.min(more, 9_000);
  const [subtotal, tax] = [2.5 * lines, (3.5 * lines) / STEP];
  const items = Array.from({ length: lines }, (_, n) => ({
    line_id: `L${String(n).padStart(5, "0")}`,
    item_id: "agua-fresca",
    quantity: 1,
    ...(n === 0 ? { comment: "x".repeat(1 + more - notes) } : {}),
  }));
  return sampleOrder({
    root: { request_uid: id },
    details: {
      online_order_id: `ONL-${id}`,
      notes: "x".repeat(1 + notes),
      items,
      subtotal,
      tax_total: tax,
      tip_total: 0,
      grand_total: subtotal + tax,
      payments: [{ type: "card", amount: subtotal + tax }],
    },
  });
}

/** What the refusal of an order that is too large says of its size. */
async function bytesOf(args: { lines: number }): Promise<number> {
  const { response } = await door.par.validate(orderOf(args));
  expect(response.status).toBe(400);
  const [issue] = JSON.parse(response.body).errors;
  expect(issue).toMatchObject({
    code: "invalid_field",
    field: "order_details.items",
    expected: ORDER_BYTES_MAX,
  });
  return issue.actual;
}

const statusIn = ({ body }: { body: string }): unknown => JSON.parse(body).status;

it("places an order of exactly the bytes that a POS must take, and refuses one more at validate and submit", async () => {
  const [larger, smaller] = [await bytesOf({ lines: TOO_MANY }), await bytesOf({ lines: TOO_MANY - STEP })];
  const perStep = larger - smaller;
  const lines = TOO_MANY - STEP * Math.ceil((larger - ORDER_BYTES_MAX) / perStep);
  const more = ORDER_BYTES_MAX - (larger - ((TOO_MANY - lines) / STEP) * perStep);

  const over = orderOf({ lines, more: more + 1 });
  for (const answer of [await door.par.validate(over), await door.par.submit(over)]) {
    expect(answer.response.status).toBe(400);
  }

  const fits = orderOf({ lines, more });
  const validated = await door.par.validate(fits);
  expect([validated.verdict.ok, statusIn(validated.response)]).toEqual([true, "validated"]);
  const submitted = await door.par.submit(fits);
  expect([submitted.verdict.ok, statusIn(submitted.response)]).toEqual([true, "placed"]);

  const [row] = await door.ctx.db.sql<{ orderId: string }[]>`
    select order_id as "orderId" from order_keys where request_uid = ${String(fits.request_uid)}`;
  const payload = await findOrderPayload(door.ctx.db, row?.orderId ?? "");
  if (payload === null) throw new Error("The order has no payload");
  expect(parsePosOrder(payload).lines).toHaveLength(lines);
});
