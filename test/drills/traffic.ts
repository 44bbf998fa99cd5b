import { setTimeout as pause } from "node:timers/promises";
import type { End } from "./partner.ts";
import type { World } from "./world.ts";

/** Guests who order one after the other, at stores of every class in turn, while something else goes wrong. */
export interface Traffic {
  /** Resolves when `count` orders were sent. */
  sent(count: number): Promise<void>;
  /** Resolves when all were sent and ended. */
  done: Promise<End[]>;
  readonly count: number;
}

export interface TrafficPlan {
  world: World;
  label: string;
  orders: number;
  /** The most orders that are open at once. */
  open: number;
  /** Between two orders. */
  pauseMs?: number;
  item?: (at: number) => string | undefined;
}

export function startTraffic({ world, label, orders, open, pauseMs = 0, item }: TrafficPlan): Traffic {
  const waiting: { count: number; resolve: () => void }[] = [];
  const ends: Promise<End>[] = [];
  const underWay = new Set<Promise<End>>();
  let count = 0;

  async function run(): Promise<End[]> {
    while (count < orders) {
      if (underWay.size >= open) {
        await Promise.race(underWay);
        continue;
      }
      const store = world.stores[count % world.stores.length];
      if (store === undefined) break;
      const order = world.order(store, `${label}-${store.storeClass}`, item?.(count));
      const end = world.send(order);
      ends.push(end);
      underWay.add(end);
      void end.finally(() => underWay.delete(end));
      count += 1;
      for (const each of waiting) if (each.count <= count) each.resolve();
      // Even a pause of zero yields to other work; otherwise all orders would be sent at once.
      await pause(pauseMs);
    }
    return await Promise.all(ends);
  }

  return {
    done: run(),
    sent: (wanted) =>
      wanted <= count
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push({ count: Math.min(wanted, orders), resolve })),
    get count() {
      return count;
    },
  };
}
