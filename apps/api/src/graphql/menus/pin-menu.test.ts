import { everyBrand } from "@parley/db";
import { findCurrentMenu, listMenuVersions } from "@parley/db/menus";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { putMenu, teaRoomMenu } from "../../menus/testing/stored-menu.ts";
import { productOf } from "../../pricing/testing/orders.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const STORE = `id canPinMenu
  menu { id version isCurrent products { id priceCents } }
  menuPin { menuId version by reason waiting { id isNewest isInForce } }
  menuVersions { id version isInForce isNewest isPinned }`;
const READ = `query($id: ID!) { location(id: $id) { ${STORE} } }`;
const PIN = `mutation($input: PinMenuInput!) { pinMenu(input: $input) {
  __typename ... on Location { ${STORE} } ... on Error { code message } ... on InvalidInput { field } } }`;
const UNPIN = `mutation($input: UnpinMenuInput!) { unpinMenu(input: $input) {
  __typename ... on Location { ${STORE} } ... on Error { code message } } }`;

const cheap = teaRoomMenu();
const dear = { ...cheap, products: [productOf({ id: "tea", name: "Tea", priceCents: 900 })] };

let door: TestDoor;
let admin: Record<string, string>;
let locationId: TestDoor["own"]["location"]["id"];
/** The versions by our ids. */
let ids: { cheap: string; dear: string };
beforeAll(async () => {
  door = await openTestDoor();
  admin = await door.headersOf("brand_admin");
  locationId = door.own.location.id;
});
afterAll(() => door[Symbol.asyncDispose]());
beforeEach(async () => {
  const { db } = door.test;
  await db.sql`delete from menu_pins`;
  const idOf = async () => (await findCurrentMenu(db, locationId))?.id ?? "";
  await putMenu(db, locationId, cheap, "cheap");
  const first = await idOf();
  await putMenu(db, locationId, dear, "dear");
  ids = { cheap: first, dear: await idOf() };
});

const pin = (input: object, headers = admin) =>
  door.ask(headers, PIN, {
    input: { locationId, menuId: ids.cheap, expectedMenuId: ids.dear, reason: "tea costs 9.00", ...input },
  });

describe("pinMenu", () => {
  it("rolls a store back to a version, which its menu, its pin and its versions tell", async () => {
    const { body } = await pin({});
    expect(body).toMatchObject({
      data: {
        pinMenu: {
          __typename: "Location",
          menu: { id: ids.cheap, version: "cheap", isCurrent: true },
          menuPin: {
            ...{ menuId: ids.cheap, version: "cheap", by: "Ada", reason: "tea costs 9.00" },
            waiting: { id: ids.dear, isNewest: true, isInForce: false },
          },
          menuVersions: [
            { id: ids.dear, isInForce: false, isNewest: true, isPinned: false },
            { id: ids.cheap, isInForce: true, isNewest: false, isPinned: true },
          ],
        },
      },
    });
    const viewer = await door.headersOf("viewer");
    const read = await door.ask(viewer, READ, { id: locationId });
    expect(read.body).toMatchObject({
      data: {
        location: {
          canPinMenu: false,
          menu: { products: [{ id: "tea", priceCents: 300 }, {}] },
          menuPin: { reason: "tea costs 9.00" },
        },
      },
    });
    const back = await door.ask(admin, UNPIN, { input: { locationId, expectedMenuId: ids.cheap } });
    expect(back.body).toMatchObject({
      data: { unpinMenu: { canPinMenu: true, menu: { id: ids.dear }, menuPin: null } },
    });
  });

  it("holds what is in force, and then nothing waits", async () => {
    expect((await pin({ menuId: ids.dear })).body).toMatchObject({
      data: { pinMenu: { menu: { id: ids.dear }, menuPin: { menuId: ids.dear, waiting: null } } },
    });
  });

  it.each(["support", "viewer", "engineer"] as const)("is not allowed to a %s", async (role) => {
    expect((await pin({}, await door.headersOf(role))).body).toMatchObject({
      data: { pinMenu: { code: "NOT_ALLOWED" } },
    });
  });

  it.each([
    ["another store", () => ({ locationId: door.foreign.location.id }), "NOT_FOUND"],
    ["a version that is not kept", () => ({ menuId: "mnu_0" }), "NOT_FOUND"],
    ["no reason", () => ({ reason: " " }), "INVALID"],
    ["what another version in force was seen for", () => ({ expectedMenuId: ids.cheap }), "CONFLICT"],
  ])("refuses %s, and changes nothing", async (_what, input, code) => {
    expect((await pin(input())).body).toMatchObject({ data: { pinMenu: { code } } });
    const versions = await listMenuVersions(door.test.db, { scope: everyBrand, locationId, limit: 9 });
    expect(versions.find(({ isInForce }) => isInForce)).toMatchObject({ id: ids.dear, pin: null });
  });

  it("is not to be ended where nothing is held", async () => {
    const { body } = await door.ask(admin, UNPIN, { input: { locationId, expectedMenuId: ids.dear } });
    expect(body).toMatchObject({ data: { unpinMenu: { code: "CONFLICT" } } });
  });
});
