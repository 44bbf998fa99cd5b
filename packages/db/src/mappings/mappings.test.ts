import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { everyBrand } from "../sql/scope.ts";
import { insertLocation } from "../stores/stores.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
} from "../testing/database.ts";
import {
  listLiveMappings,
  listLocationHistory,
  listLocationMappings,
  listOrganizationHistory,
  listOrganizationMappings,
} from "./mappings.ts";
import { countUnmapped, findUnmapped, listUnmapped, upsertUnmapped } from "./unmapped.ts";
import {
  mapLocation,
  mapOrganization,
  revertLocationMapping,
  revertOrganizationMapping,
  unmapLocation,
  unmapOrganization,
} from "./writes.ts";

const now = new Date("2026-11-23T12:00:00Z");
const later = new Date("2026-11-23T13:00:00Z");

let test: TestDatabase;
let store: TestStore;
let secondId: string;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  store = await insertTestStore(test, now);
  const { brand, location } = store;
  const second = await insertLocation(test.db, {
    location: { ...location, brandId: brand.id, code: `${location.code}-2`, name: "Second" },
    now,
  });
  secondId = second?.id ?? "";
});

function write(expectedVersion: number | null) {
  const { connection, parLocationId } = store;
  return { connectionId: connection.id, parLocationId, changedBy: "opr_1", expectedVersion, now: later };
}

function history() {
  const { connection, parLocationId } = store;
  return listLocationHistory(test.db, { scope: everyBrand, connectionId: connection.id, parLocationId });
}

describe("mapLocation", () => {
  it("ends the version in force and writes the next", async () => {
    const result = await mapLocation(test.db, { ...write(1), locationId: secondId });
    expect(result).toMatchObject({
      kind: "mapped",
      mapping: { version: 2, locationId: secondId, validFrom: later },
    });
    expect(await history()).toMatchObject([
      { version: 2, replacedAt: null, changedBy: "opr_1" },
      { version: 1, replacedAt: later, replacedBy: "opr_1", locationId: store.location.id },
    ]);
    const live = await listLiveMappings(test.db, store.connection.id);
    expect(live).toEqual({
      organizations: [{ parOrganizationId: store.parOrganizationId, brandId: store.brand.id }],
      locations: [{ parLocationId: store.parLocationId, locationId: secondId, brandId: store.brand.id }],
    });
  });

  it.each([null, 2])("refuses a writer who saw version %s when 1 is in force", async (expected) => {
    const result = await mapLocation(test.db, { ...write(expected), locationId: secondId });
    expect(result).toMatchObject({
      kind: "conflict",
      current: { version: 1, locationId: store.location.id },
    });
    expect(await history()).toHaveLength(1);
  });

  it("lets one of many writers through who saw the same version", async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, () => mapLocation(test.db, { ...write(1), locationId: secondId })),
    );
    expect(results.filter((result) => result.kind === "mapped")).toHaveLength(1);
    const conflicts = results.filter((result) => result.kind === "conflict");
    expect(conflicts).toHaveLength(7);
    expect(conflicts.every((result) => result.current?.version === 2)).toBe(true);
  });

  it("lets one of many first writers through", async () => {
    const args = { ...write(null), parLocationId: "PAR-LOC-FIRST", locationId: secondId };
    const results = await Promise.all(Array.from({ length: 8 }, () => mapLocation(test.db, args)));
    expect(results.filter((result) => result.kind === "mapped")).toHaveLength(1);
    const conflicts = results.filter((result) => result.kind === "conflict");
    expect(conflicts).toHaveLength(7);
    expect(conflicts.every((result) => result.current?.version === 1)).toBe(true);
  });

  it("resolves the queued id", async () => {
    const { connection, parOrganizationId } = store;
    const seen = {
      connectionId: connection.id,
      kind: "location",
      parId: "PAR-LOC-NEW",
      parOrganizationId,
      exchangeId: null,
      now,
    } as const;
    await upsertUnmapped(test.db, seen);
    const page = { limit: 10 };
    const filter = { scope: everyBrand, connectionId: connection.id, page };
    expect(await listUnmapped(test.db, filter)).toMatchObject([{ parId: "PAR-LOC-NEW" }]);
    await mapLocation(test.db, { ...write(null), parLocationId: "PAR-LOC-NEW", locationId: secondId });
    expect(await listUnmapped(test.db, filter)).toEqual([]);
  });
});

describe("unmapLocation and revertLocationMapping", () => {
  it("ends a mapping, and brings a former version back as the next", async () => {
    await mapLocation(test.db, { ...write(1), locationId: secondId });
    expect(await unmapLocation(test.db, write(2))).toEqual({ kind: "unmapped" });
    expect((await listLiveMappings(test.db, store.connection.id)).locations).toEqual([]);
    expect(await unmapLocation(test.db, write(2))).toEqual({ kind: "conflict", current: null });
    const first = (await history()).at(-1);
    const revert = { mappingId: first?.id ?? "", changedBy: "opr_2", expectedVersion: null, now: later };
    expect(await revertLocationMapping(test.db, revert)).toMatchObject({
      kind: "mapped",
      mapping: { version: 3, locationId: store.location.id, changedBy: "opr_2" },
    });
    expect((await history()).map((row) => [row.version, row.replacedAt === null])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ]);
    expect(await revertLocationMapping(test.db, { ...revert, mappingId: "map_none" })).toEqual({
      kind: "not_found",
    });
  });
});

describe("mapOrganization", () => {
  it("keeps versions as locations do", async () => {
    const other = await insertTestStore(test, now);
    const { connection, parOrganizationId } = store;
    const args = { connectionId: connection.id, parOrganizationId, changedBy: "opr_1", now: later };
    const to = { ...args, brandId: other.brand.id };
    expect(await mapOrganization(test.db, { ...to, expectedVersion: 1 })).toMatchObject({
      mapping: { version: 2 },
    });
    expect(await mapOrganization(test.db, { ...to, expectedVersion: 1 })).toMatchObject({ kind: "conflict" });
    expect(await unmapOrganization(test.db, { ...args, expectedVersion: 2 })).toEqual({ kind: "unmapped" });
    const where = { scope: everyBrand, connectionId: connection.id, parOrganizationId };
    const first = (await listOrganizationHistory(test.db, where)).at(-1);
    const revert = { mappingId: first?.id ?? "", changedBy: "opr_1", expectedVersion: null, now: later };
    expect(await revertOrganizationMapping(test.db, revert)).toMatchObject({
      mapping: { version: 3, brandId: store.brand.id },
    });
  });
});

describe("an operator of one brand", () => {
  it("sees mappings, history and unmapped ids of that brand only", async () => {
    const other = await insertTestStore(test, now);
    const scope = { all: false, brandIds: [store.brand.id] } as const;
    const seen = { kind: "location", exchangeId: null, now } as const;
    const rows = [
      { connectionId: store.connection.id, parOrganizationId: store.parOrganizationId, parId: "MINE" },
      { connectionId: other.connection.id, parOrganizationId: other.parOrganizationId, parId: "THEIRS" },
      { connectionId: store.connection.id, parOrganizationId: other.parOrganizationId, parId: "STRANGE" },
    ];
    for (const row of rows) await upsertUnmapped(test.db, { ...seen, ...row });
    const organization = {
      connectionId: store.connection.id,
      kind: "organization",
      parId: "IA-NEW",
    } as const;
    await upsertUnmapped(test.db, { ...seen, ...organization, parOrganizationId: null });

    expect(await listUnmapped(test.db, { scope, page: { limit: 100 } })).toMatchObject([{ parId: "MINE" }]);
    expect(await countUnmapped(test.db, { scope })).toEqual({ count: 1, oldestSeenAt: now });
    const every = await listUnmapped(test.db, {
      scope: everyBrand,
      connectionId: other.connection.id,
      page: { limit: 9 },
    });
    expect(await findUnmapped(test.db, { scope, unmappedId: every[0]?.id ?? "" })).toBeNull();
    expect((await listLocationMappings(test.db, { scope })).map((row) => row.brandId)).toEqual([
      store.brand.id,
    ]);
    expect((await listOrganizationMappings(test.db, { scope })).map((row) => row.brandId)).toEqual([
      store.brand.id,
    ]);
    const theirs = { scope, connectionId: other.connection.id };
    expect(await listLocationHistory(test.db, { ...theirs, parLocationId: other.parLocationId })).toEqual([]);
    expect(
      await listOrganizationHistory(test.db, { ...theirs, parOrganizationId: other.parOrganizationId }),
    ).toEqual([]);
    const filter = { search: other.parLocationId };
    expect(await listLocationMappings(test.db, { scope, filter })).toEqual([]);
    expect(await listLocationMappings(test.db, { scope: everyBrand, filter })).toHaveLength(1);
  });
});
