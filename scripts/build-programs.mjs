// Makes plain JavaScript of the programs that `npm start` runs. Loaded module by module through tsx they take four seconds
// of processor time before they do anything, three times over; built, in half a second, they take one. Plain JavaScript
// itself, because it comes before everything else. By itself (`node scripts/build-programs.mjs`) it makes those of the image.

import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Beside the packages, so that what stays outside is found as from the sources. */
const FOLDER = "dist/programs";
/** The newest ones stay: a program that runs is started again from its folder. */
const FOLDERS_MAX = 20;

const ENTRIES = {
  start: "scripts/start.ts",
  api: "apps/api/src/main.ts",
  simulator: "apps/pos-simulator/src/main.ts",
};
/** As deep as the others, because sources are found from there. Only the image has it: it would be stale elsewhere. */
const IMAGE_FOLDER = "dist/image/programs";
const IMAGE_ENTRIES = {
  api: ENTRIES.api,
  simulator: ENTRIES.simulator,
  cli: "apps/api/src/cli/main.ts",
  admin: "apps/admin/src/server/serve.ts",
};

/**
 * Builds them from the sources as they are now. The folder is named by what is in it, so several starts of one checkout
 * do not disturb each other, and a program that runs keeps the files that it began with.
 *
 * @param {string} repository absolute
 * @returns {Promise<string>} the folder, with `start.mjs`, `api.mjs` and `simulator.mjs`
 * @throws ERR_MODULE_NOT_FOUND where nothing is installed; esbuild's errors where a source is wrong
 */
export async function buildPrograms(repository) {
  const files = await bundle(repository, { entryPoints: ENTRIES, outdir: join(repository, FOLDER, "any") });
  const hash = createHash("sha256");
  for (const { name, contents } of files) hash.update(name).update(contents);
  const cache = join(repository, FOLDER);
  const folder = join(cache, hash.digest("hex").slice(0, 16));
  if (!existsSync(folder)) {
    put(folder, files);
    sweep(cache);
  }
  return folder;
}

/**
 * Builds the programs of an image, whose sources do not change any more, with source maps that name the sources
 * (`node --enable-source-maps`).
 *
 * @param {string} repository absolute
 * @returns {Promise<string>} the folder, with `api.mjs`, `simulator.mjs`, `cli.mjs` and `admin.mjs`
 * @throws as `buildPrograms`
 */
export async function buildImagePrograms(repository) {
  const folder = join(repository, IMAGE_FOLDER);
  const files = await bundle(repository, {
    ...{ entryPoints: IMAGE_ENTRIES, outdir: folder },
    ...{ sourcemap: true, sourcesContent: false },
  });
  rmSync(folder, { recursive: true, force: true });
  put(folder, files);
  return folder;
}

async function bundle(repository, options) {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    ...options,
    absWorkingDir: repository,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "silent",
    plugins: [packagesOutside, placesOf(repository)],
  });
  return outputFiles.map(({ path, contents }) => ({ name: basename(path), contents }));
}

/** Ours are put in, those of others stay where npm has put them. */
const packagesOutside = {
  name: "packages stay outside",
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === "entry-point" || path.startsWith("@parley/") ? null : { path, external: true },
    );
  },
};

/** Whoever reads a file beside a source goes on reading it there. */
function placesOf(repository) {
  return {
    name: "sources know their place",
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, "utf8");
        const [other] = text.match(/import\.meta\.(?!url)\w+/) ?? [];
        if (other !== undefined)
          return { errors: [{ text: `${other} would be that of what is built: use import.meta.url` }] };
        if (!text.includes("import.meta.url")) return null;
        const from = relative(join(repository, FOLDER, "any"), path)
          .split("\\")
          .join("/");
        const url = `new URL(${JSON.stringify(from)}, import.meta.url)`;
        const contents = text.replaceAll("import.meta.url", `${url}.href`);
        return { contents, loader: "ts", resolveDir: dirname(path) };
      });
    },
  };
}

function put(folder, files) {
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  for (const { name, contents } of files) writeFileSync(join(unfinished, name), contents);
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another start of the same sources was there first.
    if (!existsSync(folder)) throw error;
  }
}

function sweep(cache) {
  const bornAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const folders = readdirSync(cache).map((name) => join(cache, name));
  const byAge = folders.map((path) => ({ path, at: bornAt(path) })).sort((a, b) => b.at - a.at);
  for (const { path } of byAge.slice(FOLDERS_MAX)) rmSync(path, { recursive: true, force: true });
}

const isProgram = pathToFileURL(process.argv[1] ?? "").href === import.meta.url;
if (isProgram) await buildImagePrograms(resolve(import.meta.dirname, ".."));
