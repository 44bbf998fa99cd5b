import { PoolerError, RoleError } from "@parley/db";
import { loadConfig } from "./config.ts";
import { ConfigError } from "./settings/environment.ts";

/** The API's program: serves, or starts the processes that do. */

async function main(): Promise<void> {
  const config = loadConfig();
  // Whoever starts the others needs little of what serves.
  const isPrimary = config.processes > 1 && config.worker === null && !config.hasSocketsFromParent;
  if (isPrimary) await (await import("./primary.ts")).runPrimary(config, { now: () => new Date() });
  else await (await import("./serve.ts")).serveApi(config);
}

main().catch((error: unknown) => {
  const inUse = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  const isSaid = [ConfigError, PoolerError, RoleError].some((kind) => error instanceof kind);
  if (isSaid && error instanceof Error) process.stderr.write(`${error.message}\n`);
  else if (inUse) process.stderr.write("The API's port is in use. Stop the other program or set PORT.\n");
  else
    process.stderr.write(
      `The API could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  process.exit(1);
});
