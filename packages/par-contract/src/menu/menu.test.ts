import { describe, expect, it } from "vitest";
import { SchemaError } from "../errors.ts";
import { parseMenuAnswer, parseMenuRequest, renderMenuAnswer } from "./menu.ts";
import type { MenuAnswer } from "./menu-model.ts";

const answer: MenuAnswer = {
  organizationId: "IA-YC-01",
  locationId: "PAR-LOC-12345",
  requestUid: "menu-1",
  requestDatetime: "2026-01-15T12:34:56.789Z",
  menuVersion: "m1",
  generatedAt: new Date("2026-01-15T12:00:00.000Z"),
  currency: "USD",
  menu: {
    menus: [
      {
        id: "all-day",
        name: "All day",
        orderTypes: ["takeout"],
        servingTimes: [{ days: [1, 7], from: "08:00", to: "22:30" }],
        categoryIds: ["tacos"],
      },
    ],
    categories: [{ id: "tacos", name: "Tacos", description: null, sortOrder: 1, productIds: ["taco-trio"] }],
    products: [
      {
        id: "taco-trio",
        name: "Taco Trio",
        description: "Three",
        type: "combo",
        priceCents: 950,
        isAvailable: false,
        imageUrl: null,
        calories: 640,
        priceLevels: [{ id: "large", name: "Large", priceCents: 1150, isAvailable: true }],
        modifierGroupIds: ["extras"],
        taxIds: ["sales"],
        plu: "12",
      },
    ],
    modifierGroups: [
      {
        id: "extras",
        name: "Extras",
        minSelected: 0,
        maxSelected: 3,
        freeQuantity: 1,
        modifierIds: ["guac"],
      },
    ],
    modifiers: [
      {
        id: "guac",
        name: "Guacamole",
        priceCents: 125,
        isAvailable: true,
        maxQuantity: 2,
        defaultQuantity: 0,
        modifierGroupIds: [],
        taxIds: ["sales"],
      },
    ],
    taxes: [{ id: "sales", name: "Sales tax", ratePercent: "8.75", inclusive: false }],
  },
};

describe("menu answers", () => {
  it("read back to the very same menu, in every notation and unit of rates", () => {
    for (const spelling of ["snake", "camel", "pascal"] as const) {
      for (const taxRateUnit of ["percent", "fraction"] as const) {
        const style = { spelling, taxRateUnit };
        const { answer: read, drift } = parseMenuAnswer(JSON.parse(renderMenuAnswer(answer, style)), style);
        expect(read).toEqual(answer);
        expect(drift).toEqual({ unknown: [], missing: [], lenient: [] });
      }
    }
  });

  it("keep sold-out products, with prices in major units", () => {
    const json: unknown = JSON.parse(renderMenuAnswer(answer));
    expect(json).toMatchObject({
      menu_changed: true,
      products: [{ id: "taco-trio", price: 9.5, is_available: false, price_levels: [{ price: 11.5 }] }],
      taxes: [{ rate: 8.75 }],
    });
  });

  it("carry no lists when nothing changed, and echo only what was sent", () => {
    const unchanged = { ...answer, menu: null, requestUid: null, requestDatetime: null };
    expect(JSON.parse(renderMenuAnswer(unchanged))).toEqual({
      organization_id: "IA-YC-01",
      location_id: "PAR-LOC-12345",
      menu_version: "m1",
      generated_at: "2026-01-15T12:00:00.000Z",
      currency: "USD",
      menu_changed: false,
    });
    expect(parseMenuAnswer(JSON.parse(renderMenuAnswer(unchanged))).answer).toEqual(unchanged);
  });

  it("are refused when they say changed and have no lists", () => {
    const json: unknown = { ...JSON.parse(renderMenuAnswer({ ...answer, menu: null })), menu_changed: true };
    expect(() => parseMenuAnswer(json)).toThrow(SchemaError);
  });

  it("may have far more keys than a request may", () => {
    const [product] = answer.menu?.products ?? [];
    if (answer.menu === null || product === undefined) throw new Error("the sample has a product");
    const products = Array.from({ length: 3_000 }, (_, at) => ({ ...product, id: `p${at}` }));
    const body = renderMenuAnswer({ ...answer, menu: { ...answer.menu, products } });
    expect(parseMenuAnswer(JSON.parse(body)).answer.menu?.products).toHaveLength(3_000);
  });
});

describe("parseMenuRequest", () => {
  it("takes an empty request: the token may say the rest", () => {
    const { request, drift } = parseMenuRequest({});
    expect(Object.values(request)).toEqual([null, null, null, null, null, null]);
    expect(drift.missing).toContain("location_id");
  });

  it("reads each field in any notation", () => {
    expect(parseMenuRequest({ LocationId: 7, ifVersion: "m1", order_type: "takeout" }).request).toMatchObject(
      {
        locationId: "7",
        ifVersion: "m1",
        orderType: "takeout",
      },
    );
  });

  it("reads a number for an optional text as its digits", () => {
    expect(parseMenuRequest({ order_type: 1 }).request.orderType).toBe("1");
  });

  it.each([{ location_id: "a|b" }, { request_datetime: "today" }, { locationId: "a", location_id: "b" }])(
    "refuses %j",
    (json) => {
      expect(() => parseMenuRequest(json)).toThrow(SchemaError);
    },
  );
});
