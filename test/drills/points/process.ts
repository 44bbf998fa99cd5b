import { setTimeout as pause } from "node:timers/promises";
import { until } from "../../program.ts";
import type { StoreClass } from "../history.ts";
import type { Random } from "../random.ts";
import { CLASSES } from "../world-plan.ts";
import { mustHold, NO_SWEEP, type Round, type RoundWorld, sendAll, UNHURRIED } from "./round.ts";

/** Crash points inside the API process: it is killed, asked to end or stopped at a named place. */

const FIRES_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 15_000;
/** Test items of the simulated POS. */
const SLOW = "sim-slow";

const inEach = (work: (letter: StoreClass) => Promise<void>) => Promise.all(CLASSES.map(work)).then(() => {});

async function firedIn(round: RoundWorld, letter: StoreClass, point: string): Promise<void> {
  const api = round.process(letter);
  await until(`${api.name} reaches ${point}`, FIRES_WITHIN_MS, () => api.reached(point));
}

interface KillOptions {
  /** Additional settings. */
  env?: Readonly<Record<string, string>>;
  /** A test item in every order. */
  item?: string;
  before?: (round: RoundWorld) => Promise<void>;
  /** A random order, up to this one, triggers the point. */
  latest?: number;
  /** True where the process tries again by itself. */
  sweeps?: boolean;
}

/** Dies by `kill -9` at the place, once for each class. */
function killed(point: string, options: KillOptions = {}): Round {
  return {
    point,
    arm: (_class, random) => ({
      ...(options.sweeps ? {} : NO_SWEEP),
      ...options.env,
      FAILPOINT: `${point}:kill@${random.between(1, options.latest ?? 8)}`,
    }),
    async run(round) {
      await options.before?.(round);
      sendAll(round, options.item);
      await inEach(async (letter) => {
        await firedIn(round, letter, point);
        const { signal } = await round.process(letter).program.exited;
        mustHold(signal === "SIGKILL", `class ${letter} was killed at ${point}, not ended by ${signal}`);
        round.fault(`kill -9 of the API at ${point}, class ${letter}`);
      });
      await round.world.healWires();
    },
  };
}

/** The POS refuses connections, so that the gateway records that nothing was sent. */
async function posDown({ world }: RoundWorld): Promise<void> {
  await Promise.all(world.stores.map((store) => store.wire.down()));
}

const HANGING = ["cp07", "cp09", "cp11", "cp14", "cp17"] as const;

/** A point for each class, which depends on the seed. */
function rotated<T>(points: readonly T[], letter: StoreClass, random: Random): T {
  const first = Math.floor(random.fork("rotation").next() * points.length);
  const at = (first + CLASSES.indexOf(letter)) % points.length;
  const point = points[at];
  if (point === undefined) throw new Error("No points to choose from");
  return point;
}

/** PAR sends an order that hangs at a point in one process again, to another process. */
const repeatedWhileHanging: Round = {
  point: "cp19",
  arm: (letter, random) => ({
    ...NO_SWEEP,
    ...UNHURRIED,
    FAILPOINT: `${rotated(HANGING, letter, random)}:stop@3`,
  }),
  async run(round) {
    const orders = sendAll(round);
    await inEach(async (letter) => {
      const point = rotated(HANGING, letter, round.random);
      await firedIn(round, letter, point);
      round.fault(`stop of the API at ${point}, class ${letter}`);
      const again = (orders.get(letter) ?? []).map((order) =>
        round.world.partner.submits(order, round.world.balanced()[0] ?? ""),
      );
      await Promise.all(again);
      round.process(letter).program.signal("SIGCONT");
    });
  },
};

const STOPPING = ["cp05", "cp07", "cp09", "cp11", "cp14", "cp17"] as const;

/** A deploy: SIGTERM at a point, and an orderly end within fifteen seconds. */
const asked: Round = {
  point: "cp24",
  arm: (letter, random) => ({
    ...NO_SWEEP,
    ...UNHURRIED,
    FAILPOINT: `${rotated(STOPPING, letter, random)}:term@${random.between(1, 4)}`,
  }),
  async run(round) {
    sendAll(round);
    await inEach(async (letter) => {
      const point = rotated(STOPPING, letter, round.random);
      await firedIn(round, letter, point);
      const since = performance.now();
      round.fault(`SIGTERM to the API at ${point}, class ${letter}`);
      const { code, signal } = await round.process(letter).program.exited;
      const tookMs = performance.now() - since;
      mustHold(
        code === 0 && signal === null,
        `the API ended well after SIGTERM at ${point}, not ${code} ${signal}`,
      );
      mustHold(
        tookMs <= ENDS_WITHIN_MS,
        `the API ended within 15 s of SIGTERM at ${point}, not ${tookMs} ms`,
      );
    });
  },
};

const SLEEPING = ["cp07", "cp11"] as const;

/** A worker sleeps past its lease, the quiet period and a person's patience, then goes on. */
const asleep: Round = {
  point: "cp23",
  arm: (letter, random) => ({ ...NO_SWEEP, FAILPOINT: `${rotated(SLEEPING, letter, random)}:stop@3` }),
  async run(round) {
    const { world } = round;
    const sent = sendAll(round);
    await inEach(async (letter) => {
      await firedIn(round, letter, rotated(SLEEPING, letter, round.random));
      round.fault(`stop of the API past its lease, class ${letter}`);
    });
    const uids = [...sent.values()].flat().map(({ requestUid }) => requestUid);
    await until("others have settled what the sleepers held", world.settleWithinMs, async () => {
      const rows = await world.owner.sql<{ count: number }[]>`
        select count(*)::int as count from orders where request_uid in ${world.owner.sql(uids)} and final_at is null`;
      return rows[0]?.count === 0;
    });
    for (const letter of CLASSES) round.process(letter).program.signal("SIGCONT");
    // The woken process gets an attempt's time, in which any wrong act of it would show.
    await pause(2 * 10_000 * world.plan.timeScale);
  },
};

export const PROCESS_ROUNDS: readonly Round[] = [
  killed("cp01"),
  killed("cp02"),
  killed("cp05"),
  killed("cp06", { item: SLOW, latest: 4 }),
  killed("cp07", { latest: 4, env: UNHURRIED }),
  // A POS that refuses a few calls is not called for a while: the sweep's probes call it again.
  killed("cp08", { before: posDown, latest: 3, sweeps: true }),
  // A process that gives a slow POS up after a few tries makes no more of them: on a busy machine it never came to the
  // eighth within the shortened waits.
  killed("cp09", { latest: 4, env: UNHURRIED }),
  killed("cp11", { latest: 4, env: UNHURRIED }),
  killed("cp14", { latest: 4, env: UNHURRIED }),
  // On a busy machine the POS answers only some of the orders before PAR gets a 202.
  killed("cp17", { latest: 2, env: UNHURRIED }),
  killed("cp18", { latest: 2, env: UNHURRIED }),
  repeatedWhileHanging,
  asleep,
  asked,
];
