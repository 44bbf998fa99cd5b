import { setTimeout as pause } from "node:timers/promises";
import type { Drill } from "../drill.ts";
import { eachStore, mustHold } from "../points/round.ts";
import type { World } from "../world.ts";

/** Test runs in which the wire between the gateway and the POS fails. */

const SEEN_WITHIN_MS = 60_000;

/** The requests that reached each POS since this was called. */
function requestsFrom(world: World): (at: number, count: number) => Promise<void> {
  const before = world.stores.map(({ wire }) => wire.count("request_complete"));
  return async (at, count) => {
    const wire = world.stores[at]?.wire;
    await wire?.reached("request_complete", (before[at] ?? 0) + count, AbortSignal.timeout(SEEN_WITHIN_MS));
  };
}

function sendToAll(world: World, label: string, count: number): void {
  for (const store of world.stores)
    for (let sent = 0; sent < count; sent += 1)
      void world.send(world.order(store, `${label}-${store.storeClass}`));
}

/** DR7: the POS places the orders, and its answers never arrive. */
export const lostAnswers: Drill = {
  name: "lost-answers",
  about: "the POS places and its answer is swallowed, until the attempt's deadline (DR7)",
  isPatient: true,
  async run({ world, isLong }) {
    const count = isLong ? 200 : 16;
    const arrived = requestsFrom(world);
    const heals = world.stores.map(({ wire }) => wire.add({ kind: "timeout", direction: "down" }));
    world.fault("answers of every POS swallowed");
    sendToAll(world, "lost", count);
    await Promise.all(world.stores.map((_, at) => arrived(at, 4)));
    // As long as PAR's own patience with a slow POS.
    await pause(31_000 * world.plan.timeScale);
    for (const heal of heals) heal();
    for (const { wire } of world.stores) wire.cut();
    return { orders: count * world.stores.length };
  },
};

/** DR8: a request is delayed on the wire until the gateway has given it up and tried again, then arrives. */
export const lateArrival: Drill = {
  name: "late-arrival",
  about: "requests held on the wire and delivered after the retry (DR8)",
  isPatient: true,
  async run({ world, isLong }) {
    const rounds = isLong ? 25 : 2;
    for (let done = 0; done < rounds; done += 1) {
      world.person.pause();
      const arrived = requestsFrom(world);
      const passes = world.stores.map(({ wire }) => wire.add({ kind: "hold", direction: "up" }));
      sendToAll(world, "late", 8);
      await Promise.all(world.stores.map((_, at) => arrived(at, 4)));
      const releases = world.stores.map(({ wire }) => wire.detain());
      for (const pass of passes) pass();
      world.fault("requests to every POS held");
      // After the deadline and a first retry; within the quiet period of a POS that can only be asked.
      await pause(20_000 * world.plan.timeScale);
      for (const release of releases) release();
      world.fault("held requests delivered");
      world.person.resume();
    }
    return { orders: rounds * 8 * world.stores.length };
  },
};

/** DR11: the wire breaks at a byte of the request or of the answer. */
export const cutBytes: Drill = {
  name: "cut-bytes",
  about: "resets at byte positions of request and answer, sampled (DR11)",
  isPatient: true,
  async run({ world, isLong }) {
    const positions = isLong ? 200 : 20;
    let cut = 0;
    for (let done = 0; done < positions; done += 1) {
      const direction = done % 2 === 0 ? ("up" as const) : ("down" as const);
      const bytes = world.random.between(0, direction === "up" ? 1_800 : 600);
      await eachStore(world, async (store) => {
        const before = store.wire.count("limit_reached");
        const heal = store.wire.add({ kind: "limit_data", direction, bytes });
        const end = world.send(world.order(store, `cut-${store.storeClass}`));
        // A short order may be shorter than the limit and pass completely.
        const seen = AbortSignal.timeout(SEEN_WITHIN_MS);
        await Promise.race([store.wire.reached("limit_reached", before + 1, seen), end]);
        heal();
        if (store.wire.count("limit_reached") > before) cut += 1;
      });
      world.fault(`every wire cut after ${bytes} bytes, ${direction}`);
    }
    const most = positions * world.stores.length;
    mustHold(cut > most / 2, `most of ${most} wires were cut, not ${cut}`);
    return { positions, cuts: cut };
  },
};

const IDLE_MS = 600;

/** DR12: the POS ends kept connections just when the next order comes. */
export const staleKeepAlive: Drill = {
  name: "stale-keep-alive",
  about: "the POS closes an idle connection as the next order is written (DR12)",
  isPatient: true,
  async run({ world, isLong }) {
    const gaps = isLong ? 60 : 12;
    for (const { wire } of world.stores) wire.add({ kind: "idle_close", direction: "down", ms: IDLE_MS });
    for (let done = 0; done < gaps; done += 1) {
      sendToAll(world, "stale", 2);
      await pause(IDLE_MS + world.random.between(-15, 15));
    }
    const closed = world.stores.reduce((sum, { wire }) => sum + wire.count("idle_closed"), 0);
    mustHold(closed > 0, "connections were closed while idle");
    return { orders: gaps * 2 * world.stores.length, closed };
  },
};
