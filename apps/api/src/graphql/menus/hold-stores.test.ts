import type { LocationId } from "@parley/db";
import { findMenusInForce } from "@parley/db/menus";
import { insertLocation } from "@parley/db/stores";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putMenu, teaRoomMenu } from "../../menus/testing/stored-menu.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** Several stores held at the version that is in force, and let go of, in one act. */

const FIELDS = `__typename ... on Error { code message } ... on InvalidInput { field }
  ... on HoldAnswers { stores { storeId result message } }`;
const HOLD = `mutation($input: HoldMenusInput!) { holdMenus(input: $input) { ${FIELDS} } }`;
const RELEASE = `mutation($input: ReleaseMenusInput!) { releaseMenus(input: $input) { ${FIELDS} } }`;

let door: TestDoor;
let admin: Record<string, string>;
let first: LocationId;
let second: LocationId;
let bare: LocationId;

beforeAll(async () => {
  door = await openTestDoor();
  admin = await door.headersOf("brand_admin");
  first = door.own.location.id;
  [second, bare] = [await sibling("B-2"), await sibling("C-3")];
  for (const id of [first, second, door.foreign.location.id]) await putMenu(door.test.db, id, teaRoomMenu());
});
afterAll(() => door[Symbol.asyncDispose]());

async function sibling(code: string): Promise<LocationId> {
  const row = await insertLocation(door.test.db, {
    location: { ...door.own.location, code },
    now: new Date(),
  });
  if (row === null) throw new Error("The code is taken.");
  return row.id;
}

async function ask(text: string, name: string, input: object, headers = admin) {
  const { body } = await door.ask(headers, text, { input });
  expect(body.errors, JSON.stringify(body.errors)).toBeUndefined();
  return Object(Object(body.data)[name]);
}
const hold = (storeIds: readonly string[], reason = "busy day", headers = admin) =>
  ask(HOLD, "holdMenus", { storeIds, reason }, headers);
const release = (storeIds: readonly string[]) => ask(RELEASE, "releaseMenus", { storeIds });
const results = ({ stores }: { stores: { storeId: string; result: string }[] }) =>
  stores.map(({ result }) => result);
const inForce = async (id: LocationId) => (await findMenusInForce(door.test.db, id))?.inForce;

describe("several stores", () => {
  it("are each held at what is in force there; one that has no menu stops no other", async () => {
    const ids = [bare, first, second, "loc_none", door.foreign.location.id];
    expect(results(await hold(ids))).toEqual(["NO_MENU", "HELD", "HELD", "NOT_FOUND", "NOT_FOUND"]);
    const held = await inForce(first);
    await putMenu(door.test.db, first, { ...teaRoomMenu(), products: [] }, "v2");
    expect(await inForce(first)).toMatchObject({ id: held?.id, pin: { reason: "busy day" } });
  });

  it("that are held already keep the reason that they have", async () => {
    expect(results(await hold([first, second], "another"))).toEqual(["ALREADY_HELD", "ALREADY_HELD"]);
    expect(await inForce(second)).toMatchObject({ pin: { reason: "busy day" } });
  });

  it("are let go of, and have what their POS gave last", async () => {
    expect(results(await release([first, second, bare]))).toEqual(["RELEASED", "RELEASED", "NO_MENU"]);
    expect(await inForce(first)).toMatchObject({ version: "v2", pin: null });
    expect(results(await release([first]))).toEqual(["NOT_HELD"]);
  });

  it("are held by those alone who may, with a reason, and not without one", async () => {
    const support = await door.headersOf("support");
    expect(results(await hold([first], "x", support))).toEqual(["NOT_ALLOWED"]);
    expect(results(await hold([first], "  "))).toEqual(["INVALID"]);
    expect(await hold([])).toMatchObject({ __typename: "InvalidInput", field: "storeIds" });
    expect(await hold(["loc_none"])).toMatchObject({ __typename: "NotFound" });
    expect(await inForce(first)).toMatchObject({ pin: null });
  });
});
