import { until } from "../../program.ts";
import type { Drill } from "../drill.ts";
import { mustHold } from "../points/round.ts";
import type { ApiProcess } from "../program-api.ts";
import { startTraffic } from "../traffic.ts";

const PROCESSES = 2;
const BACK_WITHIN_MS = 60_000;

/** DR2 behind one port: the processes that serve are killed, and the one that holds the port stays. */
export const workerKills: Drill = {
  name: "worker-kills",
  about: "kill -9 of the processes behind one port, one after the other, under load (DR2)",
  world: { apis: 1, env: { API_PROCESSES: String(PROCESSES), LOG_LEVEL: "info" } },
  async run({ world, isLong }) {
    const kills = isLong ? 200 : 8;
    const perKill = 50;
    const [api] = world.apis;
    if (api === undefined) throw new Error("The drill needs an API.");
    const allServe = () =>
      until("all processes serve", BACK_WITHIN_MS, () => workersOf(api).filter(isAlive).length === PROCESSES);
    await allServe();
    const traffic = startTraffic({ world, label: "worker", orders: kills * perKill, open: 60, pauseMs: 10 });
    for (let done = 0; done < kills; done += 1) {
      await traffic.sent(Math.floor((done + world.random.next()) * perKill));
      await allServe();
      const alive = workersOf(api).filter(isAlive);
      const pid = alive[Math.floor(world.random.next() * alive.length)];
      if (pid === undefined) throw new Error("No process serves");
      process.kill(pid, "SIGKILL");
      world.fault(`kill -9 of process ${pid} behind the port`);
      await until("it is dead", BACK_WITHIN_MS, () => !isAlive(pid));
    }
    const ends = await traffic.done;
    const open = ends.filter((end) => end === "open").length;
    mustHold(api.program.isRunning, "the process that holds the port lives");
    mustHold(workersOf(api).length >= PROCESSES + kills - 1, `${kills} processes were replaced`);
    return { kills, orders: traffic.count, openForPar: open };
  },
};

/** The processes behind this one's port that have served so far. */
function workersOf(api: ApiProcess): number[] {
  return api.program
    .output()
    .split("\n")
    .filter((line) => line.includes('"msg":"ready to serve"') && line.includes('"worker"'))
    .map((line): { pid: number } => JSON.parse(line))
    .map(({ pid }) => pid);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
