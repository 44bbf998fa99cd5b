import { type ListFilters as Filters, type ParamReader, type RawParams, readerOf } from "@parley/limits";
import { withParams } from "./search-params.ts";

/** A list's whole state: its filters, and the cursor after which the page starts (null: at the newest row). */
export type ListState<F extends Filters> = F & { after: string | null };

/** How a list's state stands in its address. */
export interface ListAddress<F extends Filters> {
  path: string;
  parse: (params: RawParams) => ListState<F>;
  /** The address of a state. Changing anything but the cursor starts at the newest row again. */
  print: (state: ListState<F>, change?: Partial<ListState<F>>) => string;
  /** Whether a filter narrows the list; the cursor does not, nor does which saved view it was opened from. */
  isNarrowed: (state: ListState<F>) => boolean;
}

/** Describes the address of the list at `path`: `read` names each filter once, and its type follows. */
export function listAddress<F extends Filters>(
  path: string,
  read: (params: ParamReader) => F,
): ListAddress<F> {
  return {
    path,
    parse(params) {
      const reader = readerOf(params);
      return { ...read(reader), after: reader.text("after") };
    },
    print: (state, change) => withParams(path, { ...state, after: null, ...change }),
    isNarrowed: ({ after: _, ...filters }) =>
      Object.entries(filters).some(([name, value]) => value !== null && name !== "view"),
  };
}

interface PageInfo {
  hasNextPage: boolean;
  endCursor?: string | null;
}

/** Where the pager of a list leads: null where there is nothing to go to. */
export function pagerOf<F extends Filters>(address: ListAddress<F>, state: ListState<F>, page: PageInfo) {
  return {
    newestPath: state.after === null ? null : address.print(state),
    olderPath: page.hasNextPage
      ? withParams(address.path, { ...state, after: page.endCursor ?? null })
      : null,
  };
}
