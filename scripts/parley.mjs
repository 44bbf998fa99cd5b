// The entry of `npm run parley`: the command line as the image has it built, from its sources everywhere else.

import { existsSync } from "node:fs";

const built = new URL("../dist/image/programs/cli.mjs", import.meta.url);
if (existsSync(built)) {
  process.setSourceMapsEnabled(true);
  await import(built.href);
} else {
  const { register } = await import("tsx/esm/api");
  register();
  await import("../apps/api/src/cli/main.ts");
}
