/** What Next gives a page as `searchParams`. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The only or first value of a parameter; an empty one counts as not there. */
export function one(value: string | string[] | undefined): string | null {
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined || first === "" ? null : first;
}

/** `path` with the parameters that have a value, in the order given: the same state is always the same address. */
export function withParams(path: string, params: Record<string, string | null>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== "") search.set(name, value);
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}
