import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { bundleProgram } from "./bundle.ts";
import { REPOSITORY } from "./program-api.ts";

/**
 * The release before this one. During a deploy both run for a while on a database that this one has already
 * migrated, and each must be able to finish orders that the other began.
 */
export const PREVIOUS_COMMIT = "e00c86aa3ef2661f5a67bc16f64fba88d6781b96";

/** Thrown where this clone's history does not contain the release before. */
export class NoHistoryError extends Error {
  override readonly name = "NoHistoryError";
}

/**
 * The API of the release before, from this repository's history, bundled with its own packages and its own
 * migrations; libraries from npm are those installed today.
 * @param dir where it is unpacked and bundled
 * @returns the program, to be run by `node` alone
 * @throws NoHistoryError where the clone is too shallow; `git fetch --unshallow` fixes that
 */
export async function bundlePrevious(dir: string): Promise<string> {
  const sources = join(dir, "previous");
  mkdirSync(sources, { recursive: true });
  execFileSync("tar", ["-x", "-C", sources], { input: archive(), maxBuffer: ARCHIVE_MAX_BYTES });
  linkLibraries(sources);
  const migrations = join(sources, "packages/db/migrations");
  return await bundleProgram(join(sources, "apps/api/src/main.ts"), "api", sources, migrations);
}

const ARCHIVE_MAX_BYTES = 256 * 1024 * 1024;

function archive(): Buffer {
  try {
    return execFileSync("git", ["archive", PREVIOUS_COMMIT, "apps/api", "packages", "tsconfig.base.json"], {
      cwd: REPOSITORY,
      maxBuffer: ARCHIVE_MAX_BYTES,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    throw new NoHistoryError(`This clone does not have the commit ${PREVIOUS_COMMIT}`, { cause: error });
  }
}

/** Its own packages under their names, and every other library as it is installed for this release. */
function linkLibraries(sources: string): void {
  const installed = join(REPOSITORY, "node_modules");
  const links = join(sources, "node_modules");
  const own = join(links, "@parley");
  mkdirSync(own, { recursive: true });
  for (const name of readdirSync(join(sources, "packages")))
    symlinkSync(join(sources, "packages", name), join(own, name));
  for (const name of readdirSync(installed))
    if (name !== "@parley") symlinkSync(join(installed, name), join(links, name));
}
