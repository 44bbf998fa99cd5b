/** The row that the operator was at when they opened the palette. */
export interface Selection {
  /** Where the row leads. */
  path: string;
  /** As it reads. */
  name: string;
  /** The id in its address, such as `ord_…`. */
  id: string | null;
}

/** The row in focus; null where none is. */
export function rowInFocus(): Selection | null {
  const row = document.activeElement?.closest("tr, li");
  const link = row?.querySelector<HTMLAnchorElement>("a[data-row-link]");
  if (!link) return null;
  const { pathname, search } = new URL(link.href);
  const name = (link.textContent ?? "").trim();
  return { path: pathname + search, name, id: idIn(pathname) };
}

/** The id that a page's address ends with. */
export function idIn(pathname: string): string | null {
  return /\/([a-z]{3}_[\w-]+)$/.exec(pathname)?.[1] ?? null;
}
