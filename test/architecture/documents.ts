/** What the documents and the comments name: chapters, files, commands and rooms. */

const CHAPTER = String.raw`\d+(?:\.\d+)*[a-z]?`;

/** Chapters of docs/par/contract.md that a text cites: `contract 2.3.1`, `contract 2.6, 1.6`, `contract.md 2.7 and 2.7a`. */
export function citedChapters(text: string): string[] {
  const cited = new RegExp(
    String.raw`\bcontract(?:\.md)?[\s*/]+(${CHAPTER}(?:(?:, | and )${CHAPTER})*)`,
    "gi",
  );
  return [...text.matchAll(cited)].flatMap((match) => (match[1] ?? "").split(/, | and /));
}

/** The numbers of a document's headings: `3.1` of `### 3.1 Order request`, `8` of `## 8. Events`. */
export function chaptersOf(document: string): Set<string> {
  const headings = document.matchAll(new RegExp(String.raw`^#+ (${CHAPTER})\.? `, "gm"));
  return new Set([...headings].map((match) => match[1] ?? ""));
}

/** Chapters of other documents that a text cites: `docs/bridge.md, chapter 8`, `[bridge](bridge.md), chapter 7`. */
export function citedElsewhere(text: string): { document: string; chapter: string }[] {
  const cited = text.matchAll(/([a-z-]+\.md)\)?, chapter (\d+(?:\.\d+)*)/g);
  return [...cited].map((match) => ({ document: match[1] ?? "", chapter: match[2] ?? "" }));
}

/** The Markdown files that a text names, as written. */
export function namedDocuments(text: string): string[] {
  return [...text.matchAll(/(?<![\w/.*-])(?:\.{0,2}\/)*([A-Za-z0-9][\w/.-]*\.md)\b/g)].map(
    (match) => match[1] ?? "",
  );
}

/** Files and folders that a document names between backticks. Addresses, patterns and placeholders are none. */
export function namedPaths(document: string): string[] {
  const named = [...document.matchAll(/`(?!DATA_DIR)([A-Za-z0-9][\w./-]*)`/g)].map((match) => match[1] ?? "");
  return named.filter((name) => /\/$|\/.*\.(ts|tsx|mjs|json|sql|yaml|md)$/.test(name));
}

/** The rooms in the first column of the import table, as `test/architecture/rooms.ts` names them. */
export function roomsInTable(architecture: string): string[] {
  const [, table = ""] = /^## Who may import whom$([^#]*)/m.exec(architecture) ?? [];
  const cells = table.matchAll(/^\| ([^|]*`[^|]*) \|/gm);
  return [...cells].flatMap((cell) =>
    [...(cell[1] ?? "").matchAll(/`([^`]+)`/g)].map((name) => name[1] ?? ""),
  );
}
