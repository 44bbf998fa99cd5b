import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";
import { APP_ROLE } from "./client/client.ts";

/** The role of the API is missing or may not do its work, and this user cannot put it right. */
export class RoleError extends Error {
  override readonly name = "RoleError";
}

/** insufficient_privilege, and what the first migration raises in its place. */
const NOT_ALLOWED = new Set<unknown>(["42501", "P0001"]);

/**
 * What a user lacks to whom a migration was refused, as the sentence that says what an administrator has to run; null
 * where it was refused for another reason.
 */
export async function missingRights(sql: postgres.Sql, error: unknown): Promise<RoleError | null> {
  if (!isRefused(error)) return null;
  const [found] = await sql<Rights[]>`
    select current_user as user, current_database() as database,
      has_database_privilege(current_database(), 'CREATE') and has_schema_privilege('public', 'CREATE') as "mayCreate",
      (select rolcreaterole or rolsuper from pg_roles where rolname = current_user) as "mayMakeRoles",
      (select pg_has_role(current_user, oid, 'MEMBER') from pg_roles where rolname = ${APP_ROLE}) as "isMember"`;
  if (found === undefined) return null;
  const { user, database, mayCreate, mayMakeRoles, isMember } = found;
  const statements = [
    ...(mayCreate ? [] : [`ALTER DATABASE "${database}" OWNER TO "${user}"`]),
    ...(isMember === null && !mayMakeRoles ? [`CREATE ROLE ${APP_ROLE} NOLOGIN`] : []),
    ...(isMember === true || (isMember === null && mayMakeRoles) ? [] : [`GRANT ${APP_ROLE} TO "${user}"`]),
  ];
  if (statements.length === 0) return null;
  const which = mayCreate ? "CREATEROLE or the role" : "the database, CREATEROLE or the role";
  return new RoleError(
    `The user ${user} lacks rights on the database ${database} (${which} ${APP_ROLE}): let an administrator run \`${statements.join("; ")}\`, and start again.`,
  );
}

interface Rights {
  user: string;
  database: string;
  mayCreate: boolean;
  mayMakeRoles: boolean;
  /** Null where there is no such role. */
  isMember: boolean | null;
}

function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ("code" in error && NOT_ALLOWED.has(error.code)) || isRefused(error.cause);
}

/**
 * Puts the role of the API right where a dump was restored: roles belong to the server and are in no dump of a
 * database, so every grant of such a restore fails. The migrations say who may do what; their grants are done again.
 * @returns whether anything was to be put right
 * @throws RoleError with the sentence that says what an administrator has to run
 */
export async function repairRole(sql: postgres.Sql, migrationsFolder: string): Promise<boolean> {
  const [found] = await sql<{ user: string; hasRole: boolean; isWell: boolean }[]>`
    select current_user as user, exists (select from pg_roles where rolname = ${APP_ROLE}) as "hasRole",
      coalesce((select pg_has_role(current_user, oid, 'MEMBER') and has_table_privilege(oid, 'orders', 'INSERT')
        and has_table_privilege(oid, 'orders', 'UPDATE') from pg_roles where rolname = ${APP_ROLE}), false) as "isWell"`;
  if (found === undefined || found.isWell) return false;
  try {
    for (const statement of statementsAboutTheRole(migrationsFolder)) await sql.unsafe(statement);
  } catch (error) {
    if (!isRefused(error)) throw error;
    const make = found.hasRole ? "" : `CREATE ROLE ${APP_ROLE} NOLOGIN; `;
    throw new RoleError(
      `The user ${found.user} may not put the role ${APP_ROLE} right: let an administrator run \`${make}GRANT ${APP_ROLE} TO "${found.user}"\`, or give ${found.user} CREATEROLE, and start again.`,
    );
  }
  return true;
}

/** The first migration, which makes the role where it is missing, and the grants of all others, in their order. */
function statementsAboutTheRole(folder: string): string[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort();
  return files.flatMap((name, at) => {
    const statements = readFileSync(join(folder, name), "utf8").split("--> statement-breakpoint");
    return statements.filter((text) => at === 0 || /^\s*(--[^\n]*\n\s*)*(GRANT|REVOKE)\b/i.test(text));
  });
}
