import { everyBrand } from "@parley/db";
import { listLiveMappings, listUnmapped, setMapping, upsertUnmapped } from "@parley/db/mappings";
import { insertLocation, type Location } from "@parley/db/stores";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const TARGET = "target { __typename ... on Node { id } }";
const SET = `mutation($input: SetMappingInput!) { setMapping(input: $input) { __typename
  ... on Mapping { id kind version parId ${TARGET} changedBy replacedAt } ... on Error { code message } } }`;
const END = `mutation($input: EndMappingInput!) { endMapping(input: $input) { __typename
  ... on Mapping { id replacedAt } ... on Error { code message } } }`;
const REVERT = `mutation($input: RevertMappingInput!) { revertMapping(input: $input) { __typename
  ... on Mapping { version ${TARGET} } ... on Error { code } } }`;

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
    kind: "LOCATION",
    connectionId: door.own.connection.id,
    parId: `PAR-LOC-${++count}`,
    targetId: door.own.location.id,
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
    expect(await result(admin, SET, input)).toMatchObject({
      __typename: "Mapping",
      version: 1,
      parId: input.parId,
      kind: "LOCATION",
      target: { __typename: "Location", id: door.own.location.id },
      changedBy: "Ada",
      replacedAt: null,
    });
    const live = await listLiveMappings(door.test.db, door.own.connection.id);
    expect(live.locations.map((row) => row.parId)).toContain(input.parId);
  });

  it("replaces a mapping that the operator has seen, and refuses one that they have not", async () => {
    const input = pair();
    await result(admin, SET, input);
    const other = { ...input, targetId: second.id };
    expect(await result(admin, SET, other)).toMatchObject({ __typename: "ParIdTaken", code: "PAR_ID_TAKEN" });
    expect(await result(admin, SET, { ...other, expectedVersion: 7 })).toMatchObject({ code: "CONFLICT" });
    expect(await result(admin, SET, { ...other, expectedVersion: 1 })).toMatchObject({
      version: 2,
      target: { id: second.id },
    });
  });

  it("lets one of two operators win who map the same id at once", async () => {
    const input = pair();
    const results = await Promise.all([
      result(admin, SET, input),
      result(admin, SET, { ...input, targetId: second.id }),
    ]);
    const names = results.map((one) => /"__typename":"(\w+)"/.exec(JSON.stringify(one))?.[1]);
    expect(names.filter((name) => name === "Mapping")).toHaveLength(1);
    expect(names.filter((name) => name === "Conflict" || name === "ParIdTaken")).toHaveLength(1);
  });

  it("tells everybody who comes too late where the id points now", async () => {
    const input = pair();
    await result(admin, SET, input);
    const other = { ...input, targetId: second.id, expectedVersion: 1 };
    const results = await Promise.all(Array.from({ length: 8 }, () => result(admin, SET, other)));
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
    const mapped = await result(admin, SET, pair());
    const input = { mappingId: idOf(mapped) };
    expect(await result(admin, END, input)).toMatchObject({ replacedAt: expect.any(String) });
    expect(await result(admin, END, input)).toMatchObject({ code: "CONFLICT" });
  });

  it("does not end the version that took the place of the one the operator saw", async () => {
    const input = pair();
    const mappingId = idOf(await result(admin, SET, input));
    await result(admin, SET, { ...input, targetId: second.id, expectedVersion: 1 });
    expect(await result(admin, END, { mappingId })).toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining(second.code),
    });
  });

  it("tells everything that an id meant, the newest first", async () => {
    const input = pair();
    const first = idOf(await result(admin, SET, input));
    const next = idOf(await result(admin, SET, { ...input, targetId: second.id, expectedVersion: 1 }));
    const text = "query($id: ID!) { mappingHistory(id: $id) { id version replacedAt } }";
    const { body } = await door.ask(await door.headersOf("viewer"), text, { id: first });
    expect(body.data).toEqual({
      mappingHistory: [
        { id: next, version: 2, replacedAt: null },
        { id: first, version: 1, replacedAt: expect.any(String) },
      ],
    });
  });

  it("lists an id that means nothing any more only where that is asked for", async () => {
    const input = pair();
    await result(admin, END, { mappingId: idOf(await result(admin, SET, input)) });
    const list = async (includeEnded: boolean) => {
      const text = "query($ended: Boolean) { mappings(kind: LOCATION, includeEnded: $ended) { parId } }";
      return JSON.stringify((await door.ask(admin, text, { ended: includeEnded })).body);
    };
    expect(await list(true)).toContain(`"${input.parId}"`);
    expect(await list(false)).not.toContain(`"${input.parId}"`);
  });

  it("brings a replaced mapping back, also after it was ended", async () => {
    const input = pair();
    const first = idOf(await result(admin, SET, input));
    const next = idOf(await result(admin, SET, { ...input, targetId: second.id, expectedVersion: 1 }));
    expect(await result(admin, REVERT, { mappingId: next })).toMatchObject({ code: "CONFLICT" });
    expect(await result(admin, REVERT, { mappingId: first, expectedVersion: 2 })).toMatchObject({
      version: 3,
      target: { id: door.own.location.id },
    });
    const unmapped = await result(admin, SET, pair());
    await result(admin, END, { mappingId: idOf(unmapped) });
    expect(await result(admin, REVERT, { mappingId: idOf(unmapped) })).toMatchObject({ version: 2 });
  });

  it.each(["support", "viewer"] as const)("is not for %s", async (role) => {
    const headers = await door.headersOf(role);
    const mapped = await result(admin, SET, pair());
    const mappingId = idOf(mapped);
    expect(await result(headers, SET, pair())).toMatchObject({
      __typename: "NotAllowed",
      code: "NOT_ALLOWED",
    });
    expect(await result(headers, END, { mappingId })).toMatchObject({
      code: "NOT_ALLOWED",
    });
    await result(admin, END, { mappingId });
    expect(await result(headers, REVERT, { mappingId })).toMatchObject({ code: "NOT_ALLOWED" });
  });

  it("finds no store, connection or mapping of another brand", async () => {
    const { foreign } = door;
    expect(await result(admin, SET, pair({ targetId: foreign.location.id }))).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await result(admin, SET, pair({ connectionId: foreign.connection.id }))).toMatchObject({
      code: "NOT_FOUND",
    });
    const everywhere = await door.headersOf("admin", "all");
    const mapped = await result(everywhere, SET, {
      kind: "LOCATION",
      connectionId: foreign.connection.id,
      parId: "PAR-LOC-F",
      targetId: foreign.location.id,
    });
    const mappingId = idOf(mapped);
    expect(await result(admin, END, { mappingId })).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await result(admin, REVERT, { mappingId })).toMatchObject({ code: "NOT_FOUND" });
    const history = "query($id: ID!) { mappingHistory(id: $id) { id } }";
    const { body } = await door.ask(admin, history, { id: mappingId });
    expect(body.data).toEqual({ mappingHistory: [] });
  });

  it("brings nothing back where another brand has the id now", async () => {
    const everywhere = await door.headersOf("admin", "all");
    const input = pair();
    const mappingId = idOf(await result(admin, SET, input));
    const theirs = { ...input, targetId: door.foreign.location.id, expectedVersion: 1, acrossBrands: true };
    const mapped = await result(everywhere, SET, theirs);
    const refused = await result(admin, REVERT, { mappingId });
    expect(refused).toMatchObject({ code: "PAR_ID_TAKEN" });
    expect(await result(admin, END, { mappingId })).toMatchObject({ code: "PAR_ID_TAKEN" });
    expect(await result(everywhere, END, { mappingId: idOf(mapped) })).toMatchObject({
      replacedAt: expect.any(String),
    });
  });

  it("does not take over an id that another brand has on the same connection", async () => {
    const everywhere = await door.headersOf("admin", "all");
    const input = pair();
    await result(everywhere, SET, { ...input, targetId: door.foreign.location.id, acrossBrands: true });
    for (const expectedVersion of [null, 1]) {
      const refused = await result(admin, SET, { ...input, expectedVersion });
      expect(refused).toMatchObject({ code: "PAR_ID_TAKEN" });
      expect(JSON.stringify(refused)).not.toContain(door.foreign.location.code);
    }
  });

  it("J: asks an admin of both brands before an id goes from one to the other", async () => {
    const everywhere = await door.headersOf("admin", "all");
    const { own, foreign } = door;
    const input = pair();
    const away = { ...input, targetId: foreign.location.id };
    const refusal = {
      __typename: "CrossesBrands",
      code: "CROSSES_BRANDS",
      message: expect.stringContaining(own.brand.name),
    };
    expect(await result(everywhere, SET, away)).toEqual(refusal);
    const first = await result(everywhere, SET, input);
    expect(await result(everywhere, SET, { ...away, expectedVersion: 1 })).toEqual(refusal);
    const moved = { ...away, expectedVersion: 1, acrossBrands: true };
    expect(await result(everywhere, SET, moved)).toMatchObject({ target: { id: foreign.location.id } });
    const back = { mappingId: idOf(first), expectedVersion: 2 };
    expect(await result(everywhere, REVERT, back)).toMatchObject({ code: "CROSSES_BRANDS" });
    expect(await result(everywhere, REVERT, { ...back, acrossBrands: true })).toMatchObject({ version: 3 });
  });

  it("J: tells an admin of one brand nothing about an id that PAR sent for another", async () => {
    const { own, foreign, test } = door;
    const { id: connectionId } = own.connection;
    const by = { scope: everyBrand, changedBy: "test", now: new Date() };
    const organization = {
      kind: "organization",
      connectionId,
      parId: "IA-SHARED",
      expectedVersion: null,
    } as const;
    await setMapping(test.db, { ...by, ...organization, targetId: foreign.brand.id, acrossBrands: true });
    const parId = "PAR-LOC-THEIRS";
    const seen = { connectionId, kind: "location", parId, exchangeId: null, now: new Date() } as const;
    await upsertUnmapped(test.db, { ...seen, parOrganizationId: "IA-SHARED" });
    for (const acrossBrands of [false, true]) {
      const refused = await result(admin, SET, pair({ parId, acrossBrands }));
      expect(refused).toMatchObject({ code: "PAR_ID_TAKEN" });
      expect(JSON.stringify(refused)).not.toContain(foreign.brand.code);
    }
  });

  it("J: gives an undone mapping's id back to the queue, with its counts", async () => {
    const parId = "PAR-LOC-UNDONE";
    const { connection, parOrganizationId } = door.own;
    const seen = { connectionId: connection.id, kind: "location", parId, parOrganizationId } as const;
    for (const exchangeId of ["exc_1", null]) {
      await upsertUnmapped(door.test.db, { ...seen, exchangeId, now: new Date() });
    }
    const text = "{ unmappedIds { id parId seenCount firstSeenAt lastSeenAt } }";
    const queued = async () => JSON.stringify((await door.ask(admin, text)).body);
    const before = await queued();
    expect(before).toContain(parId);
    const mappingId = idOf(await result(admin, SET, pair({ parId })));
    expect(await queued()).not.toContain(parId);
    await result(admin, END, { mappingId, undo: true });
    expect(await queued()).toBe(before);
    await result(admin, SET, pair({ parId }));
  });

  it.each(["", "a|b", " PAR", "PAR\u200b", "x".repeat(129)])("refuses %j as an id of PAR", async (parId) => {
    expect(await result(admin, SET, pair({ parId }))).toMatchObject({
      __typename: "InvalidInput",
      code: "INVALID",
    });
  });

  it("takes the unmapped id from the queue", async () => {
    const parId = "PAR-LOC-QUEUED";
    const { connection, parOrganizationId } = door.own;
    const base = { connectionId: connection.id, exchangeId: null, now: new Date() };
    await upsertUnmapped(door.test.db, { ...base, kind: "location", parId, parOrganizationId });
    await result(admin, SET, pair({ parId }));
    const queue = await listUnmapped(door.test.db, { scope: everyBrand, page: { limit: 10 } });
    expect(queue.map((row) => row.parId)).not.toContain(parId);
  });
});

describe("mapping an organization", () => {
  it("is for admins of the brand, versioned as locations are", async () => {
    await using door = await openTestDoor();
    const input = {
      kind: "ORGANIZATION",
      connectionId: door.own.connection.id,
      parId: "IA-NEW",
      targetId: door.own.brand.id,
    };
    const admin = await door.headersOf("admin");
    const support = await door.headersOf("support");
    expect((await door.ask(support, SET, { input })).body).toMatchObject({
      data: { setMapping: { code: "NOT_ALLOWED" } },
    });
    const mapped = await door.ask(admin, SET, { input });
    expect(mapped.body).toMatchObject({
      data: { setMapping: { version: 1, target: { __typename: "Brand", id: door.own.brand.id } } },
    });
    expect((await door.ask(admin, SET, { input })).body).toMatchObject({
      data: { setMapping: { code: "PAR_ID_TAKEN" } },
    });
    expect(
      (await door.ask(admin, SET, { input: { ...input, targetId: door.foreign.brand.id } })).body,
    ).toMatchObject({
      data: { setMapping: { code: "NOT_FOUND" } },
    });
    const mappingId = /"id":"(map_[^"]+)"/.exec(JSON.stringify(mapped.body))?.[1];
    const ended = await door.ask(admin, END, { input: { mappingId } });
    expect(ended.body).toMatchObject({ data: { endMapping: { replacedAt: expect.any(String) } } });
    expect((await door.ask(admin, REVERT, { input: { mappingId } })).body).toMatchObject({
      data: { revertMapping: { version: 2, target: { id: door.own.brand.id } } },
    });
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
        refreshMenu: {
          code: "POS_UNREACHABLE",
          message: expect.stringContaining("It refused the connection. See that the POS runs"),
        },
      },
    });
    door.refreshSays = { kind: "failed", reason: "menu_invalid: two products are p", version: null };
    expect((await door.ask(support, text, { id })).body).toMatchObject({
      data: { refreshMenu: { code: "MENU_INVALID", message: expect.stringContaining("two products are p") } },
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
