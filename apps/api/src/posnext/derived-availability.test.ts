import { sampleOrder, type WireBody } from "@parley/par-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putMenu } from "../menus/testing/stored-menu.ts";
import { CHOICE_LEVELS_MAX } from "../pricing/derived-availability.ts";
import { groupOf, menuOf, modifierOf, productOf } from "../pricing/testing/orders.ts";
import { type Door, LOCATION, ORGANIZATION, openDoor } from "./testing/door.ts";

/** H: what nobody can order, from the POS's menu to PAR's menu and to validate. */

let door: Door;
beforeAll(async () => {
  door = await openDoor();
  const { db } = door.ctx;
  await putMenu(db, door.locationId, deepMenu(), "deep");
  door.ctx.menus.forgetOverrides(door.locationId);
});
afterAll(() => door[Symbol.asyncDispose]());

/** A burrito with a size; and two items whose required choices nest as deep as an order can, and one level more. */
function deepMenu() {
  const chains = [CHOICE_LEVELS_MAX, CHOICE_LEVELS_MAX + 1].map((levels) => ({
    levels,
    at: Array.from({ length: levels }, (_, level) => `${levels}.${level}`),
  }));
  const size = { id: "size", name: "Size", minSelected: 1, modifierIds: ["regular"] };
  return menuOf({
    products: [
      productOf({ id: "burrito", name: "Burrito", priceCents: 900, modifierGroupIds: ["size"] }),
      ...chains.map(({ levels }) =>
        productOf({ id: `deep-${levels}`, priceCents: 900, modifierGroupIds: [`g${levels}.0`] }),
      ),
    ],
    modifierGroups: [
      groupOf(size),
      ...chains.flatMap(({ at }) =>
        at.map((name) => groupOf({ id: `g${name}`, minSelected: 1, modifierIds: [`m${name}`] })),
      ),
    ],
    modifiers: [
      modifierOf({ id: "regular" }),
      ...chains.flatMap(({ at }) =>
        at.map((name, level) => {
          const below = at[level + 1];
          return modifierOf({ id: `m${name}`, modifierGroupIds: below === undefined ? [] : [`g${below}`] });
        }),
      ),
    ],
  });
}

let count = 0;
async function validate(itemId: string, modifiers: WireBody[]) {
  count += 1;
  const body = sampleOrder({
    root: { request_uid: `derived-${count}` },
    details: {
      online_order_id: `ONL-DERIVED-${count}`,
      items: [{ item_id: itemId, quantity: 1, ...(modifiers.length === 0 ? {} : { modifiers }) }],
      subtotal: 9,
      tax_total: 0,
      tip_total: 0,
      grand_total: 9,
      payments: [],
    },
  });
  const { response } = await door.par.validate(body);
  return { status: response.status, json: response.json };
}

/** A choice of the first level with all that it requires, so many levels deep. */
function nested(levels: number, level = 0): WireBody[] {
  const below = level + 1 < levels ? { modifiers: nested(levels, level + 1) } : {};
  return [{ modifier_id: `m${levels}.${level}`, ...below }];
}

async function menuNow() {
  const { response } = await door.par.menus({ organization_id: ORGANIZATION, location_id: LOCATION });
  const { products, menu_version: version } = response.json as {
    products: { id: string; is_available: boolean }[];
    menu_version: string;
  };
  return { version, on: Object.fromEntries(products.map((product) => [product.id, product.is_available])) };
}

async function setRegular(isAvailable: boolean): Promise<void> {
  await door.ctx.availability.setByOperator({
    locationId: door.locationId,
    items: [{ kind: "modifier", itemId: "regular" }],
    isAvailable,
    untilAt: null,
    reason: null,
    by: "cli",
  });
}

describe("an item whose last option is off", () => {
  it("is told as not available and refused as such, and both end with the option's return", async () => {
    const before = await menuNow();
    expect(before.on).toMatchObject({ burrito: true });
    expect(await validate("burrito", [{ modifier_id: "regular" }])).toMatchObject({
      json: { status: "validated" },
    });
    await setRegular(false);
    const off = await menuNow();
    expect(off.on).toMatchObject({ burrito: false });
    expect(off.version).not.toBe(before.version);
    const refusal = await validate("burrito", []);
    expect(refusal).toMatchObject({ status: 200, json: { status: "rejected" } });
    expect(refusal.json).toMatchObject({
      errors: [
        {
          code: "item_unavailable",
          message: "Burrito cannot be ordered: no option is left in Size",
          field: "order_details.items[0].item_id",
        },
      ],
    });
    await setRegular(true);
    expect(await menuNow()).toEqual(before);
    expect(await validate("burrito", [{ modifier_id: "regular" }])).toMatchObject({
      json: { status: "validated" },
    });
  });
});

describe("choices that nest deep", () => {
  it("are available as deep as a body can nest, and no deeper", async () => {
    const { on } = await menuNow();
    const [most, more] = [CHOICE_LEVELS_MAX, CHOICE_LEVELS_MAX + 1];
    expect(on).toMatchObject({ [`deep-${most}`]: true, [`deep-${more}`]: false });
    expect(await validate(`deep-${most}`, nested(most))).toMatchObject({
      status: 200,
      json: { status: "validated" },
    });
    expect((await validate(`deep-${more}`, nested(more))).status).toBe(400);
  });
});
