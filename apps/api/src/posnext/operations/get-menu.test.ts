import { listMenuServings } from "@parley/db/menus";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Door, LOCATION, ORGANIZATION, openDoor } from "../testing/door.ts";

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

const ask = { organization_id: ORGANIZATION, location_id: LOCATION };

describe("get_menu", () => {
  it("serves the store's menu under PAR's ids, unsigned", async () => {
    const { response, verdict } = await door.par.menus({ ...ask, request_uid: "m-1" });
    expect(verdict.checks.filter((check) => !check.ok)).toEqual([]);
    expect(response.headers["x-pch-digest"]).toBeUndefined();
    expect(response.json).toMatchObject({ ...ask, request_uid: "m-1", menu_changed: true, currency: "USD" });
    const { products } = response.json as {
      products: { id: string; price: number; is_available: boolean }[];
    };
    expect(products).toContainEqual(
      expect.objectContaining({ id: "taco-trio", price: 9.5, is_available: true }),
    );
    expect(products).toContainEqual(expect.objectContaining({ id: "sim-sold-out", is_available: false }));
  });

  it("spares the lists when the caller has the current version", async () => {
    const first = await door.par.menus(ask);
    const version = (first.response.json as { menu_version: string }).menu_version;
    const again = await door.par.menus({ ...ask, if_version: version });
    expect(again.response.json).toMatchObject({ menu_changed: false, menu_version: version });
    expect(again.response.json).not.toHaveProperty("products");
  });

  it("counts which version each connection was served", async () => {
    const counted = async () => {
      await door.ctx.servings.flush();
      const current = await door.ctx.menus.getCurrent(door.locationId);
      const [row] = await listMenuServings(door.ctx.db, [current?.menuId ?? ""]);
      return row?.menuCalls ?? 0;
    };
    const before = await counted();
    await door.par.menus(ask);
    await door.par.menus({ ...ask, location_id: "PAR-LOC-0" });
    expect(await counted()).toBe(before + 1);
  });

  it("answers somebody else's location as one that nobody has, and queues it", async () => {
    const foreign = await door.par.menus({ ...ask, location_id: door.other.parLocationId });
    const nobodys = await door.par.menus({ ...ask, location_id: "PAR-LOC-0" });
    expect([foreign.response.status, nobodys.response.status]).toEqual([422, 422]);
    const without = (body: string) => ({ ...JSON.parse(body), request_id: "" });
    expect(without(foreign.response.body)).toEqual(without(nobodys.response.body));
  });

  it("F: refuses a store that counts in thousandths since before they were judged, with the reason", async () => {
    await using thousandths = await openDoor();
    await thousandths.ctx.db.sql`update locations set currency = 'KWD' where id = ${thousandths.locationId}`;
    const { response } = await thousandths.par.menus(ask);
    expect([response.status, JSON.parse(response.body).errors]).toEqual([
      503,
      [
        {
          code: "menu_unavailable",
          message: "The store has no menu: KWD has three decimals, and PAR has not said how it signs them",
        },
      ],
    ]);
  });

  it("takes organization and location from the token where the body lacks them", async () => {
    const { signToken } = await import("@parley/par-contract");
    const token = await signToken({
      sharedId: door.sharedId,
      jwtKey: "full",
      now: new Date(),
      lifeSeconds: 60,
      claims: ask,
    });
    const { response } = await door.par.menus({}, { headers: { authorization: `Bearer ${token}` } });
    expect(response.json).toMatchObject(ask);
  });
});
