import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "../client/client.ts";
import { cursorOf } from "../sql/page.ts";
import { nothing, ofBrands } from "../sql/scope.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { runPlans } from "../testing/plan.ts";
import { type AuditFilter, type AuditReader, listAudit } from "./list.ts";

/** Years of an audit: what people look for in it, and what it takes to find that. */

const COUNT = 20_000;
const NEWEST = Date.parse("2026-11-28T12:00:00Z");
const LIMIT = 26;
const minutesAgo = (count: number) => new Date(NEWEST - count * 60_000);

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await using owner = openDatabase({ url: test.url, role: null });
  // Most is what one person did to many things; one entry in a thousand is of a kind that is rare.
  await owner.sql`
    insert into audit_entries (id, at, actor, address, action, subject_id, brand_id, location_id, detail)
    select 'aud_' || lpad(n::text, 6, '0'), ${minutesAgo(0)}::timestamptz - n * interval '1 minute',
      case when n % 3 = 0 then 'opr_' || n % 50 else 'opr_busy' end, null,
      case when n % 1000 = 7 then 'operator_created' when n % 2 = 0 then 'guest_revealed' else 'order_settled' end,
      'ord_' || n % 5000, 'brd_' || n % 4, 'loc_' || n % 40, '{}'
    from generate_series(1, ${COUNT}::int) n`;
  await owner.sql`vacuum (analyze) audit_entries`;
});
afterAll(() => test[Symbol.asyncDispose]());

type Asked = AuditFilter & { reader?: AuditReader; after?: string };

const brand = { scope: ofBrands("brd_1"), subjectIds: ["con_1", "opr_7"] };
const brandWithout = { scope: ofBrands("brd_none"), subjectIds: ["con_1", "opr_7"] };
const stores = { scope: { ...nothing, locationIds: ["loc_1", "loc_2"] }, subjectIds: [] };
const storeWithout = { scope: { ...nothing, locationIds: ["loc_none"] }, subjectIds: [] };
const days = { from: minutesAgo(9_000), to: minutesAgo(6_000) };

it.each<[string, Asked]>([
  ["all of it", {}],
  ["an older page", { after: cursorOf(minutesAgo(9_000), "aud_009000") }],
  ["by who did much", { actor: "opr_busy" }],
  ["by who did little", { actor: "opr_12" }],
  ["by who did nothing", { actor: "cli" }],
  ["of a frequent kind", { actions: ["guest_revealed"] }],
  ["of a rare kind", { actions: ["operator_created"] }],
  ["of a kind that never was", { actions: ["secret_revealed"] }],
  ["of one thing", { subjectIds: ["ord_77"] }],
  ["of a brand", { brandId: "brd_2" }],
  ["of a brand that has nothing", { brandId: "brd_none" }],
  ["of a brand, of a rare kind", { brandId: "brd_3", actions: ["operator_created"] }],
  ["of a brand, by who did little", { brandId: "brd_3", actor: "opr_12" }],
  ["of some days", days],
  ["of some days, of a kind that never was", { ...days, actions: ["secret_revealed"] }],
  ["for a brand's admin", { reader: brand }],
  ["for a brand's admin, where there is nothing", { reader: brandWithout }],
  ["for a brand's admin, of a kind that never was", { reader: brand, actions: ["secret_revealed"] }],
  ["for a brand's admin, by who did little", { reader: brand, actor: "opr_12" }],
  ["for a store's admin", { reader: stores }],
  ["for a store's admin, where there is nothing", { reader: storeWithout }],
])("reads of a long audit a few pages at most: %s", async (_what, { after, ...filter }) => {
  const list = (db: Database) => listAudit(db, { ...filter, page: { limit: LIMIT, after } });
  const read = await runPlans(test, list, "audit_entries");
  expect(read.isWhole).toBe(false);
  expect(read.rows).toBeLessThanOrEqual(20 * LIMIT);
});
