import { describe, expect, it } from "vitest";
import { faultsOf, type Minute } from "./verdict.ts";

const MIB = 2 ** 20;

/** Nine minutes, all alike but for what is said of each. */
function run(
  change: (minute: number) => Partial<Minute["held"]> & { p99?: number; isRestart?: boolean },
): Minute[] {
  return Array.from({ length: 9 }, (_, minute) => {
    const { p99 = 10, isRestart = false, ...held } = change(minute);
    return {
      held: {
        ...{ memoryBytes: 300 * MIB, handles: 50, connections: 20, waiting: 0 },
        ...{ orders: 100 * minute, exchanges: 0, diskBytes: 1_000_000 * minute },
        ...held,
      },
      ...{ p99Ms: { validate: p99, submit: p99, status: p99, menus: p99 }, others: {}, isRestart },
    };
  });
}

describe("a soak", () => {
  it("is well where all stays as it is, and where only the restart was slow", () => {
    expect(faultsOf(run(() => ({})))).toEqual([]);
    expect(faultsOf(run((minute) => (minute === 7 ? { p99: 5_000, isRestart: true } : {})))).toEqual([]);
  });

  it("tells what grew of memory and of handles", () => {
    const grown = (minute: number) => (minute > 5 ? 1.3 : 1);
    expect(faultsOf(run((minute) => ({ memoryBytes: 300 * MIB * grown(minute) })))).toEqual([
      "Memory, MB, grew from 300.0 to 390.0.",
    ]);
    expect(faultsOf(run((minute) => ({ handles: 50 * grown(minute) })))).toEqual([
      "Open handles grew from 50.0 to 65.0.",
    ]);
  });

  it("tells of tables that grow by more than their data", () => {
    const [fault] = faultsOf(run((minute) => ({ diskBytes: 1_000_000 * minute ** 2 })));
    expect(fault).toMatch(/^Disk per order, KB, grew/);
  });

  it("tells of times that grow, and of waits for locks", () => {
    const faults = faultsOf(run((minute) => ({ p99: minute > 5 ? 25 : 10, waiting: 1 })));
    expect(faults).toHaveLength(5);
    expect(faults[0]).toBe("The p99 of validate, ms, grew from 10.0 to 25.0.");
    expect(faults.at(-1)).toBe("In 9 of 9 looks a connection waited for a lock.");
  });

  it("says that a run was too short to tell", () => {
    expect(faultsOf(run(() => ({})).slice(0, 5))[0]).toMatch(/too short/);
  });
});
