import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { type PoolerPlan, requirePooler, requireSessions } from "./client/pooler.ts";
import { restartFeedAfterRestore } from "./feed/origin.ts";
import { buildIndexes } from "./migrate-indexes.ts";
import { missingRights, repairRole } from "./role.ts";

const MIGRATIONS_FOLDER = fileURLToPath(new URL("../migrations", import.meta.url));
// Any number serves that nothing else on the server uses.
const MIGRATION_LOCK = 72_707_002;

const REPAIRED = "The rights of the role parley_app were missing, as after a restore, and are granted again.";

/** What a migration run has to tell whoever operates the installation. */
export interface MigrateResult {
  /** One sentence or two each, for a log or a screen. Told once, by the run that applied the migration. */
  warnings: string[];
  /** Resolves when no index is being built any more, with what went wrong; null where nothing did. */
  indexes: Promise<string | null>;
}

/**
 * Brings a database to the schema of this code, as its owner. Several processes may call it at once: an
 * advisory lock lets one after the other through, because Drizzle's migrator takes none (two starts of
 * three failed). Not through a transaction pooler: the lock belongs to the session.
 *
 * A database that a newer release has migrated is left as it is, and warned about: during a deploy, and after
 * going back to the release before, this one has to start on it.
 * @param url PostgreSQL's own address
 * @param options `pooler`: the one that short statements go through, which is looked at when the role is there
 * @throws PoolerError in a sentence, where `url` leads to a pooler, or the pooler's connections are not set up
 * @throws RoleError in a sentence that says what an administrator has to run, where this user may not do it
 * @throws NewerSchemaError where a migration that this release does not know says that it breaks it
 */
export async function migrate(
  url: string,
  { pooler = null }: { pooler?: PoolerPlan | null } = {},
): Promise<MigrateResult> {
  await requireSessions(url, { hasPooler: pooler !== null });
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
    warnings.push(...(await judgeNewer(sql)));
    await applyMigrations(drizzle(sql), { migrationsFolder: MIGRATIONS_FOLDER }).catch(
      async (error: unknown) => {
        throw (await missingRights(sql, error)) ?? error;
      },
    );
    if (await repairRole(sql, MIGRATIONS_FOLDER)) warnings.push(REPAIRED);
    if (pooler !== null) await requirePooler(pooler, { direct: sql });
    const restarted = await restartFeedAfterRestore(sql);
    if (restarted !== null) warnings.push(restarted);
  } finally {
    // The lock ends with its session: a build of an index would wait for those who wait for it.
    await sql.end({ timeout: 5 });
  }
  const build = await buildIndexes(url);
  if (build === null) return { warnings, indexes: Promise.resolve(null) };
  if (build.missing > 0)
    warnings.push(
      `Search is slow for a while: ${build.missing} indexes are being built beside running orders, which takes minutes for millions of them.`,
    );
  return { warnings, indexes: build.done };
}

/** A database that a newer release has migrated in a way that this one cannot run on. */
export class NewerSchemaError extends Error {
  override readonly name = "NewerSchemaError";
}

const BREAKING = /^breaking: (\S+)$/;

/**
 * Compares what the database has applied with what this release knows. A migration that the release before
 * cannot run on says so itself, in a statement of its own: `comment on schema drizzle is 'breaking: 0012_name'`.
 * @returns a warning where the database is newer and this release may run all the same
 */
async function judgeNewer(sql: postgres.Sql): Promise<string[]> {
  const known = knownMigrations();
  const newest = known.at(-1);
  const [marked] = await sql<{ exists: boolean; comment: string | null }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as exists,
      obj_description(to_regnamespace('drizzle'), 'pg_namespace') as comment`;
  if (marked?.exists !== true || newest === undefined) return [];
  const [found] = await sql<{ count: number; newer: number; newestAt: Date | null }[]>`
    select count(*)::int as count, count(*) filter (where created_at > ${newest.when})::int as newer,
      to_timestamp(max(created_at) / 1000.0) as "newestAt"
    from drizzle.__drizzle_migrations`;
  if (found === undefined || found.newer === 0) return [];
  const difference = `This release knows ${known.length} migrations, the newest is ${newest.tag}; the database has ${found.count}, the newest of ${found.newestAt?.toISOString()}.`;
  const breaking = BREAKING.exec(marked.comment ?? "")?.[1];
  if (breaking === undefined || known.some(({ tag }) => tag === breaking)) {
    return [`A newer release has migrated this database, in ways that this one can run on. ${difference}`];
  }
  throw new NewerSchemaError(
    `A newer release has migrated this database, and ${breaking} makes it unusable for this one. ${difference} Start a release that knows ${breaking}, or restore the backup from before it.`,
  );
}

function knownMigrations(): { tag: string; when: number }[] {
  const journal: { entries: { tag: string; when: number }[] } = JSON.parse(
    readFileSync(join(MIGRATIONS_FOLDER, "meta/_journal.json"), "utf8"),
  );
  return journal.entries;
}
