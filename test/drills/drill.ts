import type { World, WorldPlan } from "./world.ts";

/** One kind of test run. A drill must show that it broke what it is to break; what must hold is for the checker. */
export interface Drill {
  /** As on the command line. */
  name: string;
  /** One line for the list. */
  about: string;
  /** True where it waits more than it works, so that others may be lived through beside it. */
  isPatient?: boolean;
  /** Where it wants another world than four stores and two processes. */
  world?: Pick<WorldPlan, "apis" | "env" | "stores">;
  run(testRun: TestRun): Promise<Figures>;
}

export interface TestRun {
  world: World;
  /** The long column of the table in docs/reliability.md, instead of what every CI run does. */
  isLong: boolean;
  /** Only these of the drill's parts, where it has parts and some were asked for. */
  only: readonly string[];
}

/** What was counted, for the record. */
export type Figures = Readonly<Record<string, number | string>>;

/** Parts of a drill that could not be done as they claim; the others were. */
export class PartsMissedError extends Error {
  override readonly name = "PartsMissedError";
  readonly parts: readonly string[];

  constructor(missed: ReadonlyMap<string, string>) {
    super(`Not done:\n  ${[...missed].map(([part, why]) => `${part}: ${why}`).join("\n  ")}`);
    this.parts = [...missed.keys()];
  }
}
