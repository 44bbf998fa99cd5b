import { chooseLine, randomLines } from "@parley/par-contract";
import { IN_DOUBT } from "./expected.ts";
import { type Shape, taken } from "./shape.ts";

/**
 * Orders that the simulated POS fails, delays or answers wrongly because of one item in them. They may stand open
 * until a person is asked; what must not happen is that they are lost, made twice, or stop the others.
 */
function failing(name: string, itemId: string, weight = 1): Shape {
  return taken(name, {
    weight,
    isDoubtful: true,
    expected: IN_DOUBT,
    begin(desk) {
      const store = desk.store(({ index }) => index.products.has(itemId));
      if (store === null) return null;
      const wish = { itemId, priceLevelId: null, quantity: 1, unitPriceCents: null, modifiers: [] };
      const lines = randomLines(desk.random, store.index).slice(0, 2);
      return { store, lines: [...lines, chooseLine(store.index, wish)] };
    },
  });
}

export const FAILING: readonly Shape[] = [
  failing("poisoned: the POS fails it always (A)", "sim-fault", 5),
  failing("the POS fails it once", "sim-fault-once", 2),
  failing("its answer is lost", "sim-lose-ack", 2),
  failing("its answer comes twice", "sim-duplicate-ack"),
  failing("the POS takes 12 s", "sim-slow"),
  failing("no answer, placed after 20 s", "sim-late"),
];
