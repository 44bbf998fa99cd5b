import { resolve } from "node:path";
import { startEmbedded } from "@parley/db/embedded";

/** Where the seeded database stays from run to run. */
export const SEEDED = resolve(import.meta.dirname, "../../../.data/bench-search");

/** PostgreSQL on a folder of seeded rows: what it holds can be written again, so it waits for no disk. */
export function startSeeded(dataDir: string) {
  return startEmbedded({
    dataDir,
    settings: {
      fsync: "off",
      full_page_writes: "off",
      shared_buffers: "512MB",
      max_wal_size: "4GB",
      maintenance_work_mem: "256MB",
      shared_preload_libraries: "pg_stat_statements",
    },
  });
}
