import type { World, WorldPlan } from "./world.ts";

/** One evening with a purpose. What it breaks, it must show that it broke; what must hold is the checker's matter. */
export interface Drill {
  /** As on the command line. */
  name: string;
  /** One line for the list. */
  about: string;
  /** True where it waits more than it works, so that others may be lived through beside it. */
  isPatient?: boolean;
  /** Where it wants another world than four stores and two processes. */
  world?: Pick<WorldPlan, "apis" | "env" | "stores">;
  run(evening: Evening): Promise<Figures>;
}

export interface Evening {
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
