import { listAvailability } from "@parley/db/menus";
import { insertLocation } from "@parley/db/stores";
import { insertTestStore, type TestStore } from "@parley/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { putMenu, teaRoomMenu } from "../../menus/testing/stored-menu.ts";
import { menuOf, productOf } from "../../pricing/testing/orders.ts";
import { type Cli, openCli } from "../testing/cli.ts";

/** One item off in several stores of a brand, from a shell, and that undone. */

let cli: Cli;
let store: TestStore;
let other: { id: TestStore["location"]["id"]; code: string };
beforeAll(async () => {
  cli = await openCli();
});
afterAll(() => cli[Symbol.asyncDispose]());
beforeEach(async () => {
  store = await insertTestStore(cli);
  const code = `${store.location.code}-2`;
  const location = { ...store.location, code, timezone: "Asia/Tokyo" };
  const row = await insertLocation(cli.db, { location, now: new Date() });
  if (row === null) throw new Error("The code is taken.");
  other = row;
  await putMenu(cli.db, store.location.id, teaRoomMenu());
  await putMenu(cli.db, other.id, menuOf({ products: [productOf({ id: "9", name: "tea" })] }));
});

const menu = (verb: string, ...args: string[]) => cli.parley(["menu", verb, ...args]);
const off = (...args: string[]) => menu("stores-off", store.location.code, "tea", ...args);
const offAt = (locationId: TestStore["location"]["id"]) =>
  listAvailability(cli.db, { locationId, now: new Date() });

describe("menu stores-off", () => {
  it("takes it off in every store of the brand that has it, on each store's clock, and undoes that", async () => {
    const { stdout, code } = await off("--all", "--until", "17:00");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^STORE +ITEM +RESULT +UNTIL\n/);
    expect(stdout).toMatch(new RegExp(`^${store.location.code} +Tea +off +\\w{3}, .*17:00 P[SD]T$`, "m"));
    expect(stdout).toMatch(new RegExp(`^${other.code} +tea +off +\\w{3}, .*17:00 GMT\\+9$`, "m"));
    const act = /stores-undo (ava_\w+)/.exec(stdout)?.[1] ?? "";
    expect((await menu("stores-undo", act, "--json")).json).toMatchObject({
      stores: [{ result: "back" }, { result: "back" }],
    });
    expect([...(await offAt(store.location.id)), ...(await offAt(other.id))]).toEqual([]);
    expect((await menu("stores-undo", act, "--json")).json).toMatchObject({
      stores: [{ result: "changed_since" }, { result: "changed_since" }],
    });
  });

  it("goes to the stores that are named, and leaves what is off already", async () => {
    await menu("off", other.code, "9");
    expect((await off("--stores", other.code, "--json")).json).toMatchObject({
      act: expect.stringMatching(/^ava_/),
      stores: [
        { location: store.location.code, result: "off", item: "tea" },
        { location: other.code, result: "already_off", item: "9" },
      ],
    });
  });

  it.each([[[]], [["--all", "--stores", "x"]]])(
    "wants to know which stores, and not twice: %j",
    async (given) => {
      expect((await off(...given, "--json")).code).toBe(2);
      expect(await offAt(store.location.id)).toEqual([]);
    },
  );

  it("goes to no other brand's store", async () => {
    const { location } = await insertTestStore(cli);
    expect((await off("--stores", location.code, "--json")).json).toMatchObject({
      error: { code: "crosses_brands" },
    });
  });
});

describe("menu stores-on", () => {
  it("puts it back, and says where nobody had taken it off", async () => {
    await menu("off", other.code, "9");
    const { json } = await menu("stores-on", store.location.code, "tea", "--all", "--json");
    expect(json).toMatchObject({ act: null, stores: [{ result: "not_off" }, { result: "back" }] });
  });
});

describe("menu stores-undo", () => {
  it("does not know every act", async () => {
    expect((await menu("stores-undo", "ava_none", "--json")).json).toMatchObject({
      error: { code: "not_found" },
    });
  });
});
