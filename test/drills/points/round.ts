import type { DrillOrder } from "../drill-orders.ts";
import type { StoreClass } from "../history.ts";
import type { Route } from "../partner.ts";
import type { ApiProcess } from "../program-api.ts";
import type { Random } from "../random.ts";
import type { World } from "../world.ts";
import { CLASSES, type DrillStore } from "../world-plan.ts";

/**
 * A round of the crash points: orders of every class are in flight, and at one named place something dies. A
 * round has four processes, one for each class, so that an order of that class reaches the point.
 */
export interface Round {
  /** `cp07`, or `cp04-dead` where a point has more than one way. */
  point: string;
  /** True where nothing else may start during the round. */
  isAlone?: boolean;
  /** True where the round spoils the processes' wires to PostgreSQL. */
  isWired?: boolean;
  /** Settings that arm the four processes; null where the round needs none of them. */
  arm: ((storeClass: StoreClass, random: Random) => Readonly<Record<string, string>>) | null;
  /** Causes the fault and checks that it happened: throws where it did not. */
  run(round: RoundWorld): Promise<void>;
}

export interface RoundWorld {
  world: World;
  random: Random;
  /** Orders of each class. */
  count: number;
  /** The armed process of a class. */
  process(storeClass: StoreClass): ApiProcess;
  /** Sends a class's orders to a process first, then to any that is up. */
  sendTo(storeClass: StoreClass, first: ApiProcess, item?: string): DrillOrder[];
  /** Sends a class's orders to any process, as a load balancer would. */
  sendAnywhere(storeClass: StoreClass, item?: string): DrillOrder[];
  fault(what: string): void;
}

/** The process sweeps once, at its start, and leaves recovery to the others. */
export const NO_SWEEP = { SWEEP_MS: "72000000", DATABASE_POOL: "6" };

/**
 * For points that are reached only if the POS answers in time: a process that has just started takes longer
 * for its first orders than the shortened waits allow.
 */
export const UNHURRIED = { SYNC_BUDGET_MS: "200000", ATTEMPT_DEADLINE_MS: "40000", LEASE_MS: "60000" };

/** Every class's orders, each to its own process. */
export function sendAll(round: RoundWorld, item?: string): Map<StoreClass, DrillOrder[]> {
  return new Map(CLASSES.map((letter) => [letter, round.sendTo(letter, round.process(letter), item)]));
}

/** Prefers a process as long as it runs; calls go to another when it hangs or is gone. */
export function preferring(first: ApiProcess, others: Route): Route {
  return () => (first.program.isRunning ? [first.url, ...others()] : others());
}

export async function eachStore(world: World, work: (store: DrillStore) => Promise<void>): Promise<void> {
  await Promise.all(CLASSES.map((letter) => work(world.store(letter))));
}

/** Fails the drill where a required event did not happen. */
export function mustHold(condition: boolean, what: string): void {
  if (!condition) throw new Error(`The drill did not do what it claims: ${what}`);
}
