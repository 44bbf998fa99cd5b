import type { TEST_ITEMS } from "../../../apps/pos-simulator/src/faults.ts";
import { ended, type Said, sent, type Way } from "./way.ts";

const WELL: Said = { cause: "placed", job: "nobody", words: "Placed at" };
const ASKING = { cause: "pos_silent", job: "nobody", words: "We do not know" } as const;

/** By test item of the simulated POS, at a POS whose class leaves the longest trace of it. */
export const ITEM_WAYS: Readonly<Record<keyof typeof TEST_ITEMS, Way>> = {
  soldOut: {
    storeClass: "A",
    make: (world, store) => sent(world, store, "sim-sold-out"),
    says: [{ cause: "sold_out", job: "nobody", step: "menu", words: "Refused before it reached" }],
  },
  refuse: {
    storeClass: "A",
    make: (world, store) => sent(world, store, "sim-refuse"),
    says: [{ cause: "pos_refused", job: "store", step: "recheck", words: "refused it" }],
  },
  slow: {
    storeClass: "C",
    make: (world, store) => sent(world, store, "sim-slow"),
    says: [ASKING, WELL],
  },
  loseAck: {
    storeClass: "D",
    make: (world, store) => sent(world, store, "sim-lose-ack"),
    says: [{ cause: "pos_silent", job: "support", step: "settle", words: "never said whether" }],
  },
  faultOnce: {
    storeClass: "D",
    make: (world, store) => sent(world, store, "sim-fault-once"),
    says: [{ cause: "pos_fault", job: "support", step: "settle", words: "with a fault (500)" }],
  },
  fault: {
    storeClass: "A",
    make: (world, store) => sent(world, store, "sim-fault"),
    says: [
      { cause: "pos_fault", job: "nobody", words: "with a fault (500)" },
      { cause: "pos_fault", job: "support", step: "settle", words: "never said whether it took the order" },
    ],
  },
  late: {
    storeClass: "C",
    make: (world, store) => sent(world, store, "sim-late"),
    says: [ASKING, WELL],
  },
  held: {
    storeClass: "C",
    make: (world, store) => sent(world, store, "sim-held"),
    says: [ASKING, WELL],
  },
  crossedAck: {
    storeClass: "D",
    make: (world, store) => sent(world, store, "sim-crossed-ack"),
    says: [{ cause: "pos_fault", job: "support", step: "settle", words: "about another order" }],
  },
  crossedId: {
    storeClass: "D",
    make: async (world, store) => {
      await ended(world, store);
      return sent(world, store, "sim-crossed-id");
    },
    says: [{ cause: "crossed_orders", job: "support", step: "settle", words: "belongs to another order" }],
  },
  duplicateAck: {
    storeClass: "A",
    make: (world, store) => sent(world, store, "sim-duplicate-ack"),
    says: [WELL],
  },
  otherBill: {
    storeClass: "A",
    make: (world, store) => sent(world, store, "sim-other-bill"),
    // In words of the first item that is charged otherwise, and of both amounts.
    says: [
      {
        cause: "placed",
        job: "menu_people",
        step: "menu",
        words: "The bill there differs. The POS charges $1.16 for Test: another bill, it was sent $1.00.",
      },
    ],
  },
};
