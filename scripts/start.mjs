// The entry of `npm start`, in plain JavaScript: it must run, and explain itself, where Node is too old
// or nothing is installed yet. All the rest is TypeScript and starts in start.ts.

import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

function refuse(sentence) {
  process.stderr.write(`parley: ${sentence}\n`);
  process.exit(1);
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  refuse(
    `Parley needs Node 20.19 or later (24 LTS is recommended), and this is Node ${process.versions.node}.`,
  );
}

/** Where nothing can be written beside the sources, they are run as they are. */
const UNWRITABLE = new Set(["EACCES", "EPERM", "EROFS", "ENOSPC"]);

async function build() {
  const { buildPrograms } = await import("./build-programs.mjs");
  try {
    return await buildPrograms(resolve(import.meta.dirname, ".."));
  } catch (error) {
    if (UNWRITABLE.has(error?.code)) return null;
    throw error;
  }
}

try {
  const folder = process.argv.includes("--dev") ? null : await build();
  if (folder === null) {
    const { register } = await import("tsx/esm/api");
    register();
    const { run } = await import("./start.ts");
    await run(null);
  } else {
    const { run } = await import(pathToFileURL(join(folder, "start.mjs")).href);
    await run(folder);
  }
} catch (error) {
  const missing = /Cannot find (?:package|module) '([^']+)'/.exec(String(error?.message))?.[1];
  if (error?.code !== "ERR_MODULE_NOT_FOUND" || missing === undefined) throw error;
  refuse(`the dependency ${missing} is not installed; run \`npm ci\` here, then \`npm start\` again.`);
}
