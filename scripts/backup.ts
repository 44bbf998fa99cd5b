import { resolve } from "node:path";
import { backUpEmbedded, EmbeddedError } from "@parley/db/embedded";
import { loadEnvironment, readConfig } from "./config.ts";
import { StartError } from "./start-error.ts";

/** `npm run backup -- FOLDER`: copies the embedded installation while it runs. */

try {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new StartError("name a new folder: npm run backup -- FOLDER");
  const { databaseUrl, dataDir } = readConfig(loadEnvironment(), []);
  if (databaseUrl !== null)
    throw new StartError("DATABASE_URL is set: back up your own PostgreSQL with pg_dump (docs/runbook.md).");
  const to = resolve(folder);
  await backUpEmbedded({ dataDir, to });
  process.stdout.write(
    `The installation is backed up in ${to}, with its master key: keep it as you keep the key.\n`,
  );
} catch (error) {
  if (!(error instanceof StartError || error instanceof EmbeddedError)) throw error;
  process.stderr.write(`parley: ${error.message}\n`);
  process.exitCode = 1;
}
