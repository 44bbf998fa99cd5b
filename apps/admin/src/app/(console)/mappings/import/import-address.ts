import { one } from "@/navigation/search-params.ts";

const PATH = "/mappings/import";

/** Rows of a table on one page. */
export const PAGE_ROWS = 50;

/** What the page's address says: the file that waits, or the import that was just done. */
export interface ImportAddress {
  file: string | null;
  done: string | null;
  acrossBrands: boolean;
  /** Pages, the first is 0. */
  problems: number;
  changes: number;
}

/** Reads the address; what is no number is the first page. */
export function readImportAddress(search: Record<string, string | string[] | undefined>): ImportAddress {
  const page = (name: string) => Math.max(0, Math.trunc(Number(one(search[name]) ?? 0)) || 0);
  return {
    file: one(search.file),
    done: one(search.done),
    acrossBrands: one(search.across) === "1",
    problems: Math.min(page("problems"), 10_000),
    changes: Math.min(page("changes"), 10_000),
  };
}

/** The address of a file as it is looked at. */
export function importPath({ file, done, acrossBrands, problems, changes }: Partial<ImportAddress>): string {
  const params = new URLSearchParams();
  if (file) params.set("file", file);
  if (done) params.set("done", done);
  if (acrossBrands) params.set("across", "1");
  if (problems) params.set("problems", String(problems));
  if (changes) params.set("changes", String(changes));
  const query = params.toString();
  return query === "" ? PATH : `${PATH}?${query}`;
}
