import type { DrillOrder } from "../drill-orders.ts";
import type { StoreClass } from "../history.ts";
import type { Route } from "../partner.ts";
import type { ApiProcess } from "../program-api.ts";
import type { Random } from "../random.ts";
import { CLASSES, type DrillStore, type World } from "../world.ts";

/**
 * A round of the crash points: orders of every class are in flight, and at one named place something dies. Four
 * processes stand by for a round, one for each class, so that the point is met by an order of that class.
 */
export interface Round {
  /** `cp07`, or `cp04-dead` where a point has more than one way. */
  point: string;
  /** True where nothing else may start beside it. */
  isAlone?: boolean;
  /** True where the round spoils the processes' wires to PostgreSQL. */
  isWired?: boolean;
  /** What the four processes are armed with; null where the round needs none of them. */
  arm: ((storeClass: StoreClass, random: Random) => Readonly<Record<string, string>>) | null;
  /** Makes the fault and shows that it was made: throws where it was not. */
  run(round: RoundWorld): Promise<void>;
}

export interface RoundWorld {
  world: World;
  random: Random;
  /** Orders of each class. */
  count: number;
  /** The armed process of a class. */
  process(storeClass: StoreClass): ApiProcess;
  /** Sends a class's orders to a process first, then to whatever is up. */
  sendTo(storeClass: StoreClass, first: ApiProcess, item?: string): DrillOrder[];
  /** Sends a class's orders as the load balancer likes. */
  sendAnywhere(storeClass: StoreClass, item?: string): DrillOrder[];
  fault(what: string): void;
}

/** A process that sweeps at its start and then no more leaves recovery to the others. */
export const NO_SWEEP = { SWEEP_MS: "72000000", DATABASE_POOL: "6" };

/**
 * Where the POS must be heard in time to meet the point: a process that has just started takes longer for its
 * first orders than the shortened waits allow.
 */
export const UNHURRIED = { SYNC_BUDGET_MS: "200000", ATTEMPT_DEADLINE_MS: "40000", LEASE_MS: "60000" };

/** Every class's orders, each to its own process. */
export function sendAll(round: RoundWorld, item?: string): Map<StoreClass, DrillOrder[]> {
  return new Map(CLASSES.map((letter) => [letter, round.sendTo(letter, round.process(letter), item)]));
}

/** Prefers a process as long as it runs; its calls meet another when it hangs or is gone. */
export function preferring(first: ApiProcess, others: Route): Route {
  return () => (first.program.isRunning ? [first.url, ...others()] : others());
}

export async function eachStore(world: World, work: (store: DrillStore) => Promise<void>): Promise<void> {
  await Promise.all(CLASSES.map((letter) => work(world.store(letter))));
}

/** Fails the drill where something that must have happened did not. */
export function mustHold(condition: boolean, what: string): void {
  if (!condition) throw new Error(`The drill did not do what it claims: ${what}`);
}
