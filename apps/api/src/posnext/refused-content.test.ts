import { randomUUID } from "node:crypto";
import { everyBrand } from "@parley/db";
import { readRefusedFates } from "@parley/db/exchanges";
import { listSubmits, searchSubmits } from "@parley/db/submits";
import { PosNextClient, sampleOrder } from "@parley/par-contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Door, openDoor } from "./testing/door.ts";

// B: every submit that PAR sent is found, whatever became of it, by what a caller knows.

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

const FILTER = { orders: {}, refused: {} };
const customer = {
  first_name: "Grace",
  last_name: "Hopper",
  phone: "+1 213 555 0199",
  email: "G@example.com",
};

async function listed() {
  await door.ctx.exchanges.flush();
  return await listSubmits(door.ctx.db, { scope: everyBrand, filter: FILTER, page: { limit: 100 } });
}

function order(uid: string, details: object = {}, root: object = {}) {
  const onlineOrderId = `ONL-${uid.slice(0, 8)}`;
  return sampleOrder({
    root: { request_uid: uid, ...root },
    details: { online_order_id: onlineOrderId, customer, ...details },
  });
}

it("lists a mix of placed, refused and broken submits: none is missing, and none is there that was not sent", async () => {
  const uids = Array.from({ length: 9 }, () => randomUUID());
  const [placed = "", unmapped = "", badTotal = "", badField = "", badSignature = "", repeated = ""] = uids;
  const unauthenticated = new PosNextClient({
    baseUrl: door.url,
    sharedId: "a-sharedid-that-nobody-here-has-ever-seen",
  });
  await door.par.submit(order(placed));
  await door.par.submit(order(unmapped, {}, { location_id: "PAR-LOC-UNKNOWN" }));
  await door.par.submit(order(badTotal, { grand_total: 99.99 }));
  await door.par.submit(order(badField, { items: "none", grand_total: 12.34 }));
  await door.par.submit(order(badSignature), { headers: { "x-pch-digest": "0".repeat(64) } });
  await door.par.submit(order(repeated, { order_type: null }));
  await door.par.submit(order(repeated, { order_type: null }));
  await unauthenticated.submit(order(randomUUID()));
  await door.par.validate(order(randomUUID()));

  const rows = await listed();
  const found = rows.map((row) =>
    row.kind === "order" ? ["order", row.order.requestUid] : [row.refused.code, row.refused.requestUid],
  );
  expect(found.toSorted()).toEqual(
    [
      ["order", placed],
      ["unmapped_location", unmapped],
      ["order", badTotal],
      ["invalid_field", badField],
      ["signature_mismatch", badSignature],
      ["missing_field", repeated],
      ["missing_field", repeated],
    ].toSorted(),
  );

  const refused = rows.flatMap((row) => (row.kind === "refused" ? [row.refused] : []));
  const content = (uid: string) => refused.find((row) => row.requestUid === uid)?.content;
  const guest = { guestName: "Grace Hopper", guestPhone: "+1 213 555 0199", guestEmail: "G@example.com" };
  expect(content(unmapped)).toMatchObject({ ...guest, totalHundredths: 2910, itemCount: 3, currency: "USD" });
  expect(content(badField)).toMatchObject({ ...guest, totalHundredths: 1234, itemCount: null });
  expect(content(badSignature)).toMatchObject(guest);
  const fates = await readRefusedFates(door.ctx.db, refused);
  expect(fates.map(({ earlier }) => earlier).toSorted()).toEqual([0, 0, 0, 0, 1]);

  const search = async (text: string) => {
    const asked = { text, scope: everyBrand, guestScope: everyBrand, filter: FILTER, page: { limit: 100 } };
    return (await searchSubmits(door.ctx.db, asked)).submits.length;
  };
  expect([await search("$12.34"), await search("Grace Hopper"), await search("0199")]).toEqual([1, 7, 7]);
});

it("keeps nothing of what unauthenticated callers send", async () => {
  await listed();
  const rows = await door.ctx.db.sql`
    select from refused_submits r join exchanges x on x.id = r.exchange_id where x.connection_id is null`;
  expect(rows).toHaveLength(0);
});

it("says that a refused submit became an order once PAR sent it again", async () => {
  const uid = randomUUID();
  await door.par.submit(order(uid, {}, { location_id: "PAR-LOC-UNKNOWN" }));
  await door.par.submit(order(uid));
  const rows = await listed();
  const refused = rows.flatMap((row) =>
    row.kind === "refused" && row.refused.requestUid === uid ? [row.refused] : [],
  );
  const made = rows.find((row) => row.kind === "order" && row.order.requestUid === uid);
  expect(await readRefusedFates(door.ctx.db, refused)).toMatchObject([{ orderId: made?.id, earlier: 0 }]);
});

it("keeps no card number of a refused submit", async () => {
  await door.par.submit(
    order(randomUUID(), { order_type: null, customer: { ...customer, first_name: "4111 1111 1111 1111" } }),
  );
  await listed();
  const rows = await door.ctx.db.sql<{ row: string }[]>`select r::text as row from refused_submits r`;
  expect(rows.map(({ row }) => row).join()).not.toMatch(/4111.?1111.?1111.?1111/);
});
