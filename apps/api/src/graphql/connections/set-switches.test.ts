import { everyBrand } from "@parley/db";
import { findConnection } from "@parley/db/connections";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const SET = `mutation($input: SetSwitchesInput!) { setSwitches(input: $input) { __typename
  ... on Connection { version switches { name value isDefault } changes { action detail } }
  ... on InvalidInput { field } ... on Error { code message } } }`;

let door: TestDoor;
let admin: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  admin = await door.headersOf("brand_admin");
});
afterAll(() => door[Symbol.asyncDispose]());

const stored = async () => {
  const found = await findConnection(door.test.db, { scope: everyBrand, idOrSlug: door.own.connection.id });
  if (found === null) throw new Error("The connection is gone.");
  return found;
};

async function set(switches: object[], headers = admin, change: object = {}) {
  const { id: connectionId, version: expectedVersion } = await stored();
  const input = { connectionId, expectedVersion, switches, ...change };
  const { body } = await door.ask(headers, SET, { input });
  expect(body.errors).toBeUndefined();
  return Object(body.data).setSwitches;
}

describe("setSwitches", () => {
  it("sets several at once, keeps the others, and takes a default again", async () => {
    const tokens = [
      { name: "jwt_key", value: "first10" },
      { name: "issuer", value: "par-ordering" },
    ];
    const changed = await set(tokens);
    expect(changed).toMatchObject({ __typename: "Connection", version: 2 });
    const of = (name: string) => changed.switches.find((row: { name: string }) => row.name === name);
    expect(of("jwt_key")).toEqual({ name: "jwt_key", value: "first10", isDefault: false });
    expect(changed.changes[0]).toMatchObject({ action: "connection_changed" });

    await set([{ name: "clock_skew_s", value: "300" }]);
    await set([{ name: "jwt_key", value: null }]);
    expect((await stored()).switches).toEqual({ issuer: "par-ordering", clock_skew_s: 300 });
    await set([{ name: "issuer", value: "none" }]);
    expect((await stored()).switches).toEqual({ clock_skew_s: 300 });
  });

  it.each([
    ["a switch that is none", "no_such", "1", /^There is no switch "no_such"\.$/],
    [
      "a value that it cannot have",
      "unmapped_status",
      "500",
      /^unmapped_status cannot be "500"\. .*422, 404, 200/,
    ],
    ["a number out of bounds", "clock_skew_s", "601", /^clock_skew_s cannot be "601"/],
  ])("refuses %s, and changes nothing of what came with it", async (_what, name, value, message) => {
    const before = await stored();
    const refused = await set([
      { name: "cents_mode", value: "double_truncate" },
      { name, value },
    ]);
    expect(refused).toMatchObject({ __typename: "InvalidInput", field: "switches" });
    expect(refused.message).toMatch(message);
    expect(await stored()).toEqual(before);
  });

  it("tells who saw an older version", async () => {
    const choice = [{ name: "jwt_key", value: "first10" }];
    expect(await set(choice, admin, { expectedVersion: 1 })).toMatchObject({ code: "CONFLICT" });
  });

  it("is for admins of the connection's brands", async () => {
    const choice = [{ name: "jwt_key", value: "first10" }];
    for (const role of ["support", "engineer", "viewer"] as const) {
      expect(await set(choice, await door.headersOf(role)), role).toMatchObject({ code: "NOT_ALLOWED" });
    }
    const foreign = { connectionId: door.foreign.connection.id, expectedVersion: 1 };
    expect(await set(choice, admin, foreign)).toMatchObject({ code: "NOT_FOUND" });
    expect((await stored()).switches).toEqual({ clock_skew_s: 300 });
  });
});
