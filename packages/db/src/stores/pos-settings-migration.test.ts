import { beforeAll, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { migrate } from "../migrate.ts";
import { createTestDatabase } from "../testing/database.ts";
import { migrateBefore } from "../testing/migrate-before.ts";

/** What the migration makes of settings as the version before it stored them. */

const BRIDGE = { url: "https://pos.example.com", store: "1" };
const STORED: Readonly<Record<string, { kind: string | null; settings: unknown }>> = {
  voids: { kind: "bridge", settings: { ...BRIDGE, class: "X", quiet_period_s: 60 } },
  "voids-not": { kind: "bridge", settings: { ...BRIDGE, class: "X", can_void: false } },
  stated: { kind: "bridge", settings: { ...BRIDGE, class: "A" } },
  unstated: { kind: "bridge", settings: { ...BRIDGE, slots: 4 } },
  "also-unstated": { kind: "bridge", settings: BRIDGE },
  "no-object": { kind: "bridge", settings: null },
  square: { kind: "square", settings: { locationId: "L1", environment: "sandbox", prep_minutes: 9 } },
  double: { kind: "square", settings: { locationId: "L2", baseUrl: "http://127.0.0.1:1" } },
  "no-pos": { kind: null, settings: {} },
};

let warnings: string[];
let stored: Record<string, { settings: unknown; version: number }>;

beforeAll(async () => {
  await using test = await createTestDatabase("empty");
  await migrateBefore(test.url, "0006_pos_settings");
  await using owner = openDatabase({ url: test.url, role: null });
  const { sql } = owner;
  await sql`insert into brands (id, code, name, created_at) values ('brd_1', 'B', 'B', now())`;
  for (const [code, { kind, settings }] of Object.entries(STORED)) {
    await sql`
      insert into locations (id, brand_id, code, name, timezone, currency, pos_kind, pos_settings, created_at, updated_at)
      values (${`loc_${code}`}, 'brd_1', ${code}, ${code}, 'UTC', 'USD', ${kind},
        ${JSON.stringify(settings)}::text::jsonb, now(), now())`;
  }
  warnings = (await migrate(test.url)).warnings;
  const rows = await sql<{ code: string; settings: unknown; version: number }[]>`
    select code, pos_settings as settings, version from locations`;
  stored = Object.fromEntries(rows.map(({ code, ...row }) => [code, row]));
  expect((await migrate(test.url)).warnings).toEqual([]);
});

it.each([
  ["voids", { ...BRIDGE, class: "C", can_void: true, quiet_period_s: 60 }],
  ["voids-not", { ...BRIDGE, class: "C", can_void: false }],
  ["unstated", { ...BRIDGE, slots: 4, class: "D", class_assumed: true }],
  ["also-unstated", { ...BRIDGE, class: "D", class_assumed: true }],
  ["square", { locationId: "L1", location_id: "L1", environment: "sandbox", prep_minutes: 9 }],
  [
    "double",
    { locationId: "L2", location_id: "L2", baseUrl: "http://127.0.0.1:1", base_url: "http://127.0.0.1:1" },
  ],
])("rewrites the settings of %s, and empties the caches of it", (code, settings) => {
  expect(stored[code]).toEqual({ settings, version: 2 });
});

it.each(["stated", "no-object", "no-pos"])("leaves %s as it is", (code) => {
  expect(stored[code]).toEqual({ settings: STORED[code]?.settings, version: 1 });
});

it("lists the stores that relied on a class that nobody stated, and no other", () => {
  expect(warnings).toEqual([
    expect.stringMatching(/^No class was stated for the POS of also-unstated, unstated\. /),
  ]);
});
