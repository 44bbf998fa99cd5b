import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { DRILLS } from "./catalog.ts";
import { contention, timeScaleOf } from "./contention.ts";
import type { Drill } from "./drill.ts";
import { type DrillResult, hasBrokenPromise, openLab } from "./lab.ts";
import { buildMutant } from "./mutants/build.ts";
import { MUTANT_NAMES } from "./mutants/catalog.ts";
import { REPOSITORY } from "./program-api.ts";

/** `npm run drill -- <name> [--seed N] [--long] …`: runs drills and prints how many passed and failed. */

const USAGE = `npm run drill -- <name…|ci|list> [options]

  --seed N          the same seed makes the same choices (default: the day's)
  --long            the long form
  --only a,b        only these parts of a drill that has parts
  --time-scale X    multiplies every wait (default: 0.1, and more where other programs keep the machine busy)
  --api-main FILE   another main program of the API
  --mutant NAME     an API that is broken on purpose (test/drills/mutants)
  --retry           does a drill again, at most twice, that could not be done as it claims; a broken promise is never forgiven
  --record          keeps the result in test/drills/results
  --report FILE     writes the result there, with how many passed and failed as .ci/summary.mjs reads it`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string" },
    long: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    "time-scale": { type: "string" },
    "api-main": { type: "string", default: join(REPOSITORY, "apps/api/src/main.ts") },
    mutant: { type: "string" },
    retry: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
    report: { type: "string" },
  },
});

/** How often `--retry` repeats what did not take place. */
const REPEATS = 2;

/** How many patient drills run at once. */
const BESIDE_EACH_OTHER = 3;

const say = (text: string) => process.stdout.write(`${text}\n`);
const today = () => new Date().toISOString().slice(0, 10);

function seedOf(text: string | undefined): number {
  const seed = Number(text ?? today().replaceAll("-", ""));
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new Error("A seed is a whole number.");
}

async function main(): Promise<number> {
  if (positionals.length === 0 || positionals[0] === "list") {
    say(USAGE);
    for (const { name, about } of DRILLS) say(`\n  ${name.padEnd(18)}${about}`);
    return 0;
  }
  const drills = positionals[0] === "ci" ? DRILLS : positionals.map(drillNamed);
  const seed = seedOf(values.seed);
  const commit = execFileSync("git", ["rev-parse", "HEAD"], { cwd: REPOSITORY, encoding: "utf8" }).trim();
  const timeScale = Number(values["time-scale"] ?? timeScaleOf(contention()));
  say(`seed ${seed}, time × ${timeScale}, commit ${commit}`);
  const results: DrillResult[] = [];
  {
    await using lab = await openLab({
      seed,
      isLong: values.long,
      only: values.only.split(",").filter(Boolean),
      timeScale,
      apiMain: values.mutant === undefined ? resolve(values["api-main"]) : mutantNamed(values.mutant),
    });
    const live = async (drill: Drill) => {
      say(`\n== ${drill.name}: ${drill.about}`);
      let result = tell(await lab.run(drill));
      for (let left = REPEATS; values.retry && left > 0; left -= 1) {
        if (result.isPassed || hasBrokenPromise(result)) break;
        result = tell(await lab.run(drill, result.missed));
      }
      results.push(result);
    };
    for (const drill of drills.filter(({ isPatient }) => !isPatient)) await live(drill);
    const patient = drills.filter(({ isPatient }) => isPatient);
    const next = async () => {
      for (let drill = patient.shift(); drill !== undefined; drill = patient.shift()) await live(drill);
    };
    await Promise.all(Array.from({ length: BESIDE_EACH_OTHER }, next));
  }
  const failed = results.filter(({ isPassed }) => !isPassed);
  const passed = results.length - failed.length;
  const record = { at: new Date().toISOString(), seed, commit, isLong: values.long, timeScale, results };
  if (values.record) {
    const path = join(import.meta.dirname, "results", `${today()}-${seed}.json`);
    keep(path, record);
    say(`kept in ${path}`);
  }
  if (values.report !== undefined)
    keep(values.report, { numPassedTests: passed, numFailedTests: failed.length, ...record });
  // Again at the end, where a long output is read first.
  for (const { drill, error } of failed) say(`\n${drill} FAILED: ${error}`);
  say(
    `\ndrills: ${passed} passed, ${failed.length} failed${failed.map(({ drill }) => ` ${drill}`).join(",")}`,
  );
  return failed.length === 0 ? 0 : 1;
}

function tell(result: DrillResult): DrillResult {
  const { drill, isPassed, seconds, figures, error } = result;
  say(`${drill} ${isPassed ? "passed" : "FAILED"} in ${seconds} s ${JSON.stringify(figures)}`);
  if (error !== null) say(error);
  return result;
}

function drillNamed(name: string) {
  const drill = DRILLS.find((known) => known.name === name);
  if (drill === undefined) throw new Error(`There is no drill ${name}. See: npm run drill -- list`);
  return drill;
}

function mutantNamed(name: string): string {
  const known = MUTANT_NAMES.find((mutant) => mutant === name);
  if (known === undefined) throw new Error(`The mutants are ${MUTANT_NAMES.join(", ")}.`);
  return buildMutant(known).apiMain;
}

function keep(path: string, content: object): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
}

const status = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});
// A failed drill may leave a gate's connection or a pause open, which must not delay the exit.
process.stdout.write("", () => process.exit(status));
