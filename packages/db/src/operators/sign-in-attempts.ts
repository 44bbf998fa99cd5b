import { inArray } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { authRateLimits } from "../schema/operator.ts";
import { toJsonText } from "../sql/json.ts";

/** How long to wait after the first, second, … attempt under one key; the last wait repeats. */
export type Waits = readonly number[];

export type Attempt = Taken | { allowed: false; retryAt: Date };

/** An attempt that passed: when it was, and when the one before it, in Unix milliseconds; null where there was none. */
interface Taken {
  allowed: true;
  at: string;
  before: string | null;
}

/** Without an attempt for this long, a key begins again. */
const FORGOTTEN_AFTER_MS = 60 * 60_000;
/** How long a place from which an operator signed in is remembered. */
const REMEMBERED_MS = 90 * 86_400_000;
const REMEMBERED_PREFIX = "signed in ";

/**
 * Counts one attempt under a key, unless the key has to wait. A refused attempt neither counts nor prolongs the
 * wait, so that nobody is kept out by attempts that were refused. One statement: of many attempts at once only
 * as many pass as may. A clock that was ahead counts as one that was behind.
 */
export async function takeAttempt(
  db: Database,
  args: { key: string; now: Date; waitsMs: Waits },
): Promise<Attempt> {
  const { key, waitsMs } = args;
  const now = args.now.getTime();
  const last = waitsMs.length - 1;
  const [taken] = await db.sql<{ at: string; before: string | null }[]>`
    with before as (select last_request from auth_rate_limits where key = ${key})
    insert into auth_rate_limits as c (id, key, count, last_request)
    values (${newId("key")}, ${key}, 1, ${String(now)}::bigint)
    on conflict (key) do update set
      count = case when abs(excluded.last_request - c.last_request) >= ${String(FORGOTTEN_AFTER_MS)}::bigint
                   then 1 else c.count + 1 end,
      last_request = excluded.last_request
    where abs(excluded.last_request - c.last_request)
      >= (${toJsonText(waitsMs)}::json ->> greatest(0, least(c.count - 1, ${String(last)}::int)))::bigint
    returning last_request::text as at, (select last_request::text from before) as before`;
  if (taken !== undefined) return { allowed: true, ...taken };
  const [held] = await db.sql<{ count: number; since: string }[]>`
    select count, last_request::text as since from auth_rate_limits where key = ${key}`;
  // Another attempt's success may have removed the row meanwhile.
  const waitMs = held === undefined ? 0 : (waitsMs[Math.max(0, Math.min(held.count - 1, last))] ?? 0);
  return { allowed: false, retryAt: new Date(Number(held?.since ?? now) + waitMs) };
}

/** Forgets the attempts under these keys. */
export async function forgetAttempts(db: Database, args: { keys: readonly string[] }): Promise<void> {
  await db.orm.delete(authRateLimits).where(inArray(authRateLimits.key, [...args.keys]));
}

/**
 * Takes one attempt back that turned out not to count. Where none followed, the time of the one before it holds again:
 * a wait that was over must not begin anew.
 */
export async function takeBackAttempt(db: Database, args: { key: string; taken: Taken }): Promise<void> {
  const { key, taken } = args;
  await db.sql`
    update auth_rate_limits set
      count = greatest(count - 1, 0),
      last_request = case when last_request = ${taken.at}::bigint
                     then coalesce(${taken.before}::bigint, last_request) else last_request end
    where key = ${key}`;
}

/** Notes that an operator signed in from a place. */
export async function rememberPlace(db: Database, args: { place: string; now: Date }): Promise<void> {
  await db.sql`
    insert into auth_rate_limits (id, key, count, last_request)
    values (${newId("key")}, ${REMEMBERED_PREFIX + args.place}, 1, ${String(args.now.getTime())}::bigint)
    on conflict (key) do update set last_request = excluded.last_request`;
}

/** Whether an operator signed in from a place within the last ninety days. */
export async function isRememberedPlace(db: Database, args: { place: string; now: Date }): Promise<boolean> {
  const since = args.now.getTime() - REMEMBERED_MS;
  const rows = await db.sql`
    select 1 from auth_rate_limits
    where key = ${REMEMBERED_PREFIX + args.place} and last_request >= ${String(since)}::bigint`;
  return rows.length > 0;
}

/** Removes the counters that no attempt needs any more, and places from which nobody signed in for long. */
export async function sweepAttempts(db: Database, args: { now: Date }): Promise<void> {
  const now = args.now.getTime();
  await db.sql`
    delete from auth_rate_limits
    where last_request < case when starts_with(key, ${REMEMBERED_PREFIX})
      then ${String(now - REMEMBERED_MS)}::bigint else ${String(now - FORGOTTEN_AFTER_MS)}::bigint end`;
}
