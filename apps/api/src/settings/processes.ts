import { availableParallelism } from "node:os";

/** Processes where none are set, on a machine with as many cores. */
const PROCESSES_MAX = 4;

/** How many processes serve: as set, else one for each core, and one in a demo. */
export function processesOf({ set, isDemo }: { set: number | undefined; isDemo: boolean }): number {
  return set ?? (isDemo ? 1 : Math.min(PROCESSES_MAX, availableParallelism()));
}
