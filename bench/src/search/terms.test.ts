import { createTestDatabase } from "@parley/db/testing";
import postgres from "postgres";
import { expect, it } from "vitest";
import { idOf, seedOrders } from "../seed-rows.ts";
import { pickOrders } from "./terms.ts";

it("picks seeded orders whose recorded calls have the digests that are searched for", async () => {
  await using test = await createTestDatabase();
  const sql = postgres(test.url, { max: 1 });
  try {
    await seedOrders(sql, { total: 400, onProgress: () => undefined });
    const picked = await pickOrders(sql, { total: 400, count: 5 });
    expect(picked.length).toBeGreaterThan(2);
    for (const { n, digest } of picked) {
      const found = await sql`
        select x.order_id as "orderId" from exchange_bodies b join exchanges x on x.id = b.exchange_id
        where b.request_headers ->> 'x-pch-digest' = ${digest}`;
      expect(found.map(({ orderId }) => orderId)).toEqual([idOf(n)]);
    }
  } finally {
    await sql.end();
  }
});
