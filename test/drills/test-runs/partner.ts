import type { Drill } from "../drill.ts";
import { mustHold } from "../points/round.ts";

const EQUALS = 50;

/** DR6: fifty equal submits at once, over all processes. */
export const equalSubmits: Drill = {
  name: "equal-submits",
  about: "50 equal submits at once over two processes (DR6)",
  async run({ world, isLong }) {
    const rounds = isLong ? 1_000 : 20;
    let answered = 0;
    for (let done = 0; done < rounds; done += 1) {
      const store = world.stores[done % world.stores.length];
      if (store === undefined) break;
      const order = world.order(store, `equal-${store.storeClass}`);
      const end = world.send(order);
      const others = Array.from({ length: EQUALS - 1 }, () =>
        world.partner.submits(order, world.balanced()[0] ?? ""),
      );
      answered += (await Promise.all(others)).filter((answer) => answer !== null).length;
      await end;
    }
    mustHold(answered > (rounds * EQUALS) / 2, `most of the equal submits were answered, not ${answered}`);
    return { rounds, submits: rounds * EQUALS, answered };
  },
};
