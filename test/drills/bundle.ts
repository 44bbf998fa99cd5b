import { mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const REPOSITORY = resolve(import.meta.dirname, "../..");

/**
 * One file of a program and all that it imports: the very code, which starts in a quarter of the time. A drill
 * starts hundreds of processes, and most of a start is the reading of modules.
 * @param entry the program's main file
 * @returns the file to be run by `node` alone
 */
export async function bundleProgram(entry: string, name: string, dir: string): Promise<string> {
  const folder = join(dir, "programs");
  const outfile = join(folder, name, "main.mjs");
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
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
  linkMigrations(folder);
  return outfile;
}

/** The migrations are files that are found beside the code that applies them. */
function linkMigrations(folder: string): void {
  mkdirSync(folder, { recursive: true });
  try {
    symlinkSync(join(REPOSITORY, "packages/db/migrations"), join(folder, "migrations"));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}
