import { and, isNotNull, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { orders } from "../schema/order.ts";
import { type BrandScope, inScope } from "../sql/scope.ts";
import { wordsOf } from "./names.ts";

/** Shorter words have too many neighbours. */
const WORD_MIN = 3;
const LOOKED_AT_MAX = 500;
const SIMILAR_MAX = 100;

/**
 * Ids of orders whose guest's name is spelled much like these words: each of them one letter away from a word of
 * the name, or two where it is long. The index gives names that share a key; the distance decides. `isPartial` says that there were more than were looked at.
 */
export async function similarNames(
  orm: Pick<Database["orm"], "select">,
  args: { words: readonly string[]; guestScope: BrandScope; condition: SQL | undefined },
): Promise<{ ids: string[]; isPartial: boolean }> {
  const words = args.words.filter((word) => word.length >= WORD_MIN && /^[a-z]+$/.test(word));
  if (words.length === 0) return { ids: [], isPartial: false };
  const sounds = sql`search_sounds(${orders.guestName})`;
  const rows = await orm
    .select({ id: orders.id, words: wordsOf(orders.guestName) })
    .from(orders)
    .where(
      and(
        isNotNull(orders.guestName),
        ...words.map((word) => sql`${sounds} && search_sounds(${word}::text)`),
        args.condition,
        inScope(args.guestScope, orders.brandId),
      ),
    )
    .limit(LOOKED_AT_MAX + 1);
  const judged = new Map<string, boolean>();
  const isLike = (name: string): boolean => {
    const known = judged.get(name);
    if (known !== undefined) return known;
    const is = words.every((word) => name.split(" ").some((other) => isNear(word, other)));
    judged.set(name, is);
    return is;
  };
  const ids = rows.filter((row) => isLike(row.words)).map(({ id }) => id);
  return {
    ids: ids.slice(0, SIMILAR_MAX),
    isPartial: rows.length > LOOKED_AT_MAX || ids.length > SIMILAR_MAX,
  };
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
