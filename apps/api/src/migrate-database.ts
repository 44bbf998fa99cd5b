import { migrate } from "@parley/db";
import type { Config } from "./config.ts";
import type { Logger } from "./logger.ts";

/**
 * Brings the database to this release's schema, and logs what operators should know of it.
 * @throws RoleError, PoolerError, NewerSchemaError in a sentence, where it cannot be done
 */
export async function migrateDatabase(config: Config, log: Logger): Promise<void> {
  const { databaseUrl, poolerUrl, databaseDeadlineMs } = config;
  const pooler = poolerUrl === null ? null : { url: poolerUrl, deadlineMs: databaseDeadlineMs };
  const { warnings, indexes } = await migrate(databaseUrl, { pooler });
  for (const warning of warnings)
    log.warn({ migration: warning }, "a migration has changed what was promised");
  void indexes.then((trouble) => trouble !== null && log.error({ trouble }, "an index was not built"));
}
