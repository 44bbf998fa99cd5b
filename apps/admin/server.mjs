// The admin's program, in development and in production. In plain JavaScript, because Next must be loaded as it
// is: our own files beneath src/server are built in the image, and translated by tsx everywhere else.
import { existsSync } from "node:fs";
import next from "next";

const built = new URL("../../dist/image/programs/admin.mjs", import.meta.url);

async function load() {
  if (existsSync(built)) return await import(built.href);
  const { tsImport } = await import("tsx/esm/api");
  return await tsImport("./src/server/serve.ts", import.meta.url);
}

const { serve } = await load();
await serve(next);
