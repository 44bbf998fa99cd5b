import { setTimeout as pause } from "node:timers/promises";
import type { Drill } from "../drill.ts";
import { mustHold } from "../points/round.ts";
import type { DrillStore, World } from "../world.ts";

/** The longest that a good order waits at a POS that answers, at the default timings. */
const BOUND_MS = 25_000;
/** What a busy machine may add of its own; not multiplied by the time scale. */
const MACHINE_MS = 6_000;
const POISON = "sim-fault";
/** One more than opens the breaker of the one process. */
const POISONED = 6;

/** A: each store is well, and fails a few orders whenever they come. */
export const poisonedOrder: Drill = {
  name: "poisoned-order",
  about:
    "six orders that the POS answers with 500, among good ones: no good one waits long, or ends unsent (A)",
  isPatient: true,
  // What fails again and again is given up; more than twice the bound is enough.
  world: { apis: 1, env: { GIVE_UP_MS: "60000" } },
  async run({ world, isLong }) {
    const good = isLong ? 120 : 16;
    const sent = await Promise.all(world.stores.map((store) => cell(world, store, good)));
    const rows = await rowsOf(world, sent.flat());
    const inDoubt = await failedStores(world);
    mustHold(
      inDoubt === world.stores.length,
      `every store failed orders until it was in doubt, not ${inDoubt}`,
    );
    mustHold(rows.length === good * world.stores.length, "every good order is in the ledger");
    const unsent = rows.filter(({ state, attempt }) => state === "errored" && attempt === 0).length;
    mustHold(unsent === 0, `no good order ends unsent, and ${unsent} did`);
    const open = rows.filter(({ state }) => state !== "placed").length;
    mustHold(open === 0, `every good order is placed, and ${open} were not`);
    const longestMs = Math.max(...rows.map(({ waited }) => waited));
    const boundMs = BOUND_MS * world.plan.timeScale + MACHINE_MS;
    mustHold(
      longestMs <= boundMs,
      `no good order waits longer than ${boundMs} ms, and one waited ${longestMs}`,
    );
    return { orders: (good + POISONED) * world.stores.length, good: rows.length, longestMs };
  },
};

/**
 * The poisoned orders one after the other in a quiet minute, and then good ones among the repeats of these.
 * @returns the request uids of the good ones, once PAR has a final answer about each
 */
async function cell(world: World, store: DrillStore, good: number): Promise<string[]> {
  const { storeClass } = store;
  for (let n = 0; n < POISONED; n++) {
    void world.send(world.order(store, `poison-${storeClass}`, POISON));
    await pause(1_000 * world.plan.timeScale);
  }
  world.fault(`${store.code} fails ${POISONED} orders again and again`);
  const orders = Array.from({ length: good }, () => world.order(store, `good-${storeClass}`));
  const ends: Promise<unknown>[] = [];
  for (const order of orders) {
    ends.push(world.send(order));
    await pause(2_000 * world.plan.timeScale);
  }
  await Promise.all(ends);
  return orders.map(({ requestUid }) => requestUid);
}

/** Stores whose POS answered the first try of as many orders with a fault as open a breaker. */
async function failedStores({ owner }: World): Promise<number> {
  const rows = await owner.sql<{ stores: number }[]>`
    select count(*)::int as stores from (
      select o.location_id from attempt_results r join orders o on o.id = r.order_id
      where r.number = 1 and r.outcome = 'unknown' and r.evidence ->> 'status' = '500'
      group by o.location_id having count(*) >= ${POISONED - 1}) failed`;
  return rows[0]?.stores ?? 0;
}

interface Row {
  state: string;
  attempt: number;
  /** Milliseconds from PAR's call to the final state. */
  waited: number;
}

function rowsOf({ owner }: World, requestUids: readonly string[]): Promise<Row[]> {
  return owner.sql<Row[]>`
    select state, attempt, round(extract(epoch from coalesce(final_at, now()) - received_at) * 1000)::int as waited
    from orders where request_uid in ${owner.sql(requestUids)}`;
}
