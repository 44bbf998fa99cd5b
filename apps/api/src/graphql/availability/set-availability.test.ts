import type { LocationId } from "@parley/db";
import { insertTestStore } from "@parley/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { putMenu, teaRoomMenu } from "../../menus/testing/stored-menu.ts";
import { wallTextAt } from "../../pricing/clock.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** Items that an operator takes off and puts back, as the admin asks for it. */

const AVAILABILITY = "availability { isAvailable source since until by reason isSoldOutAtPos }";
const RESULT = `{ __typename
  ... on Location { id canSetAvailability offItems { kind itemId name ${AVAILABILITY} } }
  ... on InvalidInput { field }
  ... on Error { code message } }`;
const MUTATION = `mutation($input: SetAvailabilityInput!) { setAvailability(input: $input) ${RESULT} }`;

const tea = { kind: "PRODUCT", itemId: "tea" };
const milk = { kind: "MODIFIER", itemId: "milk" };

let door: TestDoor;
let support: Record<string, string>;
let locationId: LocationId;
beforeAll(async () => {
  door = await openTestDoor();
  support = await door.headersOf("support");
  locationId = door.own.location.id;
  await putMenu(door.test.db, locationId, teaRoomMenu());
});
afterAll(() => door[Symbol.asyncDispose]());
beforeEach(() => set({ items: [tea, milk], available: true }));

async function set(input: Record<string, unknown>, headers = support): Promise<unknown> {
  const { body } = await door.ask(headers, MUTATION, { input: { locationId, ...input } });
  expect(body.errors).toBeUndefined();
  return Reflect.get(Object(body.data), "setAvailability");
}

async function read(fields: string, headers = support, id = locationId): Promise<unknown> {
  const { body } = await door.ask(headers, `query($id: ID!) { location(id: $id) { ${fields} } }`, { id });
  expect(body.errors).toBeUndefined();
  return Reflect.get(Object(body.data), "location");
}

const OFF = { available: false, until: { indefinitely: true } };
const minutesAhead = (minutes: number) => Date.now() + minutes * 60_000;

describe("the hours of a store", () => {
  it("say when its day ends and when it opens, and that is until when an item is off", async () => {
    expect(await read("endOfDayAt opensAt")).toMatchObject({ endOfDayAt: expect.any(String), opensAt: null });
    const menu = teaRoomMenu();
    const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], from: "11:00", to: "20:00" }];
    const menus = menu.menus.map((card) => ({ ...card, servingTimes: hours }));
    await putMenu(door.test.db, locationId, { ...menu, menus }, "with hours");
    door.deps.menus.forgetMenu(locationId);
    const { opensAt } = Object(await read("opensAt"));
    const result = Object(await set({ items: [tea], available: false, until: { opening: true } }));
    expect(result.offItems[0].availability.until).toBe(opensAt);
    await putMenu(door.test.db, locationId, menu);
    door.deps.menus.forgetMenu(locationId);
  });

  it("let an item be off until a day and time on the store's clock", async () => {
    const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const result = Object(await set({ items: [tea], available: false, until: { on: `${day}T11:00` } }));
    const { until } = result.offItems[0].availability;
    expect(wallTextAt(new Date(until), door.own.location.timezone)).toBe(`${day}T11:00`);
  });
});

describe("setAvailability", () => {
  it("takes items off in the operator's name with the reason, on the menu and for PAR", async () => {
    const given = {
      items: [tea, milk],
      available: false,
      until: { minutes: 120 },
      reason: " out of leaves ",
    };
    const before = Object(await read("menu { version }")).menu.version;
    const result = await set(given);
    expect(result).toMatchObject({
      __typename: "Location",
      canSetAvailability: true,
      offItems: [
        {
          ...tea,
          name: "Tea",
          availability: {
            isAvailable: false,
            source: "OPERATOR",
            since: expect.any(String),
            by: "Ada",
            reason: "out of leaves",
            isSoldOutAtPos: false,
          },
        },
        { itemId: "cake", availability: { source: "MENU", since: null, by: null, until: null } },
        { ...milk, availability: { source: "OPERATOR" } },
      ],
    });
    const until = Date.parse(Object(result).offItems[0].availability.until);
    expect(Math.abs(until - minutesAhead(120))).toBeLessThan(60_000);
    const { menu } = Object(
      await read(
        `menu { version parJson products { id isAvailable ${AVAILABILITY} } modifiers { id isAvailable } }`,
      ),
    );
    expect(menu.products[0]).toMatchObject({
      id: "tea",
      isAvailable: false,
      availability: { source: "OPERATOR" },
    });
    expect(menu.modifiers).toEqual([
      { id: "milk", isAvailable: false },
      { id: "sugar", isAvailable: true },
    ]);
    expect(menu.version).not.toBe(before);
  });

  it("puts back what an operator took off, and leaves no override behind", async () => {
    await set({ items: [tea], ...OFF });
    expect(await set({ items: [tea], available: true })).toMatchObject({
      offItems: [{ itemId: "cake", availability: { source: "MENU" } }],
    });
  });

  it("cannot bring back what the POS says is sold out, and says so", async () => {
    const pos = { kind: "product", itemId: "tea" } as const;
    const report = { locationId, items: [pos], untilAt: null, at: new Date() };
    await door.deps.availability.setByPos({ ...report, isAvailable: false });
    await set({ items: [tea], ...OFF });
    expect(await set({ items: [tea], available: true })).toMatchObject({
      offItems: [
        { itemId: "tea", availability: { source: "POS", by: "pos", isSoldOutAtPos: true } },
        { itemId: "cake" },
      ],
    });
    await door.deps.availability.setByPos({ ...report, at: new Date(), isAvailable: true });
  });

  it("H: tells what is off with its last option, and why, and puts nothing back that nobody took off", async () => {
    const { location } = await insertTestStore(door.test);
    const all = await door.headersOf("support", "all");
    const menu = teaRoomMenu();
    const [extras] = menu.modifierGroups;
    const modifierGroups = menu.modifierGroups.map((group) => ({ ...group, minSelected: 1 }));
    await putMenu(door.test.db, location.id, { ...menu, modifierGroups });
    const sugar = { kind: "MODIFIER", itemId: "sugar" };
    await set({ locationId: location.id, items: [milk, sugar], ...OFF }, all);
    const because = `no option is left in ${extras?.name}`;
    const status = `menu { products { id isAvailable availability { source because } } } offItems { itemId }`;
    expect(await read(status, all, location.id)).toMatchObject({
      menu: {
        products: [{ id: "tea", isAvailable: false, availability: { source: "DERIVED", because } }, {}],
      },
      offItems: [{ itemId: "tea" }, { itemId: "cake" }, { itemId: "milk" }, { itemId: "sugar" }],
    });
    expect(await set({ locationId: location.id, items: [tea], available: true }, all)).toMatchObject({
      offItems: [{ itemId: "tea", availability: { source: "DERIVED", by: null } }, {}, {}, {}],
    });
    await set({ locationId: location.id, items: [sugar], available: true }, all);
    expect(await read("offItems { itemId }", all, location.id)).toEqual({
      offItems: [{ itemId: "cake" }, { itemId: "milk" }],
    });
  });

  it("puts back what has left the menu meanwhile", async () => {
    const { location } = await insertTestStore(door.test);
    const all = await door.headersOf("support", "all");
    await putMenu(door.test.db, location.id, teaRoomMenu());
    await set({ locationId: location.id, items: [tea], ...OFF }, all);
    await putMenu(door.test.db, location.id, { ...teaRoomMenu(), products: [] }, "v2");
    expect(await read("offItems { itemId name }", all, location.id)).toEqual({
      offItems: [{ itemId: "tea", name: null }],
    });
    expect(await set({ locationId: location.id, items: [tea], available: true }, all)).toMatchObject({
      offItems: [],
    });
  });

  it.each([
    ["a time of day", { at: "17:00" }],
    ["the end of the day", { endOfDay: true }],
  ])("counts %s on the store's clock, ahead of now", async (_case, until) => {
    const result = Object(await set({ items: [tea], available: false, until }));
    const at = Date.parse(result.offItems[0].availability.until);
    expect(at).toBeGreaterThan(Date.now());
    expect(at).toBeLessThanOrEqual(minutesAhead(25 * 60));
    const { timezone: timeZone } = door.own.location;
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(
      at,
    );
    expect(clock).toBe("at" in until ? "17:00" : "04:00");
  });

  it.each([
    ["items", "an item that the menu does not have", { items: [tea, { ...milk, itemId: "cream" }], ...OFF }],
    ["items", "a modifier named as a product", { items: [{ ...milk, kind: "PRODUCT" }], ...OFF }],
    [
      "items",
      "an item to put back that nobody took off",
      { items: [{ ...tea, itemId: "x" }], available: true },
    ],
    ["items", "nothing", { items: [], ...OFF }],
    ["items", "too much at once", { items: numbered(201), ...OFF }],
    ["until", "no time at which it comes back", { items: [tea], available: false }],
    ["until", "two times", { items: [tea], available: false, until: { minutes: 5, endOfDay: true } }],
    ["until", "an empty time", { items: [tea], available: false, until: { endOfDay: false } }],
    ["until", "a time to put back", { items: [tea], available: true, until: { minutes: 5 } }],
    ["until", "no minutes", { items: [tea], available: false, until: { minutes: 0 } }],
    ["until", "minutes beyond a week", { items: [tea], available: false, until: { minutes: 10_081 } }],
    ["until", "a day that is over", { items: [tea], available: false, until: { on: "2026-01-01T10:00" } }],
    ["until", "an opening where nothing opens", { items: [tea], available: false, until: { opening: true } }],
    ["until", "a time that no clock shows", { items: [tea], available: false, until: { at: "24:00" } }],
    ["reason", "a novel", { items: [tea], ...OFF, reason: "x".repeat(201) }],
  ])("refuses, by the field %s, %s, and changes nothing", async (field, _case, input) => {
    expect(await set(input)).toMatchObject({ __typename: "InvalidInput", code: "INVALID", field });
    expect(await read("offItems { itemId }")).toEqual({ offItems: [{ itemId: "cake" }] });
  });

  it("takes an item that was named twice off once", async () => {
    await set({ items: [tea, tea], ...OFF });
    const { availabilityHistory: overrides } = Object(
      await read("availabilityHistory(first: 2) { itemId endedAt }"),
    );
    expect(overrides.filter(({ endedAt }: { endedAt: string | null }) => endedAt === null)).toHaveLength(1);
  });

  it("is not for viewers, who see what is off", async () => {
    const viewer = await door.headersOf("viewer", "all");
    await set({ items: [tea], ...OFF });
    expect(await set({ items: [tea], available: true }, viewer)).toMatchObject({
      __typename: "NotAllowed",
      message: expect.stringContaining("admin or support"),
    });
    expect(await read("canSetAvailability offItems { itemId }", viewer)).toEqual({
      canSetAvailability: false,
      offItems: [{ itemId: "tea" }, { itemId: "cake" }],
    });
  });

  it("does not find another brand's store", async () => {
    await putMenu(door.test.db, door.foreign.location.id, teaRoomMenu());
    for (const headers of [support, await door.headersOf("admin")]) {
      for (const id of [door.foreign.location.id, "loc_none"]) {
        expect(await set({ locationId: id, items: [tea], ...OFF }, headers)).toMatchObject({
          __typename: "NotFound",
        });
      }
    }
    const overrides = await door.deps.availability.list(door.foreign.location.id);
    expect(overrides).toEqual([]);
  });
});

describe("one answer", () => {
  it("agrees with itself about an item that is taken off while it is made", async () => {
    const { menus, availability } = door.deps;
    const taken = { kind: "product", itemId: "tea" } as const;
    const act = { items: [taken], isAvailable: false, untilAt: null, reason: null, by: "cli" };
    let readings = 0;
    door.deps.menus = {
      ...menus,
      async getCurrent(id) {
        readings += 1;
        if (readings > 1) await availability.setByOperator({ locationId: id, ...act });
        return await menus.getCurrent(id);
      },
    };
    try {
      const item = `isAvailable ${AVAILABILITY}`;
      const answer = Object(await read(`offItems { itemId } menu { products { id ${item} } }`));
      const off = answer.offItems.map(({ itemId }: { itemId: string }) => itemId);
      for (const { id, isAvailable, availability } of answer.menu.products) {
        expect({ id, off: off.includes(id), of: availability.isAvailable }).toEqual({
          id,
          off: !isAvailable,
          of: isAvailable,
        });
      }
    } finally {
      door.deps.menus = menus;
    }
  });
});

describe("the history of a store's items", () => {
  it("tells who set what, and what ended it, the newest first", async () => {
    await set({ items: [milk], ...OFF, reason: "sour" });
    await set({ items: [milk], available: false, until: { minutes: 5 } });
    await set({ items: [milk], available: true }, await door.headersOf("admin"));
    const fields = "kind itemId source isAvailable at until reason by endedAt endedBy";
    expect(await read(`availabilityHistory(first: 2) { ${fields} }`)).toEqual({
      availabilityHistory: [
        expect.objectContaining({ ...milk, until: expect.any(String), endedBy: "Ada", reason: null }),
        expect.objectContaining({
          ...milk,
          source: "OPERATOR",
          isAvailable: false,
          reason: "sour",
          by: "Ada",
        }),
      ],
    });
  });

  it.each([0, 201])("is not read %i overrides at a time", async (first) => {
    const text = `query($id: ID!, $first: Int) { location(id: $id) { availabilityHistory(first: $first) { id } } }`;
    const { status, body } = await door.ask(support, text, { id: locationId, first });
    expect(status).toBe(400);
    expect(body.errors?.[0]?.extensions?.code).toBe("BAD_USER_INPUT");
  });
});

function numbered(count: number) {
  return Array.from({ length: count }, (_, index) => ({ kind: "PRODUCT", itemId: `item-${index}` }));
}
