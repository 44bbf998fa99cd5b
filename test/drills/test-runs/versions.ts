import type { Database } from "@parley/db";
import type { Drill } from "../drill.ts";
import { mustHold } from "../points/round.ts";
import { bundlePrevious, NoHistoryError } from "../previous.ts";
import type { ApiProcess } from "../program-api.ts";
import { startTraffic } from "../traffic.ts";

const ORDERS_PER_KILL = 40;

/**
 * DR26: the middle of a deploy. Processes of the release before and of this one run on a database that is
 * already migrated; both take orders, both are killed with orders in doubt, and each finishes the other's.
 */
export const versionsBeside: Drill = {
  name: "versions-beside",
  world: { env: { PACK_ORDERS: "0" } },
  about: "processes of the release before beside this one's, both killed under load (DR26)",
  async run({ world, isLong }) {
    const previous = await findPrevious(world.dir);
    if (previous === null) return { leftOut: "this clone has no history to take the release before from" };
    const kills = isLong ? 80 : 6;
    const start = async (name: string, isPrevious: boolean) =>
      await world.startApi(name, isPrevious ? { main: previous } : {});
    const before = new Set<ApiProcess>();
    for (const name of ["api-before-1", "api-before-2"]) {
      const api = await start(name, true);
      before.add(api);
      world.apis.push(api);
    }
    const traffic = startTraffic({
      world,
      label: "both",
      orders: kills * ORDERS_PER_KILL,
      open: 60,
      // Some are left in doubt without any kill, and whichever process sees them first settles them.
      item: (at) => (at % 5 === 0 ? "sim-lose-ack" : undefined),
    });
    for (let done = 0; done < kills; done += 1) {
      await traffic.sent(Math.floor((done + world.random.next()) * ORDERS_PER_KILL));
      // Alternate, so that orders left in doubt by one release are there for the other.
      const isPrevious = done % 2 === 0;
      const victims = world.apis.filter((api) => before.has(api) === isPrevious && api.program.isRunning);
      const api = victims[Math.floor(world.random.next() * victims.length)];
      if (api === undefined) throw new Error("No process of this release runs that could be killed");
      await api.kill();
      world.fault(`kill -9 of ${api.name}`);
      const fresh = await start(`${api.name}-${done}`, isPrevious);
      if (isPrevious) before.add(fresh);
      world.apis[world.apis.indexOf(api)] = fresh;
      await api.dispose();
    }
    await traffic.done;
    const finishers = await finishersOf(world.owner, before);
    mustHold(finishers.byPrevious > 0, "the release before finished orders, and it finished none");
    mustHold(finishers.byThis > 0, "this release finished orders, and it finished none");
    return { kills, orders: traffic.count, ...finishers };
  },
};

/** A shallow clone cannot run this drill: its figures say so, and it is no failure of the gateway. */
async function findPrevious(dir: string): Promise<string | null> {
  try {
    return await bundlePrevious(dir);
  } catch (error) {
    if (error instanceof NoHistoryError) return null;
    throw error;
  }
}

/** How many orders each release made final after a process of the other had begun them. */
async function finishersOf(
  owner: Database,
  before: ReadonlySet<ApiProcess>,
): Promise<{ byPrevious: number; byThis: number }> {
  const pids = new Set([...before].map((api) => api.program.pid));
  const isPrevious = (worker: string) => pids.has(Number(/-(\d+)-[0-9a-f]{8}$/.exec(worker)?.[1]));
  const rows = await owner.sql<{ began: string; ended: string }[]>`
    select a.worker as began, e.actor as ended
    from attempts a join order_events e on e.order_id = a.order_id
    where a.number = 1 and e.to_state in ('placed', 'rejected', 'errored')`;
  const crossed = rows.filter(({ began, ended }) => isPrevious(began) !== isPrevious(ended));
  const byPrevious = crossed.filter(({ ended }) => isPrevious(ended)).length;
  return { byPrevious, byThis: crossed.length - byPrevious };
}
