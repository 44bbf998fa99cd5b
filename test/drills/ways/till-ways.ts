import type { CONTROL_ACTS } from "../../../apps/pos-simulator/src/control.ts";
import { until } from "../../program.ts";
import type { DrillOrder } from "../drill-orders.ts";
import type { End } from "../partner.ts";
import type { World } from "../world.ts";
import type { DrillStore } from "../world-plan.ts";
import { atTill, ended, ticketOf, type Way } from "./way.ts";

const WITHIN_MS = 30_000;
/** Every order has one. */
const DRINK = "agua-fresca";

/** By what a person can do at the simulated till. */
export const TILL_WAYS: Readonly<Record<keyof typeof CONTROL_ACTS, Way>> = {
  soldOut: {
    storeClass: "A",
    make: async (world, store) => {
      await atTill(world, `stores/${store.code}/items/${DRINK}/sold-out`);
      return [await untilOneIs("rejected", world, store)];
    },
    // By the POS, where PAR was faster than the till's message; else by us.
    says: [{ cause: "sold_out", job: "nobody", step: "menu", words: "Agua Fresca" }],
  },
  available: {
    storeClass: "A",
    make: async (world, store) => {
      await atTill(world, `stores/${store.code}/items/${DRINK}/sold-out`);
      await untilOneIs("rejected", world, store);
      await atTill(world, `stores/${store.code}/items/${DRINK}/available`);
      return [await untilOneIs("placed", world, store)];
    },
    says: [{ cause: "placed", job: "nobody", words: "Placed at" }],
  },
  price: {
    storeClass: "A",
    make: async (world, store) => {
      // The price that it has, under another version: PAR orders by the menu that it has read.
      await atTill(world, `stores/${store.code}/items/${DRINK}/price/250`);
      return [await ended(world, store)];
    },
    says: [{ cause: "placed", job: "nobody", words: "Placed at" }],
  },
  touch: {
    storeClass: "A",
    make: async (world, store) => {
      await atTill(world, `stores/${store.code}/menu/touch`);
      return [await ended(world, store)];
    },
    says: [{ cause: "placed", job: "nobody", words: "Placed at" }],
  },
  cancel: {
    storeClass: "A",
    make: async (world, store) => {
      const order = await ended(world, store);
      await atTill(world, `orders/${ticketOf(world, order)?.reference}/cancel`);
      return [order];
    },
    says: [{ cause: "pos_took_back", job: "support", step: "settleDispute", words: "the POS took it back" }],
  },
};

/** Orders again and again until the gateway has heard of it: the till's message comes by itself. */
async function untilOneIs(end: End, world: World, store: DrillStore): Promise<DrillOrder> {
  return await until(`an order of ${store.code} is ${end}`, WITHIN_MS, async () => {
    const order = world.order(store, "way");
    return (await world.send(order)) === end ? order : null;
  });
}
