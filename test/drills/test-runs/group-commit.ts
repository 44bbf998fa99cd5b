import { until } from "../../program.ts";
import type { Drill } from "../drill.ts";
import { mustHold, NO_SWEEP, preferring, UNHURRIED } from "../points/round.ts";

/** Where several orders, or several results, are in one statement; one alone never comes there. */
const POINTS = ["cp29", "cp30", "cp31", "cp32"] as const;
const ORDERS_PER_STORE = 16;
const MET_WITHIN_MS = 60_000;

/** Processes die with several orders in one statement: before it is sent, and before anybody hears of its commit. */
export const groupCommit: Drill = {
  name: "group-commit",
  about: "kill -9 of a process before and after a statement for several orders, or results, of one moment",
  async run({ world, isLong }) {
    const rounds = isLong ? 15 : 1;
    for (let round = 0; round < rounds; round += 1) {
      for (const point of POINTS) {
        const at = world.random.between(1, 3);
        const api = await world.startApi(`group-${point}-${round}`, {
          env: { ...NO_SWEEP, ...UNHURRIED, FAILPOINT: `${point}:kill@${at}` },
        });
        for (let n = 0; n < ORDERS_PER_STORE; n += 1) {
          for (const store of world.stores) {
            const order = world.order(store, `group-${store.storeClass}`);
            void world.send(order, preferring(api, world.balanced));
          }
        }
        await until(`${api.name} reaches ${point}`, MET_WITHIN_MS, () => api.reached(point));
        const { signal } = await api.program.exited;
        mustHold(signal === "SIGKILL", `${api.name} was killed at ${point}`);
        world.fault(`kill -9 of the API at ${point}, time ${at}`);
        await api.dispose();
      }
    }
    const kills = rounds * POINTS.length;
    const groups = await world.owner.sql<{ isResult: boolean; groups: number; largest: number }[]>`
      select is_result as "isResult", count(*)::int as groups, max(size)::int as largest from (
        select from_state is not null as is_result, count(distinct order_id) as size from order_events
        where from_state is null or (from_state = 'dispatching' and kind <> 'lease_expired') group by tx, 1 having count(distinct order_id) > 1
      ) g group by is_result`;
    const of = (isResult: boolean) => groups.find((row) => row.isResult === isResult);
    const [orders, results] = [of(false), of(true)];
    mustHold(orders !== undefined && results !== undefined, "orders and results were committed together");
    return {
      kills,
      orders: kills * ORDERS_PER_STORE * world.stores.length,
      groupsOfOrders: orders?.groups ?? 0,
      largestOfOrders: orders?.largest ?? 0,
      groupsOfResults: results?.groups ?? 0,
      largestOfResults: results?.largest ?? 0,
    };
  },
};
