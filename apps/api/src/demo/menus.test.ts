import { openVault } from "@parley/db/secrets";
import { setLocationPos } from "@parley/db/stores";
import { createTestDatabase, insertTestStore } from "@parley/db/testing";
import { expect, it } from "vitest";
import { demoStoresWithoutMenu } from "./menus.ts";

const now = new Date("2026-11-30T12:00:00Z");

it("are the demo's own stores, not one that somebody set up in it and whose POS never answers", async () => {
  await using test = await createTestDatabase();
  const vault = openVault({ masterKey: "a master key for the menus of the demo, 2026" });
  const [first, second, third] = [
    await insertTestStore(test),
    await insertTestStore(test),
    await insertTestStore(test),
  ];
  for (const [store, code] of [
    [first, "YC-LC-001"],
    [second, "YC-MORE"],
    [third, "YC-SQ-001"],
  ] as const) {
    await test.db.sql`update locations set code = ${code} where id = ${store.location.id}`;
    await setLocationPos(test.db, {
      ...{ vault, locationId: store.location.id, posKind: "bridge", posSecret: null, now },
      posSettings: { url: "http://127.0.0.1:1", store: code, class: "A" },
      judge: () => "same",
    });
  }
  const missing = () => demoStoresWithoutMenu(test.db, { simulatorStores: "YC-MORE:EUR" });
  expect((await missing()).sort()).toEqual(["YC-LC-001", "YC-MORE"]);
  await test.db.sql`update locations set pos_kind = null where id = ${first.location.id}`;
  expect(await missing()).toEqual(["YC-MORE"]);
});
