import { everyBrand } from "@parley/db";
import { insertOrder } from "@parley/db/orders";
import { findLocation } from "@parley/db/stores";
import { insertTestStore, type TestStore, testOrder } from "@parley/db/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { proveAt } from "../../stores/testing/proven.ts";
import { type Cli, openCli } from "../testing/cli.ts";

/** What a store's POS promises, set from a shell. */

let cli: Cli;
let store: TestStore;
beforeEach(async () => {
  cli = await openCli();
  store = await insertTestStore(cli);
  for (const name of ["pos", "b"]) await proveAt(cli.db, store, `https://${name}.example.com`);
});
afterEach(() => cli[Symbol.asyncDispose]());

const setPos = (...given: string[]) => {
  const where = ["--url", "https://pos.example.com", "--store", "1", "--generate-key"];
  return cli.parley(["location", "set-pos", store.location.code, ...where, ...given, "--json"]);
};
const settings = async () =>
  (await findLocation(cli.db, { scope: everyBrand, idOrCode: store.location.id }))?.posSettings;

it("keeps whether the POS voids and how long it may be late, and leaves out what was not said", async () => {
  expect((await setPos("--class", "C", "--can-void", "--quiet-period", "90")).code).toBe(0);
  const said = { url: "https://pos.example.com", store: "1", class: "C" };
  expect(await settings()).toEqual({ ...said, can_void: true, quiet_period_s: 90 });
  expect((await setPos("--class", "C")).code).toBe(0);
  expect(await settings()).toEqual(said);
});

it("takes a POS of which nobody has said what it promises for one that promises nothing", async () => {
  expect((await setPos()).code).toBe(0);
  expect(await settings()).toMatchObject({ class: "D", class_assumed: true });
  const listed = await cli.parley(["location", "list"]);
  expect(listed.stdout).toContain("class D (nobody has stated it)");
  expect((await setPos("--class", "C")).code).toBe(0);
  expect(await settings()).not.toHaveProperty("class_assumed");
  expect((await setPos("--class", "X")).code).toBe(2);
});

it("keeps how the POS may be used", async () => {
  expect((await setPos("--slots", "4", "--when-unreachable", "error")).code).toBe(0);
  expect(await settings()).toMatchObject({ slots: 4, when_unreachable: "error" });
  expect((await setPos("--slots", "0")).code).toBe(2);
  expect((await setPos("--when-unreachable", "shout")).code).toBe(2);
});

it.each(["-1", "3601", "soon", ""])("does not take %j for a quiet period", async (seconds) => {
  expect((await setPos("--quiet-period", seconds)).code).toBe(2);
  expect(await settings()).toEqual({});
});

const links = async () => {
  const found = await findLocation(cli.db, { scope: everyBrand, idOrCode: store.location.id });
  return [found?.posLink ?? null, found?.posAccount ?? null];
};
const first = ["--url", "https://pos.example.com", "--store", "1", "--class", "C"];
const moved = (given: string[], ...more: string[]) => {
  const all = ["location", "set-pos", store.location.code, ...given, ...more, "--generate-key", "--json"];
  return cli.parley(all);
};

it.each([
  ["its key", first],
  ["a promise that it does not keep after all", ["--url", "https://pos.example.com", "--store", "1"]],
  ["how it may be used", [...first, "--slots", "2", "--quiet-period", "90"]],
  [
    "an address that is said to be the same POS's",
    [...first, "--url", "https://b.example.com", "--same-till"],
  ],
])("takes a POS for the same one where what changes is %s", async (_what, given) => {
  await moved(first);
  expect((await moved(given)).code).toBe(0);
  expect(await links()).toEqual([null, null]);
});

it.each([
  ["its address", [...first, "--url", "https://b.example.com"]],
  ["the store's id there", [...first, "--store", "2"]],
])("takes a POS for another one where what changes is %s", async (_what, given) => {
  await moved(first);
  expect((await moved(given)).code).toBe(0);
  const [link, account] = await links();
  expect(link).toMatch(/^pol_/);
  expect(account).toBe(link);
});

it.each([
  ["its class", [...first, "--class", "A"]],
  ["that it voids", [...first, "--can-void"]],
])(
  "keeps the promises of before for what was sent under them where the POS promises more: %s",
  async (_what, given) => {
    await moved(first);
    expect((await moved(given)).code).toBe(0);
    const [link, account] = await links();
    expect(link).toMatch(/^pol_/);
    expect(account).toBe(store.location.id);
  },
);

it("does not set another till while orders may be at the old one, and says how to go on", async () => {
  await moved(first);
  await insertOrder(cli.db, testOrder(store));
  const other = [...first, "--url", "https://b.example.com"];
  const refused = await moved(other);
  expect(refused.code).toBe(1);
  expect(refused.stderr + refused.stdout).toContain("One order may be at the POS");
  expect(await links()).toEqual([null, null]);
  expect((await moved(other, "--leave-open-orders")).code).toBe(0);
});

it("does not promise what no run at this POS has shown, and says how to show it", async () => {
  const at = ["--url", "https://untried.example.com", "--store", "1"];
  const refused = await moved([...at, "--class", "A", "--can-void"]);
  expect(refused).toMatchObject({
    code: 1,
    json: {
      error: { code: "unproven", next_step: expect.stringMatching(/conformance \S+ --class A --can-void$/) },
    },
  });
  expect(await settings()).toEqual({});
  expect((await moved(at)).code).toBe(0);
  expect((await moved([...at, "--class", "C"])).code).toBe(1);
  await proveAt(cli.db, store, "https://untried.example.com", { adapterClass: "B", canVoid: false });
  expect((await moved([...at, "--class", "A"])).code).toBe(1);
  expect((await moved([...at, "--class", "B", "--can-void"])).code).toBe(1);
  expect((await moved([...at, "--class", "B"])).code).toBe(0);
  expect((await moved([...at, "--class", "C"])).code).toBe(0);
});

it("makes no run where guests order, nor where there is no POS", async () => {
  const run = ["location", "conformance", store.location.code, "--class", "A", "--json"];
  expect((await cli.parley(run)).json).toMatchObject({ error: { code: "no_pos" } });
  await moved(first);
  expect((await cli.parley(run)).json).toMatchObject({ error: { code: "kitchen" } });
});
