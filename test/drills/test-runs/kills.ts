import type { Drill } from "../drill.ts";
import { mustHold } from "../points/round.ts";
import { startTraffic } from "../traffic.ts";
import type { World } from "../world.ts";

/** DR2: API processes and the POS are killed at random moments, under load. */
export const randomKills: Drill = {
  name: "random-kills",
  about: "kill -9 of API processes and the POS at random moments, under load (DR2)",
  world: { apis: 3 },
  async run({ world, isLong }) {
    const kills = isLong ? 1_000 : 60;
    const orders = isLong ? 50_000 : 3_000;
    const traffic = startTraffic({ world, label: "kill", orders, open: 160 });
    const backs: Promise<void>[] = [];
    let done = 0;
    let posKills = 0;
    for (; done < kills; done += 1) {
      const every = orders / kills;
      await traffic.sent(Math.floor(done * every + world.random.next() * every));
      const isPos = world.random.next() < 0.15;
      if (isPos) {
        posKills += 1;
        await world.pos.kill();
        world.fault("kill -9 of the POS");
        await world.pos.start();
      } else backs.push((await killOne(world, done)).back);
    }
    await Promise.all(backs);
    await traffic.done;
    mustHold(done === kills, `${kills} kills were made`);
    return { kills, posKills, orders };
  },
};

/**
 * Kills one of the API processes that are running, so that each kill ends something and no more programs run
 * than planned. Resolves when it is dead, with a promise of its replacement.
 */
async function killOne(world: World, number: number): Promise<{ back: Promise<void> }> {
  const running = world.apis.filter(({ program }) => program.isRunning);
  const api = running[Math.floor(world.random.next() * running.length)];
  if (api === undefined) throw new Error("No API process runs that could be killed");
  const at = world.apis.indexOf(api);
  await api.kill();
  world.fault(`kill -9 of ${api.name}`);
  const back = world.startApi(`api-${at + 1}-${number}`).then((fresh) => {
    world.apis[at] = fresh;
    return api.dispose();
  });
  // This drill kills one or two at a time; the next drill covers all of them.
  if (running.length === 1) await back;
  return { back };
}

/** DR4: PostgreSQL is killed again and again, under load. */
export const postgresKills: Drill = {
  name: "postgres-kills",
  about: "kill -9 of PostgreSQL under load, and its recovery (DR4)",
  async run({ world, isLong }) {
    const kills = isLong ? 200 : 12;
    const orders = kills * 50;
    const traffic = startTraffic({ world, label: "pgkill", orders, open: 80, pauseMs: 10 });
    let downMs = 0;
    for (let done = 0; done < kills; done += 1) {
      await traffic.sent(Math.floor(done * 50 + world.random.next() * 50));
      await world.postgres.kill();
      world.fault("kill -9 of PostgreSQL");
      const since = performance.now();
      await world.postgres.start();
      downMs = Math.max(downMs, performance.now() - since);
    }
    await traffic.done;
    return { kills, orders, downMsMax: Math.round(downMs) };
  },
};

/** DR17: a process is stopped past its leases, again and again, and goes on as if nothing had happened. */
export const workerSleeps: Drill = {
  name: "worker-sleeps",
  about: "SIGSTOP of an API process for longer than its leases, then SIGCONT (DR17)",
  isPatient: true,
  async run({ world, isLong }) {
    const sleeps = isLong ? 100 : 6;
    const traffic = startTraffic({ world, label: "sleep", orders: sleeps * 40, open: 60, pauseMs: 10 });
    for (let done = 0; done < sleeps; done += 1) {
      await traffic.sent(Math.floor((done + world.random.next()) * 40));
      const api = world.apis[done % world.apis.length];
      if (api === undefined) break;
      api.program.signal("SIGSTOP");
      const ms = (15_000 + world.random.between(10_000, 90_000)) * world.plan.timeScale;
      world.fault(`stop of ${api.name} for ${Math.round(ms)} ms`);
      await new Promise((resolve) => setTimeout(resolve, ms));
      api.program.signal("SIGCONT");
    }
    await traffic.done;
    return { sleeps, orders: traffic.count };
  },
};

const ENDS_WITHIN_MS = 15_000;

/** DR19: every process is replaced, one after the other, while guests go on ordering. */
export const rollingRestart: Drill = {
  name: "rolling-restart",
  about: "SIGTERM and replacement of every API process under load (DR19)",
  async run({ world, isLong }) {
    const rounds = isLong ? 20 : 2;
    const perRestart = 50;
    const restarts = rounds * world.apis.length;
    const traffic = startTraffic({
      world,
      label: "roll",
      orders: restarts * perRestart,
      open: 40,
      pauseMs: 10,
    });
    let longestMs = 0;
    for (let done = 0; done < restarts; done += 1) {
      await traffic.sent(done * perRestart + perRestart / 2);
      const at = done % world.apis.length;
      const old = world.apis[at];
      if (old === undefined) break;
      world.fault(`SIGTERM to ${old.name}`);
      const { code, tookMs } = await old.end();
      longestMs = Math.max(longestMs, tookMs);
      mustHold(code === 0, `${old.name} ended well, not with ${code}`);
      mustHold(tookMs <= ENDS_WITHIN_MS, `${old.name} ended within 15 s, not ${Math.round(tookMs)} ms`);
      world.apis[at] = await world.startApi(`api-${at + 1}-${done}`);
    }
    const ends = await traffic.done;
    const open = ends.filter((end) => end === "open").length;
    mustHold(open === 0, `no order failed for PAR after its own retry, and ${open} did`);
    return { restarts, orders: traffic.count, endMsMax: Math.round(longestMs) };
  },
};
