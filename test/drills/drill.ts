import type { Postgres } from "./postgres.ts";
import type { World } from "./world.ts";
import type { WorldPlan } from "./world-plan.ts";

/** One kind of test run. A drill proves that it caused its fault; the checker judges the result. */
export interface Drill {
  /** As on the command line. */
  name: string;
  /** One line for the list. */
  about: string;
  /** True where it waits more than it works, so that other drills may run at the same time. */
  isPatient?: boolean;
  /** Where it needs another world than four stores and two processes. */
  world?: Pick<WorldPlan, "apis" | "env" | "stores" | "spareTills" | "personPatienceMs">;
  /** Opens a PostgreSQL for it alone, where the lab's will not do. @throws LeftOutError */
  postgres?(): Promise<Postgres>;
  run(testRun: TestRun): Promise<Figures>;
}

export interface TestRun {
  world: World;
  /** Runs the long column of the table in docs/reliability.md instead of the short form of every CI run. */
  isLong: boolean;
  /** Runs only these parts, where the drill has parts and some were asked for. */
  only: readonly string[];
}

/** What was counted, for the record. */
export type Figures = Readonly<Record<string, number | string>>;

/** Thrown where this machine lacks what a drill needs: it is left out, and the reason is told. */
export class LeftOutError extends Error {
  override readonly name = "LeftOutError";
}

/** Thrown for the parts of a drill that did not reach the fault they name; the other parts did. */
export class PartsMissedError extends Error {
  override readonly name = "PartsMissedError";
  readonly parts: readonly string[];

  constructor(missed: ReadonlyMap<string, string>) {
    super(`Not done:\n  ${[...missed].map(([part, why]) => `${part}: ${why}`).join("\n  ")}`);
    this.parts = [...missed.keys()];
  }
}
