import { percentile } from "../load.ts";
import type { Operation } from "./flow.ts";
import type { Held } from "./watch.ts";

/** One minute, or what the run has in its place. */
export interface Minute {
  held: Held;
  p99Ms: Record<Operation, number>;
  /** Answers that were not 200, with how many. */
  others: Record<string, number>;
  /** True while processes were restarted: its times are not compared. */
  isRestart: boolean;
}

/** By how much the last third may exceed the second, which is warm. */
const MOST = { memory: 1.15, handles: 1.15, p99: 2, diskPerOrder: 1.25 };

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What grew that should be flat, one sentence each. */
export function faultsOf(minutes: readonly Minute[]): string[] {
  const third = Math.floor(minutes.length / 3);
  if (third < 2) return ["The run was too short to compare its parts: six minutes at least."];
  const [before, after] = [minutes.slice(third, 2 * third), minutes.slice(-third)];
  const faults: string[] = [];
  const compare = (name: string, most: number, of: (part: readonly Minute[]) => number) => {
    const [first, last] = [of(before), of(after)];
    if (last > first * most) faults.push(`${name} grew from ${first.toFixed(1)} to ${last.toFixed(1)}.`);
  };
  compare("Memory, MB,", MOST.memory, (part) => mean(part.map(({ held }) => held.memoryBytes)) / 2 ** 20);
  compare("Open handles", MOST.handles, (part) => mean(part.map(({ held }) => held.handles)));
  compare("Disk per order, KB,", MOST.diskPerOrder, diskPerOrder);
  for (const operation of ["validate", "submit", "status", "menus"] as const) {
    compare(`The p99 of ${operation}, ms,`, MOST.p99, (part) => {
      const calm = part.filter(({ isRestart }) => !isRestart).map(({ p99Ms }) => p99Ms[operation]);
      return percentile(
        calm.toSorted((a, b) => a - b),
        0.5,
      );
    });
  }
  const waiting = minutes.filter(({ held }) => held.waiting > 0).length;
  if (waiting > minutes.length / 2)
    faults.push(`In ${waiting} of ${minutes.length} looks a connection waited for a lock.`);
  return faults;
}

/** Of all tables together, the calls of each order included, in KB. */
function diskPerOrder(part: readonly Minute[]): number {
  const [first, last] = [part[0]?.held, part.at(-1)?.held];
  if (first === undefined || last === undefined || last.orders === first.orders) return 0;
  return (last.diskBytes - first.diskBytes) / (last.orders - first.orders) / 1_024;
}
