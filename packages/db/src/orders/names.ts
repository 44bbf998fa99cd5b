import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { orders } from "../schema/order.ts";
import { keyset } from "../sql/page.ts";
import { type CandidateArgs, fitting, type Orm } from "./candidate-args.ts";

/** Each match of a name is folded once more to be sure of it, and no index has them by time: so many are looked at. */
export const NAMES_ROOM = 300;
/** So many orders, the newest of those that are asked for, are looked through for a name as typed. */
const LOOKED_THROUGH = 3000;
/** From so many on among those a name is common: all its matches would be too many to collect. */
const COMMON_MIN = 25;

/** Words in one text: they have no blanks, and the client reads no arrays. */
export function wordsOf(name: SQLWrapper): SQL<string> {
  return sql<string>`coalesce(array_to_string(search_words(${name}), ' '), '')`;
}

/** Whether a name is looked for among the newest orders first. What is short or has digits is a name too seldom. */
export function isLookedThrough(args: CandidateArgs): boolean {
  return typedName(args) !== null;
}

function typedName({ readings, words }: CandidateArgs): string | null {
  const typed = readings.find(({ kind }) => kind === "name")?.value ?? "";
  return words.length > 0 && typed.length >= 3 && !/\d/.test(typed) ? typed : null;
}

/**
 * The newest orders that have the name as it was typed, each beside how many were looked at: with a common name they
 * fill the page. Null where a name is not looked for so.
 */
export function recentNames(orm: Orm, args: CandidateArgs): SQL | null {
  const typed = typedName(args);
  if (typed === null) return null;
  const { orderBy } = keyset(args.page, { at: orders.receivedAt, id: orders.id });
  const newest = orm
    .select({ id: orders.id, receivedAt: orders.receivedAt, name: orders.guestName })
    .from(orders)
    .where(fitting(args, args.guestScope))
    .orderBy(...orderBy)
    .limit(LOOKED_THROUGH)
    .as("newest");
  const pattern = `%${typed.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`
    select id, received_at, looked_at from (
      select id, received_at, count(*) over () as looked_at, ${newest.name} ilike ${pattern} as is_named from ${newest}
    ) named where is_named`;
}

/** Over `recent`: whether the name is a common one among many orders, and how many of a common one are sure. */
export function commonName(limit: number): { isCommon: SQL; most: number } {
  const common = Math.max(limit, COMMON_MIN);
  const isCommon = sql`(count(*) >= ${common} and coalesce(min(looked_at), 0) >= ${LOOKED_THROUGH})`;
  return { isCommon, most: common - 1 };
}

/** `LIKE` patterns over `search_name`, all of which must hold: each word, those of other scripts in a row. */
export function wordPatterns(words: readonly string[]): string[] {
  const runs: string[] = [];
  let isRun = false;
  for (const [i, word] of words.entries()) {
    const isLetter = /^0[0-9a-f]{2,5}$/.test(word);
    const isLast = i === words.length - 1 && i > 0;
    if (isLetter && isRun) runs.push(`${runs.pop()?.slice(0, -1) ?? ""}${word} %`);
    else if (isLetter || (word.length < 3 && !isLast)) runs.push(`% ${word} %`);
    else runs.push(word.length < 4 ? `% ${word}%` : `%${word}%`);
    isRun = isLetter;
  }
  return runs;
}
