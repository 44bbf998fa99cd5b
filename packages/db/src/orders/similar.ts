import { and, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { orders } from "../schema/order.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { rowsBySpans } from "./lists.ts";
import { wordsOf } from "./names.ts";
import { IS_OPEN, IS_SETTLED } from "./settled.ts";
import type { Spans } from "./spans.ts";

/** Shorter words have too many neighbours. */
const WORD_MIN = 3;
/** So many names are judged, the newest first, and in one step so many are looked at. */
const JUDGED_MAX = 150;
const ROOM = 300;
const SIMILAR_MAX = 100;

interface SimilarArgs {
  words: readonly string[];
  guestScope: Scope;
  condition: SQL | undefined;
  spans: Spans;
}

/** Orders by a name that is much like the one that was looked for. */
export interface SimilarNames {
  ids: string[];
  /** True where there were more than were judged. */
  isPartial: boolean;
}

/**
 * Ids of orders whose guest's name is spelled much like these words: each of them one letter away from a word of
 * the name, or two where it is long. The index gives names that share a key; the distance decides. Most misspelled
 * names have the consonants of the right one, or one less: what has only a key of those with one left out is looked
 * at where these give nothing.
 */
export async function similarNames(
  orm: Pick<Database["orm"], "execute">,
  args: SimilarArgs,
): Promise<SimilarNames> {
  const words = args.words.filter((word) => word.length >= WORD_MIN && /^[a-z]+$/.test(word));
  if (words.length === 0) return { ids: [], isPartial: false };
  const own = (word: string) => sql`array[(search_sounds(${word}::text))[1], ${`=${word}`}::text]`;
  const likely = await judge(orm, args, words, own);
  if (likely.ids.length > 0) return likely;
  const all = await judge(orm, args, words, (word) => sql`search_sounds(${word}::text)`);
  return { ...all, isPartial: all.isPartial || likely.isPartial };
}

async function judge(
  orm: Pick<Database["orm"], "execute">,
  { guestScope, condition, spans }: SimilarArgs,
  words: readonly string[],
  keysOf: (word: string) => SQL,
): Promise<SimilarNames> {
  const sounds = sql`search_sounds(${orders.guestName})`;
  const shared = words.map((word) => sql`${sounds} && ${keysOf(word)}`);
  const rows = (which: SQL, also?: SQL) => sql`
    select ${orders.id}, ${orders.receivedAt}, ${orders.guestName}${also ?? sql``} from ${orders}
    where ${and(...shared, condition, inScope(guestScope, orders), which)}`;
  const rowsOf = (within: SQL) => ({
    limit: (count: number) => sql`(${rows(sql`${IS_SETTLED} and ${within}`)} limit ${count})`,
  });
  const limit = JUDGED_MAX + 1;
  const settled = rowsBySpans(spans, { rowsOf, room: ROOM, limit });
  const open = sql`${rows(IS_OPEN, sql`, false`)} order by ${orders.receivedAt} desc limit ${limit}`;
  const names = await orm.execute<{ ids: string; words: string; isCut: boolean; count: number }>(sql`
    select string_agg(id, ' ') as ids, ${wordsOf(sql`guest_name`)} as words, bool_or(is_cut) as "isCut",
      count(*)::int as count
    from ((${settled}) union all (${open})) newest group by guest_name`);
  const ids = names.filter((row) => isLike(words, row.words)).flatMap((row) => row.ids.split(" "));
  const judged = names.reduce((total, { count }) => total + count, 0);
  return {
    ids: ids.slice(0, SIMILAR_MAX),
    isPartial: judged > JUDGED_MAX || names.some(({ isCut }) => isCut) || ids.length > SIMILAR_MAX,
  };
}

function isLike(words: readonly string[], name: string): boolean {
  return words.every((word) => name.split(" ").some((other) => isNear(word, other)));
}

function isNear(a: string, b: string): boolean {
  const most = Math.min(a.length, b.length) < 6 ? 1 : 2;
  return Math.abs(a.length - b.length) <= most && distance(a, b) <= most;
}

/** Letters to put in, leave out, replace or swap with their neighbour, to make one word of the other. */
function distance(a: string, b: string): number {
  const width = b.length + 1;
  const cells = new Uint8Array((a.length + 1) * width);
  const at = (i: number, j: number) => cells[i * width + j] ?? 0;
  for (let i = 0; i <= a.length; i += 1) {
    for (let j = 0; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let least =
        i === 0
          ? j
          : j === 0
            ? i
            : Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(i - 2, j - 2) + 1);
      cells[i * width + j] = least;
    }
  }
  return at(a.length, b.length);
}
