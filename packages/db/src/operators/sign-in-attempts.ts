import { inArray } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { authRateLimits } from "../schema/operator.ts";
import { toJsonText } from "../sql/json.ts";

/**
 * Counts one attempt under each key and answers how many there were since each key's window began, in the
 * order of the keys. A window begins with the first attempt after the last one ended; counters of a day ago
 * are thrown away on the way.
 */
export async function countAttempts(
  db: Database,
  args: { keys: readonly string[]; now: Date; windowMs: number },
): Promise<{ count: number; windowEndsAt: Date }[]> {
  const now = args.now.getTime();
  const begin = now - args.windowMs;
  // As JSON: the client does not fetch PostgreSQL's types, so it cannot encode an array.
  const given = toJsonText(args.keys.map((key) => ({ id: newId("key"), key })));
  const rows = await db.sql<{ key: string; count: number; since: string }[]>`
    with given as (
      select id, key from json_to_recordset(${given}::json) as g(id text, key text)
    ), swept as (
      delete from auth_rate_limits
      where last_request < ${String(now - 86_400_000)}::bigint and key not in (select key from given)
    )
    insert into auth_rate_limits as c (id, key, count, last_request)
    select id, key, 1, ${String(now)}::bigint
    from given order by key
    on conflict (key) do update set
      count = case when c.last_request <= ${String(begin)}::bigint then 1 else c.count + 1 end,
      last_request = case when c.last_request <= ${String(begin)}::bigint then excluded.last_request else c.last_request end
    returning key, count, last_request::text as since`;
  return args.keys.map((key) => {
    const row = rows.find((candidate) => candidate.key === key);
    return { count: row?.count ?? 0, windowEndsAt: new Date(Number(row?.since ?? now) + args.windowMs) };
  });
}

/** Forgets the attempts under these keys. */
export async function forgetAttempts(db: Database, args: { keys: readonly string[] }): Promise<void> {
  await db.orm.delete(authRateLimits).where(inArray(authRateLimits.key, [...args.keys]));
}

/** Takes one attempt back that turned out not to count. */
export async function takeBackAttempt(db: Database, args: { key: string }): Promise<void> {
  await db.sql`update auth_rate_limits set count = greatest(count - 1, 0) where key = ${args.key}`;
}
