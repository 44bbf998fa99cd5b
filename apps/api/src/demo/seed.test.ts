import { everyBrand, listConnections, listLiveMappings, listLocations, listOperators } from "@parley/db";
import { createTestDatabase } from "@parley/db/testing";
import { expect, it } from "vitest";
import { seedDemo } from "./seed.ts";

it("lays the demo once, keeps it on the next start, and follows the simulator to another port", async () => {
  await using database = await createTestDatabase();
  const deps = { ...database, now: new Date() };
  await seedDemo({ ...deps, simulatorUrl: "http://127.0.0.1:4600" });
  await seedDemo({ ...deps, simulatorUrl: "http://127.0.0.1:4700" });

  const connections = await listConnections(database.db, { scope: everyBrand });
  expect(connections.map((connection) => connection.slug)).toEqual(["burger-barn", "yummytaco"]);
  const mapped = await listLiveMappings(database.db, connections[1]?.id ?? "");
  expect(mapped.organizations.map((row) => row.parOrganizationId)).toEqual(["IA-YC-01"]);
  expect(mapped.locations.map((row) => row.parLocationId).sort()).toEqual(["PAR-LOC-12345", "PAR-LOC-12346"]);
  const locations = await listLocations(database.db, { scope: everyBrand });
  expect(locations.map((location) => location.code)).toEqual(["BB-LC-001", "YC-LC-001", "YC-LC-002"]);
  expect(locations.map((location) => location.posSettings)).toContainEqual({
    url: "http://127.0.0.1:4700",
    store: "YC-LC-001",
    class: "A",
  });
  expect((await listOperators(database.db)).length).toBe(2);
});
