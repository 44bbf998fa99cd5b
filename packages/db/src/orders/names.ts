import { and, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { orders } from "../schema/order.ts";
import { keyset } from "../sql/page.ts";
import { type CandidateArgs, fitting, listsOf, type Naming, type Orm } from "./lists.ts";

/** Each match of a name is folded once more to be sure of it: so many are looked at in one step. */
const NAMES_ROOM = 300;
/** So many orders, the newest of those that are asked for, are looked through for a name that is too frequent. */
const LOOKED_THROUGH = 3000;

/** Words in one text: they have no blanks, and the client reads no arrays. */
export function wordsOf(name: SQLWrapper): SQL<string> {
  return sql<string>`coalesce(array_to_string(search_words(${name}), ' '), '')`;
}

/** The condition that a guest is named so, in any order or written together. One word alone is always a part. */
export function isNamed(
  words: readonly string[],
  naming: Naming,
  column: SQLWrapper = orders.guestName,
): SQL | undefined {
  if (naming === "parts" || words.length === 1 || words.some(isLetter)) return isNamedInParts(words, column);
  const keys = sql`search_keys(${column})`;
  const has = (some: readonly string[]) => sql`${keys} @> ${`{${some.join(",")}}`}::text[]`;
  return naming === "whole"
    ? or(has(words), has([words.join("")]))
    : and(has(words.slice(0, -1)), sql`search_name(${column}) like ${`% ${words.at(-1)}%`}`);
}

function isNamedInParts(words: readonly string[], column: SQLWrapper): SQL | undefined {
  const name = sql`search_name(${column})`;
  const has = (patterns: readonly string[]) =>
    and(...patterns.map((pattern) => sql`${name} like ${pattern}`));
  const joined = words.join("");
  return or(
    has(wordPatterns(words)),
    words.length === 1 ? undefined : has([joined.length < 4 ? `% ${joined}%` : `%${joined}%`]),
  );
}

/**
 * The newest orders whose guest has this name. Where hundreds have it within an hour, these are too many to collect:
 * then the newest of all orders are looked through for it as it was typed.
 */
export function namedOrders(orm: Orm, args: CandidateArgs): SQL | null {
  const { words, page, readings } = args;
  if (words.length === 0) return null;
  const named = listsOf(orm, args, args.guestScope).searched.spanned(
    isNamed(words, args.naming ?? "whole"),
    NAMES_ROOM,
  );
  const typed = readings.find(({ kind }) => kind === "name")?.value ?? "";
  // What is short or has digits is a name too seldom.
  if (typed.length < 3 || /\d/.test(typed)) return named;
  const { orderBy, limit } = keyset(page, { at: orders.receivedAt, id: orders.id });
  const newest = orm
    .select({ id: orders.id, receivedAt: orders.receivedAt, name: orders.guestName })
    .from(orders)
    .where(fitting(args, args.guestScope))
    .orderBy(...orderBy)
    .limit(LOOKED_THROUGH);
  const pattern = `%${typed.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`
    with named as materialized (${named}), recent as materialized (
      select id, received_at from ${newest} newest (id, received_at, name)
      where name ilike ${pattern} and (select bool_or(is_cut) from named)
    )
    select id, received_at, is_cut and (select count(*) from recent) < ${limit} from named
    union all
    select id, received_at, false from recent`;
}

/** `LIKE` patterns over `search_name`, all of which must hold: each word, those of other scripts in a row. */
function wordPatterns(words: readonly string[]): string[] {
  const runs: string[] = [];
  let isRun = false;
  for (const [i, word] of words.entries()) {
    const isLast = i === words.length - 1 && i > 0;
    if (isLetter(word) && isRun) runs.push(`${runs.pop()?.slice(0, -1) ?? ""}${word} %`);
    else if (isLetter(word) || (word.length < 3 && !isLast)) runs.push(`% ${word} %`);
    else runs.push(word.length < 4 ? `% ${word}%` : `%${word}%`);
    isRun = isLetter(word);
  }
  return runs;
}

/** Whether a word stands for one letter of another script than Latin. */
function isLetter(word: string): boolean {
  return /^0[0-9a-f]{2,5}$/.test(word);
}
