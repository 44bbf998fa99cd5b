/** Limits of one GraphQL request. The admin's largest page (a trace) stays below a third of each. */
export const limits = {
  bodyBytes: 256 * 1024,
  /** Lexer tokens of the document: stops masses of aliases, fields and directives before validation. */
  tokens: 3000,
  depth: 8,
  breadth: 400,
  complexity: 20_000,
  listMultiplier: 10,
  pageSize: 25,
  pageSizeMax: 100,
  /** A pasted address or header is longer than any id. */
  searchLength: 1000,
  cursorLength: 200,
} as const;
