import type { Role } from "@parley/db/operators";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const PAUSED = "__typename pausedAt pauseUntil pauseReason canPause version";
const ANSWER = `__typename ... on Location { ${PAUSED} } ... on InvalidInput { field } ... on Error { code message }`;
const PAUSE = `mutation($input: PauseStoreInput!) { pauseStore(input: $input) { ${ANSWER} } }`;
const RESUME = `mutation($input: ResumeStoreInput!) { resumeStore(input: $input) { ${ANSWER} } }`;
const STORE = `query($id: ID!) { location(id: $id) { ${PAUSED} state { light sentence } } }`;

describe("a store that is to take no orders", () => {
  let door: TestDoor;
  let owner: Record<string, string>;
  beforeAll(async () => {
    door = await openTestDoor();
    owner = await door.headersOf("owner");
  });
  afterEach(async () => {
    await resume();
  });
  afterAll(() => door[Symbol.asyncDispose]());

  async function store(headers = owner) {
    const { body } = await door.ask(headers, STORE, { id: door.own.location.id });
    return Object(body.data).location;
  }

  async function pause(input: object, headers = owner) {
    const given = { locationId: door.own.location.id, expectedVersion: (await store()).version, ...input };
    return Object((await door.ask(headers, PAUSE, { input: given })).body.data).pauseStore;
  }

  async function resume(input: object = {}) {
    const given = { locationId: door.own.location.id, expectedVersion: (await store()).version, ...input };
    return Object((await door.ask(owner, RESUME, { input: given })).body.data).resumeStore;
  }

  it("is paused for a time, says why, and is resumed", async () => {
    const before = Date.now();
    expect(await pause({ until: { minutes: 90 }, reason: " the oven is broken " })).toMatchObject({
      __typename: "Location",
      pauseReason: "the oven is broken",
      canPause: true,
    });
    const paused = await store();
    expect(Date.parse(paused.pauseUntil) - Date.parse(paused.pausedAt)).toBe(90 * 60_000);
    expect(Date.parse(paused.pausedAt)).toBeGreaterThanOrEqual(before);
    expect(paused.state).toEqual({
      light: "AMBER",
      sentence: "It is paused and takes no orders. Why: the oven is broken",
    });
    expect(await resume()).toMatchObject({ pausedAt: null, pauseUntil: null, pauseReason: null });
  });

  it("is paused anew by a second pause, since the first", async () => {
    await pause({ until: { minutes: 90 }, reason: "the oven is broken" });
    const { pausedAt } = await store();
    expect(await pause({ until: { indefinitely: true }, reason: "no power" })).toMatchObject({
      pausedAt,
      pauseUntil: null,
      pauseReason: "no power",
    });
  });

  it.each([
    [{ until: { minutes: 0 }, reason: "x" }, "until"],
    [{ until: { minutes: 10_081 }, reason: "x" }, "until"],
    [{ until: { at: "25:00" }, reason: "x" }, "until"],
    [{ until: {}, reason: "x" }, "until"],
    [{ until: { minutes: 5, endOfDay: true }, reason: "x" }, "until"],
    [{ until: { minutes: 5 }, reason: "  " }, "reason"],
    [{ until: { minutes: 5 }, reason: "x".repeat(201) }, "reason"],
  ])("is not by %j", async (input, field) => {
    expect(await pause(input)).toMatchObject({ __typename: "InvalidInput", field });
    expect((await store()).pausedAt).toBeNull();
  });

  it("is changed by one of two people who saw the same", async () => {
    const { version: expectedVersion } = await store();
    await pause({ until: { minutes: 90 }, reason: "the oven is broken" });
    const late = { expectedVersion, until: { minutes: 5 }, reason: "a late one" };
    expect(await pause(late)).toMatchObject({ code: "CONFLICT" });
    expect(await resume({ expectedVersion })).toMatchObject({ code: "CONFLICT" });
    expect((await store()).pauseReason).toBe("the oven is broken");
  });

  it("cannot be resumed where it takes orders", async () => {
    expect(await resume()).toMatchObject({ code: "CONFLICT", message: "The store is not paused." });
  });

  it.each<[Role, "own" | "store", string]>([
    ["brand_admin", "own", "Location"],
    ["support", "own", "Location"],
    ["support", "store", "Location"],
    ["engineer", "own", "NotAllowed"],
    ["viewer", "own", "NotAllowed"],
  ])("may be paused by a %s of %s: %s", async (role, reach, typename) => {
    const headers = await door.headersOf(role, reach);
    const asked = { until: { minutes: 5 }, reason: "test" };
    expect(await pause(asked, headers)).toMatchObject({ __typename: typename });
    expect((await store(headers)).canPause).toBe(typename === "Location");
  });

  it("of another brand is nobody's", async () => {
    const admin = await door.headersOf("brand_admin");
    const asked = { locationId: door.foreign.location.id, until: { minutes: 5 }, reason: "test" };
    expect(await pause(asked, admin)).toMatchObject({ __typename: "NotFound" });
  });
});
