import { insertTestStore, type TestStore } from "@parley/db/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { putMenu, teaRoomMenu } from "../../menus/testing/stored-menu.ts";
import { type Cli, openCli } from "../testing/cli.ts";

let cli: Cli;
let store: TestStore;
beforeAll(async () => {
  cli = await openCli();
  store = await insertTestStore(cli);
});
afterAll(() => cli[Symbol.asyncDispose]());

const menu = (name: string, ...args: string[]) =>
  cli.parley(["menu", name, store.location.code, ...args, "--json"]);

it("lists the versions, holds a store at one of them by the beginning of its hash, and lets go of it", async () => {
  const refused = (code: string) => expect.objectContaining({ error: expect.objectContaining({ code }) });
  expect((await menu("pin", "--reason", "x")).json).toEqual(refused("no_menu"));
  await putMenu(cli.db, store.location.id, teaRoomMenu(), "aa11");
  await putMenu(cli.db, store.location.id, { ...teaRoomMenu(), products: [] }, "aa22");

  expect((await menu("pin", "aa", "--reason", "x")).json).toEqual(refused("ambiguous"));
  expect((await menu("pin", "bb", "--reason", "x")).json).toEqual(refused("not_found"));
  expect((await menu("unpin")).json).toEqual(refused("not_pinned"));
  expect((await menu("pin", "aa1", "--reason", "wrong prices")).json).toMatchObject({
    menu_version: "aa11",
    is_pinned: true,
  });
  expect((await menu("versions")).json).toMatchObject({
    versions: [
      { menu_version: "aa22", in_force: false, newest: true, pinned: null },
      { menu_version: "aa11", in_force: true, newest: false, pinned: { by: "cli", reason: "wrong prices" } },
    ],
  });
  // Names are those of the menu in force: the newest has no product at all.
  expect((await menu("off", "tea")).json).toMatchObject({ changed_count: 1 });
  expect((await menu("unpin")).json).toMatchObject({ menu_version: "aa22", is_pinned: false });
});
