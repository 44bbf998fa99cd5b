import { everyBrand } from "@parley/db";
import { findLocation } from "@parley/db/stores";
import { insertTestStore, type TestStore } from "@parley/db/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Cli, openCli } from "../testing/cli.ts";

/** What a store's POS promises, set from a shell. */

let cli: Cli;
let store: TestStore;
beforeEach(async () => {
  cli = await openCli();
  store = await insertTestStore(cli);
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
  expect((await setPos("--class", "B")).code).toBe(0);
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
