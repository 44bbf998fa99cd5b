import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { everyBrand, ofBrands } from "../sql/scope.ts";
import { insertLocation } from "../stores/stores.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
} from "../testing/database.ts";
import type { MappingKind } from "./kinds.ts";
import { listLiveMappings, listMappings, type MappingFilter } from "./mappings.ts";
import { listUnmapped, upsertUnmapped } from "./unmapped.ts";
import { setMapping } from "./writes.ts";

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
  const { connection, parLocationId: parId } = store;
  const by = { scope: everyBrand, changedBy: "opr_1", now: later };
  return { ...by, kind: "location", connectionId: connection.id, parId, expectedVersion } as const;
}

function history(kind: MappingKind = "location") {
  const parId = kind === "location" ? store.parLocationId : store.parOrganizationId;
  const filter = { connectionId: store.connection.id, parId, versions: "all" } as const;
  return listMappings(test.db, { scope: everyBrand, kind, filter });
}

describe("J: a PAR id and its brand", () => {
  const KEEP = { kind: "crosses_brands" } as const;
  async function foreignStore() {
    const other = await insertTestStore(test, now);
    return { other, targetId: other.location.id };
  }

  it("does not leave the brand of its mapping in force, unless the writer says so", async () => {
    const { other, targetId } = await foreignStore();
    const kept = await setMapping(test.db, { ...write(1), targetId });
    expect(kept).toEqual({
      ...KEEP,
      owners: [{ id: store.brand.id, code: store.brand.code, name: store.brand.name }],
    });
    expect(await history()).toMatchObject([{ version: 1, replacedAt: null }]);
    const moved = await setMapping(test.db, { ...write(1), targetId, acrossBrands: true });
    expect(moved).toMatchObject({ kind: "mapped", mapping: { brandId: other.brand.id } });
  });

  it("does not leave the brands that its connection serves, a first mapping included", async () => {
    const { other, targetId } = await foreignStore();
    const write1 = { ...write(null), parId: "PAR-LOC-NEW" };
    expect(await setMapping(test.db, { ...write1, targetId })).toMatchObject(KEEP);
    const organization = { ...write1, kind: "organization", parId: "IA-NEW" } as const;
    expect(await setMapping(test.db, { ...organization, targetId: other.brand.id })).toMatchObject(KEEP);
  });

  it("does not leave the brand of the organization that PAR sent it with", async () => {
    const { other, targetId } = await foreignStore();
    const organization = { ...write(null), kind: "organization", parId: "IA-OTHER" } as const;
    await setMapping(test.db, { ...organization, targetId: other.brand.id, acrossBrands: true });
    const parId = "PAR-LOC-QUEUED";
    const { connectionId } = write(null);
    const seen = { connectionId, kind: "location", parId, exchangeId: null, now } as const;
    await upsertUnmapped(test.db, { ...seen, parOrganizationId: store.parOrganizationId });
    expect(await setMapping(test.db, { ...write(null), parId, targetId })).toMatchObject(KEEP);
    const scope = ofBrands(other.brand.id);
    const taken = { ...write(null), parId, targetId, scope, acrossBrands: true };
    expect(await setMapping(test.db, taken)).toMatchObject(KEEP);
    const own = { ...write(null), parId, targetId: store.location.id };
    expect(await setMapping(test.db, own)).toMatchObject({ kind: "mapped" });
  });

  it("may mean anything where its connection serves no brand yet", async () => {
    const { targetId } = await foreignStore();
    await setMapping(test.db, {
      ...write(1),
      kind: "organization",
      parId: store.parOrganizationId,
      targetId: null,
    });
    const parId = "PAR-LOC-FREE";
    expect(await setMapping(test.db, { ...write(null), parId, targetId })).toMatchObject({ kind: "mapped" });
  });

  it("returns to the queue with its counts where its mapping is undone", async () => {
    const parId = "PAR-LOC-UNDONE";
    const { connectionId } = write(null);
    const seen = { connectionId, kind: "location", parId, parOrganizationId: null } as const;
    await upsertUnmapped(test.db, { ...seen, exchangeId: "exc_1", now });
    await upsertUnmapped(test.db, { ...seen, exchangeId: null, now });
    const queue = () => listUnmapped(test.db, { scope: everyBrand, connectionId, page: { limit: 10 } });
    const before = await queue();
    await setMapping(test.db, { ...write(null), parId, targetId: store.location.id });
    expect(await queue()).toEqual([]);
    await setMapping(test.db, { ...write(1), parId, targetId: null, returnToQueue: true });
    expect(before).toMatchObject([{ parId, seenCount: 2, sampleExchangeId: "exc_1" }]);
    expect(await queue()).toEqual(before);
  });

  it("stays out of the queue where its mapping is ended for good", async () => {
    const parId = "PAR-LOC-ENDED";
    const { connectionId } = write(null);
    const seen = { connectionId, kind: "location", parId, parOrganizationId: null } as const;
    await upsertUnmapped(test.db, { ...seen, exchangeId: null, now });
    await setMapping(test.db, { ...write(null), parId, targetId: store.location.id });
    await setMapping(test.db, { ...write(1), parId, targetId: null });
    expect(await listUnmapped(test.db, { scope: everyBrand, connectionId, page: { limit: 10 } })).toEqual([]);
  });
});

describe("setMapping", () => {
  it("ends the version in force and writes the next", async () => {
    const result = await setMapping(test.db, { ...write(1), targetId: secondId });
    expect(result).toMatchObject({
      kind: "mapped",
      mapping: { version: 2, targetId: secondId, targetName: "Second", validFrom: later },
    });
    expect(await history()).toMatchObject([
      { version: 2, replacedAt: null, changedBy: "opr_1" },
      { version: 1, replacedAt: later, replacedBy: "opr_1", targetId: store.location.id },
    ]);
    const live = await listLiveMappings(test.db, store.connection.id);
    const brandId = store.brand.id;
    expect(live).toEqual({
      organizations: [{ parId: store.parOrganizationId, targetId: brandId, brandId, version: 1 }],
      locations: [{ parId: store.parLocationId, targetId: secondId, brandId, version: 2 }],
    });
  });

  it.each([null, 2])("refuses a writer who saw version %s when 1 is in force", async (expected) => {
    const result = await setMapping(test.db, { ...write(expected), targetId: secondId });
    expect(result).toMatchObject({
      kind: "conflict",
      current: { version: 1, targetId: store.location.id },
    });
    expect(await history()).toHaveLength(1);
  });

  it.each([1, "any"] as const)(
    "replaces nothing that is not in the writer's scope (%s)",
    async (expected) => {
      const scope = ofBrands("brd_other");
      for (const targetId of [secondId, null]) {
        const args = { ...write(1), targetId, expectedVersion: expected, scope };
        expect(await setMapping(test.db, args)).toMatchObject({
          kind: "conflict",
          current: { version: 1, brandId: store.brand.id },
        });
      }
      expect(await history()).toMatchObject([{ version: 1, replacedAt: null }]);
    },
  );

  it("lets one of many writers through who saw the same version", async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, () => setMapping(test.db, { ...write(1), targetId: secondId })),
    );
    expect(results.filter((result) => result.kind === "mapped")).toHaveLength(1);
    const conflicts = results.filter((result) => result.kind === "conflict");
    expect(conflicts).toHaveLength(7);
    expect(conflicts.every((result) => result.current?.version === 2)).toBe(true);
  });

  it("lets one of many first writers through", async () => {
    const args = { ...write(null), parId: "PAR-LOC-FIRST", targetId: secondId };
    const results = await Promise.all(Array.from({ length: 8 }, () => setMapping(test.db, args)));
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
    await setMapping(test.db, { ...write(null), parId: "PAR-LOC-NEW", targetId: secondId });
    expect(await listUnmapped(test.db, filter)).toEqual([]);
  });

  it("ends a mapping, and brings a former target back as the next version", async () => {
    await setMapping(test.db, { ...write(1), targetId: secondId });
    expect(await setMapping(test.db, { ...write(2), targetId: null })).toMatchObject({
      kind: "ended",
      mapping: { version: 2, targetId: secondId, replacedAt: later, replacedBy: "opr_1" },
    });
    expect((await listLiveMappings(test.db, store.connection.id)).locations).toEqual([]);
    expect(await setMapping(test.db, { ...write(2), targetId: null })).toEqual({
      kind: "conflict",
      current: null,
    });
    const first = (await history()).at(-1);
    const revert = { ...write(null), targetId: first?.targetId ?? "", changedBy: "opr_2" };
    expect(await setMapping(test.db, revert)).toMatchObject({
      kind: "mapped",
      mapping: { version: 3, targetId: store.location.id, changedBy: "opr_2" },
    });
    expect((await history()).map((row) => [row.version, row.replacedAt === null])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ]);
  });

  it("keeps versions of organizations as of locations", async () => {
    const other = await insertTestStore(test, now);
    const args = {
      ...write(1),
      acrossBrands: true,
      kind: "organization",
      parId: store.parOrganizationId,
    } as const;
    const to = { ...args, targetId: other.brand.id };
    expect(await setMapping(test.db, to)).toMatchObject({
      mapping: { version: 2, brandId: other.brand.id, targetCode: other.brand.code },
    });
    expect(await setMapping(test.db, to)).toMatchObject({ kind: "conflict" });
    const ended = { ...args, targetId: null, expectedVersion: 2 };
    expect(await setMapping(test.db, ended)).toMatchObject({ kind: "ended" });
    const first = (await history("organization")).at(-1);
    const revert = { ...args, targetId: first?.targetId ?? "", expectedVersion: "any" } as const;
    expect(await setMapping(test.db, revert)).toMatchObject({
      mapping: { version: 3, targetId: store.brand.id },
    });
  });
});

describe("listMappings", () => {
  it("lists what is in force, or the newest version of each id, or all of them", async () => {
    await setMapping(test.db, { ...write(1), targetId: secondId });
    await setMapping(test.db, { ...write(2), targetId: null });
    await setMapping(test.db, { ...write(null), parId: "PAR-LOC-TWO", targetId: secondId });
    const pairs = async (versions: "live" | "newest" | "all") => {
      const filter = { connectionId: store.connection.id, versions };
      const rows = await listMappings(test.db, { scope: everyBrand, kind: "location", filter });
      return rows.map((row) => `${row.parId === "PAR-LOC-TWO" ? "two" : "one"} ${row.version}`).sort();
    };
    expect(await pairs("live")).toEqual(["two 1"]);
    expect(await pairs("newest")).toEqual(["one 2", "two 1"]);
    expect(await pairs("all")).toEqual(["one 1", "one 2", "two 1"]);
  });
});

describe("an operator of one brand", () => {
  it("sees mappings, history and unmapped ids of that brand only", async () => {
    const other = await insertTestStore(test, now);
    const scope = ofBrands(store.brand.id);
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
    const theirs = { connectionId: other.connection.id, page: { limit: 9 } };
    expect(await listUnmapped(test.db, { scope: everyBrand, ...theirs })).toMatchObject([
      { parId: "THEIRS" },
    ]);
    expect(await listUnmapped(test.db, { scope, ...theirs })).toEqual([]);
    for (const kind of ["organization", "location"] as const) {
      const seen = async (filter: MappingFilter) =>
        (await listMappings(test.db, { scope, kind, filter })).map((row) => row.brandId);
      const parId = kind === "location" ? other.parLocationId : other.parOrganizationId;
      expect(await seen({})).toEqual([store.brand.id]);
      expect(await seen({ versions: "newest" })).toEqual([store.brand.id]);
      expect(await seen({ connectionId: other.connection.id, parId, versions: "all" })).toEqual([]);
      expect(await listMappings(test.db, { scope: everyBrand, kind, filter: { parId } })).toHaveLength(1);
    }
  });
});
