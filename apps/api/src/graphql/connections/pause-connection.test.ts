import type { Role } from "@parley/db/operators";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const PAUSED = "__typename pausedAt pauseUntil pauseReason version";
const ANSWER = `__typename ... on Connection { ${PAUSED} } ... on InvalidInput { field } ... on Error { code message }`;
const PAUSE = `mutation($input: PauseConnectionInput!) { pauseConnection(input: $input) { ${ANSWER} } }`;
const RESUME = `mutation($input: ResumeConnectionInput!) { resumeConnection(input: $input) { ${ANSWER} } }`;
const READ = `query($id: ID!) { connection(id: $id) { ${PAUSED} changes { action detail } } }`;

describe("a connection that is to take no orders", () => {
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

  async function connection() {
    const { body } = await door.ask(owner, READ, { id: door.own.connection.id });
    return Object(body.data).connection;
  }

  async function pause(input: object, headers = owner) {
    const { version: expectedVersion } = await connection();
    const given = { connectionId: door.own.connection.id, expectedVersion, ...input };
    return Object((await door.ask(headers, PAUSE, { input: given })).body.data).pauseConnection;
  }

  async function resume(input: object = {}) {
    const { version: expectedVersion } = await connection();
    const given = { connectionId: door.own.connection.id, expectedVersion, ...input };
    return Object((await door.ask(owner, RESUME, { input: given })).body.data).resumeConnection;
  }

  it("is paused for a time, says why, is in the audit without it, and is resumed", async () => {
    expect(await pause({ minutes: 90, reason: " PAR moves house " })).toMatchObject({
      __typename: "Connection",
      pauseReason: "PAR moves house",
    });
    const { pausedAt, pauseUntil, changes } = await connection();
    expect(Date.parse(pauseUntil) - Date.parse(pausedAt)).toBe(90 * 60_000);
    expect(changes[0].action).toBe("connection_changed");
    expect(JSON.parse(changes[0].detail)).toEqual({
      pausedAt: { from: null, to: pausedAt },
      pauseUntil: { from: null, to: pauseUntil },
      pauseReason: expect.stringMatching(/^pau_/),
    });
    expect(await resume()).toMatchObject({ pausedAt: null, pauseUntil: null, pauseReason: null });
  });

  it("is paused anew by a second pause, since the first", async () => {
    await pause({ minutes: 90, reason: "PAR moves house" });
    const { pausedAt } = await connection();
    expect(await pause({ reason: "no end" })).toMatchObject({
      pausedAt,
      pauseUntil: null,
      pauseReason: "no end",
    });
  });

  it.each([
    [{ minutes: 0, reason: "x" }, "minutes"],
    [{ minutes: 10_081, reason: "x" }, "minutes"],
    [{ reason: "  " }, "reason"],
    [{ reason: "x".repeat(201) }, "reason"],
  ])("is not by %j", async (input, field) => {
    expect(await pause(input)).toMatchObject({ __typename: "InvalidInput", field });
    expect((await connection()).pausedAt).toBeNull();
  });

  it("is changed by one of two people who saw the same", async () => {
    const { version: expectedVersion } = await connection();
    await pause({ reason: "PAR moves house" });
    expect(await pause({ expectedVersion, reason: "a late one" })).toMatchObject({ code: "CONFLICT" });
    expect(await resume({ expectedVersion })).toMatchObject({ code: "CONFLICT" });
  });

  it("cannot be resumed where it takes orders", async () => {
    expect(await resume()).toMatchObject({ code: "CONFLICT", message: "The connection is not paused." });
  });

  it.each<[Role, string]>([
    ["brand_admin", "Connection"],
    ["support", "NotAllowed"],
    ["engineer", "NotAllowed"],
    ["viewer", "NotAllowed"],
  ])("may be paused by a %s of its brand: %s", async (role, typename) => {
    expect(await pause({ reason: "test" }, await door.headersOf(role))).toMatchObject({
      __typename: typename,
    });
  });

  it("of another brand is nobody's", async () => {
    const asked = { connectionId: door.foreign.connection.id, reason: "test" };
    const admin = await door.headersOf("brand_admin");
    expect(await pause(asked, admin)).toMatchObject({ __typename: "NotFound" });
  });
});
