import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleProgram } from "./bundle.ts";
import { brokenSets, type Verdict } from "./checker/check.ts";
import { printVerdict } from "./checker/report.ts";
import { type Drill, type Figures, LeftOutError, PartsMissedError } from "./drill.ts";
import { openPostgres, type Postgres } from "./postgres.ts";
import { REPOSITORY } from "./program-api.ts";
import { createRandom } from "./random.ts";
import { openWorld } from "./world.ts";

/** Runs drills with the things that all drills of a run share: programs, a PostgreSQL, a folder. */
export interface Lab extends AsyncDisposable {
  /**
   * Runs a drill and judges it; an error that the drill throws becomes its failure.
   * @param again given for a further run in this lab: the parts that were missed, or all where it has none
   */
  run(drill: Drill, again?: readonly string[]): Promise<DrillResult>;
}

export interface LabOptions {
  seed: number;
  isLong: boolean;
  only: readonly string[];
  timeScale: number;
  /** The API's main program. */
  apiMain: string;
}

export interface DrillResult {
  drill: string;
  seed: number;
  isPassed: boolean;
  /** Why it failed, where it did. */
  error: string | null;
  /** Its parts that did not reach the fault they name. */
  missed: readonly string[];
  figures: Figures;
  /** The sets that must be empty, by size; null where there was nothing to judge. */
  sets: Readonly<Record<string, number>> | null;
  counts: Verdict["counts"] | null;
  seconds: number;
}

export async function openLab(options: LabOptions): Promise<Lab> {
  const dir = mkdtempSync(join(tmpdir(), "parley-drill-"));
  const postgres = await openPostgres(join(dir, "postgres"));
  const [api, pos] = await Promise.all([
    bundleProgram(options.apiMain, "api", dir),
    bundleProgram(join(REPOSITORY, "apps/pos-simulator/src/main.ts"), "pos", dir),
  ]);
  const testRun = { ...options, dir, postgres, programs: { api, pos } };
  let hasFailed = false;
  let repeats = 0;
  return {
    async run(drill, again) {
      const result =
        again === undefined
          ? await runDrill(drill, drill.name, testRun)
          : await runDrill(drill, `${drill.name}-again-${++repeats}`, { ...testRun, only: again });
      hasFailed ||= !result.isPassed;
      return result;
    },
    async [Symbol.asyncDispose]() {
      await postgres[Symbol.asyncDispose]();
      // The histories and journals explain a failure.
      if (hasFailed) process.stdout.write(`Histories and journals are kept in ${dir}\n`);
      else rmSync(dir, { recursive: true, force: true });
    },
  };
}

interface TestRunOptions extends LabOptions {
  dir: string;
  postgres: Postgres;
  programs: { api: string; pos: string };
}

async function runDrill(drill: Drill, name: string, options: TestRunOptions): Promise<DrillResult> {
  const since = performance.now();
  const { seed, isLong, only } = options;
  const found: Pick<DrillResult, "figures" | "counts" | "missed" | "error"> & { verdict: Verdict | null } = {
    figures: {},
    missed: [],
    counts: null,
    verdict: null,
    error: null,
  };
  try {
    const random = createRandom(seed).fork(drill.name);
    await using own = (await drill.postgres?.()) ?? null;
    const postgres = own ?? options.postgres;
    await using world = await openWorld({ ...options, ...drill.world, postgres, name, random });
    try {
      found.figures = await drill.run({ world, isLong, only });
    } catch (error) {
      found.error = textOf(error);
      if (error instanceof PartsMissedError) found.missed = error.parts;
    }
    await world.comesToRest();
    await world.settle();
    found.verdict = await world.verdict();
    process.stdout.write(`${printVerdict(found.verdict)}\n`);
    if (!found.verdict.isClean) found.error ??= `broken: ${brokenSets(found.verdict).join(", ")}`;
  } catch (error) {
    if (error instanceof LeftOutError) found.figures = { leftOut: error.message };
    else found.error ??= textOf(error);
  }
  const { verdict } = found;
  return {
    drill: drill.name,
    seed,
    isPassed: found.error === null,
    error: found.error,
    missed: found.missed,
    figures: found.figures,
    sets:
      verdict && Object.fromEntries(Object.entries(verdict.sets).map(([name, set]) => [name, set.length])),
    counts: verdict?.counts ?? null,
    seconds: Math.round((performance.now() - since) / 100) / 10,
  };
}

/** Whether a promise to PAR or to the kitchen was broken: a failure, whatever a second run would show. */
export function hasBrokenPromise({ sets }: DrillResult): boolean {
  return Object.values(sets ?? {}).some((size) => size > 0);
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
