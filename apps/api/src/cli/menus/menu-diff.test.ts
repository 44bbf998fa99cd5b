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

it("compares versions and stores, and says where there is nothing to compare", async () => {
  const other = await insertTestStore(cli);
  const menu = teaRoomMenu();
  const diff = (...args: string[]) => cli.parley(["menu", "diff", store.location.code, ...args, "--json"]);
  expect((await diff()).json).toMatchObject({ error: { code: "no_menu" } });
  await putMenu(cli.db, store.location.id, menu, "aa11");
  const products = menu.products.map((each) => ({ ...each, priceCents: each.priceCents * 10 }));
  await putMenu(cli.db, store.location.id, { ...menu, products }, "aa22");
  await putMenu(cli.db, other.location.id, { ...menu, products: products.slice(0, 1) }, "bb11");

  expect((await diff("aa1")).json).toMatchObject({
    before: { menu_version: "aa11", in_force: false },
    after: { menu_version: "aa22", in_force: true },
    counts: { price: 2 },
    changes: [
      { kind: "price", id: "tea", before_cents: 300, after_cents: 3_000 },
      { id: "cake", before_cents: 450, after_cents: 4_500 },
    ],
    breaks: { judged: 0 },
  });
  expect((await diff("--with", other.location.code, "--text", "cake")).json).toMatchObject({
    before: { location: other.location.code },
    changes: [{ kind: "added", node: "product", id: "cake" }],
  });
  expect((await diff("--order-type", "by_pigeon")).json).toMatchObject({ error: { code: "not_comparable" } });
});
