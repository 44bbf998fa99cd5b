import { mkdirSync, symlinkSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { build } from "esbuild";

const REPOSITORY = resolve(import.meta.dirname, "../..");

/**
 * A program and all that it imports in a file or a few: the very code, which starts in a quarter of the time. A drill
 * starts hundreds of processes, and most of a start is the reading of modules.
 * @param entry the program's main file
 * @param migrations the folder that it applies, found beside the bundle; this repository's where left out
 * @returns the one to be run by `node` alone
 */
export async function bundleProgram(
  entry: string,
  name: string,
  dir: string,
  migrations: string = join(REPOSITORY, "packages/db/migrations"),
): Promise<string> {
  const folder = join(dir, "programs");
  await build({
    entryPoints: [entry],
    outdir: join(folder, name),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // What is imported on first use stays apart, and is not read where it is not used.
    splitting: true,
    minifyWhitespace: true,
    platform: "node",
    format: "esm",
    target: "node20",
    keepNames: true,
    logLevel: "error",
    loader: { ".node": "copy" },
    // Some libraries are CommonJS and ask for Node's own modules by `require`.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  linkMigrations(folder, migrations);
  return join(folder, name, `${basename(entry, ".ts")}.mjs`);
}

/** The migrations are files that are found beside the code that applies them. */
function linkMigrations(folder: string, migrations: string): void {
  mkdirSync(folder, { recursive: true });
  try {
    symlinkSync(migrations, join(folder, "migrations"));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}
