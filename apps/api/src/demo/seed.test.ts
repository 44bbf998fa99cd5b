import { everyBrand } from "@parley/db";
import { findConnection, listCallers, listConnections } from "@parley/db/connections";
import { listLiveMappings } from "@parley/db/mappings";
import { countOperators } from "@parley/db/operators";
import { findLocation, findStore, listLocations, setLocation } from "@parley/db/stores";
import { createTestDatabase, type TestDatabase } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { moreDemoStores } from "./brands.ts";
import { demoClasses } from "./classes.ts";
import { seedDemo } from "./seed.ts";

const now = new Date("2026-11-30T20:00:00Z");

describe("seedDemo", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
    await seedDemo({ db: test.db, vault: test.vault, simulatorUrl: "http://127.0.0.1:4600", now });
  });
  afterAll(() => test[Symbol.asyncDispose]());

  it("maps the ids and SharedIds that the README gives away", async () => {
    const callers = await listCallers(test.db, { vault: test.vault, now });
    expect(callers.map(({ sharedId, connection }) => [connection.name, sharedId]).sort()).toEqual([
      ["Burger Barn", "burgerbarn-demo-sharedid-2026-0001"],
      ["YummyTaco", "yummytaco-demo-sharedid-2026-0001"],
    ]);
    const [barn, taco] = await listConnections(test.db, { scope: everyBrand });
    expect(
      (await listLiveMappings(test.db, taco?.id ?? "")).locations.map((row) => row.parId).sort(),
    ).toEqual(["PAR-LOC-12345", "PAR-LOC-12346"]);
    expect(await listLiveMappings(test.db, barn?.id ?? "")).toMatchObject({
      organizations: [{ parId: "IA-BB-02" }],
      locations: [{ parId: "PAR-LOC-67890" }],
    });
  });

  it("points every store at the simulator, with its key", async () => {
    const [first] = await listLocations(test.db, { scope: everyBrand });
    const store = await findStore(test.db, { vault: test.vault, locationId: first?.id ?? "loc_" });
    expect(store).toMatchObject({
      location: {
        posKind: "bridge",
        posSettings: { url: "http://127.0.0.1:4600", store: "BB-LC-001", class: "A" },
      },
    });
    expect(store?.posSecret).toBe("whsec_cGFybGV5LWRlbW8tcG9zLWtleS0yMDI2LTAwMDAwMWFi");
  });

  it("run again, keeps what was edited and follows the simulator's address", async () => {
    const before = await findLocation(test.db, { scope: everyBrand, idOrCode: "YC-LC-001" });
    if (before === null) throw new Error("The store is missing.");
    expect(before).toMatchObject({ isTest: true, testReason: "Its POS is simulated." });
    const set = { name: "Renamed", isTest: false, testReason: null };
    await setLocation(test.db, { locationId: before.id, expectedVersion: before.version, set, now });
    await seedDemo({ db: test.db, vault: test.vault, simulatorUrl: "http://127.0.0.1:4999", now });
    expect(await listLocations(test.db, { scope: everyBrand })).toHaveLength(3);
    expect(await listConnections(test.db, { scope: everyBrand })).toHaveLength(2);
    expect(await countOperators(test.db)).toBe(2);
    expect(await findLocation(test.db, { scope: everyBrand, idOrCode: "YC-LC-001" })).toMatchObject({
      name: "Renamed",
      isTest: false,
      posSettings: { url: "http://127.0.0.1:4999" },
    });
  });

  it("believes of each store what its simulated till plays, and keeps that when nothing is said", async () => {
    const simulatorUrl = "http://127.0.0.1:4999";
    const classes = async () =>
      (await listLocations(test.db, { scope: everyBrand })).map(({ code, posSettings }) => [
        code,
        posSettings,
      ]);
    const played = [
      ["BB-LC-001", { url: simulatorUrl, store: "BB-LC-001", class: "D", can_void: true }],
      ["YC-LC-001", { url: simulatorUrl, store: "YC-LC-001", class: "B", can_void: false }],
      ["YC-LC-002", { url: simulatorUrl, store: "YC-LC-002", class: "C", can_void: true }],
    ];
    const args = { db: test.db, vault: test.vault, simulatorUrl, now };
    await seedDemo({ ...args, classOf: demoClasses("YC-LC-002=X,BB-LC-001=D+X, *=B") });
    expect(await classes()).toEqual(played);
    await seedDemo(args);
    expect(await classes()).toEqual(played);
  });

  it("has the stores that the simulator plays beside the demo's, each in its currency", async () => {
    const moreStores = moreDemoStores("YC-EUR:EUR, YC-004,not an id,YC-JPY:JPY");
    await seedDemo({
      db: test.db,
      vault: test.vault,
      simulatorUrl: "http://127.0.0.1:4999",
      moreStores,
      now,
    });
    const found = await listLocations(test.db, { scope: everyBrand });
    expect(found.map(({ code, currency }) => [code, currency]).slice(1)).toEqual([
      ["YC-004", "USD"],
      ["YC-EUR", "EUR"],
      ["YC-JPY", "JPY"],
      ["YC-LC-001", "USD"],
      ["YC-LC-002", "USD"],
    ]);
    const taco = await findConnection(test.db, { scope: everyBrand, idOrSlug: "yummytaco" });
    const { locations } = await listLiveMappings(test.db, taco?.id ?? "");
    expect(locations.map(({ parId }) => parId)).toContain("PAR-YC-JPY");
  });
});
