import { PartsMissedError } from "../drill.ts";
import type { StoreClass } from "../history.ts";
import type { ApiProcess } from "../program-api.ts";
import type { World } from "../world.ts";
import { CLASSES, type DrillStore } from "../world-plan.ts";
import { DATABASE_ROUNDS, SERVER_ROUNDS } from "./database.ts";
import { PROCESS_ROUNDS } from "./process.ts";
import { RECOVERY_ROUNDS } from "./recovery.ts";
import { preferring, type Round, type RoundWorld } from "./round.ts";
import { WIRE_ROUNDS } from "./wire.ts";

/** Every crash point, by name. */
export const ROUNDS: readonly Round[] = [
  ...PROCESS_ROUNDS,
  ...WIRE_ROUNDS,
  ...DATABASE_ROUNDS,
  ...RECOVERY_ROUNDS,
  ...SERVER_ROUNDS,
].sort((one, other) => Number(one.isAlone ?? false) - Number(other.isAlone ?? false));

type Processes = ReadonlyMap<StoreClass, ApiProcess>;

/**
 * Runs the rounds one after the other. The orders of a round are settled while the next round runs, so that
 * waiting for a quiet period costs nothing. A point that is not reached does not stop the other rounds; it
 * fails the drill at the end.
 * @param count orders of each class in a round
 */
export async function runRounds(world: World, rounds: readonly Round[], count: number): Promise<void> {
  const retired: Promise<void>[] = [];
  const missed = new Map<string, string>();
  let standby: Promise<Processes> | null = null;
  for (const [at, round] of rounds.entries()) {
    const since = performance.now();
    try {
      const ready = standby ?? standBy(world, round);
      // If these processes do not come up, the next round starts its own.
      standby = null;
      const processes = await ready;
      const next = rounds[at + 1];
      const mayOverlap = next !== undefined && !round.isAlone && !next.isAlone;
      standby = mayOverlap ? standBy(world, next) : null;
      // Awaited at its turn; a failure before that is not "unhandled".
      standby?.catch(() => {});
      retired.push(...(await runRound(world, round, processes, count)));
    } catch (error) {
      missed.set(round.point, error instanceof Error ? error.message : String(error));
      await world.comesToRest();
    }
    process.stdout.write(
      `  ${round.point.padEnd(10)} ${((performance.now() - since) / 1_000).toFixed(1)} s\n`,
    );
  }
  await Promise.all(retired);
  if (missed.size > 0) throw new PartsMissedError(missed);
}

/** @returns a promise to await later: the round's processes may first finish the orders they have */
async function runRound(
  world: World,
  round: Round,
  processes: Processes,
  count: number,
): Promise<Promise<void>[]> {
  try {
    await round.run(roundWorld(world, round, processes, count));
    return [retire(processes)];
  } catch (error) {
    await Promise.all([...processes.values()].map((api) => api.dispose()));
    throw error;
  }
}

async function standBy(world: World, round: Round): Promise<Processes> {
  const { arm } = round;
  if (arm === null) return new Map();
  const random = world.random.fork(round.point);
  const settings = CLASSES.map((letter) => [letter, arm(letter, random)] as const);
  const started = settings.map(async ([letter, env]) => {
    return [
      letter,
      await world.startApi(`${round.point}-${letter}`, { env, isWired: round.isWired ?? false }),
    ] as const;
  });
  return new Map(await Promise.all(started));
}

/** Lets each process that still runs finish the orders it has, then ends it. */
async function retire(processes: Processes): Promise<void> {
  await Promise.all(
    [...processes.values()].map(async (api) => {
      api.program.signal("SIGCONT");
      await api.end();
      await api.dispose();
    }),
  );
}

function roundWorld(world: World, round: Round, processes: Processes, count: number): RoundWorld {
  const random = world.random.fork(round.point);
  const orders = (store: DrillStore, item?: string) =>
    Array.from({ length: count }, () => world.order(store, `${round.point}-${store.storeClass}`, item));
  return {
    world,
    random,
    count,
    process(letter) {
      const api = processes.get(letter);
      if (api === undefined) throw new Error(`Round ${round.point} has no process for class ${letter}`);
      return api;
    },
    sendTo(letter, first, item) {
      const sent = orders(world.store(letter), item);
      for (const order of sent) void world.send(order, preferring(first, world.balanced));
      return sent;
    },
    sendAnywhere(letter, item) {
      const sent = orders(world.store(letter), item);
      for (const order of sent) void world.send(order);
      return sent;
    },
    fault: world.fault,
  };
}
