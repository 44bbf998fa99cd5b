import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

const MIGRATIONS_FOLDER = fileURLToPath(new URL("../migrations", import.meta.url));
// Any number serves that nothing else on the server uses.
const MIGRATION_LOCK = 72_707_002;

/** What a migration run has to tell whoever operates the installation. */
export interface MigrateResult {
  /** One sentence or two each, for a log or a screen. Told once, by the run that applied the migration. */
  warnings: string[];
}

/**
 * Brings a database to the schema of this code, as its owner. Several processes may call it at once: an
 * advisory lock lets one after the other through, because Drizzle's migrator takes none (two starts of
 * three failed). Not through a transaction pooler: the lock belongs to the session.
 */
export async function migrate(url: string): Promise<MigrateResult> {
  const warnings: string[] = [];
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    // Lesser notices are the migrator's own talk.
    onnotice: ({ severity, message }) => {
      if (severity === "WARNING" && message !== undefined) warnings.push(message);
    },
    connection: { application_name: "parley-migrate" },
  });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await applyMigrations(drizzle(sql), { migrationsFolder: MIGRATIONS_FOLDER });
    return { warnings };
  } finally {
    await sql.end({ timeout: 5 });
  }
}
