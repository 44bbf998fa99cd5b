import { afterEach, describe, expect, it } from "vitest";
import {
  createHostileStage,
  errorAnswer as error,
  type HostileAnswer,
  within,
} from "../testing/hostile-pos.ts";

const stage = createHostileStage();
const { order, placed } = stage;

afterEach(() => stage.close());

describe("lookUp", () => {
  it.each<[string, HostileAnswer, object]>([
    ["the order", { body: JSON.stringify(placed) }, { kind: "found", posOrderId: "STORE-1-000001" }],
    ["a signed 404", error("order_not_found", 404), { kind: "absent" }],
    ["an unsigned 404", { ...error("order_not_found", 404), sign: false }, { kind: "unknown" }],
    ["another 404", error("route_not_found", 404), { kind: "unknown", reason: "route_not_found" }],
    [
      "409 in progress",
      { ...error("in_progress", 409), headers: { "retry-after": "3" } },
      { kind: "in_progress", retryAfterMs: 3_000 },
    ],
    ["a fault", error("internal", 500), { kind: "unknown", reason: "internal" }],
    [
      "a 404 with a key twice",
      { status: 404, body: '{"error":{"code":"in_progress","code":"order_not_found","message":"no"}}' },
      { kind: "unknown", reason: "status_404_key_twice" },
    ],
    [
      "a part of the order",
      { status: 206, body: JSON.stringify(placed) },
      { kind: "unknown", reason: "status_206_partial" },
    ],
    [
      "another order",
      { body: JSON.stringify({ ...placed, reference: "1b671a64-40d5-591e-99b0-da01ff1f3341" }) },
      { kind: "unknown", reason: "other_reference" },
    ],
  ])("reads %s", async (_what, answer, outcome) => {
    const pos = await stage.hostile(() => answer);
    expect(await stage.adapterFor(pos.url).lookUp(order.reference, within(10_000))).toMatchObject(outcome);
  });
});

describe("check", () => {
  it.each<[string, HostileAnswer, object]>([
    [
      "accepted",
      { body: JSON.stringify({ status: "accepted", reference: order.reference, total_cents: 517 }) },
      { kind: "accepted" },
    ],
    [
      "refused",
      {
        body: JSON.stringify({
          status: "refused",
          reference: order.reference,
          issues: [{ code: "store_closed", message: "Closed" }],
        }),
      },
      { kind: "refused", issues: [{ code: "location_closed", message: "Closed" }] },
    ],
    [
      "another reference",
      {
        body: JSON.stringify({
          status: "accepted",
          reference: "1b671a64-40d5-591e-99b0-da01ff1f3341",
          total_cents: 1,
        }),
      },
      { kind: "failed", reason: "other_reference" },
    ],
    ["a fault", error("internal", 500), { kind: "failed", reason: "internal" }],
    ["garbage", { body: "?" }, { kind: "failed", reason: "status_200_not_json" }],
  ])("reads %s", async (_what, answer, outcome) => {
    const pos = await stage.hostile(() => answer);
    expect(await stage.adapterFor(pos.url).check(order, within(10_000))).toMatchObject(outcome);
  });
});

describe("fetchMenu", () => {
  const menu = {
    store: "STORE-1",
    version: "7",
    currency: "USD",
    menus: [{ id: "m", name: "M", order_types: ["takeout"], serving_times: [], category_ids: [] }],
    categories: [],
    products: [],
    modifier_groups: [],
    modifiers: [],
    taxes: [],
    fees: [],
  };

  it.each<[string, HostileAnswer, object]>([
    [
      "a menu, whose signed version counts and not its header",
      { body: JSON.stringify(menu), headers: { etag: '"8"' } },
      { kind: "menu", etag: '"7"' },
    ],
    ["unchanged", { status: 304 }, { kind: "unchanged" }],
    [
      "a negative price (H34)",
      { body: JSON.stringify({ ...menu, fees: [{ id: "f", name: "F", amount_cents: -1, tax_ids: [] }] }) },
      { kind: "failed", reason: "menu_invalid: fee f, amount_cents: Too small: expected number to be >=0" },
    ],
    [
      "a menu that does not hold together",
      { body: JSON.stringify({ ...menu, fees: [{ id: "f", name: "F", amount_cents: 1, tax_ids: ["t"] }] }) },
      { kind: "failed", reason: "menu_invalid: fee f names the unknown tax t" },
    ],
    [
      "another store's menu",
      { body: JSON.stringify({ ...menu, store: "STORE-2" }) },
      { kind: "failed", reason: "menu_of_another_store" },
    ],
    [
      "a menu of 17 MB (H34)",
      { body: JSON.stringify({ ...menu, padding: "x".repeat(17 * 1024 * 1024) }) },
      { kind: "failed", reason: "answer_too_large" },
    ],
    ["an unknown store", error("store_not_found", 404), { kind: "failed", reason: "store_not_found" }],
  ])("reads %s", async (_what, answer, outcome) => {
    const pos = await stage.hostile(() => answer);
    expect(await stage.adapterFor(pos.url).fetchMenu({ etag: '"7"' }, within(10_000))).toMatchObject(outcome);
  });

  it("does not take a menu as unchanged that it never had", async () => {
    const pos = await stage.hostile(() => ({ status: 304 }));
    const outcome = await stage.adapterFor(pos.url).fetchMenu({ etag: null }, within(10_000));
    expect(outcome).toEqual({ kind: "failed", reason: "status_304" });
  });
});
