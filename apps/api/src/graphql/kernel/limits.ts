import { TEXT_MAX } from "@parley/limits";
/** Limits of one GraphQL request. The admin's largest page (a trace) stays below half of each. */
export const limits = {
  bodyBytes: 256 * 1024,
  /** Lexer tokens of the document: stops masses of aliases, fields and directives before validation. */
  tokens: 1000,
  aliases: 15,
  depth: 8,
  breadth: 400,
  complexity: 5_000,
  listMultiplier: 10,
  pageSize: 25,
  pageSizeMax: 100,
  /** A pasted address or header is longer than any id. */
  searchLength: TEXT_MAX.search,
  cursorLength: 200,
  queryDeadlineMs: 5_000,
  /** Queries of one operator that run at once, and of all: one place is left for others. A page asks for three. */
  queriesOfOne: 3,
  queriesOfAll: 4,
  /** Queries of one operator that wait. */
  queriesWaiting: 40,
  /** The store's POS may take as long as an attempt may. */
  mutationDeadlineMs: 30_000,
  /** Two hundred thousand mappings, on a machine that is busy. */
  bulkDeadlineMs: 180_000,
} as const;
