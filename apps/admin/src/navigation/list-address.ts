import { one, withParams } from "./search-params.ts";

type RawParams = Readonly<Record<string, string | string[] | undefined>>;

/** Reads single parameters of an address; what is not understood is null, so that a stale link still opens. */
export interface ParamReader {
  /** Free text without the blanks around it, or an id. */
  text: (name: string) => string | null;
  oneOf: <Value extends string>(name: string, values: readonly Value[]) => Value | null;
}

type Filters = Readonly<Record<string, string | null>>;

/** A list's whole state: its filters, and the cursor after which the page starts (null: at the newest row). */
export type ListState<F extends Filters> = F & { after: string | null };

/** How a list's state stands in its address. */
export interface ListAddress<F extends Filters> {
  path: string;
  parse: (params: RawParams) => ListState<F>;
  /** The address of a state. Changing anything but the cursor starts at the newest row again. */
  print: (state: ListState<F>, change?: Partial<ListState<F>>) => string;
  /** Whether a filter narrows the list; the cursor does not. */
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
      const text = (name: string) => one(params[name])?.trim() || null;
      const filters = read({
        text,
        oneOf: (name, values) => values.find((value) => value === one(params[name])) ?? null,
      });
      return { ...filters, after: text("after") };
    },
    print: (state, change) => withParams(path, { ...state, after: null, ...change }),
    isNarrowed: ({ after: _, ...filters }) => Object.values(filters).some((value) => value !== null),
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
