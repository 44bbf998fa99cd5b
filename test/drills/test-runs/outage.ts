import { setTimeout as pause } from "node:timers/promises";
import { openDatabase } from "@parley/db";
import { openVault } from "@parley/db/secrets";
import { setLocationPos } from "@parley/db/stores";
import type { PlacedLine } from "../checker/journals.ts";
import type { Drill } from "../drill.ts";
import { mustHold } from "../points/round.ts";
import { MASTER_KEY } from "../provision.ts";
import type { World } from "../world.ts";
import type { DrillStore } from "../world-plan.ts";

/** Test runs in which a POS is gone for a while, and what happens when it is back. */

const OUTAGE_MS = 120_000;
export const NO_SUCH_HOST = "https://pos.invalid";

/** DR13: connections are refused, or the name is not found, and then the POS is back. */
export const refused: Drill = {
  name: "pos-refused",
  about: "connection refused and name not found for two minutes, then up (DR13)",
  isPatient: true,
  async run({ world, isLong }) {
    const count = isLong ? 50 : 16;
    const [named, ...others] = world.stores;
    if (named === undefined) throw new Error("The drill needs stores.");
    await pointTo(world, named, NO_SUCH_HOST);
    await Promise.all(others.map(({ wire }) => wire.down()));
    world.fault("no POS can be reached");
    const ends = world.stores.flatMap((store) =>
      Array.from({ length: count }, () => world.send(world.order(store, `refused-${store.storeClass}`))),
    );
    await pause(OUTAGE_MS * world.plan.timeScale);
    mustHold(world.journal().length === 0, "no order reached a POS while it was down");
    await pointTo(world, named, `http://127.0.0.1:${named.wire.port}`);
    await world.healWires();
    world.fault("every POS is back");
    const placed = (await Promise.all(ends)).filter((end) => end === "placed").length;
    mustHold(placed === ends.length, `every order was kept and placed, not ${placed} of ${ends.length}`);
    return { orders: ends.length, placed };
  },
};

/** Points a store of ours at another address of its POS, or lets fewer calls go there at once. */
export async function pointTo(
  world: World,
  store: DrillStore,
  url: string,
  more: { slots?: number } = {},
): Promise<void> {
  await using db = openDatabase({ url: world.databaseUrl });
  await setLocationPos(db, {
    vault: openVault({ masterKey: MASTER_KEY }),
    locationId: store.locationId,
    posKind: "bridge",
    posSettings: { url, store: store.code, class: store.storeClass, ...more },
    // The same POS, behind another address or with other limits.
    judge: () => "same",
    now: new Date(),
  });
}

/** Calls to one POS at once from one process, unless a store's settings say otherwise. */
const SLOTS = 32;

/** DR23: a POS comes back, and all waiting orders are due at once. */
export const storm: Drill = {
  name: "storm",
  about:
    "hundreds of orders waiting when the POS returns, with two processes behind one port: no more at once than its slots, oldest first (DR23)",
  world: { apis: 1, env: { API_PROCESSES: "2" } },
  async run({ world, isLong }) {
    const count = isLong ? 1_000 : 300;
    const store = world.store("A");
    const { wire } = store;
    await wire.down();
    world.fault("the POS refuses connections");
    const orders = Array.from({ length: count }, () => world.order(store, "storm"));
    const ends: Promise<unknown>[] = [];
    for (const order of orders) {
      ends.push(world.send(order));
      await pause(2);
    }
    await pause(10_000 * world.plan.timeScale);
    wire.forgetPeak();
    await wire.heal();
    // The POS takes a moment for each order, so that too many calls at once would be seen.
    wire.add({ kind: "latency", direction: "down", ms: 5 });
    world.fault("the POS is back");
    await Promise.all(ends);
    const slots = SLOTS * world.apis.length;
    mustHold(wire.peakInFlight <= slots, `at most ${slots} calls at once, not ${wire.peakInFlight}`);
    const ranks = ranksOf(world, await asReceived(world));
    const [older, newer] = [mean(ranks.slice(0, count / 2)), mean(ranks.slice(count / 2))];
    mustHold(2 * older < newer, `the older half came first: mean rank ${older} against ${newer}`);
    return { orders: count, peakAtOnce: wire.peakInFlight, slots, rankOfOlder: older, rankOfNewer: newer };
  },
};

/** The orders in the sequence in which the ledger received them: many at once need not come as they were sent. */
async function asReceived({ owner }: World): Promise<string[]> {
  const rows = await owner.sql<
    { request_uid: string }[]
  >`select request_uid from orders order by received_at, id`;
  return rows.map((row) => row.request_uid);
}

/** Each order's place in the POS's journal. */
function ranksOf(world: World, uids: readonly string[]): number[] {
  const placed = world.journal().filter((line): line is PlacedLine => line.kind !== "void");
  const rankOf = new Map(placed.map((line, rank) => [line.request_uid, rank]));
  return uids.map((uid) => rankOf.get(uid) ?? placed.length);
}

function mean(values: readonly number[]): number {
  return Math.round(values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length));
}

const STORES = 50;

/** DR24: one POS of fifty hangs, and orders at the others are not affected. */
export const bulkhead: Drill = {
  name: "bulkhead",
  about:
    "1 of 50 stores hangs, with two processes behind one port: it fills its own slots, and every other store's orders are placed (DR24)",
  world: {
    ...{ apis: 1, env: { API_PROCESSES: "2" } },
    stores: Array.from({ length: STORES }, (_, at) => ({
      code: `DR-${String(at + 1).padStart(2, "0")}`,
      storeClass: "A" as const,
    })),
  },
  async run({ world, isLong }) {
    const [hanging, ...others] = world.stores;
    if (hanging === undefined) throw new Error("The drill needs stores.");
    const perStore = isLong ? 40 : 4;
    const atHanging = isLong ? 400 : 100;
    hanging.wire.add({ kind: "timeout", direction: "up" });
    world.fault("one POS hangs");
    const stuck = Array.from({ length: atHanging }, () => world.send(world.order(hanging, "hangs")));
    const ends = Array.from({ length: perStore }, () => others)
      .flat()
      .map((store) => world.send(world.order(store, "well")));
    const placed = (await Promise.all(ends)).filter((end) => end === "placed").length;
    const { peakInFlight } = hanging.wire;
    mustHold(placed === ends.length, `every order of a store that is well was placed, not ${placed}`);
    mustHold(peakInFlight <= SLOTS * world.apis.length, `the hanging POS held ${peakInFlight} calls at once`);
    mustHold(peakInFlight > 0, "the hanging POS was called");
    await hanging.wire.heal();
    hanging.wire.cut();
    await Promise.all(stuck);
    return { stores: STORES, well: ends.length, hanging: stuck.length, peakAtOnce: peakInFlight };
  },
};
