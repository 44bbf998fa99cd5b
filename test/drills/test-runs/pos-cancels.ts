import { until } from "../../program.ts";
import type { Drill } from "../drill.ts";
import { mustHold } from "../points/round.ts";
import type { World } from "../world.ts";
import type { DrillStore } from "../world-plan.ts";

const WITHIN_MS = 60_000;

/** CP27: the POS cancels placed orders and reports it. PAR still gets `placed`; operators are shown it. */
export const posCancels: Drill = {
  name: "pos-cancels",
  about: "the POS cancels an order that PAR was told is placed (cp27)",
  isPatient: true,
  async run({ world, isLong }) {
    const count = isLong ? 100 : 16;
    const sent = world.stores.flatMap((store) =>
      Array.from({ length: count }, () => ({
        store,
        order: world.order(store, `cancel-${store.storeClass}`),
      })),
    );
    await Promise.all(sent.map(({ order }) => world.send(order)));
    const cancelled: string[] = [];
    for (const { store, order } of sent.filter((_, at) => at % 4 === 0)) {
      if (await cancel(world, store, order.requestUid)) cancelled.push(order.requestUid);
    }
    mustHold(cancelled.length > 0, "orders were cancelled at the POS");
    await until("operators are shown each dispute", WITHIN_MS, async () => {
      const rows = await world.owner.sql<{ count: number }[]>`
        select count(*)::int as count from orders
        where request_uid in ${world.owner.sql(cancelled)} and disputed_at is not null and state = 'placed'`;
      return rows[0]?.count === cancelled.length;
    });
    // Answered `placed` but not at the POS: true of these orders here, and of no other.
    for (const requestUid of cancelled) world.owns("falsePlaced", requestUid);
    return { orders: sent.length, cancelled: cancelled.length };
  },
};

async function cancel(world: World, store: DrillStore, requestUid: string): Promise<boolean> {
  const ticket = world
    .journal()
    .find((line) => line.kind !== "void" && line.request_uid === requestUid && line.store === store.code);
  if (ticket === undefined) return false;
  const url = `http://127.0.0.1:${world.pos.port}/simulator/v1/orders/${ticket.reference}/cancel`;
  const response = await fetch(url, { method: "POST" });
  await response.body?.cancel();
  world.fault(`the POS cancels ${ticket.pos_order_id}`);
  return response.ok;
}
