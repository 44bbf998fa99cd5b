import { listAvailability } from "@parley/db/menus";
import { insertTestStore, type TestStore } from "@parley/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAvailability } from "../../menus/availability/availability.ts";
import { putMenu, teaRoomMenu } from "../../menus/testing/stored-menu.ts";
import { modifierOf, productOf } from "../../pricing/testing/orders.ts";
import { type Cli, openCli } from "../testing/cli.ts";

/** Items taken off and put back from a shell. */

let cli: Cli;
let store: TestStore;
beforeAll(async () => {
  cli = await openCli();
});
afterAll(() => cli[Symbol.asyncDispose]());
beforeEach(async () => {
  store = await insertTestStore(cli);
  await putMenu(cli.db, store.location.id, teaRoomMenu());
});

const menu = (verb: string, ...args: string[]) => cli.parley(["menu", verb, store.location.code, ...args]);
const inForce = () => listAvailability(cli.db, { locationId: store.location.id, now: new Date() });

describe("menu off", () => {
  it("takes items off until somebody puts them back, in the shell's name", async () => {
    const { code } = store.location;
    expect(await menu("off", "tea", "milk", "--reason", "out of leaves")).toMatchObject({
      code: 0,
      stdout: `${code}: Tea, Milk are off until they are put back.\n`,
    });
    expect(await inForce()).toMatchObject([
      { kind: "modifier", itemId: "milk" },
      { kind: "product", itemId: "tea", setBy: "cli", untilAt: null, reason: "out of leaves" },
    ]);
  });

  it.each([
    ["so long", ["--for", "2h"], null],
    ["a time of day", ["--until", "17:00"], "17:00"],
    [
      "a day and time",
      ["--until", `${new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)}T17:00`],
      "17:00",
    ],
    ["the end of the day", ["--until-end-of-day"], "04:00"],
  ])("counts %s, on the store's clock", async (_case, given, time) => {
    const { json } = await menu("off", "tea", ...given, "--json");
    expect(json).toMatchObject({ items: [{ kind: "product", item: "tea" }], changed_count: 1 });
    const until = new Date(Object(json).until);
    const { timezone: timeZone } = store.location;
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
    if (time !== null) expect(clock.format(until)).toBe(time);
    else expect(Math.abs(until.getTime() - Date.now() - 7_200_000)).toBeLessThan(60_000);
    expect((await menu("off", "tea", ...given)).stdout).toMatch(
      /Tea is off until \w{3}, \w{3} \d+, \d\d:\d\d P[SD]T\.\n$/,
    );
  });

  it("says that a store which is open at all hours has no opening", async () => {
    expect((await menu("off", "tea", "--until-opening", "--json")).json).toMatchObject({
      error: { code: "invalid_until" },
    });
  });

  it("refuses what the store does not have, names what looks like it, and takes nothing off", async () => {
    expect((await menu("off", "tea", "sug", "--json")).json).toMatchObject({
      error: { code: "unknown_item", next_step: "Did you mean: sugar (Sugar)" },
    });
    expect(await inForce()).toEqual([]);
  });

  it("wants to know which, where a product and a modifier share an id", async () => {
    const both = { products: [productOf({ id: "oil" })], modifiers: [modifierOf({ id: "oil" })] };
    await putMenu(cli.db, store.location.id, { ...teaRoomMenu(), ...both }, "v2");
    expect((await menu("off", "oil", "--json")).json).toMatchObject({ error: { code: "ambiguous_item" } });
    expect((await menu("off", "modifier:oil")).code).toBe(0);
    expect(await inForce()).toMatchObject([{ kind: "modifier", itemId: "oil" }]);
  });

  it.each([
    [["--for", "2h", "--until", "17:00"]],
    [["--for", "8d"]],
    [["--for", "soon"]],
    [["--until", "25:00"]],
    [["--until-opening", "--for", "2h"]],
  ])("does not understand %j", async (given) => {
    expect((await menu("off", "tea", ...given, "--json")).code).toBe(2);
    expect(await inForce()).toEqual([]);
  });

  it("refuses a reason that is a novel", async () => {
    expect((await menu("off", "tea", "--reason", "x".repeat(201), "--json")).json).toMatchObject({
      error: { code: "invalid_reason" },
    });
  });
});

describe("menu on", () => {
  it("puts back what was taken off, once", async () => {
    await menu("off", "tea");
    expect(await menu("on", "tea")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Tea put back."),
    });
    expect(await inForce()).toEqual([]);
    expect(await menu("on", "tea")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("nobody had taken Tea off"),
    });
  });

  it("says what the POS keeps sold out", async () => {
    await menu("off", "cake");
    expect((await menu("on", "cake", "--json")).json).toMatchObject({
      changed_count: 1,
      still_off: [{ kind: "product", item: "cake" }],
      warnings: [expect.stringContaining("Cake")],
    });
  });

  it("H: says what is off with what it needs, and never that the POS has it sold out", async () => {
    const needy = teaRoomMenu();
    const modifierGroups = needy.modifierGroups.map((group) => ({
      ...group,
      name: "Extras",
      minSelected: 1,
    }));
    await putMenu(cli.db, store.location.id, { ...needy, modifierGroups }, "v2");
    await menu("off", "milk", "sugar");
    const because = "no option is left in Extras";
    expect((await menu("on", "tea", "--json")).json).toMatchObject({
      changed_count: 0,
      still_off: [{ kind: "product", item: "tea" }],
      warnings: [`Tea cannot be ordered yet, since ${because}: it comes back with that.`],
    });
    expect((await menu("off-list", "--json")).json).toMatchObject({
      items: [{ item: "tea", source: "derived", because, by: null }, {}, {}, {}],
    });
  });

  it("puts back what has left the menu", async () => {
    await menu("off", "tea");
    await putMenu(cli.db, store.location.id, { ...teaRoomMenu(), products: [] }, "v2");
    expect((await menu("on", "tea", "--json")).json).toMatchObject({ changed_count: 1, still_off: [] });
  });
});

describe("menu off-list", () => {
  it("says what is off, who decided that, and until when", async () => {
    await createAvailability({ db: cli.db, now: () => new Date() }).setByPos({
      locationId: store.location.id,
      items: [{ kind: "modifier", itemId: "sugar" }],
      isAvailable: false,
      untilAt: null,
      at: new Date(),
    });
    await menu("off", "tea", "--until", "17:00", "--reason", "no leaves");
    expect((await menu("off-list", "--json")).json).toMatchObject({
      items: [
        { item: "tea", name: "Tea", source: "operator", by: "cli", reason: "no leaves" },
        { item: "cake", source: "menu", until: null, by: null },
        { item: "sugar", kind: "modifier", source: "pos", by: "pos" },
      ],
    });
    const { stdout } = await menu("off-list");
    expect(stdout).toMatch(
      /^ITEM +KIND +NAME +SAYS +UNTIL +BY +REASON\ntea +product +Tea +operator +\w{3}, \w{3} \d+, 17:00/,
    );
  });

  it("says that nothing is", async () => {
    const { code } = store.location;
    await putMenu(cli.db, store.location.id, { ...teaRoomMenu(), products: [] }, "v2");
    expect((await menu("off-list")).stdout).toBe(`Nothing is off at ${code}.\n`);
  });
});
