import type { FormerPos } from "@parley/db/stores";
import { describe, expect, it } from "vitest";
import { readStorePos } from "../pos/store-pos.ts";
import { type OrderAtPos, type StoreWays, storeOf } from "./order-pos.ts";

/** Which POS an order is asked for at, after its store got another one. */

const settings = (name: string, more: object = {}) => ({
  url: `https://${name}.example.com`,
  store: "1",
  ...more,
});
const pos = (name: string) => readStorePos({ kind: "bridge", settings: settings(name), secret: null });
const AT = (minute: number) => new Date(Date.UTC(2026, 10, 30, 12, minute));

function formerly(id: string, name: string, minute: number, more: object = {}): FormerPos {
  const way = { posKind: "bridge", posSettings: settings(name, more), posSecret: null };
  return { id, locationId: "loc_1", posAccount: id, ...way, endedAt: AT(minute) };
}

/** A store with its third POS; the second promised more after a while. */
const WAYS: StoreWays = {
  store: {
    locationId: "loc_1",
    brandId: "brd_1",
    code: "LC",
    phone: null,
    timezone: "UTC",
    currency: "USD",
    pausedAt: null,
    pauseUntil: null,
    pos: pos("third"),
    via: { posLink: "pol_3", posAccount: "pol_3" },
    lane: "loc_1",
  },
  former: [
    formerly("loc_1", "first", 10),
    formerly("pol_2", "second", 20, { class: "D" }),
    formerly("pol_2a", "second", 30, { class: "A" }),
  ],
};

const order = (over: Partial<OrderAtPos>): OrderAtPos => ({
  locationId: "loc_1",
  state: "unknown",
  ambiguous: true,
  posLink: "pol_3",
  receivedAt: AT(5),
  ...over,
});
const placeOf = (over: Partial<OrderAtPos>) => {
  const store = storeOf(order(over), WAYS);
  return store && { url: store.pos.url, class: store.pos.adapterClass, lane: store.lane, ...store.via };
};

describe("an order that may be at a POS", () => {
  it("is asked for there, under the promises of then, apart from the calls to the POS of now", () => {
    expect(placeOf({ posLink: "pol_3" })).toMatchObject({ url: "https://third.example.com", lane: "loc_1" });
    expect(placeOf({ posLink: "pol_2" })).toEqual({
      ...{ url: "https://second.example.com", class: "D", lane: "former pol_2" },
      ...{ posLink: "pol_2", posAccount: "pol_2" },
    });
    expect(placeOf({ posLink: "pol_2a" })).toMatchObject({ class: "A", lane: "former pol_2a" });
    expect(placeOf({ posLink: null })).toEqual({
      ...{ url: "https://first.example.com", class: "D", lane: "former loc_1" },
      ...{ posLink: null, posAccount: "loc_1" },
    });
  });

  it.each(["dispatching", "placed", "errored"] as const)("is so where it is %s, in doubt or not", (state) => {
    expect(placeOf({ state, ambiguous: false, posLink: "pol_2" })).toMatchObject({ lane: "former pol_2" });
  });

  it("is at a POS that nobody knows where a release that writes none down sent it after a change", () => {
    expect(placeOf({ posLink: null, receivedAt: AT(15) })).toMatchObject({ url: null, class: "D" });
  });

  it("is not placed where it names a way that was not read yet", () => {
    expect(placeOf({ posLink: "pol_4" })).toBeNull();
  });
});

it.each(["received", "unknown", "attention"] as const)(
  "an order that is %s and provably at no POS goes to the one of now",
  (state) => {
    expect(placeOf({ state, ambiguous: false, posLink: "pol_2" })).toMatchObject({
      url: "https://third.example.com",
      lane: "loc_1",
    });
  },
);
