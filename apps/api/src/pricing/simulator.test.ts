import { bridgeMenu } from "@parley/bridge-contract";
import { defaultSwitches, parseOrderRequest, sampleOrder } from "@parley/par-contract";
import { describe, expect, it } from "vitest";
import { createStores } from "../../../pos-simulator/src/stores.ts";
import { readBridgeMenu } from "../pos/bridge/menu.ts";
import { type PriceOutcome, priceOrder } from "./price-order.ts";
import { NOW } from "./testing/orders.ts";

const stores = [...createStores().values()];

function priceAt(storeId: string, body: Record<string, unknown>): PriceOutcome {
  const store = stores.find(({ id }) => id === storeId);
  if (store === undefined) throw new Error(`the simulator has no store ${storeId}`);
  return priceOrder({
    operation: "submit_order",
    request: parseOrderRequest(body).request,
    menu: readBridgeMenu(bridgeMenu.parse(store.menu)),
    store: { timezone: "America/Los_Angeles", currency: "USD" },
    switches: defaultSwitches,
    now: NOW,
  });
}

describe("priceOrder on the simulated store's menu", () => {
  it("prices the worked exchange of the contract at 29.10", () => {
    expect(priceAt("YC-LC-001", sampleOrder())).toMatchObject({
      kind: "priced",
      order: { subtotalCents: 2_400, taxTotalCents: 210, tipTotalCents: 300, grandTotalCents: 2_910 },
      notes: [{ kind: "payment_tips_read_as", reading: "inside" }],
    });
  });

  it.each(["dine_in", "takeout", "delivery", "curbside", "table_service"])("takes it as %s", (order_type) => {
    const details = { order_type, table_number: "4", delivery: { address_line1: "1 Elm Street" } };
    expect(priceAt("YC-LC-001", sampleOrder({ details })).kind).toBe("priced");
  });

  it("knows the test items at 1.00 on every store, one of them sold out", () => {
    for (const { id } of stores) {
      const ids = [
        "sim-refuse",
        "sim-slow",
        "sim-lose-ack",
        "sim-fault-once",
        "sim-fault",
        "sim-late",
        "sim-sold-out",
      ];
      const items = ids.map((item_id) => ({ item_id, quantity: 1, unit_price: 1 }));
      const outcome = priceAt(
        id,
        sampleOrder({ details: { items, subtotal: 7, grand_total: 7, tip_total: 0 } }),
      );
      expect(outcome).toMatchObject({ kind: "refused", order: { subtotalCents: 700 } });
      const onLines =
        outcome.kind === "refused" ? outcome.issues.filter((issue) => issue.lineId !== undefined) : [];
      expect(onLines.map(({ code, lineId }) => [code, lineId])).toEqual([["item_unavailable", "7"]]);
    }
  });
});
