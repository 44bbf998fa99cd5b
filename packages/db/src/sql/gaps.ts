import { type SQL, sql } from "drizzle-orm";
import { textArray } from "./arrays.ts";

// The first text after another, and one after all of ours, in collation "C".
const NEXT_CHARACTER = "\u0001";
const LAST_CHARACTER = "\u{10ffff}";

/**
 * The gaps between words, as a table `name(above, below)`: a text is none of the words where, in collation "C", it is
 * at or above the one and below the other of a gap. So an index leads to what is in no list, without a walk through all
 * that is in it.
 */
export function gapsBetween(words: readonly string[], name: SQL): SQL {
  const known = [...new Set(words)].sort();
  const above = ["", ...known.map((word) => word + NEXT_CHARACTER)];
  const below = [...known, LAST_CHARACTER];
  return sql`unnest(${textArray(above)}::text[], ${textArray(below)}::text[]) ${name}(above, below)`;
}
