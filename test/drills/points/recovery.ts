import { until } from "../../program.ts";
import type { ApiProcess } from "../program-api.ts";
import { CLASSES } from "../world-plan.ts";
import { mustHold, NO_SWEEP, type Round } from "./round.ts";

/**
 * Crash points of recovery itself: a process dies with attempts under way, the permanent processes are
 * stopped, and the processes that start the recovery die in the middle of it.
 */

const WITHIN_MS = 60_000;

function recovererDies(point: "cp20" | "cp21" | "cp22"): Round {
  return {
    point,
    isAlone: true,
    arm: null,
    async run(round) {
      const { world } = round;
      const first = await world.startApi(`${point}-first`, { env: NO_SWEEP });
      for (const { wire } of world.stores) wire.add({ kind: "timeout", direction: "up" });
      const uids = CLASSES.flatMap((letter) => round.sendTo(letter, first)).map((order) => order.requestUid);
      await until("every class has an attempt under way", WITHIN_MS, async () => {
        const rows = await world.owner.sql<{ count: number }[]>`
          select count(distinct location_id)::int as count from orders
          where request_uid in ${world.owner.sql(uids)} and state = 'dispatching'`;
        return rows[0]?.count === CLASSES.length;
      });
      for (const api of world.apis) api.program.signal("SIGSTOP");
      await first.kill();
      round.fault(`kill -9 of the API with attempts under way, before ${point}`);
      await world.healWires();
      const names = [`${point}-a`, `${point}-b`];
      const recoverers = await Promise.all(
        names.map((name) => world.startApi(name, { env: { FAILPOINT: `${point}:kill@1` } })),
      );
      await Promise.race(recoverers.map((api) => endsAt(api, point)));
      round.fault(`kill -9 of the API at ${point}`);
      for (const api of world.apis) api.program.signal("SIGCONT");
      await Promise.all([first, ...recoverers].map((api) => api.dispose()));
    },
  };
}

async function endsAt(api: ApiProcess, point: string): Promise<void> {
  await until(`${api.name} reaches ${point}`, WITHIN_MS, () => api.reached(point));
  const { signal } = await api.program.exited;
  mustHold(signal === "SIGKILL", `${api.name} was killed at ${point}`);
}

export const RECOVERY_ROUNDS: readonly Round[] = [
  recovererDies("cp20"),
  recovererDies("cp21"),
  recovererDies("cp22"),
];
