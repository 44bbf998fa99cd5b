import { everyBrand } from "@parley/db";
import { listLiveMappings, listUnmapped, upsertUnmapped } from "@parley/db/mappings";
import { insertLocation, type Location } from "@parley/db/stores";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const MAP = `mutation($input: MapLocationInput!) { mapLocation(input: $input) { __typename
  ... on LocationMapping { id version parLocationId location { id } changedBy replacedAt } ... on Error { code message } } }`;
const UNMAP = `mutation($input: UnmapLocationInput!) { unmapLocation(input: $input) { __typename
  ... on LocationMapping { id replacedAt } ... on Error { code } } }`;
const REVERT = `mutation($input: RevertLocationMappingInput!) { revertLocationMapping(input: $input) { __typename
  ... on LocationMapping { version location { id } } ... on Error { code } } }`;

describe("mapping a location", () => {
  let door: TestDoor;
  let admin: Record<string, string>;
  let second: Location;
  let count = 0;
  beforeAll(async () => {
    door = await openTestDoor();
    admin = await door.headersOf("admin");
    const { brandId, name, address, phone, timezone, currency } = door.own.location;
    const location = { brandId, code: "SECOND", name, address, phone, timezone, currency };
    const made = await insertLocation(door.test.db, { location, now: new Date() });
    if (made === null) throw new Error("The second store was not made.");
    second = made;
  });
  afterAll(() => door[Symbol.asyncDispose]());

  const pair = (over: object = {}) => ({
    connectionId: door.own.connection.id,
    parLocationId: `PAR-LOC-${++count}`,
    locationId: door.own.location.id,
    ...over,
  });
  const result = async (headers: Record<string, string>, query: string, input: object) => {
    const { body } = await door.ask(headers, query, { input });
    if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
    return Object.values(body.data ?? {})[0];
  };
  const idOf = (mapping: unknown) => /"id":"(map_[^"]+)"/.exec(JSON.stringify(mapping))?.[1] ?? "";

  it("makes the id live under the operator's name", async () => {
    const input = pair();
    expect(await result(admin, MAP, input)).toMatchObject({
      __typename: "LocationMapping",
      version: 1,
      parLocationId: input.parLocationId,
      location: { id: door.own.location.id },
      changedBy: "Ada",
      replacedAt: null,
    });
    const live = await listLiveMappings(door.test.db, door.own.connection.id);
    expect(live.locations.map((row) => row.parLocationId)).toContain(input.parLocationId);
  });

  it("replaces a mapping that the operator has seen, and refuses one that he has not", async () => {
    const input = pair();
    await result(admin, MAP, input);
    const other = { ...input, locationId: second.id };
    expect(await result(admin, MAP, other)).toMatchObject({ __typename: "ParIdTaken", code: "PAR_ID_TAKEN" });
    expect(await result(admin, MAP, { ...other, expectedVersion: 7 })).toMatchObject({ code: "CONFLICT" });
    expect(await result(admin, MAP, { ...other, expectedVersion: 1 })).toMatchObject({
      version: 2,
      location: { id: second.id },
    });
  });

  it("lets one of two operators win who map the same id at once", async () => {
    const input = pair();
    const results = await Promise.all([
      result(admin, MAP, input),
      result(admin, MAP, { ...input, locationId: second.id }),
    ]);
    const names = results.map((one) => /"__typename":"(\w+)"/.exec(JSON.stringify(one))?.[1]);
    expect(names.filter((name) => name === "LocationMapping")).toHaveLength(1);
    expect(names.filter((name) => name === "Conflict" || name === "ParIdTaken")).toHaveLength(1);
  });

  it("tells everybody who comes too late where the id points now", async () => {
    const input = pair();
    await result(admin, MAP, input);
    const other = { ...input, locationId: second.id, expectedVersion: 1 };
    const results = await Promise.all(Array.from({ length: 8 }, () => result(admin, MAP, other)));
    const refused = results.filter((one) => !JSON.stringify(one).includes('"version":2'));
    expect(refused).toEqual(
      Array.from({ length: 7 }, () => ({
        __typename: "Conflict",
        code: "CONFLICT",
        message: expect.stringContaining(`It points to ${second.code} ${second.name} now.`),
      })),
    );
  });

  it("ends a mapping, and says so when it has ended already", async () => {
    const mapped = await result(admin, MAP, pair());
    const input = { mappingId: idOf(mapped), expectedVersion: 1 };
    expect(await result(admin, UNMAP, input)).toMatchObject({ replacedAt: expect.any(String) });
    expect(await result(admin, UNMAP, input)).toMatchObject({ code: "CONFLICT" });
  });

  it("brings a replaced mapping back, also after it was ended", async () => {
    const input = pair();
    const first = idOf(await result(admin, MAP, input));
    const next = idOf(await result(admin, MAP, { ...input, locationId: second.id, expectedVersion: 1 }));
    expect(await result(admin, REVERT, { mappingId: next })).toMatchObject({ code: "CONFLICT" });
    expect(await result(admin, REVERT, { mappingId: first })).toMatchObject({
      version: 3,
      location: { id: door.own.location.id },
    });
    const unmapped = await result(admin, MAP, pair());
    await result(admin, UNMAP, { mappingId: idOf(unmapped), expectedVersion: 1 });
    expect(await result(admin, REVERT, { mappingId: idOf(unmapped) })).toMatchObject({ version: 2 });
  });

  it.each(["support", "viewer"] as const)("is not for %s", async (role) => {
    const headers = await door.headersOf(role);
    const mapped = await result(admin, MAP, pair());
    const mappingId = idOf(mapped);
    expect(await result(headers, MAP, pair())).toMatchObject({
      __typename: "NotAllowed",
      code: "NOT_ALLOWED",
    });
    expect(await result(headers, UNMAP, { mappingId, expectedVersion: 1 })).toMatchObject({
      code: "NOT_ALLOWED",
    });
    await result(admin, UNMAP, { mappingId, expectedVersion: 1 });
    expect(await result(headers, REVERT, { mappingId })).toMatchObject({ code: "NOT_ALLOWED" });
  });

  it("finds no store, connection or mapping of another brand", async () => {
    const { foreign } = door;
    expect(await result(admin, MAP, pair({ locationId: foreign.location.id }))).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await result(admin, MAP, pair({ connectionId: foreign.connection.id }))).toMatchObject({
      code: "NOT_FOUND",
    });
    const everywhere = await door.headersOf("admin", "all");
    const mapped = await result(everywhere, MAP, {
      connectionId: foreign.connection.id,
      parLocationId: "PAR-LOC-F",
      locationId: foreign.location.id,
    });
    const mappingId = idOf(mapped);
    expect(await result(admin, UNMAP, { mappingId, expectedVersion: 1 })).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await result(admin, REVERT, { mappingId })).toMatchObject({ code: "NOT_FOUND" });
  });

  it("does not take over an id that another brand has on the same connection", async () => {
    const everywhere = await door.headersOf("admin", "all");
    const input = pair();
    await result(everywhere, MAP, { ...input, locationId: door.foreign.location.id });
    for (const expectedVersion of [null, 1]) {
      const refused = await result(admin, MAP, { ...input, expectedVersion });
      expect(refused).toMatchObject({ code: "PAR_ID_TAKEN" });
      expect(JSON.stringify(refused)).not.toContain(door.foreign.location.code);
    }
  });

  it.each(["", "a|b", " PAR", "PAR\u200b", "x".repeat(129)])(
    "refuses %j as an id of PAR",
    async (parLocationId) => {
      expect(await result(admin, MAP, pair({ parLocationId }))).toMatchObject({
        __typename: "InvalidInput",
        code: "INVALID",
      });
    },
  );

  it("takes the unmapped id from the queue", async () => {
    const parId = "PAR-LOC-QUEUED";
    const { connection, parOrganizationId } = door.own;
    const base = { connectionId: connection.id, exchangeId: null, now: new Date() };
    await upsertUnmapped(door.test.db, { ...base, kind: "location", parId, parOrganizationId });
    await result(admin, MAP, pair({ parLocationId: parId }));
    expect(await listUnmapped(door.test.db, { scope: everyBrand, page: { limit: 10 } })).toEqual([]);
  });
});

describe("mapping an organization", () => {
  it("is for admins of the brand, versioned as locations are", async () => {
    await using door = await openTestDoor();
    const text = `mutation($input: MapOrganizationInput!) { mapOrganization(input: $input) { __typename
      ... on OrganizationMapping { id version brand { id } } ... on Error { code } } }`;
    const end = `mutation($input: UnmapOrganizationInput!) { unmapOrganization(input: $input) { __typename ... on OrganizationMapping { replacedAt } ... on Error { code } } }`;
    const input = {
      connectionId: door.own.connection.id,
      parOrganizationId: "IA-NEW",
      brandId: door.own.brand.id,
    };
    const admin = await door.headersOf("admin");
    const support = await door.headersOf("support");
    expect((await door.ask(support, text, { input })).body).toMatchObject({
      data: { mapOrganization: { code: "NOT_ALLOWED" } },
    });
    const mapped = await door.ask(admin, text, { input });
    expect(mapped.body).toMatchObject({
      data: { mapOrganization: { version: 1, brand: { id: door.own.brand.id } } },
    });
    expect((await door.ask(admin, text, { input })).body).toMatchObject({
      data: { mapOrganization: { code: "PAR_ID_TAKEN" } },
    });
    expect(
      (await door.ask(admin, text, { input: { ...input, brandId: door.foreign.brand.id } })).body,
    ).toMatchObject({
      data: { mapOrganization: { code: "NOT_FOUND" } },
    });
    const mappingId = /"id":"(map_[^"]+)"/.exec(JSON.stringify(mapped.body))?.[1];
    const ended = await door.ask(admin, end, { input: { mappingId, expectedVersion: 1 } });
    expect(ended.body).toMatchObject({ data: { unmapOrganization: { replacedAt: expect.any(String) } } });
  });
});

describe("refreshing a menu", () => {
  const text = `mutation($id: ID!) { refreshMenu(input: { locationId: $id }) { __typename ... on Error { code message } } }`;

  it("answers the store, or what its POS did instead", async () => {
    await using door = await openTestDoor();
    const support = await door.headersOf("support");
    const { id } = door.own.location;
    expect((await door.ask(support, text, { id })).body).toEqual({
      data: { refreshMenu: { __typename: "Location" } },
    });
    door.refreshSays = { kind: "failed", reason: "connection_refused", version: null };
    expect((await door.ask(support, text, { id })).body).toMatchObject({
      data: {
        refreshMenu: { code: "POS_UNREACHABLE", message: expect.stringContaining("connection_refused") },
      },
    });
  });

  it("is not for viewers, and finds no store of another brand", async () => {
    await using door = await openTestDoor();
    const viewer = await door.headersOf("viewer");
    const refused = await door.ask(viewer, text, { id: door.own.location.id });
    expect(refused.body).toMatchObject({ data: { refreshMenu: { code: "NOT_ALLOWED" } } });
    const foreign = await door.ask(await door.headersOf("admin"), text, { id: door.foreign.location.id });
    expect(foreign.body).toMatchObject({ data: { refreshMenu: { code: "NOT_FOUND" } } });
  });
});
