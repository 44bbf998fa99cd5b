import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Change, MUTANTS, type Mutant, type MutantName } from "./catalog.ts";

const API = resolve(import.meta.dirname, "../../../apps/api");

/**
 * Makes the broken gateway: a copy of the API's sources with the mutant's changes. It is placed beside the
 * sources so that the same imports work, and replaces an earlier copy.
 * @returns the main program, to be run with `--import tsx` in place of `apps/api/src/main.ts`
 * @throws Error where a change does not fit exactly once: the code has changed, and a mutant that is not
 * broken would look like a drill that finds nothing.
 */
export function buildMutant(name: MutantName): { apiMain: string } {
  const folder = join(API, ".mutants", name);
  const sources = join(folder, "src");
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(API, "src"), sources, { recursive: true, filter: (path) => !path.endsWith(".test.ts") });
  const { changes }: Mutant = MUTANTS[name];
  for (const change of changes) {
    const path = join(sources, change.file);
    writeFileSync(path, mutate(readFileSync(path, "utf8"), change, name));
  }
  return { apiMain: join(sources, "main.ts") };
}

/** The text with the change made. @throws Error where it does not fit exactly once. */
export function mutate(text: string, { file, find, replace }: Change, name: string): string {
  const [before, after, ...more] = text.split(find);
  if (before === undefined || after === undefined || more.length > 0) {
    const times = after === undefined ? "nowhere" : `${more.length + 1} times`;
    throw new Error(`Mutant ${name}: ${JSON.stringify(find)} stands ${times} in ${file}; adjust the catalog`);
  }
  return before + replace + after;
}
