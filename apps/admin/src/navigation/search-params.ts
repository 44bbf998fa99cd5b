import { type ListFilters, printParams } from "@parley/limits";

export { one } from "@parley/limits";

/** What Next gives a page as `searchParams`. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** `path` with the parameters that have a value, in the order given: the same state is always the same address. */
export function withParams(path: string, params: ListFilters): string {
  const text = printParams(params);
  return text === "" ? path : `${path}?${text}`;
}
